import { useReadingStanding, useStudyReading } from '@/features/contract/readingContext';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { faceOfState, stateWords } from './stateWords';

interface StateOf {
  readonly archive: string;
  readonly study: StudyUid;
}

/** What is known of a study's state: signs with a word where there is room, whole sentences for whoever asks. */
export function StateFace({ archive, study }: StateOf) {
  const t = useT();
  const standing = useReadingStanding();
  const state = useStudyReading({ archive, study });
  // Until it is known nothing is said.
  if (!standing || (standing.you === undefined && state === undefined)) return null;
  const { icon, kind, others } = faceOfState(state, standing.you);
  const [first] = others;
  const word =
    kind === 'open'
      ? (first?.name ?? state?.work?.by[0] ?? t('worklist.work.openWord'))
      : t(kind === 'read' ? 'worklist.state.read' : 'worklist.state.new');
  const words = stateWords(state, standing, t).join(' ');
  return (
    <span className="wl-stateface" data-state={kind} role="img" aria-label={words} title={words}>
      <Icon name={icon} size={14} />
      {kind === 'open' && (state?.read || state?.work?.state === 'completed') && (
        <Icon name="check" size={14} />
      )}
      <span className="wl-stateword" dir="auto">
        {word}
      </span>
      {(state?.bookmarks.length ?? 0) > 0 && <Icon name="bookmark" size={14} />}
    </span>
  );
}

/** The same as a cell of a row. */
export const StateCell = (of: StateOf) => (
  <span role="gridcell" className="wl-statecell" data-testid="study-state">
    <StateFace {...of} />
  </span>
);
