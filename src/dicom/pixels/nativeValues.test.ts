import { describe, expect, test } from 'vitest';
import { toValues } from './nativeValues';
import type { PixelDescription } from './pixel';

const described = (change: Partial<PixelDescription>): PixelDescription => {
  const bitsAllocated = change.bitsAllocated ?? 16;
  const bitsStored = change.bitsStored ?? bitsAllocated;
  return {
    rows: 1,
    columns: 4,
    samples: 1,
    photometric: 'MONOCHROME2',
    bitsAllocated,
    bitsStored,
    highBit: bitsStored - 1,
    signed: false,
    planar: false,
    frames: 1,
    ...change,
  };
};

const AS_STORED = { slope: 1, intercept: 0 };

/** A stored value by its definition (PS3.5 8.1.1), bit by bit, as slow as it is plain. */
function storedValue(word: bigint, { bitsStored, highBit, signed }: PixelDescription): number {
  const low = BigInt(highBit - bitsStored + 1);
  const field = (word >> low) & ((1n << BigInt(bitsStored)) - 1n);
  return Number(signed ? BigInt.asIntN(bitsStored, field) : field);
}

/** The frame's words, little endian, whatever the machine. */
function wordsOf(bytes: Uint8Array, size: number): bigint[] {
  return Array.from({ length: bytes.length / size }, (_, i) =>
    Array.from({ length: size }, (_, j) => BigInt(bytes[i * size + j] ?? 0) << BigInt(8 * j)).reduce(
      (a, b) => a | b,
      0n,
    ),
  );
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('against the definition, on noise in every unused bit', () => {
  const transforms = [
    AS_STORED,
    { slope: 1, intercept: -1024 },
    { slope: -2, intercept: 7 },
    { slope: 0.25, intercept: 0.5 },
  ];
  /** Where a frame begins in its file: at any even place, and by some writers at an odd one. */
  const turns = transforms.flatMap((rescale) => [2, 3, 4].map((place) => ({ rescale, place })));
  for (const bitsAllocated of [8, 16, 32]) {
    for (const bitsStored of [1, 5, 7, 8, 10, 12, 15, 16, 20, 32].filter((bits) => bits <= bitsAllocated)) {
      for (const highBit of new Set([bitsStored - 1, bitsAllocated - 1])) {
        test.each([true, false])(
          `${bitsStored} of ${bitsAllocated} bits, high bit ${highBit}, signed %s`,
          (signed) => {
            const next = seeded(bitsAllocated * 1000 + bitsStored * 10 + highBit + (signed ? 1 : 0));
            const description = described({
              rows: 3,
              columns: 5,
              bitsAllocated,
              bitsStored,
              highBit,
              signed,
            });
            for (const { rescale, place } of turns) {
              const size = bitsAllocated / 8;
              const frame = new Uint8Array(new ArrayBuffer(15 * size + 8), place, 15 * size);
              for (let i = 0; i < frame.length; i++) frame[i] = Math.floor(next() * 256);
              const expected = wordsOf(frame, size).map((word) => {
                const value = storedValue(word, description) * rescale.slope + rescale.intercept;
                return Object.is(value, -0) ? 0 : value;
              });
              const { values, min, max } = toValues(frame, description, rescale);
              const isExact = values instanceof Float32Array;
              const rounded = isExact ? expected.map((value) => Math.fround(value)) : expected;
              expect([...values].map((value) => value + 0)).toEqual(rounded);
              expect(min + 0).toBe(Math.min(...rounded));
              expect(max + 0).toBe(Math.max(...rounded));
            }
          },
        );
      }
    }
  }
});

const bytesOf = (values: readonly number[], signed = false): Uint8Array =>
  new Uint8Array((signed ? Int16Array : Uint16Array).from(values).buffer);

test.each([
  ['identity, unsigned', [0, 1, 2, 65_535], false, AS_STORED, Uint16Array],
  ['identity, unsigned and small', [0, 1, 2, 4095], false, AS_STORED, Int16Array],
  ['an intercept beyond 16 bits', [0, 65_535, 2, 3], false, { slope: 1, intercept: 1_000_000 }, Float32Array],
  ['identity, signed', [0, -1, 2, 3], true, AS_STORED, Int16Array],
  ['CT, unsigned with intercept', [0, 1, 2, 4095], false, { slope: 1, intercept: -1024 }, Int16Array],
  ['positive and beyond Int16', [30_000, 40_000, 2, 3], false, { slope: 1, intercept: 10 }, Uint16Array],
  ['negative and beyond Int16', [0, 65_535, 2, 3], false, { slope: 1, intercept: -1024 }, Float32Array],
  ['fractions', [0, 1, 2, 3], false, { slope: 0.5, intercept: 0 }, Float32Array],
])('the smallest exact array: %s', (_, stored, signed, rescale, type) => {
  const { values } = toValues(bytesOf(stored, signed), described({ signed }), rescale);
  expect(values).toBeInstanceOf(type);
  expect([...values]).toEqual(stored.map((value) => value * rescale.slope + rescale.intercept));
});

test('words of 16 bits are changed in place, without a copy', () => {
  const bytes = bytesOf([0, 1, 2, 4095]);
  expect(toValues(bytes, described({}), { slope: 1, intercept: -1024 }).values.buffer).toBe(bytes.buffer);
});

test('a slope as small as in real PET (5.9e-08) does not vanish', () => {
  const { values, max } = toValues(bytesOf([0, 1, 2, 32_767], true), described({ signed: true }), {
    slope: 5.9e-8,
    intercept: 0,
  });
  expect(values[3]).toBeCloseTo(0.001933, 6);
  expect(max).toBe(values[3]);
});

test('padding counts in no minimum or maximum, its neighbours do', () => {
  const description = described({ signed: true, paddingValue: -2000 });
  const { min, max, values } = toValues(bytesOf([-2000, -1000, 5, -2000], true), description, {
    slope: 1,
    intercept: 10,
  });
  expect([min, max]).toEqual([-990, 15]);
  expect([...values]).toEqual([-1990, -990, 15, -1990]);
});

test('padding may be a range, and may be everything', () => {
  const ranged = described({ signed: true, paddingValue: -2000, paddingLimit: -1900 });
  expect(toValues(bytesOf([-2000, -1950, 5, 7], true), ranged, AS_STORED)).toMatchObject({ min: 5, max: 7 });
  const all = described({ signed: true, paddingValue: -2000 });
  expect(toValues(bytesOf([-2000, -2000, -2000, -2000], true), all, AS_STORED)).toMatchObject({
    min: -2000,
    max: -2000,
  });
});

test('one bit a pixel: the first pixel is the lowest bit (PS3.5 8.1.1)', () => {
  const { values } = toValues(
    new Uint8Array([0b0000_0101, 0b10]),
    described({ bitsAllocated: 1, columns: 10 }),
    AS_STORED,
  );
  expect([...values]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
});

test('floating pixels', () => {
  const singles = new Uint8Array(Float32Array.from([0.5, -2, 1e6, 0]).buffer);
  expect(toValues(singles, described({ bitsAllocated: 32, isFloat: true }), AS_STORED)).toMatchObject({
    min: -2,
    max: 1e6,
  });
  // What is no number, or endless, has no part in the range: a window of it would show nothing.
  const odd = new Uint8Array(Float32Array.from([Number.NaN, -2, Infinity, -Infinity]).buffer);
  expect(toValues(odd, described({ bitsAllocated: 32, isFloat: true }), AS_STORED)).toMatchObject({
    min: -2,
    max: -2,
  });
  const doubles = new Uint8Array(Float64Array.from([0.5, -2, 1e6, 0]).buffer);
  const { values } = toValues(doubles, described({ bitsAllocated: 64, isFloat: true }), {
    slope: 2,
    intercept: 1,
  });
  expect([...values]).toEqual([2, -3, 2_000_001, 1]);
});

test.each([[7], [9], [0], [16]])('%i bytes are no frame of 8', (length) => {
  expect(() => toValues(new Uint8Array(length), described({}), AS_STORED)).toThrow(RangeError);
});

test('a pad byte after an odd frame is let through', () => {
  const { values } = toValues(
    new Uint8Array([1, 2, 3, 0]),
    described({ bitsAllocated: 8, columns: 3 }),
    AS_STORED,
  );
  expect([...values]).toEqual([1, 2, 3]);
});

test('colour is refused', () => {
  expect(() => toValues(new Uint8Array(12), described({ bitsAllocated: 8, samples: 3 }), AS_STORED)).toThrow(
    /1 sample/,
  );
});
