import { expect, test } from 'vitest';
import { lossOf } from './lossy';
import { buildInstance } from '@/dicom/testing/build';

const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
const J2K = '1.2.840.10008.1.2.4.91';
const J2K_LOSSLESS = '1.2.840.10008.1.2.4.90';

// PS3.3 C.7.6.1.1.5: 01 has been compressed with loss, 00 has not; several values are successive compressions.
test.each([
  [{ LossyImageCompression: '01', LossyImageCompressionRatio: '12' }, undefined, { ratio: 12, methods: [] }],
  [
    {
      LossyImageCompression: '01',
      LossyImageCompressionRatio: ['2', '5'],
      LossyImageCompressionMethod: ['ISO_10918_1', 'ISO_15444_1'],
    },
    J2K_LOSSLESS,
    { ratio: 10, methods: ['JPEG', 'JPEG 2000'] },
  ],
  [{ LossyImageCompression: '01' }, J2K_LOSSLESS, { methods: [] }],
  [{ LossyImageCompression: '01', LossyImageCompressionMethod: 'X' }, undefined, { methods: ['X'] }],
  [{ LossyImageCompressionRatio: 8 }, undefined, { ratio: 8, methods: [] }],
  [{ LossyImageCompression: '00' }, undefined, undefined],
  [{ LossyImageCompression: '00' }, J2K_LOSSLESS, undefined],
  [{ LossyImageCompression: '00' }, JPEG_BASELINE, { methods: ['JPEG Baseline'] }],
  [{}, J2K, { methods: ['JPEG 2000'] }],
  [{}, '1.2.3', undefined],
  [{}, undefined, undefined],
])('%j stored in %s: %j', (content, syntax, expected) => {
  expect(lossOf(buildInstance(content), syntax)).toEqual(expected);
});
