import { expect, test } from 'vitest';
import { readPadding } from './padding';
import { build, buildInstance } from '@/dicom/testing/build';

// PS3.3 C.7.5.1.1.2: padding is told in stored values, with the sign of the pixels; a range has its other end in the limit.
test.each([
  ['none', {}, undefined],
  ['a value', { PixelPaddingValue: 0, RescaleSlope: 1, RescaleIntercept: -1024 }, [-1024, -1024]],
  ['a signed value sent unsigned', { PixelPaddingValue: 63536, PixelRepresentation: 1 }, [-2000, -2000]],
  ['a range', { PixelPaddingValue: 5, PixelPaddingRangeLimit: 0 }, [0, 5]],
  [
    'a range turned over by the slope',
    { PixelPaddingValue: 0, PixelPaddingRangeLimit: 5, RescaleSlope: -2 },
    [-10, 0],
  ],
  ['floats', { FloatPixelPaddingValue: -1, FloatPixelPaddingRangeLimit: 0 }, [-1, 0]],
] as const)('%s', (_, content, expected) => {
  const range = readPadding(buildInstance(content), 1);
  expect(range && [range.from, range.to]).toEqual(expected);
});

test('holds for the 32 bits that fractions are kept in', () => {
  const range = readPadding(buildInstance({ PixelPaddingValue: 3, RescaleSlope: 0.1 }), 1);
  const kept = Float32Array.of(0.1 * 3)[0] ?? 0;
  expect(range && kept >= range.from && kept <= range.to).toBe(true);
});

test('goes through the modality look-up table', () => {
  const table = { ...build({}), '00283002': { Value: [3, 0, 16] }, '00283006': { Value: [7, 8, 9] } };
  expect(readPadding(buildInstance({ PixelPaddingValue: 2, ModalityLutSequence: [table] }), 1)).toEqual({
    from: 9,
    to: 9,
  });
});
