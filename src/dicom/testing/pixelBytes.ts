import { readFileSync } from 'node:fs';
import { sharedPaths } from './sharedFiles';

/** The uncompressed pixels of the only real file below a folder whose name has this in it: Pixel Data (7FE0,0010) of little endian, explicit or implicit. */
export function sharedPixelBytes(folder: string, name: string): Uint8Array {
  const path = sharedPaths(folder).find((one) => one.includes(name));
  if (path === undefined) throw new Error(`no ${name} in ${folder}`);
  const file = readFileSync(path);
  const at = file.lastIndexOf('\u00e0\u007f\u0010\u0000', undefined, 'latin1');
  if (at < 0) throw new Error(`no pixels in ${path}`);
  const isExplicit = file.toString('latin1', at + 4, at + 5) === 'O';
  const from = at + (isExplicit ? 12 : 8);
  return file.subarray(from, from + file.readUInt32LE(from - 4));
}

/** Frame by frame, one value a pixel, of one bit a pixel: frame after frame without padding, the lowest bit first (PS3.5 8.1.1). */
export const bitFrames = (bytes: Uint8Array, framePx: number, frames: number): readonly Uint8Array[] =>
  Array.from({ length: frames }, (_, frame) =>
    Uint8Array.from({ length: framePx }, (__, pixel) => {
      const bit = frame * framePx + pixel;
      return ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
    }),
  );
