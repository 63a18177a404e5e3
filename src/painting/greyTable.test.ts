import { describe, expect, test } from 'vitest';
import { GreyTables, toWords, type WholeValues } from './greyTable';
import { everyValue, LEVEL_CASES } from './testing/levels';
import type { Look } from './look';

/** Red, green and blue where they are one level, and the picture hides nothing. */
const greyOf = (word: number): number => {
  const [red, green, blue, alpha] = [word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff, word >>> 24];
  return red === green && green === blue && alpha === 0xff ? red : Number.NaN;
};

const levelsOf = (values: WholeValues | Float32Array, look: Look, tables = new GreyTables()) => {
  const target = new Uint32Array(values.length);
  toWords({ values }, look, tables, target);
  return target;
};

test.each(LEVEL_CASES)('$name: all 65,536 values as PS3.3 C.11.2 has them', ({ look, signed, grey }) => {
  const values = everyValue(signed);
  const words = levelsOf(values, look);
  const wrong: number[] = [];
  // Halves may go either way: the formula and its other forms differ in the last bit.
  for (let at = 0; at < values.length; at++)
    if (!(Math.abs(greyOf(words[at] ?? 0) - grey(values[at] ?? 0)) <= 0.5 + 1e-9)) wrong.push(at);
  expect(wrong).toEqual([]);
});

describe('one table', () => {
  const look: Look = { window: { center: 40, width: 400, curve: 'LINEAR' }, isInverted: false };

  test.each([
    ['Int16Array', Int16Array.from([-32_768, -1024, -160, 0, 40, 239, 32_767])],
    ['Uint16Array', Uint16Array.from([0, 40, 239, 65_535])],
    ['Int8Array', Int8Array.from([-128, -1, 0, 127])],
    ['Uint8Array', Uint8Array.from([0, 40, 255])],
  ])('%s by table and as floats one by one alike, inverted or not', (_, values) => {
    for (const isInverted of [false, true])
      expect([...levelsOf(values, { ...look, isInverted })]).toEqual([
        ...levelsOf(Float32Array.from(values), { ...look, isInverted }),
      ]);
  });

  test('is kept until another look or type comes', () => {
    const tables = new GreyTables();
    const values = Int16Array.of(1);
    const kept = tables.of(values, look);
    expect(tables.of(Int16Array.of(7), { ...look, window: { ...look.window } })).toBe(kept);
    expect(tables.of(Uint16Array.of(1), look)).not.toBe(kept);
    expect(tables.of(values, { ...look, isInverted: true }).words[0]).not.toBe(kept.words[0]);
  });

  test('another table of the image is another look', () => {
    const lut = { first: 1, entries: Uint16Array.from([0, 100, 255]), white: 255 };
    const tables = new GreyTables();
    const levels = (how: Look, ...values: number[]) =>
      [...levelsOf(Int16Array.from(values), how, tables)].map(greyOf);
    expect(levels({ ...look, lut }, 0, 1, 2, 3, 4)).toEqual([0, 0, 100, 255, 255]);
    expect(levels({ ...look, lut, isInverted: true }, 2)).toEqual([155]);
    expect(levels({ ...look, lut: { ...lut, first: 2 } }, 2)).toEqual([0]);
  });

  test.each([
    ['a window', look],
    ['an inverted window', { ...look, isInverted: true }],
    [
      'an inverted table',
      { ...look, isInverted: true, lut: { first: 0, entries: Uint16Array.of(0, 255), white: 255 } },
    ],
    ['an inverted sigmoid', { ...look, isInverted: true, window: { ...look.window, curve: 'SIGMOID' } }],
  ] as const)('what is no picture is black through %s, and nothing else changes', (_, how) => {
    const whole = Int16Array.of(-32_768, -1024, 40, 240);
    const drawn = new Uint32Array(4);
    const tables = new GreyTables();
    // The table of a stored image is another one, whichever comes first.
    const stored = levelsOf(whole, how, tables);
    toWords({ values: whole, nothing: -32_768 }, how, tables, drawn);
    expect([...drawn]).toEqual([0xff000000, ...stored.subarray(1)]);
    expect([...levelsOf(whole, how, tables)]).toEqual([...stored]);
    const fractions = levelsOf(Float32Array.of(Number.NaN, -1024, 40, 240), how);
    expect([...fractions]).toEqual([...drawn]);
  });
});
