import { expect, test } from 'vitest';
import type { CineMode } from '@/view/viewState';
import { following, nextFrame, type CineTarget, type CineWay } from './cine';

const at = (
  index: number,
  stays: readonly number[],
  mode: CineMode = 'loop',
  range: readonly [number, number] = [0, stays.length - 1],
): CineTarget => ({
  range: () => range,
  mode: () => mode,
  index: () => index,
  stayMs: (place) => stays[place] ?? 0,
  has: () => true,
  show: () => undefined,
  ended: () => undefined,
});

test.each<readonly [string, CineTarget, now: number, index: number, untilMs: number]>([
  ['in time: the next one, for as long as it stays', at(0, [40, 60, 80]), 100, 1, 160],
  ['after the last the first', at(2, [40, 60, 80]), 110, 0, 140],
  ['late: those whose time is over are skipped', at(0, [40, 60, 80]), 170, 2, 240],
  ['late by more than the whole loop: once round, no further', at(0, [10, 10, 10]), 5000, 0, 5000],
  ['a loop of one frame', at(0, [40]), 100, 0, 140],
  ['once, late by more than the rest: the last one', at(0, [10, 10, 10], 'once'), 5000, 2, 5000],
  ['from outside the range to its beginning', at(0, [10, 20, 30, 40], 'loop', [2, 3]), 100, 2, 130],
])('%s', (_, target, now, index, untilMs) => {
  expect(nextFrame(target, 1, 100, now)).toMatchObject({ index, untilMs });
});

/** Places in the order they are played. */
function played(mode: CineMode, range: readonly [number, number], from: number, count: number): number[] {
  const seen: number[] = [];
  let place: { index: number; way: CineWay } | undefined = { index: from, way: 1 };
  while (seen.length < count) {
    place = following(place, range, mode);
    if (!place) break;
    seen.push(place.index);
  }
  return seen;
}

test.each<readonly [CineMode, readonly [number, number], number, readonly number[]]>([
  ['loop', [0, 3], 0, [1, 2, 3, 0, 1, 2, 3, 0]],
  ['loop', [1, 2], 3, [1, 2, 1, 2, 1, 2, 1, 2]],
  ['yoyo', [0, 3], 0, [1, 2, 3, 2, 1, 0, 1, 2]],
  ['yoyo', [2, 4], 0, [2, 3, 4, 3, 2, 3, 4, 3]],
  ['yoyo', [2, 2], 2, [2, 2, 2, 2, 2, 2, 2, 2]],
  ['once', [0, 3], 1, [2, 3]],
  ['once', [1, 2], 2, []],
])('%s over %j from %d', (mode, range, from, order) => {
  expect(played(mode, range, from, 8)).toEqual(order);
});

test('what is played once ends', () => {
  expect(nextFrame(at(2, [10, 10, 10], 'once'), 1, 100, 110)).toBeUndefined();
});
