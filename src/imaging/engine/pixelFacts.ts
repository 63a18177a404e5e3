import { cache } from '@cornerstonejs/core';
import type { WithColours } from '@/imaging/decoding/colourProfiles';
import type { PixelFacts } from '@/imaging/contract';
import type { StackFrame } from '@/imaging/stack/stack';

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

function valuesOf(frame: StackFrame) {
  const image = cache.getImage(frame.imageId);
  if (!image) return undefined;
  const stored = (image as WithColours).storedColours;
  const data = stored ?? (image.getPixelData() as unknown as ArrayLike<number>);
  return { image, values: image.color ? toRgb(data, image.rows * image.columns) : Float32Array.from(data) };
}

/** The bytes of a cached frame as base64: little-endian Float32 after the modality transform, or RGB. */
export function pixelBytes(frame: StackFrame): string | undefined {
  const values = valuesOf(frame)?.values;
  if (!values) return undefined;
  const bytes = new Uint8Array(values.buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** What a cached frame holds; undefined when it is not in the cache. */
export async function pixelFacts(frame: StackFrame): Promise<PixelFacts | undefined> {
  const found = valuesOf(frame);
  if (!found) return undefined;
  const { image, values: bytes } = found;
  const { rows, columns } = image;
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
