import { expect, test } from 'vitest';
import { toWholePixels } from './paneCamera';

test.each([
  ['one to one, between pixels', [1, 0, 0, 1, 10.4, 20.6], [1, 0, 0, 1, 10, 21]],
  ['one to one but for rounding', [1.000001, 1e-9, 0, 0.999999, 10.4, 20.6], [1, 0, 0, 1, 10, 21]],
  ['mirrored', [-1, 0, 0, 1, 522.5, 0.5], [-1, 0, 0, 1, 523, 1]],
  ['a quarter turn', [0, 1, -1, 0, 512.2, 3.7], [0, 1, -1, 0, 512, 4]],
  ['magnified', [1.5, 0, 0, 1.5, 10.4, 20.6], [1.5, 0, 0, 1.5, 10.4, 20.6]],
  ['stretched', [1, 0, 0, 2, 10.4, 20.6], [1, 0, 0, 2, 10.4, 20.6]],
] as const)('%s', (_, placement, expected) => {
  expect(toWholePixels(placement)).toEqual(expected);
});
