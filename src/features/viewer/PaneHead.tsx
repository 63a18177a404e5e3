import { formatDate, formatTime } from '@/dicom/dateTime';
import { text } from '@/dicom/dicomJson';
import { useT } from '@/i18n/t';
import { identityOf } from './identity';
import styles from './overlay.module.css';
import { seriesText } from './overlayText';
import { PatientBadge } from './PatientBadge';
import { PaneSigns } from './PaneSigns';
import { sayTheSame, useSteady } from './steady';
import { usePanePatient } from './whose';
import { useSeriesOf, useShell, useStatus } from './viewerContext';

/** Above a pane's picture, always: whose it is, what it is, and what makes it less than it seems. Never on the picture. */
export function PaneHead({ pane }: { pane: number }) {
  return (
    <div className={styles['head']}>
      <div className={styles['row']}>
        <PatientBadge pane={pane} />
        <Name pane={pane} />
        <PaneSigns pane={pane} />
      </div>
      <div className={styles['halves']}>
        <About pane={pane} />
        <Where pane={pane} />
      </div>
    </div>
  );
}

/** Patient of the displayed instance; of the study where the pane has no object of its own. */
function Name({ pane }: { pane: number }) {
  const t = useT();
  const dataset = usePanePatient(pane);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  if (isHidden) return <span className={styles['dim']}>{t('identity.hidden')}</span>;
  if (!dataset) return <span className={styles['dim']}>{t('identity.unknown')}</span>;
  const { name } = identityOf(dataset);
  const shown = name === '' ? t('identity.nameless') : name;
  return (
    <b data-testid="pane-patient" title={shown}>
      {shown}
    </b>
  );
}

/** ID, birth date, sex, age. */
function About({ pane }: { pane: number }) {
  const dataset = usePanePatient(pane);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  if (!dataset || isHidden) return <div />;
  const { id, birthDate, sexAge, about } = identityOf(dataset);
  return (
    <div
      className={styles['about']}
      data-testid="pane-about"
      title={[id, about].filter((part) => part !== '').join(' · ')}
    >
      {id !== '' && <span data-part="id">{id}</span>}
      {birthDate !== '' && <span>{birthDate}</span>}
      {sexAge !== '' && <span data-part="sexAge">{sexAge}</span>}
    </div>
  );
}

/** All that `Where` and `seriesText` read. */
const sayTheSamePlace = sayTheSame(
  ...['00080080', '00200011', '0008103E'],
  ...['00080022', '00080021', '00080020', '00080032', '00080031', '00080030'],
);

/** Institution, date and time, series. */
function Where({ pane }: { pane: number }) {
  const dataset = useStatus(
    pane,
    useSteady(({ subject }) => subject?.dataset, sayTheSamePlace),
  );
  const summary = useSeriesOf(pane);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  if (!dataset) {
    const known = [summary?.number, summary?.description].filter((part) => part !== undefined && part !== '');
    return <div className={styles['where']}>{known.join(' · ')}</div>;
  }
  const day = formatDate(text(dataset, '00080022') ?? text(dataset, '00080021') ?? text(dataset, '00080020'));
  const time = formatTime(
    text(dataset, '00080032') ?? text(dataset, '00080031') ?? text(dataset, '00080030'),
  );
  return (
    <div className={styles['where']}>
      {!isHidden && <span data-part="place">{text(dataset, '00080080')}</span>}
      {/* Two exams of one patient differ in the day: it stands on the narrowest screen too. */}
      <span data-part="when">
        {day} <span data-part="clock">{time}</span>
      </span>
      <span data-part="series" title={seriesText(dataset)}>
        {seriesText(dataset)}
      </span>
    </div>
  );
}
