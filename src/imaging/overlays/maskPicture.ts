import type { Rgb } from '@/dicom/transforms/cielab';
import type { Box, Mask } from '@/dicom/segments/mask';

/** A mask in its colour; `most` of FRACTIONAL values is all of a pixel. */
export interface ColouredMask {
  readonly mask: Mask;
  readonly rgb: Rgb;
}

/** The least box that holds those of all masks; undefined: there are none. */
export function boxAround(masks: readonly Pick<Mask, 'box'>[]): Box | undefined {
  if (masks.length === 0) return undefined;
  return {
    left: Math.min(...masks.map(({ box }) => box.left)),
    top: Math.min(...masks.map(({ box }) => box.top)),
    right: Math.max(...masks.map(({ box }) => box.right)),
    bottom: Math.max(...masks.map(({ box }) => box.bottom)),
  };
}

/**
 * Masks as RGBA of a box of their frame, row by row. Where several lie over each other each has its part of the colour; what is in by a part
 * lets that much more of the picture through.
 */
export function maskPixels(
  all: readonly ColouredMask[],
  columns: number,
  most: number,
  { left, top, right, bottom }: Box,
): Uint8ClampedArray<ArrayBuffer> {
  const width = right - left + 1;
  const data = new Uint8ClampedArray(4 * width * (bottom - top + 1));
  const layersAt = all.length > 1 ? new Uint8Array(data.length / 4) : undefined;
  for (const { mask, rgb } of all) {
    const { runs, levels, levelsFrom } = mask;
    for (let run = 0; run < runs.length; run += 2) {
      const to = runs[run + 1] ?? 0;
      for (let pixel = runs[run] ?? 0; pixel < to; pixel++) {
        const row = Math.floor(pixel / columns);
        const at = (row - top) * width + (pixel - row * columns - left);
        const level = levels
          ? (255 * (levels[(levelsFrom?.[run / 2] ?? 0) + pixel - (runs[run] ?? 0)] ?? 0)) / most
          : 255;
        const before = layersAt?.[at] ?? 0;
        if (layersAt) layersAt[at] = before + 1;
        for (const part of [0, 1, 2] as const)
          data[4 * at + part] = ((data[4 * at + part] ?? 0) * before + rgb[part]) / (before + 1);
        data[4 * at + 3] = Math.max(data[4 * at + 3] ?? 0, level);
      }
    }
  }
  return data;
}
