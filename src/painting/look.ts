import type { VoiLut } from '@/dicom/transforms/lut';
import type { Palette } from '@/dicom/transforms/palette';
import type { VoiWindow } from '@/dicom/transforms/voi';

/** What a presentation state does to grey values before and after the window (PS3.4 N.2.1). */
export interface Shaping {
  /** Values as they are here to the state's modality values. */
  readonly modality?: (value: number) => number;
  /** Presentation LUT: its entries lie evenly over what comes out of the window. */
  readonly output?: VoiLut;
  /** Colours in place of grey levels, over the same range. */
  readonly palette?: Palette;
}

/** How the modality values of a picture become grey levels. */
export interface Look {
  readonly window: VoiWindow;
  /** A table of the image's own, in place of the window. */
  readonly lut?: VoiLut | undefined;
  /** MONOCHROME1 and the reader's own inversion, counted once each. */
  readonly isInverted: boolean;
  /** Of the presentation state in force; the same object for the same frame. */
  readonly shaping?: Shaping | undefined;
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
