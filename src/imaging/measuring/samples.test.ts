import { expect, test } from 'vitest';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import { readMeasurement } from '@/measurement/readMeasurement';
import { samplesOf } from './samples';

/** A ramp: 10 more per column, 1 more per row. */
const ramp: MeasuredImage = {
  rows: 20,
  columns: 30,
  values: Float32Array.from({ length: 600 }, (_, i) => 10 * (i % 30) + Math.floor(i / 30)),
  unit: 'HU',
  spacing: { rowMm: 0.5, columnMm: 2 },
};

test('a line along a row reads the ramp, in millimetres of the columns', () => {
  const line = samplesOf(
    'length',
    [
      [2, 5],
      [6, 5],
    ],
    ramp,
  );
  if (line?.kind !== 'line') throw new Error('no line');
  expect(line).toMatchObject({ unit: 'HU', alongUnit: 'mm' });
  expect(line.along).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(line.values).toEqual([25, 30, 35, 40, 45, 50, 55, 60, 65]);
});

test('between pixels and on a slant the ramp is read as it rises', () => {
  const line = samplesOf(
    'length',
    [
      [2.5, 3.25],
      [5.5, 7.25],
    ],
    ramp,
  );
  if (line?.kind !== 'line') throw new Error('no line');
  expect(line.values[0]).toBeCloseTo(28.25, 9);
  expect(line.values.at(-1)).toBeCloseTo(62.25, 9);
  expect(line.along.at(-1)).toBeCloseTo(Math.hypot(3 * 2, 4 * 0.5), 9);
});

test('beside the image and on padding there is a gap; without spacing pixels are counted', () => {
  const { spacing: _, ...bare } = ramp;
  const line = samplesOf(
    'length',
    [
      [27, 0],
      [31, 0],
    ],
    { ...bare, padding: { from: 280, to: 280 } },
  );
  if (line?.kind !== 'line') throw new Error('no line');
  expect(line.alongUnit).toBe('px');
  expect(line.values).toEqual([
    270,
    undefined,
    undefined,
    undefined,
    290,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  [
    'rectangle',
    [
      [1.6, 1.6],
      [10.4, 1.6],
      [1.6, 8.4],
      [10.4, 8.4],
    ],
  ],
  [
    'ellipse',
    [
      [10, 15],
      [10, 5],
      [4, 10],
      [16, 10],
    ],
  ],
  [
    'circle',
    [
      [12, 9],
      [15, 12],
    ],
  ],
  [
    'freehand',
    [
      [3, 3],
      [14, 4],
      [11, 15],
      [5, 12],
    ],
  ],
  [
    'spline',
    [
      [4, 4],
      [14, 4],
      [14, 14],
      [4, 14],
    ],
  ],
] as const)('the values inside a %s are those of its statistics', (kind, points) => {
  const region = samplesOf(kind, points, { ...ramp, factor: 2 });
  if (region?.kind !== 'region') throw new Error('no region');
  const readings = readMeasurement(kind, points, { ...ramp, factor: 2 });
  const of = (name: string) => readings.find((one) => one.name === name)?.value;
  const mean = region.values.reduce((sum, value) => sum + value, 0) / region.values.length;
  expect(region.values.length).toBe(of('pixels'));
  expect(mean).toBeCloseTo(of('mean') ?? Number.NaN, 6);
  expect(Math.max(...region.values)).toBe(of('max'));
});

test('colour, pictures of the archive, and kinds without values have none', () => {
  const { values: _, ...colour } = ramp;
  const line = [
    [0, 0],
    [5, 5],
  ] as const;
  expect(samplesOf('length', line, colour)).toBeUndefined();
  expect(samplesOf('length', line, { ...ramp, isRendered: true })).toBeUndefined();
  expect(samplesOf('arrow', line, ramp)).toBeUndefined();
});
