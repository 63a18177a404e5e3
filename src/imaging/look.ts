import { greyThroughLut, type VoiLut } from '@/dicom/lut';
import type { Palette } from '@/dicom/palette';
import { greyOf } from '@/dicom/voi';
import type { Window } from '@/view/viewState';

/** What a presentation state does to grey values before and after the window (PS3.4 N.2.1). */
export interface Shaping {
  /** Values as they are here to the state's modality values. */
  readonly modality?: (value: number) => number;
  /** Presentation LUT: its entries lie evenly over what comes out of the window. */
  readonly output?: VoiLut;
  /** Colours in place of grey levels, over the same range. */
  readonly palette?: Palette;
}

/** How grey values of one pane become grey levels; read by the CPU painter at every draw. */
export interface Look {
  window: Window;
  /** A table of the image's own, in place of the window. */
  lut?: VoiLut | undefined;
  /** MONOCHROME1 and the reader's own inversion, counted once each. */
  isInverted: boolean;
  /** Of the presentation state in force; the same object for the same frame. */
  shaping?: Shaping | undefined;
}

type Grey = Int16Array | Uint16Array | Uint8Array | Int8Array;

/** Opaque RGBA word of a modality value as a look shows it. */
export function wordOf({ window, lut, isInverted, shaping }: Look): (value: number) => number {
  const own = lut ? (value: number) => greyThroughLut(value, lut) : greyOf(window);
  const { modality, output, palette } = shaping ?? {};
  const grey = modality ? (value: number) => own(modality(value)) : own;
  const shaped = output ? (value: number) => greyThroughLut(placeIn(output, grey(value)), output) : grey;
  if (palette) {
    const count = palette.red.entries.length;
    return (value) =>
      coloured(palette, ((isInverted ? 255 - shaped(value) : shaped(value)) / 255) * (count - 1));
  }
  return (value) => {
    const level = Math.round(shaped(value));
    return opaque(isInverted ? 255 - level : level);
  };
}

/** Where a grey level from 0 to 255 falls on a table. */
const placeIn = ({ first, entries }: VoiLut, grey: number): number =>
  first + Math.round((grey / 255) * (entries.length - 1));

/** A palette's colour as a word; `place` counts its entries from 0. */
function coloured({ red, green, blue, most }: Palette, place: number): number {
  const at = Math.round(place);
  const level = ({ entries }: VoiLut | Palette['red']) => Math.round(((entries[at] ?? 0) / most) * 255);
  return 0xff000000 | (level(blue) << 16) | (level(green) << 8) | level(red);
}

/** Whether two looks show every value alike. */
export const isSameLook = (a: Look | undefined, b: Look): boolean =>
  a !== undefined &&
  a.lut === b.lut &&
  a.isInverted === b.isInverted &&
  a.shaping === b.shaping &&
  a.window.center === b.window.center &&
  a.window.width === b.window.width &&
  a.window.curve === b.window.curve;

/** A look by itself, without what else its holder carries. */
export const copyLook = ({ window, lut, isInverted, shaping }: Look): Look => ({
  window,
  lut,
  isInverted,
  shaping,
});

const opaque = (grey: number): number => 0xff000000 | (grey << 16) | (grey << 8) | grey;

/** Grey levels of 65,536 (16 bit) or 256 (8 bit) values as opaque RGBA words, by value minus the type's least. */
function table(look: Look, least: number, count: number): Uint32Array {
  const words = new Uint32Array(count);
  const word = wordOf(look);
  for (let i = 0; i < count; i++) words[i] = word(i + least);
  return words;
}

const LEAST: Record<string, readonly [least: number, count: number]> = {
  Int16Array: [-32768, 65536],
  Uint16Array: [0, 65536],
  Uint8Array: [0, 256],
  Int8Array: [-128, 256],
};

/** Turns values into RGBA words; keeps its table while window, inversion and type stay the same. */
export class GreyPainter {
  private type = '';
  private look: Look | undefined;
  private words: Uint32Array = new Uint32Array(0);

  /** `target` holds one word per value. Float values are mapped one by one, exactly. */
  paint(values: Grey | Float32Array, look: Look, target: Uint32Array): void {
    if (values instanceof Float32Array) {
      const word = wordOf(look);
      for (let i = 0; i < values.length; i++) target[i] = word(values[i] ?? 0);
      return;
    }
    const type = values.constructor.name;
    const [least, count] = LEAST[type] ?? [0, 65536];
    if (type !== this.type || !isSameLook(this.look, look)) {
      this.words = table(look, least, count);
      this.type = type;
      this.look = copyLook(look);
    }
    const { words } = this;
    for (let i = 0; i < values.length; i++) target[i] = words[(values[i] ?? 0) - least] ?? 0;
  }
}
