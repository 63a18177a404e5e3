import type { PixelDescription } from './pixel';

/** Least and greatest stored value; crossed where there is none. */
interface Extent {
  readonly min: number;
  readonly max: number;
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
 * Four loops that could be one: each reads and writes one type of array only and branches nowhere, which is what lets the
 * compiler keep them tight (1.2 ms for 512 x 512 with comparisons that noise makes unpredictable). Int16 and Uint16 share their
 * bits, so all is Uint16 here. What is changed in place goes two words at a time, four in a turn, each with bounds of its own: no
 * comparison waits for the one before (0.2 ms instead of 0.3).
 */

const CROSSED: Extent = { min: 0x7fffffff, max: -0x80000000 };

/** @param pairs Two words in each, the first in the low half; an even number of them. `left` is 16 or more: no half reaches into the other. */
function shiftSigned(pairs: Int32Array, { left, right }: Cut, intercept: number): Extent {
  let [minA, minB, minC, minD] = [CROSSED.min, CROSSED.min, CROSSED.min, CROSSED.min];
  let [maxA, maxB, maxC, maxD] = [CROSSED.max, CROSSED.max, CROSSED.max, CROSSED.max];
  for (let i = 0; i < pairs.length; i += 2) {
    const one = pairs[i] ?? 0;
    const other = pairs[i + 1] ?? 0;
    const a = (one << left) >> right;
    const b = ((one >> 16) << left) >> right;
    const c = (other << left) >> right;
    const d = ((other >> 16) << left) >> right;
    pairs[i] = ((b + intercept) << 16) | ((a + intercept) & 0xffff);
    pairs[i + 1] = ((d + intercept) << 16) | ((c + intercept) & 0xffff);
    minA = Math.min(minA, a);
    maxA = Math.max(maxA, a);
    minB = Math.min(minB, b);
    maxB = Math.max(maxB, b);
    minC = Math.min(minC, c);
    maxC = Math.max(maxC, c);
    minD = Math.min(minD, d);
    maxD = Math.max(maxD, d);
  }
  return { min: Math.min(minA, minB, minC, minD), max: Math.max(maxA, maxB, maxC, maxD) };
}

function shiftUnsigned(pairs: Int32Array, { left, right }: Cut, intercept: number): Extent {
  let [minA, minB, minC, minD] = [CROSSED.min, CROSSED.min, CROSSED.min, CROSSED.min];
  let [maxA, maxB, maxC, maxD] = [CROSSED.max, CROSSED.max, CROSSED.max, CROSSED.max];
  for (let i = 0; i < pairs.length; i += 2) {
    const one = pairs[i] ?? 0;
    const other = pairs[i + 1] ?? 0;
    const a = (one << left) >>> right;
    const b = ((one >> 16) << left) >>> right;
    const c = (other << left) >>> right;
    const d = ((other >> 16) << left) >>> right;
    pairs[i] = ((b + intercept) << 16) | ((a + intercept) & 0xffff);
    pairs[i + 1] = ((d + intercept) << 16) | ((c + intercept) & 0xffff);
    minA = Math.min(minA, a);
    maxA = Math.max(maxA, a);
    minB = Math.min(minB, b);
    maxB = Math.max(maxB, b);
    minC = Math.min(minC, c);
    maxC = Math.max(maxC, c);
    minD = Math.min(minD, d);
    maxD = Math.max(maxD, d);
  }
  return { min: Math.min(minA, minB, minC, minD), max: Math.max(maxA, maxB, maxC, maxD) };
}

/** Cuts each word out, adds `intercept` and writes its 16 bits back; the extent is that of the words without it. */
function shift(words: Uint16Array, cut: Cut, signed: boolean, intercept: number): Extent {
  // Pairs lie on 4 bytes: the first word may stand before them, and up to three behind.
  const first = (words.byteOffset >> 1) & 1;
  const end = first + (Math.max(0, words.length - first) & ~3);
  const pairs = new Int32Array(words.buffer, words.byteOffset + 2 * first, (end - first) / 2);
  let { min, max } = (signed ? shiftSigned : shiftUnsigned)(pairs, cut, intercept);
  const { left, right } = cut;
  for (let i = first === 0 ? end : 0; i < words.length; i = i < first ? end : i + 1) {
    const high = (words[i] ?? 0) << left;
    const value = signed ? high >> right : high >>> right;
    words[i] = value + intercept;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max };
}

function scaleSigned(
  words: Uint16Array,
  { left, right }: Cut,
  slope: number,
  intercept: number,
  out: Float32Array,
): Extent {
  let min = 0x7fffffff;
  let max = -0x80000000;
  for (let i = 0; i < words.length; i++) {
    const value = ((words[i] ?? 0) << left) >> right;
    out[i] = value * slope + intercept;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max };
}

function scaleUnsigned(
  words: Uint16Array,
  { left, right }: Cut,
  slope: number,
  intercept: number,
  out: Float32Array,
): Extent {
  let min = 0x7fffffff;
  let max = -0x80000000;
  for (let i = 0; i < words.length; i++) {
    const value = ((words[i] ?? 0) << left) >>> right;
    out[i] = value * slope + intercept;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max };
}

/** The extent of what is no padding, before the words are changed; undefined where no padding is declared. */
function withoutPadding(
  words: Uint16Array,
  { left, right, from, to }: Cut,
  signed: boolean,
): Extent | undefined {
  if (from > to) return undefined;
  let min = 0x7fffffff;
  let max = -0x80000000;
  for (let i = 0; i < words.length; i++) {
    const high = (words[i] ?? 0) << left;
    const value = signed ? high >> right : high >>> right;
    if (value >= from && value <= to) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : undefined; // Nothing but padding: it is all there is.
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
  const inner = withoutPadding(words, cut, description.signed);
  const all = shift(words, cut, description.signed, intercept);
  const [low, high] = [all.min + intercept, all.max + intercept];
  const [min, max] = inner ? [inner.min + intercept, inner.max + intercept] : [low, high];
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
  const inner = withoutPadding(words, cut, description.signed);
  const all = scale(words, cut, slope, intercept, values);
  const { min: low, max: high } = inner ?? all;
  const [one, other] = [Math.fround(low * slope + intercept), Math.fround(high * slope + intercept)];
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
