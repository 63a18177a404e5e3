import type { VerifiedFrame } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { isDescribedAlike } from '@/archive/studies/identity';
import { iccProfileOf } from '@/dicom/pixels/icc';
import { modalityLutOf } from '@/dicom/transforms/lut';
import { overlaysOf } from '@/dicom/pixels/overlay';
import { isPalette, readPixel } from '@/dicom/pixels/pixel';
import { shutterOf } from '@/dicom/transforms/shutter';
import type { Picture } from '@/painting/drawing';
import type { FramePixels } from '@/imaging/decoding/framePixels';
import type { GreyRange } from '@/imaging/stack/greys';

/** A stored image as it can be painted without the engine. */
export interface EarlyPixels {
  readonly picture: Picture;
  /** Of its values; absent for colour. */
  readonly range?: GreyRange;
  readonly isRendered: boolean;
}

/** Whether an image has only to be decoded, windowed and placed, and nothing is drawn over it. */
export const isPlainImage = ({ dataset }: Instance, frame: number): boolean =>
  readPixel(dataset) !== undefined &&
  iccProfileOf(dataset) === undefined &&
  overlaysOf(dataset).length === 0 &&
  shutterOf(dataset, frame) === undefined;

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Of these pixels, which the engine's own image has as well. */
function toEarly(pixels: FramePixels, { rows, columns }: Size): EarlyPixels {
  if (pixels.form === 'values') {
    const { values, min, max } = pixels;
    return { picture: { kind: 'grey', rows, columns, values }, range: { min, max }, isRendered: false };
  }
  return {
    picture: { kind: 'colour', rows, columns, samples: 3, values: pixels.bytes },
    isRendered: pixels.isRendered === true,
  };
}

type Of = Size & { readonly instance: Instance };

/** The pixels of a frame that is as it is to be shown; undefined of one that is to be made so: decoded, or looked up in a table. */
export function earlyPixels(frame: VerifiedFrame, of: Of): EarlyPixels | undefined {
  if (frame.form === 'encoded') return undefined;
  const pixel = readPixel(of.instance.dataset);
  const hasTables = pixel === undefined || isPalette(pixel) || modalityLutOf(of.instance) !== undefined;
  return frame.form === 'values' && hasTables ? undefined : toEarly(frame, of);
}

/** The pixels of any frame, by code that comes when it is needed. Rejects as framePixels does. */
async function decode(frame: VerifiedFrame, of: Of): Promise<EarlyPixels> {
  const { framePixels, pageCodecs } = await import('@/imaging/decoding');
  return toEarly(await framePixels(frame, of.instance, of, pageCodecs()), of);
}

/** Frames that were decoded before anybody looks at them: each is handed over once, and kept no longer than the frame itself. */
const ahead = new WeakMap<VerifiedFrame, { readonly instance: Instance; readonly pixels: EarlyPixels }>();

/** The pixels of any frame. Rejects as framePixels does. */
export async function decodeEarly(frame: VerifiedFrame, of: Of): Promise<EarlyPixels> {
  const known = ahead.get(frame);
  ahead.delete(frame);
  // Another description of its pixels makes other values of the same bytes.
  return known && isDescribedAlike(known.instance, of.instance) ? known.pixels : decode(frame, of);
}

/**
 * Decodes a frame for whoever looks at it later, where that is needed and can be done without the engine. How many bytes that keeps
 * beside the frame.
 */
export async function decodeAhead(
  verified: VerifiedFrame,
  of: Of & { readonly frame: number },
): Promise<number> {
  const { instance, frame } = of;
  if (!isPlainImage(instance, frame) || earlyPixels(verified, of)) return 0;
  const pixels = await decode(verified, of);
  ahead.set(verified, { instance, pixels });
  return pixels.picture.values.byteLength;
}
