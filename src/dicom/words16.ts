import type { PixelDescription } from './pixel';

/** What a pass over a frame found: padding is left out of `min` and `max`, which are crossed where all is padding. */
interface Pass {
  readonly min: number;
  readonly max: number;
  readonly hasPadding: boolean;
}

/** Left and right shifts that cut a stored value out of 32 bits and extend its sign (PS3.5 8.1.1). */
interface Cut {
  readonly left: number;
  readonly right: number;
  /** Stored values from `from` to `to` are padding; crossed where there is none. */
  readonly from: number;
  readonly to: number;
}

const cutOf = ({ bitsStored, highBit, paddingValue, paddingLimit }: PixelDescription): Cut => ({
  left: 31 - highBit,
  right: 32 - bitsStored,
  from: paddingValue === undefined ? 1 : Math.min(paddingValue, paddingLimit ?? paddingValue) | 0,
  to: paddingValue === undefined ? 0 : Math.max(paddingValue, paddingLimit ?? paddingValue) | 0,
});

/*
 * Four loops that could be one: each reads and writes one type of array only, which is what lets the
 * compiler keep them tight (half a millisecond for 512 x 512). Int16 and Uint16 share their bits, so all is Uint16 here.
 */

function shiftSigned(words: Uint16Array, { left, right, from, to }: Cut, intercept: number): Pass {
  let min = 0x7fffffff;
  let max = -0x80000000;
  let hasPadding = false;
  for (let i = 0; i < words.length; i++) {
    const value = ((words[i] ?? 0) << left) >> right;
    words[i] = value + intercept;
    if (value >= from && value <= to) hasPadding = true;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max, hasPadding };
}

function shiftUnsigned(words: Uint16Array, { left, right, from, to }: Cut, intercept: number): Pass {
  let min = 0x7fffffff;
  let max = -0x80000000;
  let hasPadding = false;
  for (let i = 0; i < words.length; i++) {
    const value = ((words[i] ?? 0) << left) >>> right;
    words[i] = value + intercept;
    if (value >= from && value <= to) hasPadding = true;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max, hasPadding };
}

function scaleSigned(
  words: Uint16Array,
  { left, right, from, to }: Cut,
  slope: number,
  intercept: number,
  out: Float32Array,
): Pass {
  let min = 0x7fffffff;
  let max = -0x80000000;
  let hasPadding = false;
  for (let i = 0; i < words.length; i++) {
    const value = ((words[i] ?? 0) << left) >> right;
    out[i] = value * slope + intercept;
    if (value >= from && value <= to) hasPadding = true;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max, hasPadding };
}

function scaleUnsigned(
  words: Uint16Array,
  { left, right, from, to }: Cut,
  slope: number,
  intercept: number,
  out: Float32Array,
): Pass {
  let min = 0x7fffffff;
  let max = -0x80000000;
  let hasPadding = false;
  for (let i = 0; i < words.length; i++) {
    const value = ((words[i] ?? 0) << left) >>> right;
    out[i] = value * slope + intercept;
    if (value >= from && value <= to) hasPadding = true;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max, hasPadding };
}

export interface Values16 {
  readonly values: Int16Array | Uint16Array | Float32Array;
  readonly min: number;
  readonly max: number;
}

const LARGEST_INTERCEPT = 2 ** 30;

/** Values of slope 1 whose 16 bits were kept, told from their least value: exact, since they span less than 2^16. */
function widen(words: Uint16Array, low: number): Float32Array {
  const out = new Float32Array(words.length);
  for (let i = 0; i < words.length; i++) out[i] = low + (((words[i] ?? 0) - low) & 0xffff);
  return out;
}

function shifted(words: Uint16Array, description: PixelDescription, intercept: number): Values16 {
  const cut = cutOf(description);
  const pass = description.signed ? shiftSigned(words, cut, intercept) : shiftUnsigned(words, cut, intercept);
  const isAllPadding = pass.min > pass.max;
  const min = (isAllPadding ? cut.from : pass.min) + intercept;
  const max = (isAllPadding ? cut.to : pass.max) + intercept;
  const low = pass.hasPadding ? Math.min(min, cut.from + intercept) : min;
  const high = pass.hasPadding ? Math.max(max, cut.to + intercept) : max;
  if (low >= -32_768 && high <= 32_767) {
    return { values: new Int16Array(words.buffer, words.byteOffset, words.length), min, max };
  }
  return { values: low >= 0 && high <= 65_535 ? words : widen(words, low), min, max };
}

function scaled(
  words: Uint16Array,
  description: PixelDescription,
  slope: number,
  intercept: number,
): Values16 {
  const cut = cutOf(description);
  const values = new Float32Array(words.length);
  const scale = description.signed ? scaleSigned : scaleUnsigned;
  const pass = scale(words, cut, slope, intercept, values);
  const isAllPadding = pass.min > pass.max;
  const one = Math.fround((isAllPadding ? cut.from : pass.min) * slope + intercept);
  const other = Math.fround((isAllPadding ? cut.to : pass.max) * slope + intercept);
  return { values, min: Math.min(one, other), max: Math.max(one, other) };
}

/**
 * Modality values of words of 16 bits, by far the most frequent: with slope 1 in place and in one pass. Int16 where they
 * fit, else Uint16, else Float32; Float32 for every other slope.
 */
export const words16 = (
  words: Uint16Array,
  description: PixelDescription,
  slope: number,
  intercept: number,
): Values16 =>
  slope === 1 && Number.isInteger(intercept) && Math.abs(intercept) < LARGEST_INTERCEPT
    ? shifted(words, description, intercept)
    : scaled(words, description, slope, intercept);
