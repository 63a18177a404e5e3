import { expect, test } from 'vitest';
import { build, buildInstance } from '@/dicom/testing/build';
import { drawnPlane } from './drawnPlane';

test.each([
  ['pixel spacing without a position', { PixelSpacing: [0.5, 1] }, 1, [0.5, 1]],
  ['imager spacing', { Modality: 'DX', ImagerPixelSpacing: [0.4, 0.2] }, 1, [0.4, 0.2]],
  ['film that was scanned', { NominalScannedPixelSpacing: [0.2, 0.1] }, 1, [0.2, 0.1]],
  ['pixel aspect ratio (PS3.3 C.7.6.3.1.7: vertical\\horizontal)', { PixelAspectRatio: [4, 3] }, 1, [4, 3]],
  ['nothing', {}, 1, [1, 1]],
  [
    'a frame of its own',
    {
      NumberOfFrames: 2,
      PerFrameFunctionalGroups: [
        build({ PixelMeasuresSequence: build({ PixelSpacing: [1, 1] }) }),
        build({ PixelMeasuresSequence: build({ PixelSpacing: [2, 1] }) }),
      ],
    },
    2,
    [2, 1],
  ],
] as const)('pixels of a drawing board have the shape of %s', (_, content, frame, expected) => {
  const { plane, isReal } = drawnPlane(buildInstance(content), frame);
  expect([plane.rowSpacingMm, plane.columnSpacingMm]).toEqual(expected);
  expect(isReal).toBe(false);
});
