import { expect, test } from 'vitest';
import { isDirectColour, toRgb } from './colour';
import type { PixelDescription } from './pixel';

const about = (more: Partial<PixelDescription>): PixelDescription => ({
  rows: 1,
  columns: 2,
  samples: 3,
  photometric: 'RGB',
  bitsAllocated: 8,
  bitsStored: 8,
  highBit: 7,
  signed: false,
  planar: false,
  frames: 1,
  ...more,
});

test.each([
  ['by pixel', [1, 2, 3, 4, 5, 6], {}, [1, 2, 3, 4, 5, 6]],
  [
    'YBR_RCT, undone by whoever decompressed it',
    [1, 2, 3, 4, 5, 6],
    { photometric: 'YBR_RCT' },
    [1, 2, 3, 4, 5, 6],
  ],
  ['by plane', [1, 4, 2, 5, 3, 6], { planar: true }, [1, 2, 3, 4, 5, 6]],
  // White, black and pure red of PS3.3 C.7.6.3.1.2: Y = 76.245, CB = 84.97, CR = 255.5.
  ['YBR_FULL', [255, 128, 128, 76, 85, 255], { photometric: 'YBR_FULL' }, [255, 255, 255, 254, 0, 0]],
  [
    'YBR_FULL_422, two pixels sharing their chrominance',
    [255, 0, 128, 128],
    { photometric: 'YBR_FULL_422' },
    [255, 255, 255, 0, 0, 0],
  ],
  [
    'YBR_FULL_422, rows of odd length',
    [10, 20, 128, 128, 30, 0, 128, 128],
    { photometric: 'YBR_FULL_422', columns: 3 },
    [10, 10, 10, 20, 20, 20, 30, 30, 30],
  ],
])('%s', (_, bytes, more, rgb) => {
  expect([...toRgb(Uint8Array.from(bytes), about(more))]).toEqual(rgb);
});

test.each([
  [16, 16, Uint16Array.from([0xffff, 0x8000, 0x00ff, 0x0100, 0, 0x7fff])],
  [32, 32, Uint32Array.from([0xffffffff, 0x80000000, 0x00ffffff, 0x01000000, 0, 0x7fffffff])],
])(
  'of %i bits the highest 8 are kept, also from bytes that lie off a word',
  (bitsAllocated, bitsStored, words) => {
    const bytes = new Uint8Array(words.buffer);
    const off = new Uint8Array(bytes.length + 1);
    off.set(bytes, 1);
    const more = { bitsAllocated, bitsStored, highBit: bitsStored - 1 };
    for (const each of [bytes, off.subarray(1)])
      expect([...toRgb(each, about(more))]).toEqual([255, 128, 0, 1, 0, 127]);
  },
);

test('too few bytes and other colour spaces are refused', () => {
  expect(() => toRgb(new Uint8Array(5), about({}))).toThrow(RangeError);
  expect(() => toRgb(new Uint8Array(6), about({ photometric: 'YBR_PARTIAL_422' }))).toThrow(RangeError);
  expect(isDirectColour(about({ photometric: 'PALETTE COLOR', samples: 1 }))).toBe(false);
});
