import type { MessageKey } from '@/i18n/en';
import type { MessageValues, Translate } from '@/i18n/t';
import { memberName } from './names';
import { isPresenting, type RoomState } from './room';

/** How things stand in the room, in a sentence, and what can be done. */
export interface RoomStanding {
  readonly key: MessageKey;
  readonly values?: MessageValues;
  readonly isFault?: true;
  readonly offers: readonly ('follow' | 'wander' | 'take' | 'invite' | 'people' | 'leave' | 'dismiss')[];
}

/** What the bar above the pictures says. */
export function roomStandingOf(state: RoomState, t: Translate): RoomStanding {
  const { line, members, you, presenter, isAway, isFree, isFollowing } = state;
  if (line.is === 'over') return { key: `together.over.${line.reason}`, isFault: true, offers: ['dismiss'] };
  if (line.is === 'lost') return { key: 'together.lost', isFault: true, offers: ['leave'] };
  if (line.is === 'joining' || members.length === 0) return { key: 'together.joining', offers: ['leave'] };
  const others = members.filter(({ id }) => id !== you);
  if (isPresenting(state)) {
    const [first] = others;
    if (!first) return { key: 'together.alone', offers: ['invite', 'leave'] };
    const values = { count: others.length, name: memberName(first, t) };
    return { key: 'together.presenting', values, offers: ['people', 'leave'] };
  }
  const shown = members.find(({ id }) => id === presenter);
  if (isFree || (!shown && !isAway)) {
    const key = others.length === 0 ? 'together.free.alone' : 'together.free';
    return { key, offers: [...(isFree ? (['take'] as const) : []), 'people', 'leave'] };
  }
  if (!shown) return { key: 'together.away', offers: ['people', 'leave'] };
  const values = { name: memberName(shown, t) };
  return isFollowing
    ? { key: 'together.following', values, offers: ['wander', 'people', 'leave'] }
    : { key: 'together.wandering', values, offers: ['follow', 'people', 'leave'] };
}
