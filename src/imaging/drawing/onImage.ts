import type { Adopted } from '@/measurement/measurement';
import type { PaneView } from '@/imaging/pane/paneView';
import { pixelToCanvas } from '@/imaging/projection/paneCamera';

/** Whether what is drawn or moved lies on the very image that a pane shows now. */
export function isSeenIn({ seen }: PaneView, mark: Adopted): boolean {
  if (!seen) return false;
  const { study, series, sop, frame } = seen.frame;
  return mark.sop === sop && mark.frame === frame && mark.series === series && mark.study === study;
}

/** Image pixels per CSS pixel. */
export function pxPerCss({ shown, projection }: PaneView): number {
  if (!shown) return 1;
  const [ox, oy] = pixelToCanvas(projection, shown.drawn.plane, 0, 0);
  const [x, y] = pixelToCanvas(projection, shown.drawn.plane, 1, 0);
  return 1 / Math.max(1e-6, Math.hypot(x - ox, y - oy));
}
