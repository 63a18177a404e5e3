import { expect, test } from 'vitest';
import { Sharpness } from './sharpness';

/** Draws so many pictures one after the other, `gapMs` apart; which were drawn with fewer pixels. */
function motion(sharpness: Sharpness, from: number, count: number, tookMs: (isLess: boolean) => number) {
  let nowMs = from;
  const all = Array.from({ length: count }, () => {
    const isLess = sharpness.isLess(nowMs);
    const took = tookMs(isLess);
    nowMs += took;
    sharpness.note(took, isLess);
    return isLess;
  });
  sharpness.rested(nowMs);
  return all;
}
const lessOf = (all: readonly boolean[]) => all.filter(Boolean).length;

test('a device that keeps up draws all pixels', () => {
  const sharpness = new Sharpness();
  expect(lessOf(motion(sharpness, 0, 50, () => 16))).toBe(0);
  expect(lessOf(motion(sharpness, 60_000, 50, () => 33))).toBe(0);
});

test('one that is slow and gains draws fewer while it moves, and all in the first steps of a motion', () => {
  const sharpness = new Sharpness();
  const gaining = (isLess: boolean) => (isLess ? 18 : 60);
  expect(motion(sharpness, 0, 9, gaining)).toEqual([...Array(6).fill(false), true, true, true]);
  expect(motion(sharpness, 10_000, 5, gaining)).toEqual([false, false, true, true, true]);
  // Single steps, each at rest.
  for (let at = 0; at < 20; at++) expect(motion(sharpness, 20_000 + 1000 * at, 1, gaining)).toEqual([false]);
});

test('however slow it is, its pictures are one motion', () => {
  const gaining = (isLess: boolean) => (isLess ? 18 : 450);
  expect(motion(new Sharpness(), 0, 9, gaining)).toEqual([...Array(6).fill(false), true, true, true]);
});

test('one that gains nothing draws all pixels for ever', () => {
  const sharpness = new Sharpness();
  expect(lessOf(motion(sharpness, 0, 40, () => 60))).toBe(6);
  expect(lessOf(motion(sharpness, 10_000, 40, () => 60))).toBe(0);
});

test('a few slow frames, and slow steps far apart, are not a slow device', () => {
  const sharpness = new Sharpness();
  for (let at = 0; at < 20; at++) motion(sharpness, 1000 * at, 3, () => 90);
  expect(lessOf(motion(sharpness, 50_000, 40, () => 16))).toBe(0);
});
