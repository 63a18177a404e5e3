import { text } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import type { VoiLut } from '@/dicom/transforms/lut';
import { rangeWindow, toRange, windowsOf } from '@/dicom/transforms/voi';
import type { Pane, Window } from '@/view/viewState';

const PHOTOMETRIC = '00280004';
const PRESENTATION_LUT_SHAPE = '20500020';

/** How grey values become grey levels: by a table of the image's own, or by a window. */
export interface Voi {
  /** With a table: what the table reaches over, from which a drag of the window goes on. */
  readonly window: Window;
  readonly lut?: VoiLut;
  /** The file brings neither: the window is that of the values of its images. */
  readonly isOfValues?: true;
}

/** What a table reaches over, as a window. */
export const lutRange = ({ first, entries }: VoiLut): Window =>
  rangeWindow(first, first + entries.length - 1);

/**
 * What a picture is shown with: the reader's window, else the table the reader chose, else the image's own first window,
 * else its own first table, else its full range (PS3.3 C.11.2: windows and tables of an image are alternatives).
 */
export function voiFor(
  pane: Pane | null | undefined,
  instance: Instance,
  frame: number,
  luts: readonly (VoiLut | undefined)[],
  range: { readonly min: number; readonly max: number },
): Voi {
  if (pane?.window) return { window: pane.window };
  const own = windowsOf(instance, frame)[0];
  const chosen = pane?.voiLut === undefined ? undefined : luts[pane.voiLut];
  const lut = chosen ?? (own ? undefined : luts.find((each) => each !== undefined));
  if (lut) return { window: lutRange(lut), lut };
  if (own) return { window: { center: own.center, width: own.width, curve: own.curve } };
  return { window: rangeWindow(range.min, range.max), isOfValues: true };
}

/** Cornerstone's range for a window: where grey begins and ends (PS3.3 C.11.2.1.2). */
export const rangeOf = (window: Window): { lower: number; upper: number } => {
  const { lower, upper } = toRange(window);
  return { lower, upper };
};

/** Whether low values are bright: MONOCHROME1 or an inverse presentation LUT, counted once (PS3.3 C.7.6.3.1.2). */
export const isInverse = ({ dataset }: Instance): boolean =>
  text(dataset, PHOTOMETRIC)?.toUpperCase() === 'MONOCHROME1' ||
  text(dataset, PRESENTATION_LUT_SHAPE) === 'INVERSE';
