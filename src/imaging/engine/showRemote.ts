import type { Together } from '@/imaging/contract';
import { canvasToPixel, pixelToCanvas } from '@/imaging/projection/paneCamera';
import type { PaneView } from '@/imaging/pane/paneView';

/** What looking at something together needs of the pictures. `viewOf`: what a pane shows, while it is on the page. */
export const createTogether = (
  viewOf: (pane: number) => PaneView | undefined,
  show: Together['show'],
): Together => ({
  show,
  pixelAt(pane, x, y) {
    const view = viewOf(pane);
    return view?.shown && canvasToPixel(view.projection, view.shown.drawn.plane, x, y);
  },
  pointAt(pane, column, row) {
    const view = viewOf(pane);
    return view?.shown && pixelToCanvas(view.projection, view.shown.drawn.plane, column, row);
  },
});
