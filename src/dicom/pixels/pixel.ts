import { number, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { LIMITS } from '@/dicom/dataset/limits';
import { embeddedBits } from './overlay';
import { TAG } from '@/dicom/dataset/tags';

/** How the pixels of an image are stored (PS3.3 C.7.6.3). */
export interface PixelDescription {
  readonly rows: number;
  readonly columns: number;
  /** Samples per Pixel: 1 grey or palette, 3 colour. */
  readonly samples: number;
  readonly photometric: string;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  /** Most significant bit of a stored value, from 0. */
  readonly highBit: number;
  readonly signed: boolean;
  /** Planar Configuration 1: all red, then all green, then all blue. */
  readonly planar: boolean;
  readonly frames: number;
  /** Stored value that stands for no image (PS3.3 C.7.5.1.1.2), and the other end where it is a range. */
  readonly paddingValue?: number;
  readonly paddingLimit?: number;
  /** Float or Double Float Pixel Data (PS3.3 C.7.6.24, C.7.6.25) instead of integers. */
  readonly isFloat?: boolean;
  /** Bits of the stored values that hold overlays (retired, PS3.3 C.9.2). */
  readonly overlayBits?: readonly number[];
}

const ALLOCATIONS: ReadonlySet<number> = new Set([1, 8, 16, 32, 64]);

const isCount = (value: number | undefined, most: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= most;

/** Why no picture can be made of what an image says of itself. */
export interface PixelFault {
  /** Keyword of the attribute, or what follows from several. */
  readonly attribute: string;
  /** What it says; empty when nothing. */
  readonly received: string;
  /** What is shown at most, where it is a matter of size. */
  readonly most?: string;
}

/** Padding as the pixels are read: archives write it unsigned beside signed pixels and the other way round. */
function readPadding(value: number | undefined, bitsAllocated: number, signed: boolean): number | undefined {
  if (value === undefined || bitsAllocated > 32) return undefined;
  const span = 2 ** bitsAllocated;
  if (signed && value >= span / 2) return value - span;
  return !signed && value < 0 ? value + span : value;
}

/** Attributes that are counts, with the most of each and what stands for absence. */
const COUNTS = [
  ['Rows', TAG.Rows, LIMITS.sidePx, undefined],
  ['Columns', TAG.Columns, LIMITS.sidePx, undefined],
  ['SamplesPerPixel', TAG.SamplesPerPixel, LIMITS.samples, 1],
  ['NumberOfFrames', TAG.NumberOfFrames, LIMITS.frames, 1],
] as const;

/** Colour spaces of one sample a pixel: what another one means, white or black, nobody can know. */
const ONE_SAMPLE = /^(MONOCHROME[12]|PALETTE COLOR)$/;

/** Whether a colour space has so many samples a pixel (PS3.3 C.7.6.3.1.2); of unknown ones nothing is known. */
function fitsColour(photometric: string, samples: number): boolean {
  if (ONE_SAMPLE.test(photometric)) return samples === 1;
  return !/^(RGB|YBR_)/.test(photometric) || samples === 3;
}

/** Whether an image shows its own numbers: then they are neither signed nor of fewer bits. */
const hasFloats = (dataset: DicomJson): boolean =>
  TAG.FloatPixelData in dataset || TAG.DoubleFloatPixelData in dataset;

/** Samples per Pixel, where absent as the colour space has. */
function samplesOf(dataset: DicomJson): number {
  const photometric = photometricSaid(dataset) ?? '';
  return number(dataset, TAG.SamplesPerPixel) ?? (/^(RGB|YBR_)/.test(photometric) ? 3 : 1);
}

/** Photometric Interpretation as it is said; small letters are borne. */
const photometricSaid = (dataset: DicomJson): string | undefined =>
  text(dataset, TAG.PhotometricInterpretation)?.toUpperCase();

/** Attributes that an image must have (PS3.3 C.7.6.3) and that are taken as usual where they are absent, or frames where none are counted. */
export function assumedPixelFacts(dataset: DicomJson): readonly string[] {
  const needed: readonly (readonly [string, string])[] = [
    ['Samples per Pixel', TAG.SamplesPerPixel],
    ['Photometric Interpretation', TAG.PhotometricInterpretation],
    ...(hasFloats(dataset)
      ? []
      : ([
          ['Bits Stored', TAG.BitsStored],
          ['Pixel Representation', TAG.PixelRepresentation],
        ] as const)),
  ];
  const missing = needed.filter(([, tag]) => text(dataset, tag) === undefined).map(([name]) => name);
  return number(dataset, TAG.NumberOfFrames) === 0 ? [...missing, 'Number of Frames'] : missing;
}

/**
 * What is wrong with an image's description, or undefined when its pixels can be read: sizes that are no counts, an
 * allocation that does not exist, or more than LIMITS allow.
 */
export function pixelFault(dataset: DicomJson): PixelFault | undefined {
  for (const [attribute, tag, most, absent] of COUNTS) {
    const said = text(dataset, tag);
    if (said === undefined && absent !== undefined) continue;
    const value = number(dataset, tag);
    if (isCount(value, most)) continue;
    if (tag === TAG.NumberOfFrames && value === 0) continue;
    const isTooMuch = value !== undefined && Number.isInteger(value) && value > most;
    return { attribute, received: said ?? '', ...(isTooMuch ? { most: String(most) } : {}) };
  }
  const samples = samplesOf(dataset);
  const photometric = photometricSaid(dataset) ?? '';
  if (
    samples === 1 &&
    photometric !== '' &&
    !ONE_SAMPLE.test(photometric) &&
    !/^(RGB|YBR_)/.test(photometric)
  )
    return { attribute: 'PhotometricInterpretation', received: photometric };
  if (!fitsColour(photometric, samples))
    return { attribute: 'SamplesPerPixel', received: `${samples}, ${photometric}` };
  const bitsAllocated = number(dataset, TAG.BitsAllocated);
  if (bitsAllocated === undefined || !ALLOCATIONS.has(bitsAllocated))
    return { attribute: 'BitsAllocated', received: text(dataset, TAG.BitsAllocated) ?? '' };
  const [rows, columns] = [number(dataset, TAG.Rows) ?? 0, number(dataset, TAG.Columns) ?? 0];
  const bytes = (rows * columns * samples * bitsAllocated) / 8;
  if (rows * columns > LIMITS.framePx || bytes > LIMITS.frameBytes) {
    const most = `${LIMITS.framePx / 2 ** 20} Mpx, ${LIMITS.frameBytes / 2 ** 20} MB`;
    return { attribute: 'Rows × Columns', received: `${rows} × ${columns}`, most };
  }
  return undefined;
}

/** How an image's pixels are stored, or undefined when the metadata cannot describe a picture: see pixelFault. */
export function readPixel(dataset: DicomJson): PixelDescription | undefined {
  const rows = number(dataset, TAG.Rows);
  const columns = number(dataset, TAG.Columns);
  // 0 is what some writers of single frames say: others take one, too (pydicom, DCMTK).
  const frames = number(dataset, TAG.NumberOfFrames) || 1;
  const samples = samplesOf(dataset);
  const bitsAllocated = number(dataset, TAG.BitsAllocated);
  if (rows === undefined || columns === undefined || bitsAllocated === undefined) return undefined;
  if (pixelFault(dataset) !== undefined) return undefined;

  const stored = number(dataset, TAG.BitsStored);
  const bitsStored = isCount(stored, bitsAllocated) ? stored : bitsAllocated;
  const high = number(dataset, TAG.HighBit);
  const highBit =
    high !== undefined && isCount(high + 1, bitsAllocated) && high >= bitsStored - 1 ? high : bitsStored - 1;
  const signed = number(dataset, TAG.PixelRepresentation) === 1;
  const paddingValue = readPadding(number(dataset, TAG.PixelPaddingValue), bitsAllocated, signed);
  const paddingLimit = readPadding(number(dataset, TAG.PixelPaddingRangeLimit), bitsAllocated, signed);
  const isFloat = hasFloats(dataset) && bitsAllocated >= 32;
  const overlayBits = embeddedBits(dataset, { bitsAllocated, bitsStored, highBit });
  return {
    rows,
    columns,
    samples,
    photometric: photometricSaid(dataset) ?? (samples === 1 ? 'MONOCHROME2' : 'RGB'),
    bitsAllocated,
    bitsStored,
    highBit,
    signed,
    planar: number(dataset, TAG.PlanarConfiguration) === 1,
    frames,
    ...(paddingValue === undefined ? {} : { paddingValue }),
    ...(paddingValue === undefined || paddingLimit === undefined ? {} : { paddingLimit }),
    ...(isFloat ? { isFloat } : {}),
    ...(overlayBits.length === 0 ? {} : { overlayBits }),
  };
}

/** Whether the frame is grey: one sample, shown through a window (palette colour is not). */
export const isGrey = ({ samples, photometric }: PixelDescription): boolean =>
  samples === 1 && photometric.startsWith('MONOCHROME');

/** Whether stored values are looked up in the image's own colour tables. */
export const isPalette = ({ samples, photometric }: PixelDescription): boolean =>
  samples === 1 && photometric === 'PALETTE COLOR';

/** What the size of an uncompressed frame rests on. */
type FrameSize = Pick<PixelDescription, 'rows' | 'columns' | 'samples' | 'bitsAllocated' | 'photometric'>;

/**
 * Bits of one uncompressed frame. One bit a pixel is packed, frame after frame without padding (PS3.5 8.1.1); YBR 422 stores two
 * chrominance samples for each two pixels of a row, whose last pair may be half (PS3.3 C.7.6.3.1.2).
 */
export function frameBits({ rows, columns, samples, bitsAllocated, photometric }: FrameSize): number {
  if (samples === 3 && bitsAllocated > 1) {
    if (photometric.endsWith('_422')) return rows * Math.ceil(columns / 2) * 4 * bitsAllocated;
    if (photometric.endsWith('_420'))
      return (rows * columns + 2 * Math.ceil(rows / 2) * Math.ceil(columns / 2)) * bitsAllocated;
  }
  return rows * columns * samples * bitsAllocated;
}

/** Header of a body part with a frame: how many its file holds, where that is not what it announces. Of the companion. */
export const FRAMES_HELD = 'X-Frames-Held';

/** Bytes of one uncompressed frame, without padding to even length. */
export const frameByteLength = (size: FrameSize): number => Math.ceil(frameBits(size) / 8);

/**
 * How many uncompressed frames so many bytes hold that are said to be `frames`: a part of one where they do not end with a frame, so that one of the
 * numbers that describe them is wrong. One byte behind them is padding.
 */
export function framesHeld(size: FrameSize, frames: number, lengthBytes: number): number {
  const bits = frameBits(size);
  if (bits <= 0) return frames;
  const isEnd = (count: number) => [0, 1].includes(lengthBytes - Math.ceil((count * bits) / 8));
  if (isEnd(frames)) return frames;
  const held = (lengthBytes * 8) / bits;
  return isEnd(Math.floor(held)) ? Math.floor(held) : held;
}

/**
 * The description that uncompressed bytes of whole frames bear out: some makers say 4:2:2 and store all three samples of each
 * pixel, which no frame of 4:2:2 is as long as (PS3.3 C.7.6.3.1.2). A byte of padding at the end is none of a frame.
 */
export function asStored<Description extends FrameSize>(
  description: Description,
  lengthBytes: number,
  frames: number,
): Description {
  const { rows, columns, samples, bitsAllocated, photometric } = description;
  if (samples !== 3 || !photometric.endsWith('_422')) return description;
  const full = (rows * columns * 3 * bitsAllocated * frames) / 8;
  const isFull = lengthBytes === full || lengthBytes === full + (full % 2);
  return isFull ? { ...description, photometric: photometric.replace(/_422$/, '') } : description;
}

/**
 * Whether an object says that it has pixels (PS3.3 C.7.6.3), though perhaps wrongly: it is then an image that cannot be
 * shown, not an object of another kind. Reports and plans have none of these attributes.
 */
export function describesPixels(dataset: DicomJson): boolean {
  const isSized = number(dataset, TAG.Rows) !== undefined && number(dataset, TAG.Columns) !== undefined;
  const isTried = TAG.Rows in dataset || TAG.Columns in dataset;
  return isSized || (isTried && (TAG.BitsAllocated in dataset || TAG.PhotometricInterpretation in dataset));
}
