import type { Window } from '@/view/viewState';

/** Modality units per CSS pixel of a drag: the whole range in about a screen, never finer than a hundredth of the window. */
const RANGE_PX = 1200;

/** A drag right widens, a drag down raises the centre (as radiologists' workstations do). */
export function dragWindow(
  from: Window,
  dx: number,
  dy: number,
  range: { readonly min: number; readonly max: number },
): Window {
  const span = Math.max(range.max - range.min, 1e-6);
  const perPx = Math.max(span / RANGE_PX, from.width / 400);
  const least = from.curve === 'LINEAR' ? Math.min(1, span / 1000 + 1) : span / 1e6;
  const width = Math.max(from.width + dx * perPx, from.curve === 'LINEAR' ? 1 : least);
  return { ...from, center: tidy(from.center + dy * perPx, span), width: Math.max(tidy(width, span), least) };
}

/** Whole units where the range is large (HU), enough digits where it is small (ADC, SUV). */
function tidy(value: number, span: number): number {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(span)));
  const factor = 10 ** Math.min(digits, 9);
  return Math.round(value * factor) / factor;
}

/** Zoom factor of a vertical drag: up = larger, doubling every 160 px. */
export const dragZoom = (from: number, dy: number): number => from * 2 ** (-dy / 160);

/**
 * Whole images from wheel movement. Notches count one each, also when the browser merged several into one event;
 * touchpads add up small movements until they make a notch.
 */
export function createWheelCounter(): (event: { deltaY: number; deltaMode: number }) => number {
  let rest = 0;
  return ({ deltaY, deltaMode }) => {
    const px = deltaMode === 1 ? deltaY * 40 : deltaMode === 2 ? deltaY * 400 : deltaY;
    if (px === 0) return 0;
    if (Math.abs(px) >= 50) {
      rest = 0;
      return Math.sign(px) * Math.max(1, Math.round(Math.abs(px) / 100));
    }
    rest = Math.sign(rest) === Math.sign(px) ? rest + px : px;
    const whole = Math.trunc(rest / 30);
    rest -= whole * 30;
    return whole;
  };
}

/** Images per CSS pixel of a scrolling drag: the series over the pane's height, one image per 2 to 12 px. */
export const pxPerImage = (count: number, heightPx: number): number =>
  Math.min(12, Math.max(2, heightPx / Math.max(count, 1)));
