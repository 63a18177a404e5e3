import type { VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { malformed } from '@/archive/http/faults';
import { isDirectColour, toRgb } from '@/dicom/pixels/colour';
import type { Instance } from '@/dicom/dataset/instance';
import { applyLut, modalityLutOf } from '@/dicom/transforms/lut';
import { toValues } from '@/dicom/pixels/nativeValues';
import { readPalette, throughPalette } from '@/dicom/transforms/palette';
import { isGrey, isPalette, readPixel, type PixelDescription } from '@/dicom/pixels/pixel';
import { readRescale } from '@/dicom/transforms/rescale';
import { browserJpeg, isForBrowser } from './browserJpeg';
import { codecFrame, codecInput, nativeBytes, withCarriedOverlays, withinDepth } from './codecSamples';
import type { Codecs } from './pageCodecs';
import { withRgb } from './decodedColour';
import { checkDecoded } from './decodedFrame';
import { DecodeError, DecoderDeath, DecoderMissing } from './decoders';
import { isForLibjpeg, nativeSpaceOf } from './decodeNative';

type Size = { readonly rows: number; readonly columns: number };
type Encoded = Extract<VerifiedFrame, { form: 'encoded' }>;

/** The pixels of a frame as they are shown, before windows and colour profiles: grey as modality values, colour as RGB bytes. */
export type FramePixels =
  | ({ readonly form: 'values' } & Pick<
      Extract<VerifiedFrame, { form: 'values' }>,
      'values' | 'min' | 'max' | 'slope' | 'intercept' | 'overlayBits'
    >)
  | ({ readonly form: 'rgb' } & Pick<Extract<VerifiedFrame, { form: 'rgb' }>, 'bytes' | 'isRendered'>);

type Values = Extract<FramePixels, { form: 'values' }>;

/** Values that a palette or a table is looked up by, or has been: as they are. */
const UNSCALED = { slope: 1, intercept: 0 };

/** What is said where a palette makes no colours: by ArchiveError.details.what. */
const PALETTE_FAULTS = { missing: 'palette', length: 'paletteTable', segments: 'paletteTable' } as const;

/** Stored values as colours (PS3.3 C.7.6.3.1.5): the one place where images are looked up in their palettes. */
function fromPalette(stored: ArrayLike<number>, { dataset }: Instance, pixel: PixelDescription): FramePixels {
  const palette = readPalette(dataset, pixel.signed);
  if (typeof palette === 'string') throw malformed('palette', { what: PALETTE_FAULTS[palette] });
  return { form: 'rgb', bytes: throughPalette(stored, palette) };
}

/** Values through the table that makes modality values of stored ones (PS3.3 C.11.1), where the image has one. */
function throughModalityLut(values: Values, instance: Instance): Values {
  const lut = modalityLutOf(instance);
  if (lut === undefined) return values;
  if (lut === 'unreadable') throw malformed('modality LUT', { what: 'modalityLut' });
  const { overlayBits } = values;
  return {
    form: 'values',
    ...applyLut(values.values, lut),
    ...UNSCALED,
    ...(overlayBits ? { overlayBits } : {}),
  };
}

/** What values become: colours by a palette, else modality values. */
function ofValues(values: Values, instance: Instance): FramePixels {
  const pixel = readPixel(instance.dataset);
  if (pixel && isPalette(pixel)) return fromPalette(values.values, instance, pixel);
  return throughModalityLut(values, instance);
}

/**
 * Modality values of decoded samples, by the same code as uncompressed ones: masked and signed as the attributes say (JPEG 2000 streams
 * exist that say unsigned under Pixel Representation 1: PS3.5 8.2.4), rescaled by the frame's own transform.
 */
function fromNative(
  bytes: Uint8Array<ArrayBuffer>,
  instance: Instance,
  frame: number,
  pixel: PixelDescription,
) {
  const { slope, intercept } = isPalette(pixel) ? UNSCALED : readRescale(instance, frame);
  const values = toValues(bytes, pixel, { slope, intercept });
  return ofValues({ form: 'values', ...values, slope, intercept }, instance);
}

/** What the decode worker gives back, as far as it is looked at here. */
interface Decoded extends Size {
  readonly pixelData: ArrayLike<number>;
}

/** Samples by a pixel of an opaque picture, without those that say so. */
function withoutAlpha(samples: ArrayLike<number>, count: number): Uint8Array<ArrayBuffer> {
  if (samples.length !== 4 * count) return Uint8Array.from(samples);
  const rgb = new Uint8Array(3 * count);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = samples[from] ?? 0;
    rgb[to + 1] = samples[from + 1] ?? 0;
    rgb[to + 2] = samples[from + 2] ?? 0;
  }
  return rgb;
}

