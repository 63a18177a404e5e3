import { greyThroughLut, type VoiLut } from '@/dicom/lut';
import type { Window } from '@/view/viewState';

/** How grey values of one pane become grey levels; read by the CPU painter at every draw. */
export interface Look {
  window: Window;
  /** A table of the image's own, in place of the window. */
  lut?: VoiLut | undefined;
  /** MONOCHROME1 and the reader's own inversion, counted once each. */
  isInverted: boolean;
}

type Grey = Int16Array | Uint16Array | Uint8Array | Int8Array;

/**
 * Grey level 0 to 255 of a modality value, unrounded. PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.1 (SIGMOID),
 * C.11.2.1.3.2 (LINEAR_EXACT).
 */
export function toGrey(value: number, { center, width, curve }: Window): number {
  if (curve === 'SIGMOID') return 255 / (1 + Math.exp((-4 * (value - center)) / width));
  const [middle, span] = curve === 'LINEAR' ? [center - 0.5, width - 1] : [center, width];
  if (value <= middle - span / 2) return 0;
  if (value > middle + span / 2) return 255;
  return ((value - middle) / span + 0.5) * 255;
}

/** Grey level 0 to 255 of a modality value as a look shows it. */
function level(value: number, { window, lut, isInverted }: Look): number {
  const grey = Math.round(lut ? greyThroughLut(value, lut) : toGrey(value, window));
  return isInverted ? 255 - grey : grey;
}

/** Whether two looks show every value alike. */
export const isSameLook = (a: Look | undefined, b: Look): boolean =>
  a !== undefined &&
  a.lut === b.lut &&
  a.isInverted === b.isInverted &&
  a.window.center === b.window.center &&
  a.window.width === b.window.width &&
  a.window.curve === b.window.curve;

const opaque = (grey: number): number => 0xff000000 | (grey << 16) | (grey << 8) | grey;

/** Grey levels of 65,536 (16 bit) or 256 (8 bit) values as opaque RGBA words, by value minus the type's least. */
function table(look: Look, least: number, count: number): Uint32Array {
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[i] = opaque(level(i + least, look));
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
      for (let i = 0; i < values.length; i++) target[i] = opaque(level(values[i] ?? 0, look));
      return;
    }
    const type = values.constructor.name;
    const [least, count] = LEAST[type] ?? [0, 65536];
    if (type !== this.type || !isSameLook(this.look, look)) {
      this.words = table(look, least, count);
      this.type = type;
      this.look = { window: look.window, lut: look.lut, isInverted: look.isInverted };
    }
    const { words } = this;
    for (let i = 0; i < values.length; i++) target[i] = words[(values[i] ?? 0) - least] ?? 0;
  }
}
