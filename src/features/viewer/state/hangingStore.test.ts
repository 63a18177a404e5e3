import { expect, test } from 'vitest';
import { BUILT_IN } from '@/dicom/hanging/builtIn';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { readHangings, withSiteCopy, without, withSiteAnswer, type KeptArrangements } from './hangingStore';

const [one, two] = BUILT_IN as readonly HangingProtocol[] as [HangingProtocol, HangingProtocol];
const made = (of: HangingProtocol, id: string, madeAtMs: number): HangingProtocol => ({
  ...of,
  id,
  madeAtMs,
});
const NONE = readHangings(undefined);
const here = (...mine: readonly HangingProtocol[]): KeptArrangements => ({ ...NONE, mine });
const ids = ({ mine }: KeptArrangements) => mine.map(({ id }) => id).sort();

test.each<[string, readonly HangingProtocol[], readonly HangingProtocol[], readonly string[]]>([
  ['what another browser kept comes here', [], [made(one, 'there', 1)], ['there']],
  ['what was kept here while the companion was away stays', [made(one, 'here', 1)], [], ['here']],
  ['the newer of two for the same studies, here', [made(one, 'here', 2)], [made(one, 'there', 1)], ['here']],
  [
    'the newer of two for the same studies, there',
    [made(one, 'here', 1)],
    [made(one, 'there', 2)],
    ['there'],
  ],
  ['of other studies both', [made(one, 'here', 1)], [made(two, 'there', 1)], ['here', 'there']],
  ['the same is one', [made(one, 'same', 1)], [made(one, 'same', 1)], ['same']],
])('%s', (_, mine, told, expected) => {
  expect(ids(withSiteAnswer(here(...mine), { mine: told, house: [] }))).toEqual(expected);
});

test('the house’s are those that it tells', () => {
  const now = { ...NONE, house: [made(one, 'old', 1)] };
  expect(withSiteAnswer(now, { mine: 'none', house: [made(two, 'new', 1), { id: 'no' }] }).house).toEqual([
    made(two, 'new', 1),
  ]);
});

test('one of the reader’s own is given to the house in the place of that for the same studies', () => {
  const now = { ...here(made(one, 'mine', 2)), house: [made(one, 'old', 1), made(two, 'other', 1)] };
  expect(withSiteCopy(now, 'mine').house.map(({ id }) => id)).toEqual(['mine', 'other']);
  expect(withSiteCopy(now, 'nothing')).toBe(now);
  expect(without(now, 'house', 'old').house.map(({ id }) => id)).toEqual(['other']);
  expect(without(now, 'house', 'old').mine).toBe(now.mine);
});

test('what somebody else kept in this browser is not theirs who sign in after them', () => {
  const text = JSON.stringify({ ...here(made(one, 'ada', 1)), house: [two], owner: 'ada' });
  expect(ids(readHangings(text, 'ada'))).toEqual(['ada']);
  expect(readHangings(text, 'bob')).toEqual({ mine: [], house: [two], habits: [], owner: 'bob' });
  // Before anybody is known, it is whoever was here last: what is asked for ahead, no more.
  expect(ids(readHangings(text))).toEqual(['ada']);
});

test.each([undefined, '{', 'null'])('what is first in a browser is already somebody’s: %s', (text) => {
  const brought = withSiteAnswer(readHangings(text, 'ada'), {
    mine: [made(one, 'a', 1), made(two, 'b', 1)],
    house: [],
  });
  // The next change reads what the one before has kept: all of it is still theirs.
  expect(ids(readHangings(JSON.stringify(brought), 'ada'))).toEqual(['a', 'b']);
});
