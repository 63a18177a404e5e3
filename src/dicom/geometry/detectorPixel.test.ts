import { describe, expect, test } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { detectorPixel } from './detectorPixel';
import { readSpacing } from './spacing';

describe('mammograms', () => {
  const breast = (content: Parameters<typeof buildInstance>[0]) =>
    buildInstance({ Modality: 'MG', Rows: 2000, Columns: 2000, ...content });

  test.each([
    // 16 m wide, thinner than a hair, and sides of 10 and 1000 mm.
    { ImagerPixelSpacing: [50, 50], Rows: 319, Columns: 319 },
    { ImagerPixelSpacing: [0.0006, 0.0006] },
    { ImagerPixelSpacing: [0.0006, 0.1] },
    { ImagerPixelSpacing: [0.1, 0.1], Columns: 100 },
    { ImagerPixelSpacing: [0.5, 0.5] },
    { PixelSpacing: [50, 50] },
    { PixelSpacing: [0.1, 0.1], ImagerPixelSpacing: [5, 5] },
    { SopClassUid: '1.2.840.10008.5.1.4.1.1.13.1.3', PixelSpacing: [50, 50] },
    { Modality: 'OT', SopClassUid: '1.2.840.10008.5.1.4.1.1.1.2', PixelSpacing: [50, 50] },
  ])('no mammogram has such pixels: %j', (content) => {
    const instance = breast(content);
    expect(readSpacing(instance, 1)).toEqual({
      ...{ rowMm: 1, columnMm: 1, source: 'none', note: 'implausible' },
    });
    expect(detectorPixel(instance)).toBeUndefined();
  });

  test.each([
    { ImagerPixelSpacing: [0.01, 0.01] },
    { ImagerPixelSpacing: [1, 1], Rows: 600, Columns: 20 },
    { ImagerPixelSpacing: [0.05, 0.1] },
  ])('these are pixels of one: %j', (content) => {
    expect(readSpacing(breast(content), 1)).toMatchObject({ source: 'imager' });
    expect(detectorPixel(breast(content))?.rowMm).toBe(content.ImagerPixelSpacing[0]);
  });

  test('any other picture may have them', () => {
    const content = { Modality: 'DX', ImagerPixelSpacing: [50, 50], Rows: 319, Columns: 319 };
    expect(readSpacing(breast(content), 1)).toMatchObject({ rowMm: 50, source: 'imager' });
  });

  test('spacings that contradict each other tell no scale; a magnification that does leaves that of the detector', () => {
    expect(
      detectorPixel(breast({ ImagerPixelSpacing: [0.1, 0.1], PixelSpacing: [0.2, 0.2] })),
    ).toBeUndefined();
    const magnified = breast({
      ...{ ImagerPixelSpacing: [0.1, 0.1], EstimatedRadiographicMagnificationFactor: 150 },
    });
    expect(readSpacing(magnified, 1)).toMatchObject({ source: 'none', note: 'conflict' });
    expect(detectorPixel(magnified)).toEqual({ rowMm: 0.1, columnMm: 0.1 });
  });
});
