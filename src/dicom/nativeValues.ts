import { frameByteLength, type PixelDescription } from './pixel';

/** Modality values of one grey frame, row by row, in the smallest array that holds them exactly. */
export interface FrameValues {
  readonly values: Int16Array | Uint16Array | Uint8Array | Int8Array | Float32Array;
  /** Over all values but padding; of everything where nothing but padding is there. */
  readonly min: number;
  readonly max: number;
}

type Stored = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

interface Extent {
  /** Over everything. */
  readonly low: number;
  readonly high: number;
  /** Without padding. */
  readonly min: number;
  readonly max: number;
}

/** The frame's words, as a view of `bytes` where they are aligned, else as a copy. Little endian, as every browser's host. */
function words(bytes: Uint8Array, { bitsAllocated, signed }: PixelDescription): Stored {
  const size = bitsAllocated / 8;
  const source = size > 1 && bytes.byteOffset % size !== 0 ? bytes.slice() : bytes;
  const { buffer, byteOffset } = source;
  const length = Math.floor(source.length / size);
  if (size === 1)
    return signed ? new Int8Array(buffer, byteOffset, length) : new Uint8Array(buffer, byteOffset, length);
  if (size === 2)
    return signed ? new Int16Array(buffer, byteOffset, length) : new Uint16Array(buffer, byteOffset, length);
  return signed ? new Int32Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
}

/** One bit a pixel, the first pixel in the lowest bit (PS3.5 8.1.1). */
function unpackBits(bytes: Uint8Array, count: number): Uint8Array {
  const values = new Uint8Array(count);
  for (let i = 0; i < count; i++) values[i] = ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1;
  return values;
}

/** Drops what is no part of the stored value (old overlays, junk) and extends the sign, in place: PS3.5 8.1.1. */
function mask(stored: Stored, { bitsStored, highBit, signed }: PixelDescription): void {
  const left = 31 - highBit;
  const right = 32 - bitsStored;
  if (signed) {
    for (let i = 0; i < stored.length; i++) stored[i] = ((stored[i] ?? 0) << left) >> right;
  } else {
    for (let i = 0; i < stored.length; i++) stored[i] = ((stored[i] ?? 0) << left) >>> right;
  }
}

function extentOf(stored: ArrayLike<number>, { paddingValue, paddingLimit }: PixelDescription): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const from = Math.min(paddingValue ?? Number.NaN, paddingLimit ?? paddingValue ?? Number.NaN);
  const to = Math.max(paddingValue ?? Number.NaN, paddingLimit ?? paddingValue ?? Number.NaN);
  if (!(from <= high && to >= low)) return { low, high, min: low, max: high };
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i] ?? 0;
    if (value >= from && value <= to) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { low, high, min, max } : { low, high, min: low, max: high };
}

const isWithin = (low: number, high: number, least: number, most: number): boolean =>
  low >= least && high <= most;

/** Where modality values of integers go: Int16 or Uint16 if they fit, in place where the words have their size. */
function arrayFor(stored: Stored, low: number, high: number): Int16Array | Uint16Array | Float32Array {
  const Fitting = isWithin(low, high, -32768, 32767) ? Int16Array : Uint16Array;
  if (!isWithin(low, high, -32768, 65535) || (Fitting === Uint16Array && low < 0))
    return new Float32Array(stored.length);
  if (stored.BYTES_PER_ELEMENT !== 2) return new Fitting(stored.length);
  return new Fitting(stored.buffer as ArrayBuffer, stored.byteOffset, stored.length);
}

function ofIntegers(stored: Stored, extent: Extent, slope: number, intercept: number): FrameValues {
  const scaled = (value: number) => value * slope + intercept;
  const ends = (a: number, b: number): [number, number] =>
    slope < 0 ? [scaled(b), scaled(a)] : [scaled(a), scaled(b)];
  const [min, max] = ends(extent.min, extent.max);
  const [low, high] = ends(extent.low, extent.high);
  const isSame = slope === 1 && intercept === 0;
  if (isSame && stored.BYTES_PER_ELEMENT < 4) {
    return { values: stored as Exclude<Stored, Uint32Array | Int32Array>, min, max };
  }
  const isInteger = Number.isInteger(slope) && Number.isInteger(intercept);
  const values = isInteger ? arrayFor(stored, low, high) : new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = (stored[i] ?? 0) * slope + intercept;
  return values instanceof Float32Array
    ? { values, min: Math.fround(min), max: Math.fround(max) }
    : { values, min, max };
}

function ofFloats(
  bytes: Uint8Array,
  description: PixelDescription,
  slope: number,
  intercept: number,
): FrameValues {
  const { buffer } = bytes.slice();
  const stored = description.bitsAllocated === 64 ? new Float64Array(buffer) : new Float32Array(buffer);
  const values = Float32Array.from(stored, (value) => value * slope + intercept);
  const { min, max } = extentOf(values, { ...description, paddingValue: undefined } as never);
  return { values, min, max };
}

/**
 * The modality values of an uncompressed grey frame, little endian (PS3.5 8.1.1, PS3.3 C.11.1.1.2): masked, sign
 * extended, rescaled. Takes `bytes` over: the result is made in place where it can be, so the bytes are not to be used
 * again. Throws RangeError when they are not one frame long (a pad byte is let through).
 */
export function toValues(
  bytes: Uint8Array,
  description: PixelDescription,
  rescale: { readonly slope: number; readonly intercept: number },
): FrameValues {
  const { rows, columns, samples, bitsAllocated, bitsStored } = description;
  const { slope, intercept } = rescale;
  const expected = frameByteLength(description);
  if (samples !== 1) throw new RangeError(`grey frames have 1 sample a pixel, not ${samples}`);
  if (bytes.length !== expected && bytes.length !== expected + (expected % 2)) {
    throw new RangeError(`expected ${expected} bytes of a frame, received ${bytes.length}`);
  }
  const exact = bytes.subarray(0, expected);
  if (description.isFloat) return ofFloats(exact, description, slope, intercept);
  if (bitsAllocated === 64) throw new RangeError('integer pixels of 64 bits are not supported');
  const stored = bitsAllocated === 1 ? unpackBits(exact, rows * columns) : words(exact, description);
  if (bitsAllocated > 1 && bitsStored < bitsAllocated) mask(stored, description);
  return ofIntegers(stored, extentOf(stored, description), slope, intercept);
}
