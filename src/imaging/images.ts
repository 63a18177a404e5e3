import { type Types, utilities } from '@cornerstonejs/core';
import { createImage } from '@cornerstonejs/dicom-image-loader';
import { Enums, utilities as metadata } from '@cornerstonejs/metadata';
import type { VerifiedFrame } from '@/archive/archive';
import { ArchiveError } from '@/archive/archiveError';
import { malformed } from '@/archive/faults';
import type { Instance } from '@/dicom/instance';
import { isDirectColour, toRgb } from '@/dicom/colour';
import { applyLut, modalityLutOf } from '@/dicom/lut';
import { toValues } from '@/dicom/nativeValues';
import { PALETTE_TAGS, readPalette, throughPalette } from '@/dicom/palette';
import { isGrey, isPalette, readPixel, type PixelDescription } from '@/dicom/pixel';
import { readRescale } from '@/dicom/rescale';
import { TAG } from '@/dicom/tags';
import { codecInput, codecRepresentation, nativeBytes } from './codecSamples';
import type { ColourProfiles } from './colourProfiles';
import type { ImagePainter } from './imagePainter';
import type { WithOverlayBits } from './fileGraphics';
import { DecodeError, DecoderDeath, WATCHDOG_MS } from './decoders';
import { isForLibjpeg, type NativeDecoder } from './nativeCodecs/decodeNative';
import { drawnPlane } from './drawnPlane';
import type { RenderedMark } from './renderedImage';
import { Defect, watchUncaught } from './uncaught';

type Values = Pick<
  Extract<VerifiedFrame, { form: 'values' }>,
  'values' | 'min' | 'max' | 'slope' | 'intercept' | 'overlayBits'
>;

/** Spacing as the picture is drawn with: of the plane, else the pixel's aspect ratio (0028,0034), else square. */
export interface Drawn {
  readonly rowMm: number;
  readonly columnMm: number;
}

/** How the pixels are read here, for a library that takes for granted what files leave out, and palettes for its own. */
function pixelModule(dataset: Instance['dataset']): Instance['dataset'] {
  const pixel = readPixel(dataset);
  if (!pixel) return {};
  const { samples } = pixel;
  const photometric = isPalette(pixel) ? 'MONOCHROME2' : pixel.photometric;
  return {
    [TAG.SamplesPerPixel]: { vr: 'US', Value: [samples] },
    [TAG.PhotometricInterpretation]: { vr: 'CS', Value: [photometric] },
    [TAG.PixelRepresentation]: { vr: 'US', Value: [codecRepresentation(pixel)] },
  };
}

/**
 * Registers an instance's metadata with Cornerstone; once per instance is enough for all its frames. A palette is kept from
 * it: the samples are wanted as they are stored, and its own tables throw where nobody can catch (segmented ones, and those
 * shorter or longer than said), so that the image never comes; a grey image's supplemental tables as well.
 */
export function registerInstance(firstFrameId: string, { dataset }: Instance): void {
  const own = new Set(PALETTE_TAGS);
  // A series that is opened again brings it anew: what was known of the instance goes, or the library keeps it instead and
  // writes the image's id, which is UIDs, to the console for each.
  metadata.clearTypedCacheData(Enums.MetadataModules.NATURALIZED, firstFrameId.replace(/\/frames\/\d+$/, ''));
  const plain = Object.fromEntries(Object.entries(dataset).filter(([tag]) => !own.has(tag)));
  metadata.addDicomWebInstance(firstFrameId, { ...plain, ...pixelModule(dataset) });
}

type Size = { readonly rows: number; readonly columns: number };

/** What every image made here has in common. */
const frameOf = (imageId: string, { rows, columns }: Size, drawn: Drawn) => ({
  imageId,
  calibration: {},
  rows,
  columns,
  height: rows,
  width: columns,
  rowPixelSpacing: drawn.rowMm,
  columnPixelSpacing: drawn.columnMm,
  invert: false,
  getCanvas: undefined,
});

/** A Cornerstone image around values that are ready to show: no copy, no decoding. */
function fromValues(
  imageId: string,
  frame: Values,
  instance: Instance,
  size: Size,
  drawn: Drawn,
): Types.IImage {
  const { values, min, max, slope, intercept } = frame;
  const { rows, columns } = size;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: values as Int16Array,
    width: columns,
    height: rows,
    numberOfComponents: 1,
  });
  const image = {
    ...frameOf(imageId, size, drawn),
    dataType: values.constructor.name,
    color: false,
    rgba: false,
    slope,
    intercept,
    minPixelValue: min,
    maxPixelValue: max,
    windowCenter: (min + max) / 2,
    windowWidth: Math.max(max - min, 1),
    sizeInBytes: values.byteLength,
    numberOfComponents: 1,
    preScale: {
      enabled: true,
      scaled: true,
      scalingParameters: { rescaleSlope: slope, rescaleIntercept: intercept, modality: instance.modality },
    },
    voxelManager,
    getPixelData: () => values,
    ...(frame.overlayBits ? { overlayBits: frame.overlayBits } : {}),
  };
  return image as unknown as Types.IImage;
}

