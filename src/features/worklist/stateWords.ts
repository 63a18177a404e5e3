import { allOfText } from '@/i18n/numberText';
import { shortMomentText } from '@/i18n/moment';
import type { Translate } from '@/i18n/t';
import { hasBookmark, isMine, type ReadingStanding, type StudyState } from '@/features/contract/studyReading';
import { workWords } from '@/features/contract/workWords';
import type { StateChoice } from './stateChoice';

/** Whether a study belongs to what the list is narrowed to. */
export function isOfChoice(
  choice: StateChoice,
  state: StudyState | undefined,
  you: string | undefined,
): boolean {
  if (choice === 'new') return state?.read === undefined && state?.work?.state !== 'completed';
  if (choice === 'bookmarked') return (state?.bookmarks.length ?? 0) > 0;
  return choice === '' || (state !== undefined && isMine(state, you));
}

/** What a study is, in one look: on somebody's screen before whether it was read. */
export function faceOfState(state: StudyState | undefined, you: string | undefined) {
  const others = state?.open.filter(({ id }) => id !== you) ?? [];
  const work = state?.work?.state;
  if (others.length > 0 || work === 'inProgress') return { icon: 'person', kind: 'open', others } as const;
  if (state?.read || work === 'completed') return { icon: 'check', kind: 'read', others } as const;
  return { icon: 'unread', kind: 'new', others } as const;
}

/** All that is known of it, in sentences. */
export function stateWords(
  state: StudyState | undefined,
  { you, isHereOnly }: ReadingStanding,
  t: Translate,
): readonly string[] {
  const { others } = faceOfState(state, you);
  const read = state?.read;
  const when = read ? shortMomentText(read.atMs) : '';
  const bookmarked = state?.bookmarks.filter(({ by }) => by.id !== you).map(({ by }) => by.name) ?? [];
  const names = allOfText(others.map(({ name }) => name));
  return [
    ...(others.length > 0 ? [t('worklist.state.openBy', { names })] : []),
    read === undefined
      ? t(isHereOnly ? 'worklist.state.newHere' : 'worklist.state.isNew')
      : isHereOnly
        ? t('worklist.state.readHere', { when })
        : t('worklist.state.readBy', { name: read.by.name, when }),
    ...(hasBookmark(state, you) ? [t('worklist.state.bookmarkedByYou')] : []),
    ...(state?.work ? [workWords(state.work, t)] : []),
    ...(bookmarked.length > 0 ? [t('worklist.state.bookmarkedBy', { names: allOfText(bookmarked) })] : []),
  ];
}
