import { expect, test } from 'vitest';
import type { Translate } from '@/i18n/t';
import type { RoomState } from './room';
import { roomStandingOf } from './standing';

const t: Translate = (key, values) => `${key} ${String(values?.['name'] ?? '')}`.trim();
const ada = { id: 'a', name: 'Dr A', isGuest: false };
const ben = { id: 'b', name: 'Dr B', isGuest: false };
const guest = { id: 'g', name: 'Dr A', isGuest: true };

/** As Dr A sees it. */
const state = (changes: Partial<RoomState>): RoomState => ({
  line: { is: 'open' },
  you: 'a',
  members: [ada, ben],
  presenter: 'a',
  isAway: false,
  isFree: false,
  isFollowing: true,
  leftOut: 0,
  ...changes,
});

test.each<[Partial<RoomState>, string, string[]]>([
  [{ line: { is: 'joining' } }, 'together.joining', ['leave']],
  [{ members: [ada] }, 'together.alone', ['invite', 'leave']],
  [{}, 'together.presenting', ['people', 'leave']],
  [{ presenter: 'b' }, 'together.following', ['wander', 'people', 'leave']],
  [{ presenter: 'b', isFollowing: false }, 'together.wandering', ['follow', 'people', 'leave']],
  [{ presenter: 'x', isAway: true }, 'together.away', ['people', 'leave']],
  [{ presenter: undefined, isFree: true }, 'together.free', ['take', 'people', 'leave']],
  [
    { presenter: undefined, isFree: true, members: [ada] },
    'together.free.alone',
    ['take', 'people', 'leave'],
  ],
  [{ line: { is: 'lost' } }, 'together.lost', ['leave']],
  [{ line: { is: 'over', reason: 'ended' } }, 'together.over.ended', ['dismiss']],
  [{ line: { is: 'over', reason: 'full' } }, 'together.over.full', ['dismiss']],
])('%j is %s', (changes, key, offers) => {
  expect(roomStandingOf(state(changes), t)).toMatchObject({ key, offers });
});

test('guests are called by whose guest they are', () => {
  const { values } = roomStandingOf(state({ members: [ada, guest] }), t);
  expect(values).toEqual({ count: 1, name: 'together.guestOf Dr A' });
});
