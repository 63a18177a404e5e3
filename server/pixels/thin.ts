import type { PixelFormat } from './frames';

/** Pixels of a picture that is drawn whole: more are more than any list or preview shows. */
export const MOST_PX = 4 * 1024 ** 2;

/**
 * Every second, third, ... pixel of every such row, where an image has more pixels than a preview needs. Packed bits and
 * pixels that share their colour are left as they are.
 */
export function thinned(bytes: Buffer, format: PixelFormat): { bytes: Buffer; format: PixelFormat } {
  const { rows, columns, samples, bitsAllocated, planar, photometric } = format;
  const step = Math.ceil(Math.sqrt((rows * columns) / MOST_PX));
  if (step <= 1 || bitsAllocated % 8 !== 0 || photometric.endsWith('_422')) return { bytes, format };
  const planes = planar && samples > 1 ? samples : 1;
  const pixelBytes = (bitsAllocated / 8) * (samples / planes);
  const [height, width] = [Math.ceil(rows / step), Math.ceil(columns / step)];
  const thin = Buffer.alloc(planes * height * width * pixelBytes);
  let to = 0;
  for (let plane = 0; plane < planes; plane += 1) {
    const from = plane * rows * columns * pixelBytes;
    for (let y = 0; y < rows; y += step) {
      for (let x = 0; x < columns; x += step) {
        const at = from + (y * columns + x) * pixelBytes;
        for (let k = 0; k < pixelBytes; k += 1) thin[to + k] = bytes[at + k] ?? 0;
        to += pixelBytes;
      }
    }
  }
  return { bytes: thin, format: { ...format, rows: height, columns: width } };
}
