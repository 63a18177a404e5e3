import { number, text, type DicomJson } from './dicomJson';

/** Image Pixel Module (PS3.3 C.7.6.3). */
export interface PixelDescription {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly photometric: string;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly planar: number;
  readonly frames: number;
  /** Stored value, not rescaled. */
  readonly paddingValue?: number;
}

const MOST_PIXELS = 256 * 2 ** 20;
const isSize = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value > 0 && value <= 65_535;

/** The pixel description, or undefined when sizes are missing, no numbers, or larger than any honest image. */
export function readPixel(dataset: DicomJson): PixelDescription | undefined {
  const [rows, columns] = [number(dataset, '00280010'), number(dataset, '00280011')];
  const bitsAllocated = number(dataset, '00280100') ?? 16;
  const samples = number(dataset, '00280002') ?? 1;
  if (!isSize(rows) || !isSize(columns) || rows * columns > MOST_PIXELS) return undefined;
  if (![1, 8, 16, 32, 64].includes(bitsAllocated) || ![1, 3, 4].includes(samples)) return undefined;
  const bitsStored = number(dataset, '00280101') ?? bitsAllocated;
  const padding = number(dataset, '00280120');
  return {
    rows,
    columns,
    samples,
    photometric: text(dataset, '00280004') ?? (samples === 3 ? 'RGB' : 'MONOCHROME2'),
    bitsAllocated,
    bitsStored,
    highBit: number(dataset, '00280102') ?? bitsStored - 1,
    signed: number(dataset, '00280103') === 1,
    planar: number(dataset, '00280006') ?? 0,
    frames: number(dataset, '00280008') ?? 1,
    ...(padding === undefined ? {} : { paddingValue: padding }),
  };
}

/** Bytes of one native frame (PS3.5 8.1.1), without the pad byte of an odd whole. */
export function frameByteLength(pixel: PixelDescription): number {
  const pixels = pixel.rows * pixel.columns;
  if (pixel.photometric === 'YBR_FULL_422') return pixels * 2 * (pixel.bitsAllocated / 8);
  return Math.ceil((pixels * pixel.samples * pixel.bitsAllocated) / 8);
}
