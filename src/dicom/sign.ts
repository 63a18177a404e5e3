import type { PixelDescription } from './pixel';

/**
 * Modality values as their attributes say they are signed. Codecs go by the codestream, and JPEG 2000 streams exist that say
 * unsigned under Pixel Representation 1: -1 then comes as 8191 or 65535. The DICOM attributes rule (PS3.5 8.2.4). The same
 * array where every stored value has a place; else a new one, rescaled as before.
 */
export function signedAsSaid<T extends ArrayLike<number>>(
  values: T,
  { signed, bitsStored }: Pick<PixelDescription, 'signed' | 'bitsStored'>,
  { slope, intercept }: { slope: number; intercept: number },
): T | Int16Array | Float32Array {
  if (!signed || bitsStored > 16 || slope === 0) return values;
  const limit = 2 ** (bitsStored - 1);
  const spare = 32 - bitsStored;
  const stored = (value: number) => Math.round((value - intercept) / slope);
  let isBeyond = false;
  for (let i = 0; i < values.length && !isBeyond; i++) isBeyond = stored(values[i] ?? 0) >= limit;
  if (!isBeyond) return values;
  const isWhole =
    slope === 1 && Number.isInteger(intercept) && Math.abs(intercept) <= 16_384 && bitsStored < 16;
  const out =
    isWhole || (slope === 1 && intercept === 0)
      ? new Int16Array(values.length)
      : new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    out[i] = ((stored(values[i] ?? 0) << spare) >> spare) * slope + intercept;
  }
  return out;
}
