import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PixelDescription } from '@/dicom/pixels/pixel';
import { phantom } from '@/archive/testing/phantomFile';
import { acceptFile, acceptFrame } from './accept';
import { readPart10 } from './part10';
import { DEFLATED_FRAME, processOf } from './syntaxOf';
import { toWanted, type Wanted } from './wanted';

const RLE = '1.2.840.10008.1.2.5';
const EXPLICIT = '1.2.840.10008.1.2.1';

const describing = (pixel: Partial<PixelDescription>): Wanted => {
  const wanted = toWanted(phantom(0).instance);
  if (!wanted.pixel) throw new Error('the phantom has pixels');
  return {
    ...wanted,
    rescales: [{ slope: 1, intercept: 0 }],
    pixel: { ...wanted.pixel, rows: 1, columns: 2, frames: 1, ...pixel },
  };
};
const RGB16 = {
  samples: 3,
  photometric: 'RGB',
  bitsAllocated: 16,
  bitsStored: 16,
  highBit: 15,
  signed: false,
} as const;

/** One literal run a segment. */
function rle(...segments: (readonly number[])[]): Uint8Array {
  const header = new Uint32Array(16);
  header.set([segments.length, ...segments.map((_, i) => 64 + 3 * i)]);
  return Uint8Array.from([...new Uint8Array(header.buffer), ...segments.flatMap((each) => [1, ...each])]);
}

/** Cornerstone 5.14 shows RLE colour of 16 bits as noise and knows none of 32: SC_rgb_rle_16bit.dcm of pydicom. */
test('RLE colour of 16 bits is RGB of its high bytes', () => {
  const bytes = rle([255, 1], [9, 9], [2, 3], [9, 9], [4, 5], [9, 9]);
  const { frame } = acceptFrame({ bytes, transferSyntax: RLE }, describing(RGB16), 1);
  expect(frame).toMatchObject({ form: 'rgb', transferSyntax: RLE });
  expect(frame.form === 'rgb' && [...frame.bytes]).toEqual([255, 2, 4, 1, 3, 5]);
});

test('RLE grey of 32 bits is its values', () => {
  const pixel = { samples: 1, photometric: 'MONOCHROME2', bitsAllocated: 32, bitsStored: 32, highBit: 31 };
  const bytes = rle([0, 0], [0, 1], [1, 0], [2, 0]);
  const { frame } = acceptFrame({ bytes, transferSyntax: RLE }, describing({ ...pixel, signed: false }), 1);
  expect(frame.form === 'values' && [...frame.values]).toEqual([258, 65_536]);
});

/** 5 x 3 bits: two bytes, of which the last is not whole; deflated by zlib. */
test('deflated frames are inflated, also of 1 bit; what is longer, shorter or not deflated is refused', () => {
  const pixel = { ...RGB16, rows: 3, columns: 5, samples: 1, photometric: 'MONOCHROME2' };
  const bits = { ...pixel, bitsAllocated: 1, bitsStored: 1, highBit: 0 };
  const frame = (bytes: Uint8Array) =>
    acceptFrame({ bytes, transferSyntax: DEFLATED_FRAME }, describing(bits), 1).frame;
  const deflated = deflateRawSync(Uint8Array.from([0b0010_0001, 0b0100_0000]));
  const shown = frame(deflated);
  expect(shown).toMatchObject({ form: 'values', transferSyntax: DEFLATED_FRAME });
  expect(shown.form === 'values' && [...shown.values].join('')).toBe('100001000000001');
  expect(frame(Buffer.concat([deflated, Buffer.from([0])]))).toMatchObject({ form: 'values' });
  const refused = expect.objectContaining({ fault: 'malformed' });
  expect(() => frame(deflateRawSync(Buffer.alloc(1)))).toThrow(refused);
  expect(() => frame(deflateRawSync(Buffer.alloc(50_000_000)))).toThrow(refused);
  expect(() => frame(Uint8Array.from([255, 255, 255]))).toThrow(refused);
});

