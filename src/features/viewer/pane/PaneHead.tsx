import { formatDate } from '@/dicom/values/dateText';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { useT } from '@/i18n/t';
import { join } from '@/ui/Button';
import { Facts } from '@/ui/Facts';
import { identityOf } from '@/features/viewer/patient/identity';
import styles from '@/features/viewer/styles/overlay.module.css';
import { seriesText } from '@/features/viewer/state/overlayText';
import { paneDates } from '@/features/viewer/patient/paneDates';
import { PatientBadge } from '@/features/viewer/patient/PatientBadge';
import { PaneWarnings } from './PaneWarnings';
import { sayTheSame } from '@/features/viewer/state/steady';
import { usePaneOwner, usePanePatient } from '@/features/viewer/patient/whose';
import { useRelation } from '@/features/viewer/patient/relation';
import { useHungPane } from '@/features/viewer/context/hungPane';
import { useSeriesOf, useSubject, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { useIdentityHidden } from '@/view/hiddenIdentity';

/** Above a pane's picture, always: whose it is, what it is, and what makes it less than it seems. Never on the picture. */
export function PaneHead({ pane }: { pane: number }) {
  const owner = usePanePatient(pane);
  return (
    <div className={join(styles['strip'], styles['head'])}>
      <div className={styles['words']} data-gives-way>
        <div className={styles['row']}>
          <PatientBadge pane={pane} />
          <Name of={owner} />
          <Relation pane={pane} />
        </div>
        <div className={styles['halves']}>
          <About of={owner} />
          <Where pane={pane} owner={owner} />
        </div>
      </div>
      <PaneWarnings pane={pane} />
    </div>
  );
}

/** Above a pane that holds nothing: whose the study is, unless several patients are on the screen. */
export function EmptyHead({ pane }: { pane: number }) {
  const owner = usePaneOwner(pane);
  // The day of a prior is not that of the study that is read.
  const isForPrior = useHungPane(pane)?.selector.role.startsWith('prior') === true;
  if (!owner) return <div className={join(styles['strip'], styles['head'])} />;
  return (
    <div className={join(styles['strip'], styles['head'])}>
      <div className={styles['words']} data-gives-way>
        <div className={styles['row']}>
          <Name of={owner} />
        </div>
        <div className={styles['halves']}>
          <About of={owner} />
          <div className={styles['where']} data-testid="pane-where">
            {!isForPrior && <span data-part="when">{formatDate(text(owner, '00080020'))}</span>}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Patient of the displayed instance; of the study where the pane has no object of its own. */
function Name({ of }: { of: DicomJson | undefined }) {
  const t = useT();
  const isHidden = useIdentityHidden();
  if (isHidden) return <span className={styles['dim']}>{t('identity.hidden')}</span>;
  if (!of) return <span className={styles['dim']}>{t('identity.unknown')}</span>;
  const { name } = identityOf(of);
  const shown = name === '' ? t('identity.nameless') : name;
  return (
    <b data-testid="pane-patient" title={shown}>
      {shown}
    </b>
  );
}

/** ID, birth date, sex, age. */
function About({ of }: { of: DicomJson | undefined }) {
  const isHidden = useIdentityHidden();
  if (!of || isHidden) return <div />;
  const { id, birthDate, sexAge, about } = identityOf(of);
  return (
    <div
      className={styles['about']}
      data-testid="pane-about"
      title={[id, about].filter((part) => part !== '').join(' · ')}
    >
      <Facts of={[id, birthDate, { text: sexAge, part: 'sexAge' }]} />
    </div>
  );
}

/** That a pane shows another study than the one that is read, and of which archive, where there are several. */
function Relation({ pane }: { pane: number }) {
  const t = useT();
  const { archiveName, otherArchives } = useViewer();
  const relation = useRelation(pane);
  if (!relation) return null;
  return (
    <b className={styles['relation']} data-testid="pane-relation">
      {[t(relation), ...(otherArchives.length > 0 ? [archiveName] : [])].join(' · ')}
    </b>
  );
}

/** All that `Where` and `seriesText` read. */
const sayTheSamePlace = sayTheSame(
  ...['00080080', '00200011', '0008103E'],
  ...['00080022', '00080023', '00080021', '00080020', '00080032', '00080033', '00080031', '00080030'],
);

/** Letters at the end of a series' name that stand longest: series of one name differ there. */
const END = 8;

/** Institution, date and time of the study, those of the object where they are others, series. */
function Where({ pane, owner }: { pane: number; owner: DicomJson | undefined }) {
  const t = useT();
  const dataset = useSubject(pane, sayTheSamePlace);
  const summary = useSeriesOf(pane);
  const isHidden = useIdentityHidden();
  const { study, own } = paneDates(dataset ?? owner, dataset);
  const isOneDay = useView(({ panes, studies }) => panes.length > 1 && studies.length === 1);
  const named = dataset
    ? seriesText(dataset)
    : [summary?.number, summary?.description].filter((part) => part !== undefined && part !== '').join(' · ');
  const letters = [...named];
  return (
    <div
      className={styles['where']}
      data-testid="pane-where"
      data-one-day={(isOneDay && !own) || undefined}
      data-gives-way
    >
      {dataset && !isHidden && <span data-part="place">{text(dataset, '00080080')}</span>}
      {/* Two exams of one patient differ in the day: it stands on the narrowest screen too. */}
      <span data-part="when">
        {study.day} <span data-part="clock">{study.clock}</span>
      </span>
      {own && (
        <span data-part="own">
          {t(own.kind === 'acquired' ? 'pane.acquired' : 'pane.made', { date: own.day })}{' '}
          <span data-part="clock">{own.clock}</span>
        </span>
      )}
      <span data-part="series" data-words="data" title={named}>
        <span>{letters.slice(0, -END).join('')}</span>
        <span>{letters.slice(-END).join('')}</span>
      </span>
    </div>
  );
}
