import { newUid } from '@/dicom/dataset/uid';
import { KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Adopted } from '@/measurement/measurement';
import { canvasToPixel } from '@/imaging/projection/paneCamera';
import type { PaneView } from '@/imaging/pane/paneView';
import type { PointPx } from '@/dicom/geometry/pointPx';
import type { PointerKind } from '@/imaging/pointer/claims';
import { TOOLS, type ToolId } from '@/imaging/pointer/tools';
import { DrawingDraft, STILL_PX, type At } from './draft';
import type { DrawingParts } from './drawingParts';
import { groundOf } from './ground';
import { imageStep } from './imageStep';
import { hitOf, type DrawingHit } from './hits';
import { pixelShapeOf, type LaidDrawing } from './layout';
import { apart, type Spot } from './plane2d';
import { isSeenIn, pxPerCss } from './onImage';
import { bend, isBent, moveAll, moveHandle } from './shapes';

/** A measurement in the hand: what of it was taken, where, and where its points were then. */
interface Grip {
  readonly hit: DrawingHit;
  readonly view: PaneView;
  readonly from: PointPx;
  readonly spot: Spot;
  readonly points: readonly PointPx[];
  /** Of the label: where its corner was, in image pixels. */
  readonly label: PointPx | undefined;
  readonly pxPerCss: number;
  hasMoved: boolean;
}

/** A drawing in the making, and the pane that it was last pressed in. */
interface Drawing {
  readonly draft: DrawingDraft;
  readonly mark: Adopted;
  readonly view: PaneView;
}

/** A contour gives way to both sides of the hand as far as this, in CSS pixels. */
const BEND_PX = 48;

/** What one pointer does with drawings: makes them, takes them, moves them. One for all panes. */
export class DrawingController {
  private readonly parts: DrawingParts;
  private tool: ToolId = 'window';
  private drawing: Drawing | undefined;
  private grip: Grip | undefined;
  /** Chosen by a press or in the list, so that keys may move it; a handle of it, if that was pressed. */
  private chosen: { readonly id: string; readonly handle?: number } | undefined;
  private hovered: string | undefined;
  pointer: PointerKind = 'mouse';

  constructor(parts: DrawingParts) {
    this.parts = parts;
  }

  /** What is being drawn and is no measurement yet. */
  get draft(): Adopted | undefined {
    return this.drawing?.mark;
  }

  get step(): DrawingDraft['next'] {
    return this.drawing?.draft.next;
  }

  /** What is begun and no measurement yet: it could end where it is (`whole`), or it could not. */
  get unfinished(): 'whole' | 'part' | undefined {
    return this.drawing && (this.drawing.draft.isWhole ? 'whole' : 'part');
  }

  /** Something is drawn or moved by what is pressed. */
  get isAtWork(): boolean {
    return this.drawing?.draft.isHeld === true || this.grip !== undefined;
  }

  /** A finger hides what is under it: while it draws or moves a handle. */
  get wantsLoupe(): boolean {
    const isAtWork = this.drawing?.draft.isHeld === true || this.grip?.hit.on === 'handle';
    return this.pointer === 'touch' && isAtWork;
  }

  /** What the loupe shows, and tells the numbers of. */
  get inLoupe(): string | undefined {
    return this.wantsLoupe ? (this.held?.drawn ?? this.drawing)?.mark.id : undefined;
  }

  get held(): DrawingHit | undefined {
    return this.grip?.hit;
  }

  get hasPulled(): boolean {
    return this.grip?.hasMoved === true;
  }

  get inHand(): string | undefined {
    return this.grip?.hit.drawn.mark.id ?? this.hovered;
  }

  get isMeasuring(): boolean {
    return this.tool === 'erase' || this.kind !== undefined;
  }

  private get kind(): MeasurementKind | undefined {
    const spec = TOOLS[this.tool];
    return 'measures' in spec ? spec.measures : undefined;
  }

  activate(tool: ToolId): void {
    if (tool === this.tool) return;
    this.conclude();
    this.tool = tool;
  }

  drawnIn(view: PaneView, id: string | undefined): LaidDrawing | undefined {
    return this.parts.drawnOn(view).find(({ mark }) => mark.id === id);
  }

  hit(view: PaneView, spot: Spot, pointer: PointerKind): DrawingHit | undefined {
    if (!view.seen) return undefined;
    const drawn = this.parts.drawnOn(view).filter(({ isDraft }) => !isDraft);
    return hitOf(drawn, spot, pointer);
  }