/** A Cornerstone image around RGB bytes: Cornerstone's colour images are opaque RGBA. */
function fromRgb(
  imageId: string,
  { bytes, isRendered }: Pick<Extract<VerifiedFrame, { form: 'rgb' }>, 'bytes' | 'isRendered'>,
  size: Size,
  drawn: Drawn,
): Types.IImage {
  const { rows, columns } = size;
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    rgba[to] = bytes[from] ?? 0;
    rgba[to + 1] = bytes[from + 1] ?? 0;
    rgba[to + 2] = bytes[from + 2] ?? 0;
    rgba[to + 3] = 255;
  }
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: rgba as unknown as Uint8Array,
    width: columns,
    height: rows,
    numberOfComponents: 4,
  });
  const image = {
    ...frameOf(imageId, size, drawn),
    dataType: 'Uint8Array',
    color: true,
    rgba: true,
    slope: 1,
    intercept: 0,
    minPixelValue: 0,
    maxPixelValue: 255,
    windowCenter: 128,
    windowWidth: 256,
    sizeInBytes: rgba.byteLength,
    numberOfComponents: 4,
    voxelManager,
    getPixelData: () => rgba,
    ...(isRendered === true ? ({ isRendered } satisfies RenderedMark) : {}),
  };
  return image as unknown as Types.IImage;
}

/** Values that a palette is looked up by: as stored. */
const UNSCALED = { slope: 1, intercept: 0 };

/**
 * Modality values of a decoded grey image, by the same code as uncompressed ones: masked and signed as the attributes say
 * (JPEG 2000 streams exist that say unsigned under Pixel Representation 1: PS3.5 8.2.4), rescaled by the frame's own
 * transform. Cornerstone's scaling is switched off: it makes SUV of PET and Gray of dose without a word.
 */
function toModality(
  image: Types.IImage,
  instance: Instance,
  frame: number,
  size: Size,
  drawn: Drawn,
  levelShift: number,
): Types.IImage {
  const pixel = readPixel(instance.dataset);
  if (image.color || !pixel) return image;
  const { slope, intercept } = isPalette(pixel) ? UNSCALED : readRescale(instance, frame);
  const samples = image.getPixelData() as unknown as ArrayLike<number>;
  const bytes = nativeBytes(samples, pixel.bitsAllocated, levelShift);
  const values = toValues(bytes, pixel, { slope, intercept });
  if (isPalette(pixel)) return fromPalette(image.imageId, values.values, instance, { pixel, size, drawn });
  return fromValues(image.imageId, { ...values, slope, intercept }, instance, size, drawn);
}

/** An image whose stored values a table makes modality values (PS3.3 C.11.1); the image itself where there is no table. */
function throughModalityLut(image: Types.IImage, instance: Instance, size: Size, drawn: Drawn): Types.IImage {
  const lut = image.color ? undefined : modalityLutOf(instance);
  if (lut === undefined) return image;
  if (lut === 'unreadable') throw malformed('modality LUT', { what: 'modalityLut' });
  const mapped = applyLut(image.getPixelData() as unknown as ArrayLike<number>, lut);
  const { overlayBits } = image as WithOverlayBits;
  const kept = overlayBits ? { overlayBits } : {};
  return fromValues(image.imageId, { ...mapped, ...kept, slope: 1, intercept: 0 }, instance, size, drawn);
}

/** What is said where a palette makes no colours: by ArchiveError.details.what. */
const PALETTE_FAULTS = { missing: 'palette', length: 'paletteTable', segments: 'paletteTable' } as const;

/** Stored values as colours (PS3.3 C.7.6.3.1.5): the one place where images are looked up in their palettes. */
function fromPalette(
  imageId: string,
  stored: ArrayLike<number>,
  { dataset }: Instance,
  { pixel, size, drawn }: { pixel: PixelDescription; size: Size; drawn: Drawn },
): Types.IImage {
  const palette = readPalette(dataset, pixel.signed);
  if (typeof palette === 'string') throw malformed('palette', { what: PALETTE_FAULTS[palette] });
  return fromRgb(imageId, { bytes: throughPalette(stored, palette) }, size, drawn);
}

/** A net under everything else that may never settle: the codecs have a watchdog of their own (decoders.ts). */
const DECODE_DEADLINE_MS = 4 * WATCHDOG_MS;

function withDeadline<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DecoderDeath('it did not answer')), DECODE_DEADLINE_MS);
    // The loader throws where nobody can catch: what waits for it ends then, not at its deadline.
    const unwatch = watchUncaught((error) => reject(new Defect('uncaught while a frame was decoded', error)));
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      unwatch();
    });
  });
}

