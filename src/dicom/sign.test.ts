import { expect, test } from 'vitest';
import { signedAsSaid } from './sign';

const SAME = { slope: 1, intercept: 0 };

test.each([
  ['13 bits, sign extended to 16 by the codec', 13, SAME, Uint16Array.of(65_535, 5, 61_440), [-1, 5, -4096]],
  ['13 bits, as in the codestream', 13, SAME, Uint16Array.of(8191, 5, 4096), [-1, 5, -4096]],
  ['16 bits', 16, SAME, Uint16Array.of(65_535, 32_768, 7), [-1, -32_768, 7]],
  ['rescaled before', 12, { slope: 1, intercept: -1000 }, Float32Array.of(3095, -900), [-1001, -900]],
  ['with a slope', 12, { slope: 0.5, intercept: 10 }, Float32Array.of(2057.5, 12), [9.5, 12]],
])('%s', (_, bitsStored, rescale, values, wanted) => {
  expect([...signedAsSaid(values, { signed: true, bitsStored }, rescale)]).toEqual(wanted);
});

test.each([
  ['unsigned', false, 12, Uint16Array.of(4095)],
  ['in its range', true, 12, Int16Array.of(-2048, 2047)],
])('%s: the same array', (_, signed, bitsStored, values) => {
  expect(signedAsSaid(values, { signed, bitsStored }, SAME)).toBe(values);
});
