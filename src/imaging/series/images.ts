import { type Types, utilities } from '@cornerstonejs/core';
import { Enums, utilities as metadata } from '@cornerstonejs/metadata';
import type { VerifiedFrame } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { PALETTE_TAGS } from '@/dicom/transforms/palette';
import { isPalette, readPixel } from '@/dicom/pixels/pixel';
import { TAG } from '@/dicom/dataset/tags';
import { codecRepresentation } from '@/imaging/decoding/codecSamples';
import type { Codecs } from '@/imaging/decoding/pageCodecs';
import type { ColourProfiles } from '@/imaging/decoding/colourProfiles';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { framePixels, named, type FramePixels } from '@/imaging/decoding/framePixels';
import type { ImagePainter } from '@/imaging/cornerstone/imagePainter';
import type { RenderedMark } from '@/imaging/cornerstone/renderedImage';

type Values = Extract<FramePixels, { form: 'values' }>;

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
  { bytes, isRendered }: Extract<FramePixels, { form: 'rgb' }>,
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

/**
 * The spacing that the picture is drawn with. It is that of the plane its measurements lie in: a picture of other pixels
 * than its plane's would be measured wrong.
 */
export function drawnSpacing(instance: Instance, frame: number): Drawn {
  const { rowSpacingMm, columnSpacingMm } = drawnPlane(instance, frame).plane;
  return { rowMm: rowSpacingMm, columnMm: columnSpacingMm };
}

/** What images are made with and drawn by. */
interface ImageParts {
  readonly painter: ImagePainter;
  readonly colours: ColourProfiles;
  readonly codecs: Codecs;
}

/** A picture made by the archive is made for the screen already. */
const coloured = (image: Types.IImage, instance: Instance, colours: ColourProfiles) =>
  (image as RenderedMark).isRendered === true ? image : named(() => colours.apply(image, instance));

/** Cornerstone's image of a verified frame. Rejects as framePixels does, or with the fault of its colour profile. */
export async function toImage(
  imageId: string,
  frame: VerifiedFrame,
  instance: Instance,
  size: Size,
  { painter, codecs, colours }: ImageParts,
): Promise<Types.IImage> {
  const drawn = drawnSpacing(instance, frame.frame);
  const pixels = await framePixels(frame, instance, size, codecs);
  const made =
    pixels.form === 'values'
      ? fromValues(imageId, pixels, instance, size, drawn)
      : fromRgb(imageId, pixels, size, drawn);
  const image = await coloured(made, instance, colours);
  Object.assign(image, { rowPixelSpacing: drawn.rowMm, columnPixelSpacing: drawn.columnMm });
  image.render = painter.draw;
  return image;
}
