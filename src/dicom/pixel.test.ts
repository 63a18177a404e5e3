import { expect, test } from 'vitest';
import { frameByteLength, readPixel, type PixelDescription } from './pixel';
import { build, buildInstance } from './testing/build';

const sound = buildInstance().dataset;
const read = (content: Parameters<typeof build>[0]) => readPixel({ ...sound, ...build(content) });

test('reads what archives send, numbers as numbers or as texts', () => {
  expect(
    read({ Rows: '480', NumberOfFrames: '12', BitsStored: 12, HighBit: 11, PixelRepresentation: 1 }),
  ).toEqual({
    rows: 480,
    columns: 512,
    samples: 1,
    photometric: 'MONOCHROME2',
    bitsAllocated: 16,
    bitsStored: 12,
    highBit: 11,
    signed: true,
    planar: false,
    frames: 12,
  });
});

test.each([
  [{ Rows: 0 }],
  [{ Rows: 'many' }],
  [{ Rows: null }],
  [{ Columns: 65_536 }],
  [{ Columns: 1.5 }],
  [{ Rows: -5 }],
  [{ Rows: 65_535, Columns: 65_535 }], // 4,295 Mpx
  [{ BitsAllocated: 12 }],
  [{ BitsAllocated: null }],
  [{ SamplesPerPixel: 255 }],
  [{ NumberOfFrames: 1_000_000 }],
  [{ NumberOfFrames: 0 }],
])('%j describes no picture', (content) => {
  expect(read(content)).toBeUndefined();
});

test('the largest frame is 256 Mpx', () => {
  expect(read({ Rows: 16_384, Columns: 16_384 })).toBeDefined();
  expect(read({ Rows: 16_384, Columns: 16_385 })).toBeUndefined();
});

test('what may be missing or odd gets the only sensible value', () => {
  const bare = readPixel(build({ Rows: 2, Columns: 2, BitsAllocated: 8 }));
  expect(bare).toMatchObject({
    samples: 1,
    photometric: 'MONOCHROME2',
    bitsStored: 8,
    highBit: 7,
    signed: false,
    frames: 1,
  });
  expect(read({ BitsStored: 17, HighBit: 40 })).toMatchObject({ bitsStored: 16, highBit: 15 });
  expect(read({ BitsStored: 12, HighBit: 5 })).toMatchObject({ bitsStored: 12, highBit: 11 });
});

test.each([
  [1, 63_536, -2000], // US beside signed pixels, as implicit VR archives send it
  [1, -2000, -2000],
  [0, -2000, 63_536],
  [0, 63_536, 63_536],
])('padding of pixels with representation %i: %i is %i', (PixelRepresentation, sent, expected) => {
  expect(read({ PixelRepresentation, PixelPaddingValue: sent })?.paddingValue).toBe(expected);
});

const sized = (change: Partial<PixelDescription>): PixelDescription => ({
  rows: 3,
  columns: 6,
  samples: 1,
  photometric: 'MONOCHROME2',
  bitsAllocated: 8,
  bitsStored: 8,
  highBit: 7,
  signed: false,
  planar: false,
  frames: 1,
  ...change,
});

test.each([
  [{}, 18],
  [{ bitsAllocated: 16 }, 36],
  [{ bitsAllocated: 32 }, 72],
  [{ samples: 3, photometric: 'RGB' }, 54],
  [{ samples: 3, photometric: 'YBR_FULL' }, 54],
  [{ samples: 3, photometric: 'YBR_FULL_422' }, 36], // PS3.3 C.7.6.3.1.2: two bytes a pixel
  [{ bitsAllocated: 1 }, 3], // 18 bits
] as const)('a native frame of %j has %i bytes', (change, bytes) => {
  expect(frameByteLength(sized(change))).toBe(bytes);
});