/** The pixels of a frame by Cornerstone's codecs. Its scaling is off: it makes SUV of PET and Gray of dose without a word. */
async function byCornerstone(
  encoded: Encoded & { readonly frame: number },
  instance: Instance,
  { rows, columns }: Size,
  pixel: PixelDescription,
  codecs: Codecs,
): Promise<FramePixels> {
  const { transferSyntax } = encoded;
  const { bytes, levelShift } = codecInput(encoded.bytes);
  const task = {
    imageFrame: codecFrame(pixel),
    transferSyntax,
    pixelData: bytes,
    options: { preScale: { enabled: false } },
  };
  const decoded = isForBrowser(transferSyntax, pixel)
    ? await browserJpeg(bytes)
    : (checkDecoded(withRgb(withinDepth(await codecs.cornerstone.run(task), task), task)) as Decoded);
  if (decoded.rows !== rows || decoded.columns !== columns)
    throw new DecodeError(`decoded ${decoded.columns} x ${decoded.rows}, expected ${columns} x ${rows}`);
  if (pixel.samples > 1) return { form: 'rgb', bytes: withoutAlpha(decoded.pixelData, rows * columns) };
  return fromNative(
    nativeBytes(decoded.pixelData, pixel.bitsAllocated, levelShift),
    instance,
    encoded.frame,
    withCarriedOverlays(pixel, encoded),
  );
}

/** The pixels of a frame by a codec that Cornerstone has not. */
async function byNative(
  encoded: Encoded & { readonly frame: number },
  instance: Instance,
  pixel: PixelDescription,
  { native }: Codecs,
): Promise<FramePixels> {
  if (!(isGrey(pixel) || isPalette(pixel) || isDirectColour(pixel)))
    throw new DecodeError('colour that cannot be decoded');
  const bytes = (await native.decode(encoded, pixel)) as Uint8Array<ArrayBuffer>;
  const photometric = nativeSpaceOf(encoded.transferSyntax, pixel.photometric);
  if (isDirectColour(pixel))
    return { form: 'rgb', bytes: toRgb(bytes, { ...pixel, photometric, planar: false }) };
  return fromNative(bytes, instance, encoded.frame, withCarriedOverlays(pixel, encoded));
}

async function decode(
  frame: Encoded & { readonly frame: number },
  instance: Instance,
  size: Size,
  codecs: Codecs,
): Promise<FramePixels> {
  const pixel = readPixel(instance.dataset);
  if (!pixel) throw new DecodeError('its pixels are not described');
  return isForLibjpeg(frame)
    ? byNative(frame, instance, pixel, codecs)
    : byCornerstone(frame, instance, size, pixel, codecs);
}

/** Runs what makes a picture of a frame: whatever it throws is the frame's fault, under one name. */
export async function named<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isNamed = [ArchiveError, DecodeError, DecoderDeath, DecoderMissing].some(
      (kind) => error instanceof kind,
    );
    throw isNamed ? error : new DecodeError(error);
  }
}

/**
 * The pixels of a verified frame, before the engine as with it: values as they are, everything else through a codec. Rejects when the
 * codec fails, does not answer, or gives another size than the metadata says.
 */
export const framePixels = (
  frame: VerifiedFrame,
  instance: Instance,
  size: Size,
  codecs: Codecs,
): Promise<FramePixels> =>
  named(() => {
    if (frame.form === 'values') return ofValues(frame, instance);
    return frame.form === 'rgb' ? frame : decode(frame, instance, size, codecs);
  });
