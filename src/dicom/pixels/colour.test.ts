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
    'YBR_PARTIAL_422, whose white is 235 and black 16',
    [235, 16, 128, 128],
    { photometric: 'YBR_PARTIAL_422' },
    [255, 255, 255, 0, 0, 0],
  ],
  // Pure red by PS3.3 C.7.6.3.1.2 (2004): Y = 81.5, CB = 90.2, CR = 239.9.
  [
    'YBR_PARTIAL_422, in colour',
    [81, 82, 90, 240],
    { photometric: 'YBR_PARTIAL_422' },
    [254, 0, 0, 255, 1, 0],
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

test('YBR_FULL of 16 bits is cut to 8 once it is RGB, not before', () => {
  const samples = Uint16Array.from([33_023, 32_768, 33_500]);
  const more = { photometric: 'YBR_FULL', columns: 1, bitsAllocated: 16, bitsStored: 16 };
  // By PS3.3 C.7.6.3.1.2: 34 049, 32 500 and 33 023 of 65 535.
  expect([...toRgb(new Uint8Array(samples.buffer), about(more))]).toEqual([133, 126, 128]);
});

test('too few bytes and other colour spaces are refused', () => {
  expect(() => toRgb(new Uint8Array(5), about({}))).toThrow(RangeError);
  expect(() => toRgb(new Uint8Array(6), about({ photometric: 'YBR_PARTIAL_420' }))).toThrow(RangeError);
  expect(isDirectColour(about({ photometric: 'PALETTE COLOR', samples: 1 }))).toBe(false);
});
