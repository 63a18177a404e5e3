import { expect, test } from 'vitest';
import { areaPx2, isKnotted, simplify, splineThrough } from './outline';

const circle = (count: number, radius: number) =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return [100 + radius * Math.cos(angle), 80 + radius * Math.sin(angle)] as const;
  });

test('a spline through eight knots of a circle is that circle within a tenth of a pixel', () => {
  const outline = splineThrough(circle(8, 40));
  for (const [x, y] of outline) expect(Math.abs(Math.hypot(x - 100, y - 80) - 40)).toBeLessThan(0.1);
  expect(Math.abs(areaPx2(outline) / (Math.PI * 1600) - 1)).toBeLessThan(0.002);
});

test('a spline goes through its knots, also where two of them are the same', () => {
  const knots = [
    [0, 0],
    [0, 0],
    [20, 3],
    [10, 30],
  ] as const;
  const outline = splineThrough(knots);
  for (const [x, y] of knots)
    expect(Math.min(...outline.map((p) => Math.hypot(p[0] - x, p[1] - y)))).toBeLessThan(1e-9);
});

test('area of a polygon, whichever way round', () => {
  const corners = [
    [0, 0],
    [6, 0],
    [6, 4],
    [0, 4],
  ] as const;
  expect(areaPx2(corners)).toBe(24);
  expect(areaPx2([...corners].reverse())).toBe(24);
});

test('a figure of eight crosses itself, a circle and a star do not', () => {
  const eight = [
    [0, 0],
    [10, 10],
    [10, 0],
    [0, 10],
  ] as const;
  expect(isKnotted(eight)).toBe(true);
  expect(isKnotted(circle(200, 40))).toBe(false);
  const star = circle(20, 40).map(([x, y], i) => (i % 2 ? ([x, y] as const) : ([100, 80] as const)));
  expect(isKnotted(star)).toBe(false);
});

test('a simplified line stays within its tolerance and keeps its ends', () => {
  const line = Array.from({ length: 200 }, (_, i) => [i, 10 * Math.sin(i / 15)] as const);
  const few = simplify(line, 0.1);
  expect(few.length).toBeLessThan(60);
  expect(few[0]).toBe(line[0]);
  expect(few.at(-1)).toBe(line.at(-1));
});
