import { packBit } from './overlay';
import { frameByteLength, type PixelDescription } from './pixel';
import { words16 } from './words16';

/** Modality values of one grey frame, row by row, in the smallest array that holds them exactly. */
export interface NativeValues {
  readonly values: Int16Array | Uint16Array | Uint8Array | Int8Array | Float32Array;
  /** Over all values but padding; of everything where nothing but padding is there. */
  readonly min: number;
  readonly max: number;
  /** Overlays that the stored values held in bits of their own, packed, by bit (PS3.3 C.9.2, retired). */
  readonly overlayBits?: Readonly<Record<number, Uint8Array>>;
}

type Stored = Uint8Array | Int8Array | Uint32Array | Int32Array;

interface Extent {
  /** Over everything. */
  readonly low: number;
  readonly high: number;
  /** Without padding. */
  readonly min: number;
  readonly max: number;
}

/** The bytes where words of `size` can be read from them: as they are when aligned, else a copy. */
const aligned = (bytes: Uint8Array, size: number): Uint8Array =>
  bytes.byteOffset % size === 0 ? bytes : bytes.slice();

/** Words of 8 and 32 bits as a view. Little endian, as is every machine that runs a browser. */
function words(bytes: Uint8Array, { bitsAllocated, signed }: PixelDescription): Stored {
  if (bitsAllocated === 8)
    return signed ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes;
  const { buffer, byteOffset, length } = aligned(bytes, 4);
  return signed
    ? new Int32Array(buffer, byteOffset, length / 4)
    : new Uint32Array(buffer, byteOffset, length / 4);
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

function extentOf(
  stored: ArrayLike<number>,
  { paddingValue, paddingLimit }: Pick<PixelDescription, 'paddingValue' | 'paddingLimit'>,
): Extent {
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

/** Values of 8 and 32 bits (and 1 bit, unpacked). */
function ofIntegers(stored: Stored, extent: Extent, slope: number, intercept: number): NativeValues {
  const isSame = slope === 1 && intercept === 0;
  if (isSame && (stored instanceof Uint8Array || stored instanceof Int8Array)) {
    return { values: stored, min: extent.min, max: extent.max };
  }
  const scaled = (value: number) => value * slope + intercept;
  const bounds = [scaled(extent.low), scaled(extent.high)];
  const isShort =
    Number.isInteger(slope) &&
    Number.isInteger(intercept) &&
    Math.min(...bounds) >= -32_768 &&
    Math.max(...bounds) <= 32_767;
  const values = isShort ? new Int16Array(stored.length) : new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = (stored[i] ?? 0) * slope + intercept;
  const [one, other] = [Math.fround(scaled(extent.min)), Math.fround(scaled(extent.max))];
  return { values, min: Math.min(one, other), max: Math.max(one, other) };
}

function ofFloats(
  bytes: Uint8Array,
  description: PixelDescription,
  slope: number,
  intercept: number,
): NativeValues {
  const { buffer } = bytes.slice();
  const stored = description.bitsAllocated === 64 ? new Float64Array(buffer) : new Float32Array(buffer);
  const values = Float32Array.from(stored, (value) => value * slope + intercept);
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { values, min, max } : { values, min: 0, max: 0 }; // No number among them.
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
): NativeValues {
  const { samples } = description;
  const expected = frameByteLength(description);
  if (samples !== 1) throw new RangeError(`grey frames have 1 sample a pixel, not ${samples}`);
  if (bytes.length !== expected && bytes.length !== expected + (expected % 2)) {
    throw new RangeError(`expected ${expected} bytes of a frame, received ${bytes.length}`);
  }
  const exact = bytes.subarray(0, expected);
  // Before anything is masked in place.
  const overlayBits = takeOverlays(exact, description);
  const values = asValues(exact, description, rescale);
  return overlayBits ? { ...values, overlayBits } : values;
}

function takeOverlays(
  bytes: Uint8Array,
  { overlayBits, bitsAllocated, isFloat }: PixelDescription,
): Readonly<Record<number, Uint8Array>> | undefined {
  if (overlayBits === undefined || isFloat || bitsAllocated === 1 || bitsAllocated === 64) return undefined;
  const size = bitsAllocated / 8;
  const { buffer, byteOffset, length } = aligned(bytes, size);
  const stored =
    size === 1
      ? bytes
      : size === 2
        ? new Uint16Array(buffer, byteOffset, length / 2)
        : new Uint32Array(buffer, byteOffset, length / 4);
  return Object.fromEntries(overlayBits.map((bit) => [bit, packBit(stored, bit)]));
}

function asValues(
  exact: Uint8Array,
  description: PixelDescription,
  { slope, intercept }: { readonly slope: number; readonly intercept: number },
): NativeValues {
  const { rows, columns, bitsAllocated, bitsStored } = description;
  if (description.isFloat) return ofFloats(exact, description, slope, intercept);
  if (bitsAllocated === 64) throw new RangeError('integer pixels of 64 bits are not supported');
  if (bitsAllocated === 16) {
    const { buffer, byteOffset, length } = aligned(exact, 2);
    return words16(new Uint16Array(buffer, byteOffset, length / 2), description, slope, intercept);
  }
  const stored = bitsAllocated === 1 ? unpackBits(exact, rows * columns) : words(exact, description);
  if (bitsAllocated > 1 && bitsStored < bitsAllocated) mask(stored, description);
  return ofIntegers(stored, extentOf(stored, description), slope, intercept);
}
