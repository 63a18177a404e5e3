import { describe, expect, test } from 'vitest';
import { isOneScale, readSpacing } from './spacing';
import { build, buildInstance } from './testing/build';

describe('cross-sections', () => {
  test('the first value is between rows (PS3.3 10.7.1.3)', () => {
    expect(readSpacing(buildInstance({ PixelSpacing: ['0.5', '1.0'] }), 1)).toEqual({
      rowMm: 0.5,
      columnMm: 1,
      source: 'pixel',
    });
  });

  test('a frame has its own', () => {
    const measures = (mm: number) => build({ PixelMeasuresSequence: build({ PixelSpacing: [mm, mm] }) });
    const instance = buildInstance({
      NumberOfFrames: 2,
      PerFrameFunctionalGroups: [measures(1), measures(2)],
    });
    expect(readSpacing(instance, 2)).toMatchObject({ rowMm: 2, source: 'pixel' });
  });

  test.each([[null], [[0, 1]], [[-1, 1]], [['a', 'b']], [[1]]])(
    '%j is no spacing: lengths are in pixels',
    (value) => {
      const instance = buildInstance({ Modality: 'OT', PixelSpacing: value });
      expect(readSpacing(instance, 1)).toEqual({ rowMm: 1, columnMm: 1, source: 'none' });
    },
  );

  test('imager spacing is not for them', () => {
    expect(readSpacing(buildInstance({ ImagerPixelSpacing: [0.2, 0.2] }), 1).source).toBe('none');
  });
});

describe('radiographs', () => {
  const dx = (content: Parameters<typeof buildInstance>[0]) =>
    readSpacing(buildInstance({ Modality: 'DX', ...content }), 1);

  test.each([['GEOMETRY'], ['FIDUCIAL']])('calibrated by %s: millimetres in the patient', (type) => {
    const content = {
      PixelSpacing: [0.15, 0.15],
      ImagerPixelSpacing: [0.2, 0.2],
      PixelSpacingCalibrationType: type,
    };
    expect(dx(content)).toEqual({ rowMm: 0.15, columnMm: 0.15, source: 'pixel', note: 'calibrated' });
  });

  test('imager spacing alone: millimetres at the detector', () => {
    expect(dx({ ImagerPixelSpacing: [0.2, 0.1] })).toEqual({ rowMm: 0.2, columnMm: 0.1, source: 'imager' });
  });

  test('both the same and nothing said: still at the detector', () => {
    expect(dx({ PixelSpacing: [0.2, 0.2], ImagerPixelSpacing: [0.2, 0.2] }).source).toBe('imager');
  });

  test('both, different, nothing said: corrected in an unknown way', () => {
    expect(dx({ PixelSpacing: [0.15, 0.15], ImagerPixelSpacing: [0.2, 0.2] })).toMatchObject({
      rowMm: 0.15,
      source: 'pixel',
      note: 'recalibrated',
    });
  });

  test('pixel spacing alone: nobody said for which plane', () => {
    expect(dx({ PixelSpacing: [0.15, 0.15] })).toMatchObject({ source: 'imager', note: 'uncalibrated' });
  });

  // 100 px at 0.2 mm and a magnification of 1.5 are 13.3 mm (PS3.3 10.7.1.1).
  test.each([
    [{ EstimatedRadiographicMagnificationFactor: 1.5 }],
    [{ DistanceSourceToDetector: 1800, DistanceSourceToPatient: 1200 }],
  ])('magnification divides: %j', (content) => {
    const spacing = dx({ ImagerPixelSpacing: [0.2, 0.2], ...content });
    expect(100 * spacing.rowMm).toBeCloseTo(13.333, 3);
    expect(spacing).toMatchObject({ source: 'imager', note: 'magnified', magnification: 1.5 });
  });

  test.each([
    [{ EstimatedRadiographicMagnificationFactor: 0 }],
    [{ EstimatedRadiographicMagnificationFactor: 1 }],
    [{ DistanceSourceToDetector: 1000, DistanceSourceToPatient: 0 }],
    [{ DistanceSourceToDetector: 900, DistanceSourceToPatient: 1000 }],
  ])('what cannot be a magnification is ignored: %j', (content) => {
    expect(dx({ ImagerPixelSpacing: [0.2, 0.2], ...content })).toEqual({
      rowMm: 0.2,
      columnMm: 0.2,
      source: 'imager',
    });
  });
});

describe('ultrasound', () => {
  const region = (x0: number, x1: number, deltaCm: number, unit = 3) =>
    build({
      RegionLocationMinX0: x0,
      RegionLocationMaxX1: x1,
      RegionLocationMinY0: 0,
      RegionLocationMaxY1: 99,
      PhysicalUnitsXDirection: unit,
      PhysicalUnitsYDirection: 3,
      PhysicalDeltaX: -deltaCm,
      PhysicalDeltaY: deltaCm * 2,
    });
  const us = (...regions: ReturnType<typeof region>[]) =>
    buildInstance({ Modality: 'US', PixelSpacing: [9, 9], SequenceOfUltrasoundRegions: regions });
  // Two pictures side by side, 0.1 and 0.05 cm a pixel, and an M-mode trace (x in seconds: unit 4).
  const three = us(region(0, 49, 0.1), region(50, 99, 0.05), region(100, 149, 0.01, 4));

  test.each([
    [[10, 10], { rowMm: 2, columnMm: 1, source: 'ultrasound' }],
    [[60, 10], { rowMm: 1, columnMm: 0.5, source: 'ultrasound' }],
    [[120, 10], { rowMm: 1, columnMm: 1, source: 'none', note: 'outside' }],
    [[10, 200], { rowMm: 1, columnMm: 1, source: 'none', note: 'outside' }],
  ] as const)('at %j', (point, expected) => {
    expect(readSpacing(three, 1, point)).toEqual(expected);
  });

  test('without a point, only what holds everywhere', () => {
    expect(readSpacing(three, 1)).toMatchObject({ source: 'none', note: 'several' });
    expect(readSpacing(us(region(0, 99, 0.1)), 1)).toMatchObject({ columnMm: 1, source: 'ultrasound' });
  });

  test('a length across regions of different scale is refused', () => {
    expect(
      isOneScale(three, 1, [
        [10, 10],
        [40, 40],
      ]),
    ).toBe(true);
    expect(
      isOneScale(three, 1, [
        [10, 10],
        [60, 10],
      ]),
    ).toBe(false);
    expect(
      isOneScale(three, 1, [
        [10, 10],
        [10, 200],
      ]),
    ).toBe(false);
  });
});
