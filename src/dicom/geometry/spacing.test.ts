import { describe, expect, test } from 'vitest';
import { readSpacing } from './spacing';
import { build, buildInstance } from '@/dicom/testing/build';
import { unreadableOf } from '@/dicom/normalise/unreadable';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';

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

  test.each([[null], [[]]])('%j is no spacing: lengths are in pixels', (value) => {
    const instance = buildInstance({ Modality: 'OT', PixelSpacing: value });
    expect(readSpacing(instance, 1)).toEqual({ rowMm: 1, columnMm: 1, source: 'none' });
  });

  test.each([
    [[0, 1]],
    [[0, 0]],
    [[-1, 1]],
    [['a', 'b']],
    [[1]],
    [['0.5', 'NaN']],
    [['0,143,0,143']],
    [['0,143']],
    [[1, 2, 3]],
  ])('%j is there and cannot be read: lengths are in pixels', (value) => {
    for (const Modality of ['OT', 'DX'])
      expect(readSpacing(buildInstance({ Modality, PixelSpacing: value }), 1)).toEqual({
        rowMm: 1,
        columnMm: 1,
        source: 'none',
        note: 'unreadable',
      });
  });

  test('decimal commas are read where there are as many parts as there should be', () => {
    expect(readSpacing(buildInstance({ PixelSpacing: ['0,143', '0,143'] }), 1)).toEqual({
      rowMm: 0.143,
      columnMm: 0.143,
      source: 'pixel',
    });
  });

  test('a scout is true at the isocentre only', () => {
    const content = { PixelSpacing: [1, 1], ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] };
    expect(readSpacing(buildInstance(content), 1)).toMatchObject({ source: 'pixel', note: 'localizer' });
  });

  test.each([
    [{}, 'captured'],
    [{ PixelSpacingCalibrationType: 'FIDUCIAL' }, 'fiducial'],
  ])('a captured picture with %j: %s', (content, note) => {
    const captured = { SopClassUid: '1.2.840.10008.5.1.4.1.1.7', Modality: 'OT', PixelSpacing: [1, 1] };
    expect(readSpacing(buildInstance({ ...captured, ...content }), 1)).toMatchObject({ note });
  });

  test('imager spacing is not for them', () => {
    expect(readSpacing(buildInstance({ ImagerPixelSpacing: [0.2, 0.2] }), 1).source).toBe('none');
  });
});

