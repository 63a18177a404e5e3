import { steppedAlong } from '@/dicom/volume/planeSteps';
import { limitZoom, patchPane } from '@/view/actions';
import { patchCut, setCross } from '@/view/cut';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { Claimant } from '@/imaging/pointer/claims';
import { DRAGS, type DragTarget } from '@/imaging/pointer/drags';
import type { DragMove, DragOrigin, DrawingGestures, PictureGestures } from '@/imaging/pointer/gestures';
import type { Drag } from '@/imaging/pointer/tools';
import type { CutPane } from './cutPane';
import { stepsOf } from './cutPlace';

type Point = readonly [x: number, y: number];

export interface CutGestureParts {
  readonly pane: number;
  readonly views: ViewStore;
  readonly cut: () => CutPane | undefined;
  /** A drag begins: what was done before is not taken back with it. */
  readonly onBegin: () => void;
  readonly onPress: () => void;
  readonly onRelease: () => void;
}

/** Double tap switches between fit and this. */
const TAP_ZOOM = 2;
/** How far the middle of the pane may be from that of the volume. */
const MOST_MM = 2_000;

/** Turns the gestures on a plane into changes of the ViewState. Nothing is drawn on it. */
export class CutGestures implements PictureGestures, DrawingGestures {
  readonly drawing: Claimant = {};
  private readonly parts: CutGestureParts;

  constructor(parts: CutGestureParts) {
    this.parts = parts;
  }

  pressed(): void {
    this.parts.onPress();
  }

  released(): void {
    this.parts.onRelease();
  }

  draw(): void {}

  pixelAt(): undefined {}

  pointAt(): undefined {}

  dragStart(): DragOrigin {
    this.parts.onBegin();
    const { settings, parts } = this;
    const now = parts.cut()?.window;
    return { window: now && (settings?.window ?? now), zoom: settings?.zoom ?? 1, index: this.step };
  }

  drag(drag: Drag, move: DragMove, from: DragOrigin): void {
    DRAGS[drag](this.target, move, from);
  }

  pinch(factor: number, about: Point, by: Point): void {
    this.zoomTo((this.settings?.zoom ?? 1) * factor, about, by);
  }

  doubleTap(x: number, y: number): void {
    const isFit = this.settings?.zoom === undefined && this.settings?.cut?.centreMm === undefined;
    if (isFit) return this.zoomTo(TAP_ZOOM, [x, y], [0, 0]);
    this.update((view) =>
      patchCut(patchPane(view, this.parts.pane, { zoom: undefined }), this.parts.pane, {
        centreMm: undefined,
      }),
    );
  }

  /** So many steps along the normal: towards the head, the back or the right. */
  scroll(steps: number): void {
    const cut = this.parts.cut();
    const { grid, cross, place, of } = cut ?? {};
    if (!grid || !cross || !place || !of || steps === 0) return;
    const far = Math.max(-100_000, Math.min(100_000, steps));
    const atLps = steppedAlong(grid, cross.atLps, place.axes.normal, far);
    this.update((view) => setCross(view, of, { ...cross, atLps }));
  }

  /** To a step from 0, as CutFacts counts them. */
  scrollTo(step: number): void {
    const cut = this.parts.cut();
    if (!cut?.grid || !cut.place || !cut.cross) return;
    const { steps } = stepsOf(cut.grid, cut.cross.atLps, cut.place.axes.normal);
    this.scroll(Math.min(steps - 1, Math.max(0, step)) - this.step);
  }

  private get step(): number {
    const { grid, cross, place } = this.parts.cut() ?? {};
    return grid && cross && place ? stepsOf(grid, cross.atLps, place.axes.normal).step : 0;
  }

  private get settings() {
    return this.parts.views.getState().view.panes[this.parts.pane];
  }

  private update(change: (view: ViewState) => ViewState): void {
    updateView(this.parts.views, change);
  }

  private get target(): DragTarget {
    return {
      zoom: this.settings?.zoom ?? 1,
      range: () => this.parts.cut()?.range,
      extent: () => {
        const { grid, cross, place } = this.parts.cut() ?? {};
        if (!grid || !cross || !place) return undefined;
        const { steps: count } = stepsOf(grid, cross.atLps, place.axes.normal);
        return { count, heightPx: place.size.height };
      },
      patch: (settings) => this.update((view) => patchPane(view, this.parts.pane, settings)),
      zoomTo: (...to) => this.zoomTo(...to),
      scrollTo: (step) => this.scrollTo(step),
      locate: (at) => this.meetAt(at),
    };
  }

  /** The planes meet in the point under a place of the pane. */
  private meetAt(at: Point): void {
    const { cross, place, of } = this.parts.cut() ?? {};
    if (!cross || !place || !of) return;
    const atLps = place.toLps(at);
    this.update((view) => setCross(view, of, { ...cross, atLps }));
  }

  /** Zooms so that what is under `about` stays there, then moves by `by` CSS pixels. */
  private zoomTo(zoomWanted: number, about: Point, by: Point): void {
    const { settings } = this;
    const { place } = this.parts.cut() ?? {};
    if (!place || !settings?.cut) return;
    const zoom = limitZoom(zoomWanted);
    const ratio = zoom / (settings.zoom ?? 1);
    const { size, cssPerMm } = place;
    const [right, down] = settings.cut.centreMm ?? [0, 0];
    const shift = (side: 0 | 1, extent: number) =>
      (about[side] - by[side] + (extent / 2 - about[side]) / ratio - extent / 2) / cssPerMm;
    const keep = (mm: number) => Math.round(Math.min(MOST_MM, Math.max(-MOST_MM, mm)) * 1000) / 1000 + 0;
    const centre = [keep(right + shift(0, size.width)), keep(down + shift(1, size.height))] as const;
    const isMiddle = centre[0] === 0 && centre[1] === 0;
    this.update((view) =>
      patchCut(patchPane(view, this.parts.pane, { zoom: zoom === 1 ? undefined : zoom }), this.parts.pane, {
        centreMm: isMiddle ? undefined : centre,
      }),
    );
  }
}
