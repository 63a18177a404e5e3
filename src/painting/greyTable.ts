import { greyThroughLut, type VoiLut } from '@/dicom/transforms/lut';
import type { Palette } from '@/dicom/transforms/palette';
import { greyOf } from '@/dicom/transforms/voi';
import { copyLook, isSameLook, type Look } from './look';

/** Modality values of whole numbers: few enough that a table holds the grey level of each. */
export type WholeValues = Int16Array | Uint16Array | Uint8Array | Int8Array;

/** Modality values, some of which may be no picture: where a plane leaves its volume. */
export interface GreyValues {
  readonly values: WholeValues | Float32Array;
  /** The whole value that stands for no picture: black, however values are shown. What is no number always does. */
  readonly nothing?: number;
}

/** Opaque RGBA word (red lowest) of a modality value as a look shows it: PS3.3 C.11.2, after the modality transform. */
export function wordOf({ window, lut, isInverted, shaping }: Look): (value: number) => number {
  const own = lut ? (value: number) => greyThroughLut(value, lut) : greyOf(window);
  const { modality, output, palette } = shaping ?? {};
  const grey = modality ? (value: number) => own(modality(value)) : own;
  const shaped = output ? (value: number) => greyThroughLut(placeIn(output, grey(value)), output) : grey;
  if (palette) {
    const words = wordsOfPalette(palette);
    const last = words.length - 1;
    return (value) =>
      words[Math.round(((isInverted ? 255 - shaped(value) : shaped(value)) / 255) * last)] ?? BLACK;
  }
  return (value) => {
    const level = Math.round(shaped(value));
    return opaque(isInverted ? 255 - level : level);
  };
}

/** Where a grey level from 0 to 255 falls on a table. */
const placeIn = ({ first, entries }: VoiLut, grey: number): number =>
  first + Math.round((grey / 255) * (entries.length - 1));

/** A palette's colours as opaque words. */
function wordsOfPalette({ red, green, blue, most }: Palette): Uint32Array {
  const level = ({ entries }: Palette['red'], at: number) => Math.round(((entries[at] ?? 0) / most) * 255);
  return Uint32Array.from(
    red.entries,
    (_, at) => BLACK | (level(blue, at) << 16) | (level(green, at) << 8) | level(red, at),
  );
}

/** What is no picture: as the ground around it, however values are shown. */
const BLACK = 0xff000000;

const opaque = (grey: number): number => 0xff000000 | (grey << 16) | (grey << 8) | grey;

/** What every whole value of a type is shown as: an opaque RGBA word by value minus the type's least. */
export interface GreyTable {
  readonly least: number;
  readonly words: Uint32Array<ArrayBuffer>;
}

function createTable(look: Look, least: number, count: number): GreyTable {
  const words = new Uint32Array(count);
  const word = wordOf(look);
  for (let i = 0; i < count; i++) words[i] = word(i + least);
  return { least, words };
}

/** The least value of a type and how many it has. */
function extentOf(values: WholeValues): readonly [least: number, count: number] {
  if (values instanceof Int16Array) return [-32768, 65536];
  if (values instanceof Uint16Array) return [0, 65536];
  return values instanceof Int8Array ? [-128, 256] : [0, 256];
}

/** The one table that a picture is drawn with, however it is drawn; kept while look and type stay the same. */
export class GreyTables {
  private look: Look | undefined;
  private kept: GreyTable | undefined;
  private nothing: number | undefined;

  /** The table for values of this type; the same object for the same look and the same value that is no picture. */
  of(values: WholeValues, look: Look, nothing?: number): GreyTable {
    const [least, count] = extentOf(values);
    const { kept } = this;
    const isOfType = kept?.least === least && kept.words.length === count && this.nothing === nothing;
    if (isOfType && isSameLook(this.look, look)) return kept;
    this.look = copyLook(look);
    this.nothing = nothing;
    this.kept = createTable(look, least, count);
    if (nothing !== undefined) this.kept.words[nothing - least] = BLACK;
    return this.kept;
  }
}

/** Turns values into words, one for each: whole ones by table, others one by one, exactly. What is no number is no picture. */
export function toWords(
  { values, nothing }: GreyValues,
  look: Look,
  tables: GreyTables,
  target: Uint32Array,
): void {
  if (values instanceof Float32Array) {
    const word = wordOf(look);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      target[i] = Number.isNaN(value) ? BLACK : word(value);
    }
    return;
  }
  const { least, words } = tables.of(values, look, nothing);
  for (let i = 0; i < values.length; i++) target[i] = words[(values[i] ?? 0) - least] ?? 0;
}