  /** A finger, pen or the first mouse button goes down; true when it is ours. */
  press(view: PaneView, spot: Spot, ms: number, pointer: PointerKind): boolean {
    this.pointer = pointer;
    const at = this.at(view, spot, ms);
    if (!at) return false;
    if (this.drawing && !isSeenIn(view, this.drawing.mark)) this.conclude();
    if (this.drawing) {
      this.drawing = { ...this.drawing, view };
      this.drawing.draft.press(at);
      this.follow();
      return true;
    }
    const hit = this.hit(view, spot, pointer);
    if (this.tool === 'erase') {
      const mark = hit?.drawn.mark;
      if (mark && mark.isLocked !== true) this.parts.measurements.remove(mark.id);
      if (hit) this.parts.onDrawn(pointer);
      return true;
    }
    // A finger that swipes past a drawing covers it: it takes what was tapped before, and else moves the view.
    if (hit && (pointer !== 'touch' || this.isMeasuring || hit.drawn.isSelected)) {
      this.take(hit, view, at);
      return true;
    }
    this.chosen = undefined;
    const { kind } = this;
    if (!kind) return false;
    this.begin(kind, view, at);
    return true;
  }

  /** A finger tapped and drew nothing: what it tapped is chosen; beside all, what was chosen is let go. */
  tap(view: PaneView, spot: Spot): DrawingHit | undefined {
    if (this.isMeasuring || this.drawing) return undefined;
    const hit = this.hit(view, spot, 'touch');
    if (hit) this.parts.measurements.select(hit.drawn.mark.id);
    else this.unchoose();
    return hit;
  }

  /** None is chosen any more, so that nothing moves one by accident; true when one was. */
  unchoose(): boolean {
    this.chosen = undefined;
    return this.parts.measurements.unselect();
  }

  /** The pointer moves, pressed or not. */
  move(view: PaneView, spot: Spot, ms: number): void {
    this.pictureChanged(view);
    const at = this.at(view, spot, ms);
    const { grip, drawing } = this;
    if (!at) return;
    if (grip) {
      if (grip.view === view) this.pull(grip, at);
    } else if (drawing && isSeenIn(view, drawing.mark) && (drawing.view === view || !drawing.draft.isHeld)) {
      drawing.draft.move(at);
      this.follow();
    }
  }

  release(view: PaneView, spot: Spot, ms: number): void {
    this.pictureChanged(view);
    const at = this.at(view, spot, ms);
    const { grip, drawing } = this;
    if (grip) {
      if (grip.view !== view) return;
      if (at) this.pull(grip, at);
      this.grip = undefined;
      this.parts.redraw();
    } else if (at && drawing?.view === view && drawing.draft.isHeld) {
      drawing.draft.release(at);
      this.follow();
    }
  }

  /**
   * A pane may show another image than before, or none. A point of one image is no point of another: what was taken hold of
   * goes back, and a press of a drawing ends, where that image is no longer seen. Points set before wait on their own image.
   */
  pictureChanged(view: PaneView): void {
    const { grip, drawing } = this;
    const isGripOff = grip?.view === view && !isSeenIn(view, grip.hit.drawn.mark);
    const isPressOff = drawing?.view === view && drawing.draft.isHeld && !isSeenIn(view, drawing.mark);
    if (isGripOff || isPressOff) this.cancelPress();
  }

  /** Takes back what the pointer does that is down. Points that were set before it stay. */
  cancelPress(): void {
    const { grip, drawing } = this;
    if (grip) this.putBack(grip);
    this.letGo();
    if (drawing?.draft.isHeld !== true) return;
    if (drawing.draft.unpress()) this.follow();
    else this.drawing = undefined;
    this.parts.redraw();
  }

  /** Ends what a pointer moves, where it is now: somebody else puts it where it belongs. */
  letGo(): void {
    if (!this.grip) return;
    this.grip = undefined;
    this.parts.redraw();
  }

  /** A mouse that passes over a drawing shows its handles. */
  hover(view: PaneView, spot: Spot): DrawingHit | undefined {
    const hit = this.drawing ? undefined : this.hit(view, spot, 'mouse');
    const id = hit?.drawn.mark.id;
    if (id !== this.hovered) {
      this.hovered = id;
      this.parts.redraw();
    }
    return hit;
  }

  /** Takes back what is being drawn or moved; true when there was something. */
  cancel(): boolean {
    const { drawing, grip } = this;
    if (grip) this.putBack(grip);
    this.drawing = undefined;
    this.grip = undefined;
    if (drawing ?? grip) this.parts.redraw();
    return drawing !== undefined || grip?.hasMoved === true;
  }

  /** Ends a path; true when one was being drawn. */
  finish(): boolean {
    if (this.drawing?.draft.finish() !== true) return false;
    this.follow();
    return true;
  }

  /** Ends what is begun where it is, as somebody goes on to something else: what could end is kept, the rest goes. */
  conclude(): void {
    this.cancelPress();
    const { drawing } = this;
    const isWhole = drawing?.draft.isWhole === true && drawing.draft.finish() && !drawing.draft.isVoid;
    this.cancel();
    if (isWhole) this.parts.measurements.keep({ ...drawing.mark, pointsPx: [...drawing.draft.points] });
  }

  /** From now on the arrow keys move this measurement; undefined: none. */
  choose(id: string | undefined): void {
    this.chosen = id === undefined ? undefined : { id };
  }