test('frames that are uncompressed in fragments are read as they are, and refused where they are shorter', () => {
  const pixel = { ...RGB16, samples: 1, photometric: 'MONOCHROME2' };
  const take = (bytes: Uint8Array) =>
    acceptFrame({ bytes, transferSyntax: '1.2.840.10008.1.2.1.98' }, describing(pixel), 1).frame;
  const frame = take(Uint8Array.from([1, 2, 3, 4]));
  expect(frame.form === 'values' && [...frame.values]).toEqual([0x0201, 0x0403]);
  expect(() => take(Uint8Array.from([1, 2]))).toThrow(expect.objectContaining({ fault: 'malformed' }));
});

test('uncompressed YBR_FULL_422 is RGB', () => {
  const pixel = { ...RGB16, photometric: 'YBR_FULL_422', bitsAllocated: 8, bitsStored: 8, highBit: 7 };
  const bytes = Uint8Array.from([255, 0, 128, 128]);
  const { frame } = acceptFrame({ bytes, transferSyntax: EXPLICIT }, describing(pixel), 1);
  expect(frame.form === 'rgb' && [...frame.bytes]).toEqual([255, 255, 255, 0, 0, 0]);
});

test('what is said to be 4:2:2 and has all samples of each pixel is read as it is stored', () => {
  const pixel = { ...RGB16, photometric: 'YBR_FULL_422', bitsAllocated: 8, bitsStored: 8, highBit: 7 };
  // White and black; as 4:2:2 the second would take its luminance from the chrominance of the first.
  const bytes = Uint8Array.from([255, 128, 128, 0, 128, 128]);
  const { frame } = acceptFrame({ bytes, transferSyntax: EXPLICIT }, describing(pixel), 1);
  expect(frame.form === 'rgb' && [...frame.bytes]).toEqual([255, 255, 255, 0, 0, 0]);
  // PS3.5 G: one run of two bytes for each of three planes; RLE has no pairs.
  const rle = new Uint8Array(64 + 12);
  new DataView(rle.buffer).setUint32(0, 3, true);
  [64, 68, 72].forEach((offset, at) => new DataView(rle.buffer).setUint32(4 + 4 * at, offset, true));
  rle.set([1, 255, 0, 0, 1, 128, 128, 0, 1, 128, 128, 0], 64);
  const packed = acceptFrame({ bytes: rle, transferSyntax: '1.2.840.10008.1.2.5' }, describing(pixel), 1);
  expect(packed.frame.form === 'rgb' && [...packed.frame.bytes]).toEqual([255, 255, 255, 0, 0, 0]);
});

test('whole numbers of 64 bits are not called damaged', () => {
  const pixel = { ...RGB16, samples: 1, photometric: 'MONOCHROME2', bitsAllocated: 64, bitsStored: 64 };
  const refused = { details: { what: 'attribute', attribute: 'BitsAllocated', received: '64' } };
  const received = { bytes: new Uint8Array(16), transferSyntax: EXPLICIT };
  expect(() => acceptFrame(received, describing(pixel), 1)).toThrow(expect.objectContaining(refused));
});

test('a colour space that is not known here is refused, not shown as RGB', () => {
  const pixel = { ...RGB16, photometric: 'YBR_PARTIAL_420', bitsAllocated: 8, bitsStored: 8, highBit: 7 };
  const received = { bytes: new Uint8Array(4), transferSyntax: EXPLICIT };
  const refused = { fault: 'malformed', details: { what: 'codec' } };
  expect(() => acceptFrame(received, describing(pixel), 1)).toThrow(expect.objectContaining(refused));
});

test('a baseline stream under the name of lossless JPEG is decoded as what it is, and the other way round', () => {
  const stream = (frameHeader: number) => Uint8Array.from([0xff, 0xd8, 0xff, frameHeader, 0, 2, 0xff, 0xd9]);
  const lossless = '1.2.840.10008.1.2.4.70';
  const baseline = '1.2.840.10008.1.2.4.50';
  expect(processOf(lossless, stream(0xc0))).toBe(baseline);
  expect(processOf(baseline, stream(0xc3))).toBe('1.2.840.10008.1.2.4.57');
  expect(processOf(lossless, stream(0xc3))).toBe(lossless);
  expect(processOf(baseline, stream(0xc0))).toBe(baseline);
});

