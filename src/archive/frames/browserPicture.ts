import type { DecodePicture } from './rendered';

/** Decodes a picture by the browser's own decoders, in a worker; colours as the file has them, no profile applied. */
export const decodeInBrowser: DecodePicture = async (bytes, type) => {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), {
    colorSpaceConversion: 'none',
    imageOrientation: 'none',
    premultiplyAlpha: 'none',
  });
  const { width: columns, height: rows } = bitmap;
  // In main memory: what lies in graphics memory can be lost, and would be read as black.
  const context = new OffscreenCanvas(columns, rows).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  });
  if (context === null) throw new Error('no canvas in this worker');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, columns, rows);
  const rgb = new Uint8Array(rows * columns * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from] ?? 0;
    rgb[to + 1] = data[from + 1] ?? 0;
    rgb[to + 2] = data[from + 2] ?? 0;
  }
  return { rows, columns, rgb };
};
