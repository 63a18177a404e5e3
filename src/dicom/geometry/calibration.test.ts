import { describe, expect, test } from 'vitest';
import { calibrate, canCalibrate, spacingOf, withCalibration, withoutCalibration } from './calibration';
import { build, buildInstance } from '@/dicom/testing/build';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no calibration');
  return value;
};
const across = [
  [100, 50],
  [300, 50],
] as const;

describe('a calibration by hand', () => {
  const photo = buildInstance({ Modality: 'XC', SopClassUid: '1.2.840.10008.5.1.4.1.1.77.1.4' });

  test('makes the line as long as was said, and every other in proportion', () => {
    const made = must(calibrate(photo, 1, across, 50)); // 200 px are 50 mm: 0.25 mm a pixel.
    expect(spacingOf(photo, 1, [made])).toEqual({ rowMm: 0.25, columnMm: 0.25, source: 'hand' });
  });

  test('keeps the shape of the pixels (PS3.3 C.7.6.3.1.7: vertical\\horizontal)', () => {
    const tall = buildInstance({ Modality: 'XC', PixelAspectRatio: [2, 1] });
    expect(spacingOf(tall, 1, [must(calibrate(tall, 1, across, 50))])).toMatchObject({
      rowMm: 0.5,
      columnMm: 0.25,
    });
  });

  test('replaces detector lengths of the images of one kind, and of no others', () => {
    const dx = (mm: number, series = '1.2.3.4') =>
      buildInstance({ Modality: 'DX', ImagerPixelSpacing: [mm, mm], SeriesInstanceUid: series });
    const made = [must(calibrate(dx(0.2), 1, across, 30))];
    expect(spacingOf(dx(0.2), 1, made)).toMatchObject({ columnMm: 0.15, source: 'hand' });
    expect(spacingOf(dx(0.1), 1, made)).toMatchObject({ columnMm: 0.1, source: 'imager' });
    expect(spacingOf(dx(0.2, '1.2.3.5'), 1, made)).toMatchObject({ columnMm: 0.2, source: 'imager' });
  });

  test('the newest counts, and it can be taken away', () => {
    const [first, second] = [must(calibrate(photo, 1, across, 50)), must(calibrate(photo, 1, across, 100))];
    const both = withCalibration([first], second);
    expect(both).toEqual([second]);
    expect(withoutCalibration(both, second)).toEqual([]);
  });
});

test.each([
  [
    'no line',
    [
      [10, 10],
      [12, 10],
    ],
    5,
  ],
  ['no length', across, 0],
  ['a negative length', across, -5],
  ['no number', across, Number.NaN],
  ['ten metres', across, 10_001],
] as const)('%s calibrates nothing', (_, line, lengthMm) => {
  expect(calibrate(buildInstance({ Modality: 'XC' }), 1, line, lengthMm)).toBeUndefined();
});

test.each([
  ['a CT slice', { PixelSpacing: [0.5, 0.5] }, false],
  ['a scout', { PixelSpacing: [1, 1], ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }, false],
  ['a CT slice without spacing', {}, true],
  ['a radiograph', { Modality: 'DX', ImagerPixelSpacing: [0.2, 0.2] }, true],
  [
    'a calibrated radiograph',
    { Modality: 'DX', PixelSpacing: [1, 1], PixelSpacingCalibrationType: 'FIDUCIAL' },
    true,
  ],
  ['ultrasound without regions', { Modality: 'US' }, true],
  ['ultrasound with regions', { Modality: 'US', SequenceOfUltrasoundRegions: [build({})] }, false],
])('%s can be calibrated by hand: %#', (_, content, expected) => {
  expect(canCalibrate(buildInstance(content), 1)).toBe(expected);
});
