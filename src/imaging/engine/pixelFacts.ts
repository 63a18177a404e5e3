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

/** What stands in a pane: a cached frame, or a plane through a volume, of which `nothing` is a value too. */
type Shown = StackFrame | GreyPicture | undefined;

function valuesOf(shown: Shown) {
  if (!shown) return undefined;
  if ('kind' in shown) {
    const { nothing } = shown;
    return { size: shown, samples: 1, values: Float32Array.from(shown.values), nothing };
  }
  const image = cache.getImage(shown.imageId);
  if (!image) return undefined;
  const stored = (image as WithColours).storedColours;
  const data = stored ?? (image.getPixelData() as unknown as ArrayLike<number>);
  const values = image.color ? toRgb(data, image.rows * image.columns) : Float32Array.from(data);
  return { size: image, samples: image.color ? 3 : 1, values, nothing: undefined };
}

/** The bytes of what is shown as base64: little-endian Float32 after the modality transform, or RGB. */
export function pixelBytes(shown: Shown): string | undefined {
  const values = valuesOf(shown)?.values;
  if (!values) return undefined;
  const bytes = new Uint8Array(values.buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** What it holds; undefined when it is not in the cache. */
export async function pixelFacts(shown: Shown): Promise<PixelFacts | undefined> {
  const found = valuesOf(shown);
  if (!found) return undefined;
  const { samples, values: bytes, nothing } = found;
  const { rows, columns } = found.size;
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const value of bytes) {
    if (value === nothing || Number.isNaN(value)) continue;
    count++;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const sha256 = hex(
    await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>),
  );
  return { rows, columns, samples, min, max, mean: sum / count, sha256 };
}