test('JPEG 2000 that is said to be of part 2 and uses nothing of it is decoded as part 1', () => {
  // SIZ with capabilities of part 1, and of part 2 (ISO 15444-2 A.2.1).
  const stream = (capabilities: number) =>
    Uint8Array.from([0xff, 0x4f, 0xff, 0x51, 0, 41, capabilities, 0, ...Array.from({ length: 40 }, () => 0)]);
  for (const [two, one] of [
    ['92', '90'],
    ['93', '91'],
  ]) {
    expect(processOf(`1.2.840.10008.1.2.4.${two}`, stream(0))).toBe(`1.2.840.10008.1.2.4.${one}`);
    expect(processOf(`1.2.840.10008.1.2.4.${two}`, stream(0x80))).toBe(`1.2.840.10008.1.2.4.${two}`);
  }
});

test('a file of another patient is refused, one without a patient is not', async () => {
  const { file, instance } = phantom(0);
  const part10 = await readPart10(file);
  const wanted = { ...toWanted(instance), patientId: 'A' };
  const read = (patientId: string | undefined) => () => acceptFile({ ...part10, patientId }, wanted, 1);
  expect(read('A')).not.toThrow();
  expect(read(undefined)).not.toThrow();
  expect(read('B')).toThrow(expect.objectContaining({ fault: 'wrong-object', details: { what: 'patient' } }));
});

test('what is doubted is refused whatever comes', async () => {
  const { file, instance } = phantom(0);
  const wanted = toWanted({ ...instance, doubt: 'duplicate' });
  const part10 = await readPart10(file);
  expect(() => acceptFile(part10, wanted, 1)).toThrow(
    expect.objectContaining({ fault: 'malformed', details: { what: 'duplicate' } }),
  );
});

/** Encapsulated pixels of a file in the transfer syntax of RLE. */
const encapsulated = (...frames: readonly Uint8Array[]) => ({
  kind: 'encapsulated' as const,
  offsets: [],
  fragments: frames.map((bytes, at) => ({ offset: 100 * at, bytes })),
});

test('a file that holds more or fewer frames than it announces says so with each', async () => {
  const { file, instance, pixels } = phantom(0);
  const wanted = toWanted(instance);
  const native = await readPart10(file);
  const held = (bytes: Uint8Array, frames = 1, frame = 1) => {
    const other = { ...native, frames, pixels: { kind: 'native' as const, vr: 'OW', bytes } };
    return acceptFile(other, { ...wanted, frames }, frame).frame.held;
  };
  const twice = Uint8Array.from([...pixels, ...pixels]);
  expect(held(pixels)).toBeUndefined();
  expect(held(Uint8Array.from([...pixels, 0]))).toBeUndefined();
  // Pixels that are none of a frame: rows or columns may be said too few.
  expect(held(Uint8Array.from([...pixels, ...new Uint8Array(pixels.length / 2)]))).toBe(1.5);
  expect(held(twice)).toBe(2);
  expect(held(twice, 2, 2)).toBeUndefined();
  expect(held(twice, 3, 2)).toBe(2);
  expect(() => held(twice, 3, 3)).toThrow(expect.objectContaining({ fault: 'malformed' }));
});

test('frames of an encapsulated file beyond those that it announces are counted, and the others shown', async () => {
  const native = await readPart10(phantom(0).file);
  const wanted = describing({
    ...RGB16,
    samples: 1,
    photometric: 'MONOCHROME2',
    bitsAllocated: 8,
    bitsStored: 8,
    highBit: 7,
  });
  const [one, two, three] = [rle([10, 11]), rle([20, 21]), rle([30, 31])];
  const take = (all: readonly Uint8Array[], frames: number, frame: number) => {
    const file = {
      ...native,
      transferSyntax: RLE,
      rows: 1,
      columns: 2,
      frames,
      pixels: encapsulated(...all),
    };
    const { frame: taken } = acceptFile(file, { ...wanted, frames }, frame);
    return [taken.held, taken.form === 'values' && [...taken.values]];
  };
  expect(take([one], 1, 1)).toEqual([undefined, [10, 11]]);
  expect(take([one, two], 1, 1)).toEqual([2, [10, 11]]);
  expect(take([one, two, three], 2, 2)).toEqual([3, [20, 21]]);
  expect(take([one, two], 3, 2)).toEqual([2, [20, 21]]);
  expect(() => take([one, two], 3, 3)).toThrow(expect.objectContaining({ fault: 'malformed' }));
});
