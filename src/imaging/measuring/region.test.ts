import { describe, expect, test } from 'vitest';
import type { MeasurementKind } from '@/measurement/measurement';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import { readMeasurement, refusalOf } from '@/measurement/readMeasurement';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { samplesOf } from './samples';

/** 20 columns, 10 rows, pixels of 2 x 3 mm; the value is the column. Pixels cover -0.5..19.5 and -0.5..9.5. */
const image: MeasuredImage = {
  rows: 10,
  columns: 20,
  values: Float32Array.from({ length: 200 }, (_, i) => i % 20),
  unit: 'HU',
  spacing: { rowMm: 3, columnMm: 2 },
};
const MM2 = 6;

const read = (kind: MeasurementKind, points: readonly PointPx[]) =>
  Object.fromEntries(readMeasurement(kind, points, image).map(({ name, value }) => [name, value]));

/** As Cornerstone keeps them: 0 1 / 2 3. */
const rectangle = (left: number, top: number, right: number, bottom: number): readonly PointPx[] => [
  [left, top],
  [right, top],
  [left, bottom],
  [right, bottom],
];
const ellipse = (x: number, y: number, a: number, b: number): readonly PointPx[] => [
  [x, y + b],
  [x, y - b],
  [x - a, y],
  [x + a, y],
];

describe('over the border, area and statistics are of the part in the image', () => {
  test.each([
    ['left', rectangle(-10.5, 1.5, 3.5, 5.5), 4, 4, 1.5],
    ['right', rectangle(15.5, 1.5, 40.5, 5.5), 4, 4, 17.5],
    ['a corner', rectangle(-7.5, -7.5, 1.5, 2.5), 2, 3, 0.5],
    ['all sides', rectangle(-100, -100, 100, 100), 20, 10, 9.5],
  ] as const)('a rectangle over %s', (_, points, columns, rows, mean) => {
    const found = read('rectangle', points);
    expect(found['pixels']).toBe(columns * rows);
    expect(found['area']).toBeCloseTo(columns * rows * MM2, 9);
    expect(found['mean']).toBeCloseTo(mean, 9);
    expect(refusalOf('rectangle', points, image)).toBe('partly');
  });

  test('half an ellipse, and a quarter of a circle', () => {
    // Its middle on the left edge of the first pixel: the right half is in the image.
    expect(read('ellipse', ellipse(-0.5, 4.5, 6, 4))['area']).toBeCloseTo((Math.PI * 6 * 4 * MM2) / 2, 3);
    // Drawn as high as wide on the screen; its middle on the corner of the image.
    const square = { ...image, spacing: { rowMm: 2, columnMm: 2 } };
    const points = [
      [-0.5, -0.5],
      [5.5, -0.5],
    ] as const;
    const area = readMeasurement('circle', points, square).find(({ name }) => name === 'area');
    expect(area?.value).toBeCloseTo(Math.PI * 9 * 4, 3);
    expect(refusalOf('circle', points, square)).toBe('partly');
  });

  test.each(['freehand', 'livewire', 'region'] as const)('a hollow %s contour that leaves twice', (kind) => {
    // A U lying on its side over the right border: two arms of 2 rows each, joined beyond it.
    const points: PointPx[] = [
      [15.5, 0.5],
      [30, 0.5],
      [30, 8.5],
      [15.5, 8.5],
      [15.5, 6.5],
      [25, 6.5],
      [25, 2.5],
      [15.5, 2.5],
    ];
    const found = read(kind, points);
    expect(found['pixels']).toBe(16);
    expect(found['area']).toBeCloseTo(16 * MM2, 9);
    expect(refusalOf(kind, points, image)).toBe('partly');
    expect(samplesOf(kind, points, image)).toMatchObject({ values: { length: 16 } });
  });

  test('a smooth contour far larger than the image has the area of the image', () => {
    const knots: PointPx[] = [
      [-200, -200],
      [200, -200],
      [200, 200],
      [-200, 200],
    ];
    expect(read('spline', knots)).toMatchObject({ area: 200 * MM2, pixels: 200 });
  });
});

test.each([
  ['rectangle', rectangle(-10, 2, -3, 6)],
  ['ellipse', ellipse(40, 5, 6, 4)],
  [
    'circle',
    [
      [10, -40],
      [14, -40],
    ],
  ],
  [
    'freehand',
    [
      [5, 20],
      [9, 20],
      [7, 30],
    ],
  ],
] as const)('a %s beside the image says so and nothing else', (kind, points) => {
  expect(readMeasurement(kind, points, image)).toEqual([]);
  expect(refusalOf(kind, points, image)).toBe('beside');
});

test('what just reaches the border is whole', () => {
  const points = rectangle(-0.5, -0.5, 19.5, 9.5);
  expect(read('rectangle', points)['area']).toBe(200 * MM2);
  expect(refusalOf('rectangle', points, image)).toBeUndefined();
  expect(read('ellipse', ellipse(9.5, 4.5, 10, 5))['area']).toBe(Math.PI * 50 * MM2);
});
