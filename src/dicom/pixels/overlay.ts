import { number, numbers, text, type DicomElement, type DicomJson } from '@/dicom/dataset/dicomJson';

/** A bitmap that a file lays over its image (PS3.3 C.9.2). */
export interface OverlayPlane {
  /** Repeating group, 6000 to 601E hexadecimal, e.g. '6000'. */
  readonly group: string;
  readonly rows: number;
  readonly columns: number;
  /** Image row and column, from 0, that its first pixel lies on; negative ones begin outside. */
  readonly top: number;
  readonly left: number;
  /** A region of interest, not graphics. */
  readonly isRoi: boolean;
  readonly label?: string;
  /** Bits of its frames one after another (PS3.5 8.1.2), or the bit of the stored pixel values that holds them (retired). */
  readonly data: { readonly element: DicomElement } | { readonly bit: number };
  /** Frames of the image that it has a bitmap for: the first, from 1, and how many; absent = one bitmap for all. */
  readonly frames?: { readonly first: number; readonly count: number };
}

/** Which bits of a cell the stored value has (PS3.5 8.1.1). */
interface Allocation {
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
}

/** Repeating groups of overlays (PS3.5 7.6). */
const GROUPS = Array.from({ length: 16 }, (_, i) => (0x6000 + 2 * i).toString(16).toUpperCase());
const LONGEST_SIDE_PX = 65_535;

const isSide = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= LONGEST_SIDE_PX;

/**
 * The bit of the stored values that holds a group's overlay (PS3.3 of 2004, C.9.2); undefined where it has data of its own, or none. Bit 0
 * is what both have: then Overlay Bits Allocated tells them apart, 1 for Overlay Data, else that of the pixels.
 */
function embeddedBit(dataset: DicomJson, group: string): number | undefined {
  if (dataset[`${group}3000`] !== undefined) return undefined;
  const bit = number(dataset, `${group}0102`);
  const isDataMissing = bit === 0 && (number(dataset, `${group}0100`) ?? 1) === 1;
  return isDataMissing ? undefined : bit;
}

function readOverlay(dataset: DicomJson, group: string): OverlayPlane | undefined {
  const tag = (element: string) => `${group}${element}`;
  const [rows, columns] = [number(dataset, tag('0010')), number(dataset, tag('0011'))];
  const element = dataset[tag('3000')];
  if (!isSide(rows) || !isSide(columns)) return undefined;
  const bit = embeddedBit(dataset, group);
  const data = element ? { element } : bit === undefined ? undefined : { bit };
  if (!data) return undefined;
  const [top = 1, left = 1] = numbers(dataset, tag('0050'));
  const label = text(dataset, tag('1500')) ?? text(dataset, tag('0022'));
  const count = number(dataset, tag('0015'));
  return {
    group,
    rows,
    columns,
    top: top - 1,
    left: left - 1,
    isRoi: text(dataset, tag('0040')) === 'R',
    ...(label === undefined ? {} : { label }),
    data,
    ...(count === undefined ? {} : { frames: { first: number(dataset, tag('0051')) ?? 1, count } }),
  };
}

/** The overlays that an image describes, in the order of their groups; those without usable size are left out. */
export const overlaysOf = (dataset: DicomJson): readonly OverlayPlane[] =>
  // Most have none, and are asked at each step of a scroll.
  GROUPS.filter((group) => dataset[`${group}0010`] !== undefined)
    .map((group) => readOverlay(dataset, group))
    .filter((overlay) => overlay !== undefined);

/** Whether an image has the bits of an overlay, and no size to lay them out by. */
export const hasUnsizedOverlay = (dataset: DicomJson): boolean =>
  GROUPS.some(
    (group) =>
      dataset[`${group}3000`] !== undefined &&
      !(isSide(number(dataset, `${group}0010`)) && isSide(number(dataset, `${group}0011`))),
  );

/** Whether no pixel of an overlay lies on an image. */
export const isOutside = (
  { top, left, rows, columns }: OverlayPlane,
  image: { readonly rows: number; readonly columns: number },
): boolean => top >= image.rows || left >= image.columns || top + rows <= 0 || left + columns <= 0;

/**
 * Bits of the stored pixel values that hold overlays: none that is part of the values themselves, where no overlay can be, or beyond the
 * allocated ones.
 */
export const embeddedBits = (
  dataset: DicomJson,
  { bitsAllocated, bitsStored, highBit }: Allocation,
): readonly number[] =>
  GROUPS.flatMap((group) => {
    const bit = embeddedBit(dataset, group);
    if (bit === undefined || bit >= bitsAllocated) return [];
    return bit > highBit || bit <= highBit - bitsStored ? [bit] : [];
  });

/** One bit of each stored value, packed as Overlay Data is: the first pixel in the lowest bit (PS3.5 8.1.2). */
export function packBit(stored: ArrayLike<number>, bit: number): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(Math.ceil(stored.length / 8));
  for (let i = 0; i < stored.length; i++)
    packed[i >> 3] = (packed[i >> 3] ?? 0) | ((((stored[i] ?? 0) >>> bit) & 1) << (i & 7));
  return packed;
}

/**
 * The bitmap that an overlay has for a frame (from 1) of the image, one byte a pixel, 1 = set; undefined when it has none for
 * it, 'short' when its data are shorter than it says. Embedded bits hold one frame only.
 */
export function overlayBitmap(
  { rows, columns, frames, data }: OverlayPlane,
  packed: Uint8Array,
  frame: number,
): Uint8Array | 'short' | undefined {
  const isEmbedded = 'bit' in data;
  const place = frames === undefined || isEmbedded ? 0 : frame - frames.first;
  if (frames !== undefined && (place < 0 || place >= frames.count)) return undefined;
  const size = rows * columns;
  if (packed.length * 8 < (place + 1) * size) return 'short';
  const bitmap = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const at = place * size + i;
    bitmap[i] = ((packed[at >> 3] ?? 0) >> (at & 7)) & 1;
  }
  return bitmap;
}
