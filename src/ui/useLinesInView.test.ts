import { expect, test } from 'vitest';
import { linesAt, linePlaceOf, topToShow } from './useLinesInView';

const lines = (count: number) => ({ count, linePx: 36, beyond: 10 });
const range = (topPx: number, heightPx: number, count: number) => {
  const all = linesAt(linePlaceOf(topPx, heightPx, 36), lines(count));
  return [all[0], all.at(-1), all.length];
};

test.each([
  // At the top: what is seen (720 / 36 = 20, and one more where the first is cut), and ten below.
  [0, 720, 10_000, [0, 30, 31]],
  [36 * 100 + 20, 720, 10_000, [90, 130, 41]],
  [36 * 9_980, 720, 10_000, [9970, 9999, 30]],
  [0, 720, 5, [0, 4, 5]],
  [0, 720, 0, [undefined, undefined, 0]],
  // Scrolled far down when the list became short: its end is drawn, not nothing.
  [36 * 5_000, 720, 40, [10, 39, 30]],
  // Bounced above the top, and not measured yet.
  [-50, 720, 100, [0, 30, 31]],
  [0, 0, 100, [0, 10, 11]],
])('from %d px in a box of %d px, %d lines: %o are there', (topPx, heightPx, count, expected) => {
  expect(range(topPx, heightPx, count)).toEqual(expected);
});

test.each([
  [0, 0, undefined],
  [19, 0, undefined],
  [20, 0, 36],
  [5, 36 * 5, undefined],
  [5, 36 * 5 + 1, 36 * 5],
  [4, 36 * 5, 36 * 4],
  [25, 36 * 5 + 10, 36 * 6],
])('line %d is shown from %d px by scrolling to %s', (index, topPx, expected) => {
  expect(topToShow(index, 36, topPx, 720)).toBe(expected);
});
