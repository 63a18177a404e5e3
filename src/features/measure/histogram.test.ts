import { expect, test } from 'vitest';
import { histogramOf, roundStep, ticksOf } from './histogram';

test('every value is counted once, in its step', () => {
  const values = Array.from({ length: 400 }, (_, i) => Math.sin(i) * 120 - 40);
  const { from, width, counts } = histogramOf(values);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
  counts.forEach((count, i) => {
    const isLast = i === counts.length - 1;
    const inside = values.filter(
      (value) => value >= from + i * width && (isLast || value < from + (i + 1) * width),
    );
    expect(inside.length).toBe(count);
  });
  expect(width).toBe(20);
});

test('whole values have whole steps', () => {
  expect(histogramOf([3, 3, 4, 7])).toEqual({ from: 3, width: 1, counts: [2, 1, 0, 0, 1] });
  expect(histogramOf([-2, -1, -1, 0])).toEqual({ from: -2, width: 1, counts: [1, 2, 1] });
});

test('one value alone has one step; none has none', () => {
  expect(histogramOf([40, 40, 40]).counts).toEqual([3]);
  expect(histogramOf([]).counts).toEqual([]);
});

test.each([
  [0.7, 1],
  [1, 1],
  [1.2, 2],
  [33, 50],
  [0.03, 0.05],
])('a step of %d becomes %d', (step, round) => {
  expect(roundStep(step)).toBeCloseTo(round, 12);
});

test('ticks are round and within the axis', () => {
  expect(ticksOf(-120, 43, 5)).toEqual([-100, -50, 0]);
  expect(ticksOf(0, 1.1, 5)).toEqual([0, 0.5, 1]);
  expect(ticksOf(5, 5, 5)).toEqual([5]);
});
