import { expect, test } from 'vitest';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import type { Measurement, MeasurementKind, Reading } from '@/measurement/measurement';
import { formatReading, mainReading } from './formatReading';

test.each([
  ['length', 50.0249, 'mm', '50.0 mm'],
  ['length', 12.25, 'px', '12.3 px'],
  ['area', 256.31, 'mm2', '2.56 cm²'],
  ['area', 99.94, 'mm2', '99.9 mm²'],
  ['area', 81.4, 'px2', '81 px²'],
  ['angle', 89.96, 'deg', '90.0°'],
  ['mean', -1000.04, 'HU', '−1000.0 HU'],
  ['mean', -0.04, 'HU', '0.0 HU'],
  ['value', 12, '', '12.0'],
  ['pixels', 113, '', '113'],
  ['sd', Number.NaN, 'HU', '–'],
  ['mean', 4.996, 'SUVbw', '5.00 SUVbw'],
  ['time', 0.5, 's', '0.50 s'],
] as const)('%s %f %s reads %s', (name, value, unit, shown) => {
  expect(formatReading({ name, value, unit })).toBe(shown);
});

const measurement = (kind: MeasurementKind, readings: readonly Reading[]): Measurement => ({
  id: '1',
  tracking: '2.25.1',
  label: '',
  kind,
  study: toStudyUid('1.2') as StudyUid,
  series: toSeriesUid('1.3') as SeriesUid,
  sop: toSopUid('1.4') as SopUid,
  frame: 1,
  pointsPx: [],
  readings,
});

test.each([
  ['length', [{ name: 'length', value: 44.91, unit: 'mm' }], '44.9 mm'],
  [
    'bidirectional',
    [
      { name: 'length', value: 30.02, unit: 'mm' },
      { name: 'width', value: 12.31, unit: 'mm' },
    ],
    '30.0 × 12.3 mm',
  ],
  [
    'ellipse',
    [
      { name: 'area', value: 256, unit: 'mm2' },
      { name: 'mean', value: 40.53, unit: 'HU' },
    ],
    '40.5 HU',
  ],
  [
    'length',
    [
      { name: 'time', value: 0.5, unit: 's' },
      { name: 'velocity', value: 20, unit: 'cm/s' },
    ],
    '0.50 s · 20.0 cm/s',
  ],
  ['length', [], ''],
  ['arrow', [], ''],
] as const)('%s is told in short as %#', (kind, readings, shown) => {
  expect(mainReading(measurement(kind, readings))).toBe(shown);
});
