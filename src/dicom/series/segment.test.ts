import { expect, test } from 'vitest';
import { segmentOf } from './segment';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';

test.runIf(hasSharedFiles)('frames of real segmentations name their segments', () => {
  // Labels and numbers by dcmdump 3.6.7: (0062,0004), (0062,0005) and, per frame, (0062,000b).
  const named = readSharedFiles('seg/liver-ct')
    .filter(({ modality }) => modality === 'SEG')
    .map((one) => Array.from({ length: one.frames }, (_, at) => segmentOf(one, at + 1)?.label).join(' '));
  expect(named.sort()).toEqual([
    'GREEN ORANGE PURPLE PURPLE PURPLE LIGHT_BLUE DARK_BLUE',
    'Liver Liver Liver',
  ]);
});

test('an image that is no segmentation has none', () => {
  expect(segmentOf(buildInstance(), 1)).toBeUndefined();
});
