import { cache } from '@cornerstonejs/core';
import type { PixelFacts } from './contract';
import type { StackFrame } from './stack';

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** RGB bytes of a colour image, whatever Cornerstone keeps (RGB or RGBA). */
function toRgb(data: ArrayLike<number>, pixels: number): Uint8Array<ArrayBuffer> {
  const samples = Math.round(data.length / pixels);
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    for (let sample = 0; sample < 3; sample++) rgb[3 * i + sample] = data[samples * i + sample] ?? 0;
  }
  return rgb;
}

/** What a cached frame holds; undefined when it is not in the cache. */
export async function pixelFacts(frame: StackFrame): Promise<PixelFacts | undefined> {
  const image = cache.getImage(frame.imageId);
  if (!image) return undefined;
  const data = image.getPixelData() as unknown as ArrayLike<number>;
  const { rows, columns } = image;
  const bytes = image.color ? toRgb(data, rows * columns) : Float32Array.from(data);
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const value of bytes) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const sha256 = hex(
    await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>),
  );
  return { rows, columns, samples: image.color ? 3 : 1, min, max, mean: sum / bytes.length, sha256 };
}
