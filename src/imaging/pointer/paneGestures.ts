import type { Plane } from '@/dicom/geometry/geometry';
import { isMiddle, limitZoom, patchPane } from '@/view/actions';
import type { ViewState, Window } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { DRAGS, type DragTarget } from './drags';
import type { DragMove, DragOrigin, PictureGestures } from './gestures';
import type { Drag } from './tools';
import type { GreyRange } from '@/imaging/stack/greys';
import { canvasToPixel, pixelToCanvas, type Projection } from '@/imaging/projection/paneCamera';

type Point = readonly [x: number, y: number];

/** Where an image lies in a pane. */
export interface Lie {
  readonly image: { readonly rows: number; readonly columns: number };
  readonly plane: Plane;
  readonly projection: Projection;
  /** Of the pane, CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

/** What gestures ask of a pane, whoever paints it. */
export interface PaneGestureParts {
  readonly pane: number;
  readonly views: ViewStore;
  /** Of the image that the ViewState asks for, as it asks for it, painted or not; undefined: nothing stands there. */
  readonly lie: () => Lie | undefined;
  /** The window that is in force on the screen; undefined for colour, and where nothing is shown. */
  readonly windowNow: () => Window | undefined;
  /** Of the values of the image that is asked for; of the one on the screen while that one is on its way. */
  readonly range: () => GreyRange | undefined;
  /** Images of the series. */
  readonly count: () => number;
  /** Of the pane, CSS pixels. */
  readonly heightPx: () => number;
  /** Place of the image that the ViewState asks for, from 0. */
  readonly wanted: () => number;
  readonly scrollBy: (images: number) => void;
  /** Marks the point in the patient under a pixel of the image; absent before the engine. */
  readonly locate?: (at: Point) => void;
  /** A drag begins: what was done before is not taken back with it. */
  readonly onBegin: () => void;
}

/** Double tap switches between fit and this. */
const TAP_ZOOM = 2;

/** Turns the gestures of one pane into changes of the ViewState: with the engine and before it. */
export class PaneGestures implements PictureGestures {
  private readonly parts: PaneGestureParts;

  constructor(parts: PaneGestureParts) {
    this.parts = parts;
  }

  dragStart(): DragOrigin {
    const { onBegin, wanted, windowNow } = this.parts;
    onBegin();
    const now = windowNow();
    return {
      window: now && (this.settings?.window ?? now),
      zoom: this.settings?.zoom ?? 1,
      index: wanted(),
    };
  }

  drag(drag: Drag, move: DragMove, from: DragOrigin): void {
    DRAGS[drag](this.target, move, from);
  }

  pinch(factor: number, about: Point, by: Point): void {
    this.zoomTo((this.settings?.zoom ?? 1) * factor, about, by);
  }

  scroll(images: number): void {
    this.parts.scrollBy(images);
  }

  doubleTap(x: number, y: number): void {
    const isFit = this.settings?.zoom === undefined && this.settings?.centre === undefined;
    if (isFit) this.zoomTo(TAP_ZOOM, [x, y], [0, 0]);
    else this.update((view) => patchPane(view, this.parts.pane, { zoom: undefined, centre: undefined }));
  }

  pixelAt(x: number, y: number): Point | undefined {
    const lie = this.parts.lie();
    return lie && canvasToPixel(lie.projection, lie.plane, x, y);
  }

  pointAt(column: number, row: number): Point | undefined {
    const lie = this.parts.lie();
    return lie && pixelToCanvas(lie.projection, lie.plane, column, row);
  }

  private get settings() {
    return this.parts.views.getState().view.panes[this.parts.pane];
  }

  private update(change: (view: ViewState) => ViewState): void {
    updateView(this.parts.views, change);
  }

  private get target(): DragTarget {
    const { count, heightPx, locate, pane, range, scrollBy, wanted } = this.parts;
    return {
      zoom: this.settings?.zoom ?? 1,
      range,
      extent: () => ({ count: count(), heightPx: heightPx() }),
      patch: (settings) => this.update((view) => patchPane(view, pane, settings)),
      zoomTo: (...to) => this.zoomTo(...to),
      scrollTo: (index) => scrollBy(index - wanted()),
      locate: (at) => {
        const pixel = this.pixelAt(...at);
        if (pixel) locate?.(pixel);
      },
    };
  }

  /**
   * Zooms so that the image point under `about` stays there, then moves by `by` CSS pixels. In the pane's own picture:
   * the middle of the pane moves on the image.
   */
  private zoomTo(zoomWanted: number, about: Point, by: Point): void {
    const lie = this.parts.lie();
    if (!lie) return;
    const { image, plane, projection, size } = lie;
    const zoom = limitZoom(zoomWanted);
    const ratio = zoom / (this.settings?.zoom ?? 1);
    const middle: Point = [size.width / 2, size.height / 2];
    // What is under `about - by` goes to `about`; what will lie in the middle lies now at:
    const x = about[0] - by[0] + (middle[0] - about[0]) / ratio;
    const y = about[1] - by[1] + (middle[1] - about[1]) / ratio;
    const [column, row] = canvasToPixel(projection, plane, x, y);
    const { rows, columns } = image;
    const keep = (fraction: number) => Math.min(1.5, Math.max(-0.5, fraction));
    // Under a presentation state the default is the middle of its displayed area; a mammogram lies at the pane's edge.
    const hasOwnMiddle = this.settings?.presentation !== undefined || this.settings?.field !== undefined;
    const centre = [keep((column + 0.5) / columns), keep((row + 0.5) / rows)] as const;
    this.update((view) =>
      patchPane(view, this.parts.pane, {
        zoom: zoom === 1 ? undefined : zoom,
        centre: isMiddle(centre) && !hasOwnMiddle ? undefined : centre,
      }),
    );
  }
}
