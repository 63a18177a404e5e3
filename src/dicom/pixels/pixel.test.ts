import { expect, test } from 'vitest';
import { LIMITS } from '@/dicom/dataset/limits';
import {
  describesPixels,
  asStored,
  assumedPixelFacts,
  frameByteLength,
  pixelFault,
  readPixel,
  type PixelDescription,
} from './pixel';
import { build, buildInstance } from '@/dicom/testing/build';

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
])('%j describes no picture', (content) => {
  expect(read(content)).toBeUndefined();
});

test('no frame counted is one, and is told as assumed', () => {
  expect(read({ NumberOfFrames: 0 })).toMatchObject({ frames: 1 });
  expect(assumedPixelFacts(buildInstance({ NumberOfFrames: 0 }).dataset)).toContain('Number of Frames');
  expect(assumedPixelFacts(buildInstance({ NumberOfFrames: 1 }).dataset)).not.toContain('Number of Frames');
});

test.each([
  [{}, undefined],
  [{ NumberOfFrames: 0 }, undefined],
  [{ Rows: null }, { attribute: 'Rows', received: '' }],
  [{ Rows: 'many' }, { attribute: 'Rows', received: 'many' }],
  [{ NumberOfFrames: '1A' }, { attribute: 'NumberOfFrames', received: '1A' }], // pydicom's badVR.dcm
  [{ BitsAllocated: 12 }, { attribute: 'BitsAllocated', received: '12' }],
  // UL in place of US (the pattern of CVE-2026-5442).
  [{ Columns: 4_294_967_295 }, { attribute: 'Columns', received: '4294967295', most: '65535' }],
  [{ SamplesPerPixel: 3 }, { attribute: 'SamplesPerPixel', received: '3, MONOCHROME2' }],
  [{ PhotometricInterpretation: 'YBR_FULL' }, { attribute: 'SamplesPerPixel', received: '1, YBR_FULL' }],
  [{ SamplesPerPixel: 255 }, { attribute: 'SamplesPerPixel', received: '255', most: '4' }],
  [{ NumberOfFrames: 1_000_000 }, { attribute: 'NumberOfFrames', received: '1000000', most: '100000' }],
  [
    { Rows: 65_535, Columns: 65_535 },
    { attribute: 'Rows × Columns', received: '65535 × 65535', most: '256 Mpx, 1024 MB' },
  ],
  // Within 256 Mpx, but 3 GB of doubles.
  [
    { Rows: 16_384, Columns: 16_384, BitsAllocated: 64 },
    { attribute: 'Rows × Columns', received: '16384 × 16384', most: '256 Mpx, 1024 MB' },
  ],
  [{ PhotometricInterpretation: 'GREY' }, { attribute: 'PhotometricInterpretation', received: 'GREY' }],
  [
    { PhotometricInterpretation: 'MONOCHROME3' },
    { attribute: 'PhotometricInterpretation', received: 'MONOCHROME3' },
  ],
  [{ PhotometricInterpretation: 'RGB' }, { attribute: 'SamplesPerPixel', received: '1, RGB' }],
])('%j: what is wrong is named', (content, fault) => {
  expect(pixelFault({ ...sound, ...build(content) })).toEqual(fault);
});

test('limits are what the notes on hostile content set (security-interop 4.3)', () => {
  const [framePx, frameBytes, frames] = [256 * 1024 * 1024, 1024 ** 3, 100_000];
  expect(LIMITS).toMatchObject({ framePx, frameBytes, frames, seriesInstances: 50_000, nesting: 64 });
  expect(LIMITS).toMatchObject({ items: 100_000, jsonBytes: 512 * 1024 ** 2, partBytes: 1024 ** 3 });
  expect(LIMITS).toMatchObject({ partHeaderBytes: 65_536, bulkBytes: 512 * 1024 ** 2 });
});

test.each([
  ['an image', {}, true],
  ['an image whose Rows are empty', { Rows: null }, true],
])('%s says that it has pixels: %s', (_, content, says) => {
  expect(describesPixels({ ...sound, ...build(content) })).toBe(says);
});

test('an object without any attribute of the image pixel module says nothing of pixels', () => {
  expect(describesPixels(build({ Modality: 'SR' }))).toBe(false);
});

test('the largest frame is 256 Mpx', () => {
  expect(read({ Rows: 16_384, Columns: 16_384 })).toBeDefined();
  expect(read({ Rows: 16_384, Columns: 16_385 })).toBeUndefined();
});

test('samples that are not said are those of the colour space; small letters are borne', () => {
  const colour = { Rows: 2, Columns: 2, BitsAllocated: 8, PhotometricInterpretation: 'ybr_full' };
  expect(readPixel(build(colour))).toMatchObject({ samples: 3, photometric: 'YBR_FULL' });
  expect(read({ PhotometricInterpretation: 'monochrome1' })?.photometric).toBe('MONOCHROME1');
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

test('4:2:2 is what its length bears out', () => {
  const said = sized({ samples: 3, photometric: 'YBR_FULL_422' });
  expect(asStored(said, 36, 1)).toBe(said);
  expect(asStored(said, 54, 1).photometric).toBe('YBR_FULL');
  expect(asStored(said, 108, 2).photometric).toBe('YBR_FULL');
  // Three frames of 4:2:2, two of 4:4:4: the count of frames decides.
  expect(asStored(said, 108, 3)).toBe(said);
  expect(asStored(sized({ samples: 3, photometric: 'RGB' }), 54, 1).photometric).toBe('RGB');
});

test.each([
  [{}, 18],
  [{ bitsAllocated: 16 }, 36],
  [{ bitsAllocated: 32 }, 72],
  [{ samples: 3, photometric: 'RGB' }, 54],
  [{ samples: 3, photometric: 'YBR_FULL' }, 54],
  [{ samples: 3, photometric: 'YBR_FULL_422' }, 36], // PS3.3 C.7.6.3.1.2: two bytes a pixel
  [{ samples: 3, photometric: 'YBR_FULL_422', columns: 5 }, 36], // The last pair of each row is half
  [{ samples: 3, photometric: 'YBR_PARTIAL_420', columns: 5 }, 27],
  [{ bitsAllocated: 1 }, 3], // 18 bits
] as const)('a native frame of %j has %i bytes', (change, bytes) => {
  expect(frameByteLength(sized(change))).toBe(bytes);
});