type Encoded = Extract<VerifiedFrame, { form: 'encoded' }> & { readonly frame: number };

/** The image of a frame by Cornerstone's codecs. */
async function decode(
  imageId: string,
  encoded: Encoded,
  instance: Instance,
  size: Size,
  drawn: Drawn,
): Promise<Types.IImage> {
  const { transferSyntax, frame } = encoded;
  const { bytes, levelShift } = codecInput(encoded.bytes);
  const options = { preScale: { enabled: false } } as never;
  const image = await withDeadline(
    createImage(imageId, bytes, transferSyntax, options) as Promise<Types.IImage>,
  );
  if (image.rows !== size.rows || image.columns !== size.columns)
    throw new DecodeError(
      `decoded ${image.columns} x ${image.rows}, expected ${size.columns} x ${size.rows}`,
    );
  return toModality(image, instance, frame, size, drawn, levelShift);
}

/** The image of a frame by a codec that Cornerstone has not. */
async function decodeNative(
  imageId: string,
  encoded: Encoded,
  instance: Instance,
  size: Size,
  drawn: Drawn,
  native: NativeDecoder,
): Promise<Types.IImage> {
  const pixel = readPixel(instance.dataset);
  if (!pixel || !(isGrey(pixel) || isDirectColour(pixel)))
    throw new DecodeError('colour that cannot be decoded');
  const bytes = await native.decode(encoded, pixel);
  if (isDirectColour(pixel)) {
    const rgb = toRgb(bytes, { ...pixel, photometric: 'RGB', planar: false });
    return fromRgb(imageId, { bytes: rgb }, size, drawn);
  }
  const { slope, intercept } = readRescale(instance, encoded.frame);
  const values = toValues(bytes, pixel, { slope, intercept });
  return fromValues(imageId, { ...values, slope, intercept }, instance, size, drawn);
}

/**
 * The spacing that the picture is drawn with. It is that of the plane its measurements lie in: a picture of other pixels
 * than its plane's would be measured wrong.
 */
export function drawnSpacing(instance: Instance, frame: number): Drawn {
  const { rowSpacingMm, columnSpacingMm } = drawnPlane(instance, frame).plane;
  return { rowMm: rowSpacingMm, columnMm: columnSpacingMm };
}

/** Runs a codec and what reads its result: whatever they throw is the frame's fault, under one name. */
async function named<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isNamed = [ArchiveError, DecodeError, DecoderDeath, Defect].some((kind) => error instanceof kind);
    throw isNamed ? error : new DecodeError(error);
  }
}

/** What images are made with and drawn by. */
interface ImageParts {
  readonly painter: ImagePainter;
  readonly colours: ColourProfiles;
  readonly native: NativeDecoder;
}

/** A picture made by the archive is made for the screen already. */
const coloured = (image: Types.IImage, instance: Instance, colours: ColourProfiles) =>
  (image as RenderedMark).isRendered === true ? image : named(() => colours.apply(image, instance));

/**
 * The image of a verified frame: values are wrapped as they are, everything else goes through a codec. Rejects when the
 * codec fails, does not answer, or gives another size than the metadata says.
 */
export async function toImage(
  imageId: string,
  frame: VerifiedFrame,
  instance: Instance,
  size: Size,
  { painter, native, colours }: ImageParts,
): Promise<Types.IImage> {
  const drawn = drawnSpacing(instance, frame.frame);
  const made = (): Types.IImage | Promise<Types.IImage> => {
    const pixel = readPixel(instance.dataset);
    if (frame.form === 'values' && pixel && isPalette(pixel))
      return fromPalette(imageId, frame.values, instance, { pixel, size, drawn });
    if (frame.form === 'values') return fromValues(imageId, frame, instance, size, drawn);
    if (frame.form === 'rgb') return fromRgb(imageId, frame, size, drawn);
    return isForLibjpeg(frame)
      ? decodeNative(imageId, frame, instance, size, drawn, native)
      : decode(imageId, frame, instance, size, drawn);
  };
  const image = await coloured(
    throughModalityLut(await named(made), instance, size, drawn),
    instance,
    colours,
  );
  // A VOI LUT on the image would make the CPU path deaf to windows and is ignored by the GPU path.
  const own = image as Omit<Types.IImage, 'voiLUTFunction'> & { voiLUT?: unknown; voiLUTFunction?: unknown };
  delete own.voiLUT;
  // The loader takes the first letter of a VOI LUT Function for its name, and the viewport refuses 'S' or 'L'. Windows and
  // their curves are the pane's here.
  delete own.voiLUTFunction;
  Object.assign(own, { rowPixelSpacing: drawn.rowMm, columnPixelSpacing: drawn.columnMm });
  own.render = painter.draw;
  return image;
}