describe('radiographs', () => {
  const dx = (content: Parameters<typeof buildInstance>[0]) =>
    readSpacing(buildInstance({ Modality: 'DX', ...content }), 1);

  test.each([
    ['GEOMETRY', 'geometry'],
    ['FIDUCIAL', 'fiducial'],
  ])('calibrated by %s: millimetres in the patient', (type, note) => {
    const content = {
      PixelSpacing: [0.15, 0.15],
      ImagerPixelSpacing: [0.2, 0.2],
      PixelSpacingCalibrationType: type,
    };
    expect(dx(content)).toEqual({ rowMm: 0.15, columnMm: 0.15, source: 'pixel', note });
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

  // Nothing before the detector is smaller than its shadow, nor of another shape: one of the two values is wrong.
  test.each([
    ['larger than its shadow', [0.3, 0.3], undefined],
    ['larger than its shadow, whatever is said', [0.3, 0.3], 'FIDUCIAL'],
    ['of another shape', [0.1, 0.18], 'GEOMETRY'],
  ])('a pixel %s: no millimetres', (_, spacing, type) => {
    const content = { PixelSpacing: spacing, ImagerPixelSpacing: [0.2, 0.2] };
    expect(dx({ ...content, ...(type ? { PixelSpacingCalibrationType: type } : {}) })).toEqual({
      rowMm: 1,
      columnMm: 1,
      source: 'none',
      note: 'conflict',
    });
  });

  test('each frame of an enhanced one has its own (PS3.3 C.8.19.4.1)', () => {
    const frame = (mm: number) =>
      build({ FramePixelDataPropertiesSequence: build({ ImagerPixelSpacing: [mm, mm] }) });
    const instance = buildInstance({
      Modality: 'XA',
      NumberOfFrames: 2,
      PerFrameFunctionalGroups: [frame(0.3), frame(0.2)],
    });
    expect(readSpacing(instance, 2)).toEqual({ rowMm: 0.2, columnMm: 0.2, source: 'imager' });
  });

  test.each([
    ['a tomosynthesis', { Modality: 'MG', SopClassUid: '1.2.840.10008.5.1.4.1.1.13.1.3' }],
    ['a rotational angiography', { Modality: 'XA', SopClassUid: '1.2.840.10008.5.1.4.1.1.13.1.1' }],
  ])('%s is slices, not a radiograph', (_, content) => {
    expect(dx({ PixelSpacing: [0.1, 0.1], ImagerPixelSpacing: [0.2, 0.2], ...content })).toEqual({
      rowMm: 0.1,
      columnMm: 0.1,
      source: 'pixel',
    });
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

test.each([
  // Said as 1.5, and by the distances 1.25: one of the two is of another picture.
  [
    {
      EstimatedRadiographicMagnificationFactor: 1.5,
      DistanceSourceToDetector: 1000,
      DistanceSourceToPatient: 800,
    },
  ],
  // Percent.
  [{ EstimatedRadiographicMagnificationFactor: 150 }],
  [{ DistanceSourceToDetector: 1000, DistanceSourceToPatient: 8 }],
])('a magnification that contradicts itself, or is none, leaves no millimetres: %j', (content) => {
  const image = buildInstance({ Modality: 'DX', ImagerPixelSpacing: [0.2, 0.2], ...content });
  expect(readSpacing(image, 1)).toMatchObject({ source: 'none', note: 'conflict' });
});

test('a breast on its table: said for its middle, and by the distance to the table', () => {
  const image = buildInstance({
    Modality: 'MG',
    ImagerPixelSpacing: [0.1, 0.1],
    EstimatedRadiographicMagnificationFactor: 1.08,
    DistanceSourceToDetector: 660,
    DistanceSourceToPatient: 640,
  });
  expect(readSpacing(image, 1)).toMatchObject({ note: 'magnified', magnification: 1.08 });
});

test.each([
  ['1', 'OT', 'imager'],
  ['1.1', 'CT', 'imager'],
  ['1.2', 'OT', 'imager'],
  ['1.3.1', 'PX', 'imager'],
  ['12.1', 'OT', 'imager'],
  ['12.2.1', 'OT', 'imager'],
  ['13.1.3', 'OT', 'pixel'],
  ['2', 'CT', 'pixel'],
] as const)('what a radiograph is says its class too: %s under %s', (sopClass, modality, source) => {
  const image = buildInstance({
    SopClassUid: `1.2.840.10008.5.1.4.1.1.${sopClass}`,
    Modality: modality,
    PixelSpacing: [0.2, 0.2],
    ImagerPixelSpacing: [0.2, 0.2],
  });
  expect(readSpacing(image, 1)).toMatchObject({ rowMm: 0.2, source });
});

test('ultrasound under another modality: its millimetres are for a plane that is not said', () => {
  for (const sopClass of ['6.1', '3.1', '6'])
    expect(
      readSpacing(
        buildInstance({
          SopClassUid: `1.2.840.10008.5.1.4.1.1.${sopClass}`,
          Modality: 'OT',
          PixelSpacing: [0.2, 0.2],
        }),
        1,
      ),
    ).toMatchObject({ source: 'pixel', note: 'uncalibrated' });
});

test.each([[[500, 500]], [[1e-7, 1e-7]], [[0.5, 500]]])(
  'no pixel is %j mm: another unit was written',
  (mm) => {
    const image = buildInstance({ PixelSpacing: mm });
    expect(readSpacing(image, 1)).toMatchObject({ source: 'none', note: 'unreadable' });
    expect(unreadableOf(image, 1)).toEqual([
      { name: 'Pixel Spacing', raw: mm.join('\\'), isImpossible: true },
    ]);
  },
);

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
    [[10, 200], { rowMm: 1, columnMm: 1, source: 'none', note: 'outside' }],
  ] as const)('at %j', (point, expected) => {
    expect(readSpacing(three, 1, [point])).toEqual(expected);
  });

  test('in an M-mode trace a pixel is time across and depth down: no millimetres', () => {
    expect(readSpacing(three, 1, [[120, 10]])).toEqual({
      rowMm: 1,
      columnMm: 1,
      source: 'none',
      note: 'axes',
      axes: { across: { unit: 's', perPx: 0.01 }, down: { unit: 'mm', perPx: 0.2 } },
    });
  });

  test.each([
    // A spectrum, a trace and a bar of colours have no lengths both ways, whatever units are written there.
    [{ RegionSpatialFormat: 3 }, { source: 'none' }],
    [{ RegionSpatialFormat: 2 }, { source: 'none' }],
    [{ RegionSpatialFormat: 5 }, { source: 'none' }],
    [{ RegionSpatialFormat: 0 }, { source: 'ultrasound' }],
    // Nothing is counted; one side only.
    [{ PhysicalUnitsXDirection: 0, PhysicalUnitsYDirection: 0 }, { source: 'none' }],
    [{ PhysicalUnitsXDirection: 9, PhysicalUnitsYDirection: 9 }, { source: 'none' }],
    [{ PhysicalDeltaX: 0 }, { source: 'none', note: 'unreadable' }],
    [{ PhysicalDeltaY: null }, { source: 'none', note: 'unreadable' }],
  ] as const)('a region of %j', (content, expected) => {
    const odd = us({ ...region(0, 99, 0.1), ...build(content) });
    const { rowMm: _, columnMm: _column, ...basis } = readSpacing(odd, 1, [[10, 10]]);
    expect(basis).toEqual(expected);
  });

  test('without a point, only what holds everywhere', () => {
    expect(readSpacing(three, 1)).toMatchObject({ source: 'none', note: 'several' });
    expect(readSpacing(us(region(0, 99, 0.1)), 1)).toMatchObject({ columnMm: 1, source: 'ultrasound' });
  });

  test.each([
    [
      'within a region',
      [
        [10, 10],
        [40, 40],
      ],
      'ultrasound',
      undefined,
    ],
    [
      'from a region into another',
      [
        [10, 10],
        [60, 10],
      ],
      'none',
      'several',
    ],
    [
      'out of a region',
      [
        [10, 10],
        [10, 200],
      ],
      'none',
      'several',
    ],
  ] as const)('a length %s', (_, points, source, note) => {
    const spacing = readSpacing(three, 1, points);
    expect([spacing.source, spacing.note]).toEqual([source, note]);
  });

  test('two pictures side by side are two regions, also at one scale', () => {
    const dual = us(region(0, 49, 0.1), region(50, 99, 0.1));
    const across = [
      [10, 10],
      [60, 10],
    ] as const;
    expect(readSpacing(dual, 1, across)).toMatchObject({ source: 'none', note: 'several' });
    expect(readSpacing(dual, 1)).toMatchObject({ source: 'ultrasound' });
  });

  test('where regions overlap, that of low priority gives way; of equal ones neither is believed', () => {
    const low = { ...region(0, 99, 0.05), ...build({ RegionFlags: 1 }) };
    const at = [[10, 10]] as const;
    expect(readSpacing(us(region(0, 49, 0.1), low), 1, at)).toMatchObject({
      columnMm: 1,
      source: 'ultrasound',
    });
    expect(readSpacing(us(region(0, 49, 0.1), region(0, 99, 0.05)), 1, at)).toMatchObject({
      source: 'none',
      note: 'several',
    });
  });
});

// What pydicom prints of them: 1194 mm to the detector, 810 mm to the patient; Pixel Spacing beside Imager Pixel Spacing.
describe.skipIf(!hasSharedFiles)('real files', () => {
  test.each([
    ['xray/mg-screening', 0.09409, 'imager', undefined],
    ['xray/xa-single-shot-j2k', (0.370908 * 810) / 1194, 'imager', 'magnified'],
    ['xray/dx-htj2k-overlay', 0.13598, 'pixel', 'recalibrated'],
    ['xray/dx-mono1', 1.2, 'imager', undefined],
    ['xray/rf', 1, 'none', undefined],
    ['colour/rgb-32bit', 1, 'pixel', 'captured'],
    ['us/no-pixel-spacing', 1, 'none', 'several'],
  ] as const)('%s', (folder, rowMm, source, note) => {
    const [instance] = readSharedFiles(folder);
    if (!instance) throw new Error('no file');
    const spacing = readSpacing(instance, 1);
    expect([spacing.source, spacing.note]).toEqual([source, note]);
    expect(spacing.rowMm).toBeCloseTo(rowMm, 4);
  });
});

test.each([
  [
    { PixelSpacing: [0, 0], ImagerPixelSpacing: [0.2, 0.2] },
    { rowMm: 0.2, source: 'imager' },
  ],
  [{ PixelSpacing: [0, 0] }, { source: 'none', note: 'unreadable' }],
  [{ ImagerPixelSpacing: [0, 0] }, { source: 'none', note: 'unreadable' }],
  [{}, { source: 'none' }],
])('a radiograph of %j: what is 0 is not known, and said where nothing else is', (content, expected) => {
  expect(readSpacing(buildInstance({ Modality: 'DX', ...content }), 1)).toMatchObject(expected);
});
