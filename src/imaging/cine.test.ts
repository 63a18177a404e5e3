import { expect, test } from 'vitest';
import { nextFrame, type CineTarget } from './cine';

const at = (index: number, stays: readonly number[]): CineTarget => ({
  count: () => stays.length,
  index: () => index,
  stayMs: (place) => stays[place] ?? 0,
  has: () => true,
  show: () => undefined,
});

test.each<readonly [string, CineTarget, now: number, index: number, untilMs: number]>([
  ['in time: the next one, for as long as it stays', at(0, [40, 60, 80]), 100, 1, 160],
  ['after the last the first', at(2, [40, 60, 80]), 110, 0, 140],
  ['late: those whose time is over are skipped', at(0, [40, 60, 80]), 170, 2, 240],
  ['late by more than the whole loop: once round, no further', at(0, [10, 10, 10]), 5000, 0, 5000],
  ['a loop of one frame', at(0, [40]), 100, 0, 140],
])('%s', (_, target, now, index, untilMs) => {
  expect(nextFrame(target, 100, now)).toEqual({ index, untilMs });
});
