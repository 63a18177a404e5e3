import { cache } from '@cornerstonejs/core';
import type { WithColours } from '@/imaging/decoding/colourProfiles';
import type { PixelFacts } from '@/imaging/contract';
import type { GreyPicture } from '@/painting/drawing';
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
  return values && bytesOf(values);
}

/** Values as base64. */
export function bytesOf(values: Float32Array | Uint8Array): string {
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
  const { image, values } = found;
  return sumUp(image, values, image.color ? 3 : 1);
}

/** What a plane on the screen holds, `nothing` too. */
export const factsOf = (picture: GreyPicture): Promise<PixelFacts> =>
  sumUp(picture, Float32Array.from(picture.values), 1);

async function sumUp(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  values: Float32Array | Uint8Array,
  samples: number,
): Promise<PixelFacts> {
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const sha256 = hex(
    await crypto.subtle.digest('SHA-256', values as Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>),
  );
  return { rows, columns, samples, min, max, mean: sum / values.length, sha256 };
}
