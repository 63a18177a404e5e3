import { dayTimeText } from '@/i18n/moment';
import { formatDate, formatTime } from '@/dicom/values/dateText';
import { useT, type Translate } from '@/i18n/t';
import type { PresentationFacts } from '@/imaging/contract';
import { Icon } from '@/ui/Icon';
import { unpresent } from '@/view/presentation/presentation';
import { updateView } from '@/view/viewStore';
import styles from './imageWarnings.module.css';
import type { ImageWarningLine } from './imageWarnings';
import { useImage, useViewer } from '@/features/viewer/context/viewerContext';

/** What may make the picture other than its state means it. */
const WARNINGS: ReadonlySet<string> = new Set([
  'mask',
  'blending',
  'compound',
  'matrix',
  'graphics',
  'lut',
  'turn',
  'unreachable',
  'aspect',
]);

/** 'Doe, Jane 27 Nov 2026 09:08', as far as it is known. */
function signature({ creator = '', at = '' }: PresentationFacts, t: Translate): string {
  const [day = '', time = ''] = at.replaceAll(/[-:]/g, '').split('T');
  const when = dayTimeText(formatDate(day), formatTime(time));
  return t('presentation.by', { creator, when }).trim();
}

/** Reads the facts compared as text: a pane renders when its state changes, not when its slice does. */
function useFacts(pane: number): PresentationFacts | undefined {
  const written = useImage(pane, ({ presentation, state }) =>
    presentation && state === 'shown' ? JSON.stringify(presentation) : '',
  );
  return written === '' ? undefined : (JSON.parse(written) as PresentationFacts);
}

const isKnown = ({ phase }: PresentationFacts): boolean => phase === 'applied' || phase === 'other-image';

const nameOf = ({ label = '', description = '' }: PresentationFacts, t: Translate): string =>
  description || label || t('presentation.nameless');

/** What a note is about: the series that a blending state lays over one another. */
function useNoteText(): (note: PresentationFacts['notes'][number], facts: PresentationFacts) => string {
  const t = useT();
  const { studies } = useViewer();
  const seriesName = (uid: string | undefined) => {
    const series = studies.flatMap((study) => study.series).find((one) => one.series === uid);
    return series
      ? [series.number, series.description ?? series.modality]
          .filter((part) => part !== undefined)
          .join(' · ')
      : t('presentation.note.unknownSeries');
  };
  return (note, { blended = [] }) => {
    const under = seriesName(blended.find(({ position }) => position === 'UNDERLYING')?.series[0]);
    const over = seriesName(blended.find(({ position }) => position === 'SUPERIMPOSED')?.series[0]);
    return t(`presentation.note.${note}`, { under, over });
  };
}

/** The presentation state in force and what of it is not done, in a line each. */
export function usePresentationWarnings(pane: number): readonly ImageWarningLine[] {
  const t = useT();
  const facts = useFacts(pane);
  const noteText = useNoteText();
  if (!facts) return [];
  const applied = isKnown(facts)
    ? t('presentation.applied', { name: nameOf(facts, t) })
    : t(facts.phase === 'loading' ? 'presentation.loading' : 'presentation.missing');
  const isMissing = facts.phase === 'missing';
  return [
    { id: 'presentation', tone: isMissing ? 'warn' : 'plain', icon: 'overlay', text: applied },
    ...(facts.phase === 'other-image'
      ? [
          {
            id: 'otherImage',
            tone: 'warn',
            icon: 'warning',
            text: t('presentation.otherImage'),
          } as const,
        ]
      : []),
    ...facts.notes.map((note): ImageWarningLine => ({
      id: note,
      tone: WARNINGS.has(note) ? 'warn' : 'plain',
      icon: WARNINGS.has(note) ? 'warning' : undefined,
      text: noteText(note, facts),
    })),
  ];
}

/** That a presentation state is in force, whose it is, what of it is not done; and the way to take it off. */
export function PresentationWarning({ pane }: { pane: number }) {
  const t = useT();
  const { views } = useViewer();
  const facts = useFacts(pane);
  const noteText = useNoteText();
  if (!facts) return null;
  const { phase, notes } = facts;
  const name = nameOf(facts, t);
  return (
    <>
      <span className={styles['tag']} data-testid="presentation" data-phase={phase} role="group">
        <Icon name="overlay" size={14} />
        <span className={styles['state']}>
          {isKnown(facts) ? (
            <>
              {t('presentation.applied')} <b>{name}</b>
              <span className={styles['by']}>{signature(facts, t)}</span>
            </>
          ) : (
            t(phase === 'loading' ? 'presentation.loading' : 'presentation.missing')
          )}
        </span>
        <button
          type="button"
          className={styles['off']}
          aria-label={t('presentation.off.name', { name: isKnown(facts) ? name : '' }).trim()}
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
          <span>{noteText(note, facts)}</span>
        </span>
      ))}
    </>
  );
}
