import { expect, test } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { greyOf } from '@/dicom/transforms/voi';
import { isInverse, voiFor } from './paneWindow';

const table = { first: 10, entries: Uint16Array.from([0, 128, 255]), white: 255 };
const bare = buildInstance();
const windowed = buildInstance({ WindowCenter: [40, 300], WindowWidth: [400, 1500] });
const range = { min: -1024, max: 3071 };

test.each([
  ['integers', -1024, 3071],
  ['values of a map, less than 1 apart', 0.1, 0.6],
  ['fractions', -2.5, 7.25],
])('without a window, the least value is black and the greatest white: %s', (_, min, max) => {
  const { window, lut } = voiFor(undefined, bare, 1, [], { min, max });
  expect(lut).toBeUndefined();
  expect(greyOf(window)(min)).toBeCloseTo(0, 6);
  expect(greyOf(window)(max)).toBeCloseTo(255, 6);
});

test.each([
  [{ PhotometricInterpretation: 'MONOCHROME1' }, true],
  // Small letters are borne where the pixels are read, so they are here.
  [{ PhotometricInterpretation: 'monochrome1' }, true],
  [{ PhotometricInterpretation: 'MONOCHROME2' }, false],
])('%j: low values are bright: %s', (content, expected) => {
  expect(isInverse(buildInstance(content))).toBe(expected);
});

test('the reader comes before the image, a window before a table, a table before the full range', () => {
  const reader = { center: 1, width: 2, curve: 'LINEAR' } as const;
  const pane = { study: bare.study, series: bare.series };
  expect(voiFor({ ...pane, window: reader, voiLut: 0 }, windowed, 1, [table], range)).toEqual({
    window: reader,
  });
  expect(voiFor({ ...pane, voiLut: 0 }, windowed, 1, [table], range).lut).toBe(table);
  expect(voiFor(pane, windowed, 1, [table], range)).toEqual({
    window: { center: 40, width: 400, curve: 'LINEAR' },
  });
  expect(voiFor(pane, bare, 1, [undefined, table], range).lut).toBe(table);
  // A table that a link names and the image has not.
  expect(voiFor({ ...pane, voiLut: 7 }, windowed, 1, [table], range).window.center).toBe(40);
});
