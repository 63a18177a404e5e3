import { describe, expect, test } from 'vitest';
import type { MeasurementKind } from '@/measurement/measurement';
import type { MeasuredImage } from './reading/measuredImage';
import type { Reading } from './reading/reading';
import { readMeasurement, refusalOf } from './readMeasurement';
import type { PointPx } from '@/dicom/geometry/pointPx';

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

describe('a lesion of two axes', () => {
  const across = [
    [10, 50],
    [40, 50],
  ] as const;
  const down = [
    [20, 10],
    [20, 90],
  ] as const;

  test('is as long as its longer axis in millimetres, whichever was drawn first', () => {
    // 30 pixels across are 30 mm, 80 pixels down are 40 mm.
    const by = (readings: readonly Reading[]) => readings.map(({ name, value, unit }) => [name, value, unit]);
    expect(by(readMeasurement('bidirectional', [...down, ...across], anisotropic))).toEqual([
      ['length', 40, 'mm'],
      ['width', 30, 'mm'],
    ]);
    // In the order of its lines: a report says of each line what it is.
    expect(by(readMeasurement('bidirectional', [...across, ...down], anisotropic))).toEqual([
      ['width', 30, 'mm'],
      ['length', 40, 'mm'],
    ]);
  });

  test('of which millimetres are longer, not pixels', () => {
    const shortDown = [
      [20, 30],
      [20, 70],
    ] as const;
    // 40 pixels down are 20 mm: more pixels than across, and less way.
    const readings = readMeasurement('bidirectional', [...across, ...shortDown], anisotropic);
    expect(readings.map(({ name, value }) => [name, value])).toEqual([
      ['length', 30],
      ['width', 20],
    ]);
  });

  test('of two that are alike the first is the long one', () => {
    const square = [...across, [25, 20], [25, 80]] as const;
    const readings = readMeasurement('bidirectional', square, anisotropic);
    expect(readings.map(({ name, value }) => [name, value])).toEqual([
      ['length', 30],
      ['width', 30],
    ]);
  });
});

test('a probe outside the image or on colour says nothing', () => {
  expect(readMeasurement('probe', [[-1, 5]], anisotropic)).toEqual([]);
  expect(readMeasurement('probe', [[5, 5]], unknown)).toEqual([]);
  expect(readMeasurement('probe', [[5.4, 5.4]], anisotropic)).toEqual([
    { name: 'value', value: 40, unit: 'HU' },
  ]);
});

test('an angle without sizes is measured in pixels of their shape (PS3.3 C.7.6.3.1.7)', () => {
  const points = [
    [100, 0],
    [0, 0],
    [100, 50],
  ] as const;
  // Pixels twice as tall as wide: 100 across and 50 down are the same way.
  const tall: MeasuredImage = { ...unknown, proportions: [2, 1] };
  expect(readMeasurement('angle', points, tall)[0]?.value).toBeCloseTo(45, 9);
});

describe('in an ultrasound region of other axes', () => {
  const mMode: MeasuredImage = {
    ...unknown,
    axes: { across: { unit: 's', perPx: 0.01 }, down: { unit: 'mm', perPx: 0.2 } },
  };
  const doppler: MeasuredImage = {
    ...unknown,
    axes: { across: { unit: 's', perPx: 0.005 }, down: { unit: 'cm/s', perPx: 0.5 } },
  };
  const line = [
    [10, 80],
    [110, 30],
  ] as const;

  test('a line reads time and depth, or time and velocity, and no length', () => {
    expect(readMeasurement('length', line, mMode)).toEqual([
      { name: 'time', value: 1, unit: 's' },
      { name: 'depth', value: 10, unit: 'mm' },
    ]);
    expect(readMeasurement('length', line, doppler)).toEqual([
      { name: 'time', value: 0.5, unit: 's' },
      { name: 'velocity', value: 25, unit: 'cm/s' },
    ]);
    expect(refusalOf('length', line, doppler)).toBeUndefined();
  });

  test('angles, areas and widths are refused by name', () => {
    const four = [...line, ...line];
    for (const kind of ['angle', 'ellipse', 'rectangle', 'bidirectional'] as const) {
      expect(readMeasurement(kind, four, doppler)).toEqual([]);
      expect(refusalOf(kind, four, doppler)).toBe('axes');
    }
  });

  test('so is everything that crosses from one region into another', () => {
    const crossing: MeasuredImage = { ...unknown, isCrossing: true };
    expect(readMeasurement('length', line, crossing)).toEqual([]);
    expect(refusalOf('length', line, crossing)).toBe('crossing');
    expect(refusalOf('arrow', line, crossing)).toBeUndefined();
  });
});

