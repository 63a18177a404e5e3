import { expect, test } from 'vitest';
import { checkDecoded } from './decodedFrame';
import { DecodeError } from './decoders';

test.each([
  ['MONOCHROME2', 6, true],
  ['PALETTE COLOR', 6, true],
  ['RGB', 18, true],
  ['YBR_FULL', 18, true],
  ['RGB', 24, true],
  // Cornerstone 5.14 throws on these inside a promise that nobody can catch, and never answers (fuzzer, seed 1: 306, 528).
  ['YBR_FULL', 6, false],
  ['RGB', 6, false],
  ['MONOCHROME2', 18, false],
  ['MONOCHROME2', 5, false],
])('%s of 3 x 2 pixels in %i samples is sound: %s', (photometricInterpretation, length, isSound) => {
  const decoded = { rows: 2, columns: 3, photometricInterpretation, pixelData: new Uint8Array(length) };
  const check = () => checkDecoded(decoded);
  if (isSound) expect(check()).toBe(decoded);
  else expect(check).toThrow(DecodeError);
});
