import { text } from '@/dicom/dicomJson';
import type { Instance } from '@/dicom/instance';
import { fromRange, toRange, windowsOf } from '@/dicom/voi';
import type { Pane, Window } from '@/view/viewState';

const PHOTOMETRIC = '00280004';
const PRESENTATION_LUT_SHAPE = '20500020';

/** The window a picture is shown with: the reader's, else the image's own first, else its full range. */
export function windowFor(
  pane: Pane | null | undefined,
  instance: Instance,
  frame: number,
  range: { readonly min: number; readonly max: number },
): Window {
  const own = windowsOf(instance, frame)[0];
  if (pane?.window) return pane.window;
  if (own) return { center: own.center, width: own.width, curve: own.curve };
  return {
    ...fromRange({ lower: range.min, upper: Math.max(range.max, range.min + 1) }, 'LINEAR'),
    curve: 'LINEAR',
  };
}

/** Cornerstone's range for a window: where grey begins and ends (PS3.3 C.11.2.1.2). */
export const rangeOf = (window: Window): { lower: number; upper: number } => {
  const { lower, upper } = toRange(window);
  return { lower, upper };
};

/** Whether low values are bright: MONOCHROME1 or an inverse presentation LUT, counted once (PS3.3 C.7.6.3.1.2). */
export const isInverse = ({ dataset }: Instance): boolean =>
  text(dataset, PHOTOMETRIC) === 'MONOCHROME1' || text(dataset, PRESENTATION_LUT_SHAPE) === 'INVERSE';
