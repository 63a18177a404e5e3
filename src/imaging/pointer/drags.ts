import type { GreyRange } from '@/imaging/stack/greys';
import type { Pane } from '@/view/viewState';
import { dragWindow, dragZoom, pxPerImage } from './gestureMath';
import type { DragMove, DragOrigin } from './gestures';
import type { Drag } from './tools';

type Point = readonly [x: number, y: number];

/** What a drag works on: the images of a pane, or the plane in it. Points and ways are CSS pixels of the pane. */
export interface DragTarget {
  readonly zoom: number;
  /** Of the values that the picture is made of; undefined: not known yet. */
  range(): GreyRange | undefined;
  /** What is scrolled through, images or steps of the plane, and how high the pane is, CSS pixels; undefined: nothing. */
  extent(): { readonly count: number; readonly heightPx: number } | undefined;
  /** Shows the picture otherwise. */
  patch(settings: Partial<Pane>): void;
  /** What is under `about` stays there, then all is moved by `by`. */
  zoomTo(zoom: number, about: Point, by: Point): void;
  /** From 0. */
  scrollTo(index: number): void;
  /** Marks the point in the patient that is seen at a place, or has the planes meet there. */
  locate(at: Point): void;
}

/** What the drag of each tool does to a picture: with the engine, before it, and on planes. */
export const DRAGS: Readonly<Record<Drag, (on: DragTarget, move: DragMove, from: DragOrigin) => void>> = {
  window(on, { total: [dx, dy] }, { window }) {
    const range = on.range();
    if (window && range) on.patch({ window: dragWindow(window, dx, dy, range) });
  },
  pan: (on, { step }) => on.zoomTo(on.zoom, [0, 0], step),
  zoom: (on, { start, total }, { zoom }) => on.zoomTo(dragZoom(zoom, total[1]), start, [0, 0]),
  scroll(on, { total }, { index }) {
    const extent = on.extent();
    if (extent) on.scrollTo(index + Math.trunc(total[1] / pxPerImage(extent.count, extent.heightPx)));
  },
  locate: (on, { start, total }) => on.locate([start[0] + total[0], start[1] + total[1]]),
};
