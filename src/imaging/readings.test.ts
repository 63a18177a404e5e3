import { describe, expect, test } from 'vitest';
import { readMeasurement, type MeasuredImage } from './readings';

// Known answers of the anisotropic phantom: PixelSpacing 0.5\1.0 (row\column): 100 px down are 50 mm, across 100 mm.
const anisotropic: MeasuredImage = {
  rows: 200,
  columns: 200,
  values: new Int16Array(40_000).fill(40),
  unit: 'HU',
  spacing: { rowMm: 0.5, columnMm: 1 },
};
const unknown: MeasuredImage = { rows: 200, columns: 200, unit: '' };

describe('a length', () => {
  test.each([
    [[10, 10], [10, 110], 50],
    [[10, 10], [110, 10], 100],
    [[10, 10], [110, 110], Math.hypot(50, 100)],
  ] as const)('from %j to %j is %d mm', (from, to, mm) => {
    expect(readMeasurement('length', [from, to], anisotropic)).toEqual([
      { name: 'length', value: mm, unit: 'mm' },
    ]);
  });

  test('without spacing is in pixels, never in millimetres', () => {
    const points = [
      [0, 0],
      [3, 4],
    ] as const;
    expect(readMeasurement('length', points, unknown)).toEqual([{ name: 'length', value: 5, unit: 'px' }]);
  });
});

test('an angle is measured in the patient, not in stretched pixels', () => {
  const [reading] = readMeasurement(
    'angle',
    [
      [100, 0],
      [0, 0],
      [100, 200],
    ],
    anisotropic,
  );
  expect(reading?.value).toBeCloseTo(45, 9); // 100 mm across, 100 mm down.
});

test('an ellipse has mean and area', () => {
  const points = [
    [100, 120],
    [100, 80],
    [70, 100],
    [130, 100],
  ] as const;
  const readings = readMeasurement('ellipse', points, anisotropic);
  const by = Object.fromEntries(readings.map(({ name, value, unit }) => [name, [value, unit]]));
  expect(by['mean']).toEqual([40, 'HU']);
  expect(by['area']?.[0]).toBeCloseTo(Math.PI * 30 * 20 * 0.5, 6);
  expect(by['area']?.[1]).toBe('mm2');
});

test('a rectangle with corners as Cornerstone keeps them has its area', () => {
  const points = [
    [10, 10],
    [30, 10],
    [10, 20],
    [30, 20],
  ] as const;
  const area = readMeasurement('rectangle', points, anisotropic).find(({ name }) => name === 'area');
  expect(area?.value).toBeCloseTo(20 * 10 * 0.5, 9);
});

test('a probe outside the image or on colour says nothing', () => {
  expect(readMeasurement('probe', [[-1, 5]], anisotropic)).toEqual([]);
  expect(readMeasurement('probe', [[5, 5]], unknown)).toEqual([]);
  expect(readMeasurement('probe', [[5.4, 5.4]], anisotropic)).toEqual([
    { name: 'value', value: 40, unit: 'HU' },
  ]);
});