  /**
   * Moves the chosen measurement, or its chosen handle, by whole image pixels towards a side of the screen; false where
   * none is chosen on the image of this pane.
   */
  nudge(view: PaneView, right: number, down: number): boolean {
    const drawn = this.drawnIn(view, this.chosen?.id);
    const by = imageStep(view, right, down);
    if (!drawn || !by || !drawn.isSelected) return false;
    const { kind, pointsPx: points, isLocked } = drawn.mark;
    if (isLocked === true) return true;
    const { handle } = this.chosen ?? {};
    const from = handle === undefined ? undefined : points[handle];
    const moved =
      handle !== undefined && from
        ? moveHandle(kind, points, handle, [from[0] + by[0], from[1] + by[1]], pixelShapeOf(drawn.frame))
        : moveAll(points, by);
    this.put(drawn, moved);
    return true;
  }

  /** Asks what there is to say of a drawing: its text, what was found, where. */
  edit({ drawn }: DrawingHit): void {
    this.cancel();
    this.parts.edit(drawn.mark.id);
  }

  private at(view: PaneView, spot: Spot, ms: number): At | undefined {
    const { seen, projection } = view;
    if (!seen) return undefined;
    return { spot, px: canvasToPixel(projection, seen.drawn.plane, ...spot), ms };
  }

  private begin(kind: MeasurementKind, view: PaneView, at: At): void {
    const { seen: shown } = view;
    if (!shown) return;
    const draft = new DrawingDraft(kind, groundOf(view, shown));
    const { study, series, sop, frame } = shown.frame;
    const named = { id: crypto.randomUUID(), tracking: newUid(), label: '' };
    this.drawing = { draft, view, mark: { ...named, kind, study, series, sop, frame, pointsPx: [at.px] } };
    draft.press(at);
    this.follow();
  }

  /** Brings what is on screen to the draft, and the draft among the measurements once it is done. */
  private follow(): void {
    const { drawing } = this;
    if (!drawing) return;
    const { draft } = drawing;
    // A stroke goes on in the list that it began with.
    const mark: Adopted = { ...drawing.mark, pointsPx: [...draft.points] };
    this.drawing = { ...drawing, mark };
    if (draft.isDone) {
      if (draft.isVoid) this.drawing = undefined;
      else if (KINDS[draft.kind].hand.asksText) this.nameDrawn(mark);
      else this.keep(mark);
    }
    this.parts.redraw();
  }

  private keep(mark: Adopted): void {
    this.drawing = undefined;
    this.parts.measurements.keep(mark);
    this.parts.onDrawn(this.pointer);
  }

  /** What wants a text and was given none goes. */
  private nameDrawn(mark: Adopted): void {
    void this.parts.askText('').then((text) => {
      if (this.drawing?.mark !== mark) return;
      if (text === undefined || text === '') {
        this.drawing = undefined;
        this.parts.onDrawn(this.pointer);
      } else this.keep({ ...mark, label: text });
      this.parts.redraw();
    });
  }

  private take(hit: DrawingHit, view: PaneView, { px, spot }: At): void {
    const { mark, label } = hit.drawn;
    this.grip = {
      hit,
      view,
      from: px,
      spot,
      points: mark.pointsPx,
      label: label && this.at(view, [label.left, label.top], 0)?.px,
      pxPerCss: pxPerCss(view),
      hasMoved: false,
    };
    this.parts.measurements.select(mark.id);
    this.chosen = hit.on === 'handle' ? { id: mark.id, handle: hit.handle } : { id: mark.id };
  }

  private pull(grip: Grip, { px, spot }: At): void {
    if (!grip.hasMoved && apart(grip.spot, spot) <= STILL_PX) return;
    grip.hasMoved = true;
    const { hit, points } = grip;
    const { mark, frame } = hit.drawn;
    const by: PointPx = [px[0] - grip.from[0], px[1] - grip.from[1]];
    if (hit.on === 'label') {
      const { label } = grip;
      if (label) this.parts.measurements.setLabelPx(mark.id, [label[0] + by[0], label[1] + by[1]]);
      return;
    }
    if (mark.isLocked === true) return;
    if (hit.on === 'handle') {
      const from = points[hit.handle];
      // The handle keeps its distance from the pointer: it does not jump when it is taken.
      if (from) {
        const to: PointPx = [from[0] + by[0], from[1] + by[1]];
        this.put(hit.drawn, moveHandle(mark.kind, points, hit.handle, to, pixelShapeOf(frame)));
      }
    } else if (isBent(mark.kind)) {
      this.put(hit.drawn, bend(points, grip.from, by, BEND_PX * grip.pxPerCss));
    } else this.put(hit.drawn, moveAll(points, by));
  }

  private putBack({ hasMoved, hit, label, points }: Grip): void {
    if (!hasMoved) return;
    if (hit.on !== 'label') this.put(hit.drawn, points);
    else if (label) this.parts.measurements.setLabelPx(hit.drawn.mark.id, label);
  }

  private put({ mark }: LaidDrawing, points: readonly PointPx[]): void {
    this.parts.measurements.setPoints(mark.id, points);
  }
}