test('values are told by their factor, padding not at all', () => {
  const pet: MeasuredImage = { ...anisotropic, unit: 'SUVbw', factor: 0.5 };
  expect(readMeasurement('probe', [[5, 5]], pet)).toEqual([{ name: 'value', value: 20, unit: 'SUVbw' }]);
  const padded: MeasuredImage = { ...anisotropic, padding: { from: 40, to: 50 } };
  expect(readMeasurement('probe', [[5, 5]], padded)).toEqual([]);
  expect(refusalOf('probe', [[5, 5]], padded)).toBe('padding');
  expect(refusalOf('probe', [[-5, 5]], padded)).toBe('beside');
});

test('nothing is measured on a picture made by the archive, whatever is known of its spacing', () => {
  const made: MeasuredImage = { ...anisotropic, isRendered: true };
  const points = [
    [10, 10],
    [10, 110],
    [60, 60],
    [110, 60],
  ] as const;
  for (const kind of ['length', 'angle', 'bidirectional', 'ellipse', 'rectangle', 'probe'] as const) {
    expect(readMeasurement(kind, points, made)).toEqual([]);
    expect(refusalOf(kind, points, made)).toBe('rendered');
  }
  expect(refusalOf('arrow', points, made)).toBeUndefined();
});

describe('contours', () => {
  const square = [
    [9.5, 19.5],
    [29.5, 19.5],
    [29.5, 39.5],
    [9.5, 39.5],
  ] as const;
  const read = (kind: MeasurementKind, points: readonly PointPx[], image = anisotropic) =>
    Object.fromEntries(readMeasurement(kind, points, image).map(({ name, value }) => [name, value]));

  test('freehand, livewire and region read what lies in them, area and perimeter', () => {
    for (const kind of ['freehand', 'livewire', 'region'] as const) {
      // 20 x 20 pixels of 1 mm x 0.5 mm.
      expect(read(kind, square)).toEqual({
        mean: 40,
        sd: 0,
        min: 40,
        max: 40,
        area: 200,
        pixels: 400,
        perimeter: 60,
      });
    }
  });

  test('one that crosses itself has no numbers, and says so', () => {
    const [a, b, c, d] = square;
    expect(readMeasurement('freehand', [a, c, b, d], anisotropic)).toEqual([]);
    expect(refusalOf('freehand', [a, c, b, d], anisotropic)).toBe('knotted');
    expect(refusalOf('freehand', square, anisotropic)).toBeUndefined();
  });

  test('a circle is round on the screen: in millimetres where pixels are drawn in their proportions', () => {
    const points = [
      [100, 100],
      [110, 100],
    ] as const;
    const found = read('circle', points, { ...anisotropic, drawn: [0.5, 1] });
    expect(found['area']).toBeCloseTo(Math.PI * 100, 9);
    expect(found['diameter']).toBeCloseTo(20, 9);
    // On square pixels of a picture whose millimetres are not square, it is an ellipse in truth: no diameter.
    expect(read('circle', points)['diameter']).toBeUndefined();
    expect(read('circle', points)['area']).toBeCloseTo(Math.PI * 10 * 5, 9);
  });
});

test('length along a line', () => {
  const points = [
    [0, 0],
    [30, 0],
    [30, 80],
  ] as const;
  expect(readMeasurement('polyline', points, anisotropic)).toEqual([
    { name: 'length', value: 70, unit: 'mm' },
  ]);
});

test.each([
  // Drawn to the right, to the left, and on a picture lying on its side: the same curve of 100 degrees.
  [
    [0, 0, 100, -119.175],
    [0, 300, 100, 419.175],
  ],
  [
    [100, -119.175, 0, 0],
    [0, 300, 100, 419.175],
  ],
  [
    [0, 0, 119.175, 100],
    [-300, 0, -419.175, 100],
  ],
] as const)('a Cobb angle of 100 degrees, drawn as %#', ([a, b, c, d], [e, f, g, h]) => {
  const points = [
    [a, b],
    [c, d],
    [e, f],
    [g, h],
  ] as const;
  expect(readMeasurement('cobb', points, unknown)[0]?.value).toBeCloseTo(100, 3);
});

test('a heart-thorax ratio needs no millimetres, and no order', () => {
  const [heart, thorax] = [
    [
      [10, 50],
      [70, 50],
    ],
    [
      [0, 80],
      [120, 80],
    ],
  ] as const;
  for (const points of [
    [...heart, ...thorax],
    [...thorax, ...heart],
  ]) {
    expect(readMeasurement('ratio', points, unknown)).toEqual([
      { name: 'ratio', value: 0.5, unit: '' },
      { name: 'heart', value: 60, unit: 'px' },
      { name: 'thorax', value: 120, unit: 'px' },
    ]);
  }
});
