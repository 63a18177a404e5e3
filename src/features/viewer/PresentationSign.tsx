import { formatDate, formatTime } from '@/dicom/dateTime';
import { useT, type Translate } from '@/i18n/t';
import type { PresentationFacts } from '@/imaging/panePresentation';
import { Icon } from '@/ui/Icon';
import { unpresent } from '@/view/presentation';
import { updateView } from '@/view/viewStore';
import styles from './overlay.module.css';
import { useStatus, useViewer } from './viewerContext';

/** What may make the picture other than its state means it. */
const WARNINGS: ReadonlySet<string> = new Set([
  'mask',
  'blending',
  'compound',
  'matrix',
  'lut',
  'unreachable',
  'aspect',
]);

/** 'Doe, Jane 27 Nov 2026 09:08', as far as it is known. */
function signature({ creator = '', at = '' }: PresentationFacts, t: Translate): string {
  const [day = '', time = ''] = at.replaceAll(/[-:]/g, '').split('T');
  const when = [formatDate(day), formatTime(time)].filter(Boolean).join(' ');
  return t('presentation.by', { creator, when }).trim();
}

/** That a presentation state is in force, whose it is, what of it is not done; and the way to take it off. */
export function PresentationSign({ pane }: { pane: number }) {
  const t = useT();
  const { views, studies } = useViewer();
  // Compared as text: a pane renders when its state changes, not when its slice does.
  const written = useStatus(pane, ({ presentation, state }) =>
    presentation && state === 'shown' ? JSON.stringify(presentation) : '',
  );
  if (written === '') return null;
  const facts = JSON.parse(written) as PresentationFacts;
  const { phase, notes, label = '', description = '', blended = [] } = facts;
  const name = description || label || t('presentation.nameless');
  const seriesName = (uid: string | undefined) => {
    const series = studies.flatMap((study) => study.series).find((one) => one.series === uid);
    return series
      ? [series.number, series.description ?? series.modality]
          .filter((part) => part !== undefined)
          .join(' · ')
      : t('presentation.note.unknownSeries');
  };
  const under = seriesName(blended.find(({ position }) => position === 'UNDERLYING')?.series[0]);
  const over = seriesName(blended.find(({ position }) => position === 'SUPERIMPOSED')?.series[0]);
  const isKnown = phase === 'applied' || phase === 'other-image';
  return (
    <>
      <span className={styles['tag']} data-testid="presentation" data-phase={phase} role="group">
        <Icon name="overlay" size={14} />
        <span className={styles['state']}>
          {isKnown ? (
            <>
              {t('presentation.applied')} <b>{name}</b>
              <span className={styles['dim']}>{signature(facts, t)}</span>
            </>
          ) : (
            t(phase === 'loading' ? 'presentation.loading' : 'presentation.missing')
          )}
        </span>
        <button
          type="button"
          className={styles['off']}
          aria-label={t('presentation.off.name', { name: isKnown ? name : '' }).trim()}
          onClick={() => updateView(views, (view) => unpresent(view, pane))}
        >
          {t('presentation.off')}
        </button>
      </span>
      {phase === 'other-image' && (
        <span className={styles['tag']}>
          <Icon name="warning" size={14} /> {t('presentation.otherImage')}
        </span>
      )}
      {notes.map((note) => (
        <span key={note} className={styles['tag']}>
          {WARNINGS.has(note) && <Icon name="warning" size={14} />}
          <span>{t(`presentation.note.${note}`, { under, over })}</span>
        </span>
      ))}
    </>
  );
}
