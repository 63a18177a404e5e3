import type { Types } from '@cornerstonejs/core';

/** One number per pixel, row-major: modality values, or the brightness of a colour picture. */
export interface GreyRaster {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
  /** Lowest to highest value. */
  readonly span: number;
}

export function greyPicture(image: Types.IImage): GreyRaster {
  const { rows, columns } = image;
  const data = image.getPixelData() as ArrayLike<number>;
  if (!image.color) return { rows, columns, values: data, span: image.maxPixelValue - image.minPixelValue };
  const samples = Math.max(1, Math.round(data.length / (rows * columns)));
  // Brightness of sRGB samples as ITU-R BT.601 weighs them.
  const values = Float32Array.from(
    { length: rows * columns },
    (_, i) =>
      0.299 * (data[i * samples] ?? 0) +
      0.587 * (data[i * samples + 1] ?? 0) +
      0.114 * (data[i * samples + 2] ?? 0),
  );
  return { rows, columns, values, span: 255 };
}
