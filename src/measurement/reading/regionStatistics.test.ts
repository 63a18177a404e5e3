import { expect, test } from 'vitest';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { ellipseInside, polygonInside, regionStatistics } from './regionStatistics';

const ramp = { rows: 20, columns: 30, values: Float32Array.from({ length: 600 }, (_, i) => 1000 + (i % 30)) };

test('a rectangle counts the pixels whose middle it holds', () => {
  const corners: PointPx[] = [
    [3.5, 2.5],
    [9.5, 2.5],
    [9.5, 6.5],
    [3.5, 6.5],
  ];
  // Columns 4..9, rows 3..6: 24 pixels, mean of 1004..1009; population SD of 0..5 is sqrt(35/12).
  const found = regionStatistics(ramp, corners, polygonInside(corners));
  expect(found).toMatchObject({ count: 24, min: 1004, max: 1009 });
  expect(found?.mean).toBeCloseTo(1006.5, 9);
  expect(found?.sd).toBeCloseTo(Math.sqrt(35 / 12), 6);
});

test('an ellipse has its area, upright and turned', () => {
  const flat = { rows: 400, columns: 400, values: new Int16Array(160_000).fill(40) };
  for (const angle of [0, 0.3, Math.PI / 2]) {
    const at = (length: number, turn: number): PointPx => [
      200 + length * Math.cos(angle + turn),
      200 + length * Math.sin(angle + turn),
    ];
    const handles = [at(60, Math.PI / 2), at(-60, Math.PI / 2), at(-100, 0), at(100, 0)];
    const box: PointPx[] = [
      [100, 100],
      [300, 300],
    ];
    const found = regionStatistics(flat, box, ellipseInside(handles));
    expect(found?.mean).toBe(40);
    expect(found?.sd).toBe(0);
    expect((found?.count ?? 0) / (Math.PI * 100 * 60)).toBeCloseTo(1, 2);
  }
});

test('padding and what lies outside the image do not count', () => {
  const values = Int16Array.from([-2000, 10, -2000, 30]);
  const corners: PointPx[] = [
    [-5, -5],
    [5, -5],
    [5, 5],
    [-5, 5],
  ];
  const found = regionStatistics(
    { rows: 2, columns: 2, values, padding: { from: -2000, to: -2000 } },
    corners,
    polygonInside(corners),
  );
  expect(found).toMatchObject({ count: 2, mean: 20, min: 10, max: 30 });
});

test('neither a range of padding nor what is no number counts', () => {
  const values = Float32Array.from([Number.NaN, 10, -3, 30, -1, Infinity]);
  const corners: PointPx[] = [
    [-1, -1],
    [6, -1],
    [6, 6],
    [-1, 6],
  ];
  const image = { rows: 2, columns: 3, values, padding: { from: -3, to: -1 } };
  const found = regionStatistics(image, corners, polygonInside(corners));
  expect(found).toEqual({ count: 2, mean: 20, sd: 10, min: 10, max: 30 });
});
