import { fromBase64 } from '@/dicom/dataset/base64';
import { items, numbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Lut } from './lut';
import { expandSegments, wordsOf } from './paletteSegments';
import { TAG } from '@/dicom/dataset/tags';

/** Three tables that make stored values colours (PS3.3 C.7.6.3.1.5, C.7.9). */
export interface Palette {
  readonly red: Lut;
  readonly green: Lut;
  readonly blue: Lut;
  /** The greatest value that its entries may have: 255 or 65535. */
  readonly most: number;
}

/**
 * Why a palette cannot be read: its tables or their descriptors are not there, a table is shorter than its descriptor says,
 * or its segments make no table of that length.
 */
export type PaletteFault = 'missing' | 'length' | 'segments';

/** Red, green, blue, whole and segmented (PS3.3 C.7.9.2): by colour. */
const CHANNELS = [
  { descriptor: '00281101', whole: '00281201', segmented: '00281221' },
  { descriptor: '00281102', whole: '00281202', segmented: '00281222' },
  { descriptor: '00281103', whole: '00281203', segmented: '00281223' },
] as const;

/** The attributes that a palette is read from, beside the pixels' own. */
export const PALETTE_TAGS: readonly string[] = CHANNELS.flatMap((tags) => Object.values(tags));

/** Those of them that say how a table is to be read. */
export const PALETTE_DESCRIPTORS: readonly string[] = CHANNELS.map(({ descriptor }) => descriptor);

/** Those of them that archives may keep elsewhere, as bulk data. */
export const PALETTE_DATA: readonly string[] = [
  ...CHANNELS.map(({ whole }) => whole),
  ...CHANNELS.map(({ segmented }) => segmented),
];

/** Whether a table is here: as bytes, or as numbers (US, as older standards had it). */
const isHere = (dataset: DicomJson, tag: string): boolean =>
  Boolean(dataset[tag]?.InlineBinary) || numbers(dataset, tag).length > 0;

/** Whether the tables of all three colours are here, whole or segmented, with their descriptors; whether they can be read is another question. */
export const hasPalette = (dataset: DicomJson): boolean =>
  CHANNELS.every(
    ({ descriptor, whole, segmented }) =>
      numbers(dataset, descriptor).length > 0 && (isHere(dataset, whole) || isHere(dataset, segmented)),
  );

/** Values of Pixel Presentation (0008,9205) for which the tables beside grey pixels are to be used (PS3.3 C.8.13.2.1.4). */
const COLOURED: ReadonlySet<string> = new Set(['COLOR', 'MIXED', 'TRUE_COLOR']);
/** Enhanced Palette Color Lookup Table Sequence: colours by data path (PS3.3 C.7.6.23). */
const ENHANCED_PALETTE = '0028140B';

/**
 * Whether grey pixels bring colours for some of their values: a Supplemental Palette Color LUT (PS3.3 C.7.6.19) or an enhanced
 * palette. Where Pixel Presentation says that they are grey, tables are left over.
 */
export function hasSupplementalPalette(dataset: DicomJson): boolean {
  if (text(dataset, TAG.PhotometricInterpretation)?.toUpperCase() !== 'MONOCHROME2') return false;
  const said = text(dataset, TAG.PixelPresentation)?.toUpperCase();
  if (said !== undefined) return COLOURED.has(said);
  return (
    items(dataset, ENHANCED_PALETTE).length > 0 ||
    CHANNELS.some(({ descriptor }) => numbers(dataset, descriptor).length > 0)
  );
}

/** A table's bytes, little endian; numbers of 16 bits where it is sent as such. */
function bytesOf(dataset: DicomJson, tag: string): Uint8Array | undefined {
  const inline = dataset[tag]?.InlineBinary;
  if (inline) return fromBase64(inline);
  const values = numbers(dataset, tag);
  if (values.length === 0) return undefined;
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => view.setUint16(at * 2, value & 0xffff, true));
  return bytes;
}

/** A whole table: words, or bytes packed two to a word, as long as its descriptor says (PS3.3 C.7.6.3.1.6). */
function readWhole(bytes: Uint8Array, count: number, bits: number): Uint16Array | 'length' {
  if (bytes.length >= count * 2) return wordsOf(bytes, 16).subarray(0, count);
  // Half a table of words must not be read as a table of bytes.
  const isPacked = bytes.length >= count && (bits === 8 || bytes.length <= count + (count % 2));
  return isPacked ? wordsOf(bytes, 8).subarray(0, count) : 'length';
}

function readChannel(
  dataset: DicomJson,
  { descriptor, whole, segmented }: (typeof CHANNELS)[number],
  signed: boolean,
): (Lut & { readonly bits: number }) | PaletteFault {
  const [said, from, bits = 16] = numbers(dataset, descriptor);
  if (said === undefined || from === undefined) return 'missing';
  const count = (said & 0xffff) === 0 ? 0x10000 : said & 0xffff;
  const word = from & 0xffff;
  // The descriptor's second value has the sign of the pixels, whatever sign it is sent with.
  const first = signed && word > 0x7fff ? word - 0x10000 : word;
  const bytes = bytesOf(dataset, whole);
  const segments = bytes ? undefined : bytesOf(dataset, segmented);
  if (!bytes && !segments) return 'missing';
  const entries = bytes ? readWhole(bytes, count, bits) : expandSegments(segments, count, bits);
  return typeof entries === 'string' ? entries : { first, entries, bits };
}

const isAbove255 = ({ entries }: Lut): boolean => entries.some((entry) => entry > 0xff);

/**
 * The palette of an image or of a pseudo-colour presentation state.
 * @param signed Whether the values that are looked up are signed (Pixel Representation 1).
 */
export function readPalette(dataset: DicomJson, signed: boolean): Palette | PaletteFault {
  const [red, green, blue] = CHANNELS.map((tags) => readChannel(dataset, tags, signed));
  if (red === undefined || green === undefined || blue === undefined) return 'missing';
  if (typeof red === 'string') return red;
  if (typeof green === 'string') return green;
  if (typeof blue === 'string') return blue;
  // Tables say 16 bits and hold 8, and the other way round: the entries themselves tell.
  const most = [red, green, blue].some(isAbove255) ? 0xffff : 0xff;
  return { red, green, blue, most };
}

/** A channel's levels from 0 to 255 by entry: the upper 8 bits of 16, as printers and other viewers take them. */
function levelsOf({ entries }: Lut, most: number): Uint8Array {
  return most > 0xff ? Uint8Array.from(entries, (entry) => entry >> 8) : Uint8Array.from(entries);
}

/**
 * Stored values, masked and sign-extended, as RGB bytes by pixel. Values below a table's first take its first entry, those
 * beyond its end its last (PS3.3 C.7.6.3.1.5).
 */
export function throughPalette(values: ArrayLike<number>, palette: Palette): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(values.length * 3);
  [palette.red, palette.green, palette.blue].forEach((lut, channel) => {
    const levels = levelsOf(lut, palette.most);
    const last = levels.length - 1;
    for (let i = 0; i < values.length; i++)
      rgb[i * 3 + channel] = levels[Math.min(last, Math.max(0, (values[i] ?? 0) - lut.first))] ?? 0;
  });
  return rgb;
}
