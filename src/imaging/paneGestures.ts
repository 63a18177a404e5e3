import { cache } from '@cornerstonejs/core';
import { activate, patchPane } from '@/view/actions';
import type { ViewState, Window } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { DrawingTools } from './drawingTools';
import { dragWindow, dragZoom, pxPerImage } from './gestureMath';
import { pointerKind } from './drawing/hits';
import type { Drag, DragMove, DrawingStep, GestureTarget } from './gestures';
import { canvasToPixel, limitZoom } from './paneCamera';
import type { PaneController } from './paneController';
import type { ToolId } from './tools';

export interface PaneGestureParts {
  readonly pane: number;
  readonly views: ViewStore;
  readonly controller: PaneController;
  readonly drawing: DrawingTools;
  readonly tool: () => ToolId;
  /** Place of the image that the ViewState asks for, from 0. */
  readonly wanted: () => number;
  readonly scrollBy: (images: number) => void;
  /** A drag or a drawing begins: what was done before is not taken back with it. */
  readonly onBegin: () => void;
  /** Points the camera where the ViewState says: coordinates are read off it. */
  readonly aim: () => void;
}

type Point = readonly [x: number, y: number];

/** Double tap switches between fit and this. */
const TAP_ZOOM = 2;

/** Turns the gestures of one pane into changes of the ViewState. */
export class PaneGestures implements GestureTarget {
  private readonly parts: PaneGestureParts;
  private windowFrom: Window | undefined;
  private zoomFrom = 1;
  private indexFrom = 0;

  constructor(parts: PaneGestureParts) {
    this.parts = parts;
  }

  tool(): ToolId {
    return this.parts.tool();
  }

  isOnMeasurement(x: number, y: number, isTouch: boolean): boolean {
    const { view } = this.parts.controller;
    if (!view?.shown) return false;
    return this.parts.drawing.isNear(view, [x, y], isTouch);
  }

  touched(): void {
    this.update((view) => activate(view, this.parts.pane));
  }

  cancelDrawing(): void {
    this.parts.drawing.hand.cancel();
  }

  draw({ does, tool, at, ms, pointer }: DrawingStep): void {
    const { controller, drawing, tool: now, onBegin } = this.parts;
    const { hand } = drawing;
    const { view } = controller;
    if (!view?.shown) return;
    if (does === 'press') onBegin();
    // Another tool may have been taken up since.
    if (does === 'press' && tool !== now()) hand.activate(tool);
    if (does === 'press') hand.press(view, at, ms, pointerKind(pointer));
    else if (does === 'move') hand.move(view, at, ms);
    else if (does === 'release') hand.release(view, at, ms);
    else hand.cancel();
    if (tool !== now() && does !== 'move' && does !== 'press' && !hand.draft) hand.activate(now());
  }

  dragStart(): void {
    const { controller, onBegin, wanted } = this.parts;
    onBegin();
    const own = controller.view?.shown?.window;
    this.windowFrom = own && (this.pane?.window ?? own);
    this.zoomFrom = this.pane?.zoom ?? 1;
    this.indexFrom = wanted();
  }

  dragEnd(): void {
    this.windowFrom = undefined;
  }

  drag(drag: Drag, move: DragMove): void {
    const run: Record<Drag, () => void> = {
      window: () => this.dragWindow(move.total),
      pan: () => this.moveBy(move.step),
      zoom: () => this.zoomTo(dragZoom(this.zoomFrom, move.total[1]), move.start, [0, 0]),
      scroll: () => this.dragScroll(move.total[1]),
    };
    run[drag]();
  }

  pinch(factor: number, about: Point, by: Point): void {
    this.zoomTo((this.pane?.zoom ?? 1) * factor, about, by);
  }

  scroll(images: number): void {
    this.parts.scrollBy(images);
  }

  doubleTap(x: number, y: number): void {
    const isFit = this.pane?.zoom === undefined && this.pane?.centre === undefined;
    if (isFit) this.zoomTo(TAP_ZOOM, [x, y], [0, 0]);
    else this.update((view) => patchPane(view, this.parts.pane, { zoom: undefined, centre: undefined }));
  }

  private get pane() {
    return this.parts.views.getState().view.panes[this.parts.pane];
  }

  private update(change: (view: ViewState) => ViewState): void {
    updateView(this.parts.views, change);
  }

  private dragWindow([dx, dy]: Point): void {
    const { controller, wanted } = this.parts;
    const imageOf = (frame: { readonly imageId: string } | undefined) =>
      frame && cache.getImage(frame.imageId);
    // The image that is asked for may not be painted yet, or not be here.
    const image = imageOf(controller.frames[wanted()]) ?? imageOf(controller.view?.shown?.frame);
    const from = this.windowFrom;
    if (!from || !image) return;
    const range = { min: image.minPixelValue, max: image.maxPixelValue };
    this.update((view) => patchPane(view, this.parts.pane, { window: dragWindow(from, dx, dy, range) }));
  }

  private dragScroll(dy: number): void {
    const { controller, scrollBy, wanted } = this.parts;
    const height = controller.view?.element.clientHeight ?? 1;
    const target = this.indexFrom + Math.trunc(dy / pxPerImage(controller.count, height));
    scrollBy(target - wanted());
  }

  private moveBy(by: Point): void {
    this.zoomTo(this.pane?.zoom ?? 1, [0, 0], by);
  }

  /**
   * Zooms so that the image point under `about` stays there, then moves by `by` CSS pixels. In the pane's own picture:
   * the middle of the pane moves on the image.
   */
  private zoomTo(zoomWanted: number, about: Point, by: Point): void {
    const { controller, pane, aim } = this.parts;
    aim(); // Several moves may come between two frames.
    const shown = controller.view?.shown;
    const { element, projection } = controller.view ?? {};
    if (!shown || !element || !projection) return;
    const { plane } = shown.drawn;
    const zoom = limitZoom(zoomWanted);
    const ratio = zoom / (this.pane?.zoom ?? 1);
    const middle: Point = [element.clientWidth / 2, element.clientHeight / 2];
    // What is under `about - by` goes to `about`; what will lie in the middle lies now at:
    const x = about[0] - by[0] + (middle[0] - about[0]) / ratio;
    const y = about[1] - by[1] + (middle[1] - about[1]) / ratio;
    const [column, row] = canvasToPixel(projection, plane, x, y);
    const { rows, columns } = shown.frame;
    const keep = (fraction: number) => Math.min(1.5, Math.max(-0.5, fraction));
    const centre = [keep((column + 0.5) / columns), keep((row + 0.5) / rows)] as const;
    this.update((view) =>
      patchPane(view, pane, {
        zoom: zoom === 1 ? undefined : zoom,
        // Under a presentation state the default is the middle of its displayed area.
        centre: isMiddle(centre) && !this.pane?.presentation ? undefined : centre,
      }),
    );
  }
}

const isMiddle = ([u, v]: Point): boolean => Math.abs(u - 0.5) < 1e-6 && Math.abs(v - 0.5) < 1e-6;
