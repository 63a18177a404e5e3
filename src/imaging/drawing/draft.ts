import { KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { PixelShape } from '@/measurement/kinds/kind';
import { simplify } from '@/measurement/reading/outline';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { closeStroke } from './closeStroke';
import type { GreyRaster } from './greyPicture';
import { growRegion, likenessAt, smooth, type Likeness } from './growRegion';
import { createWire, settle, type Wire } from './livewire';
import { apart, type Spot } from './plane2d';
import { handlesOf } from './shapes';

/** A press that moves less than this is a click, in CSS pixels. */
export const STILL_PX = 4;
/** Two presses nearer to each other than this, in time and place, end a path. */
const DOUBLE_MS = 350;
const DOUBLE_PX = 12;
/** A hand that closes a contour runs past its start by no more than this, in CSS pixels. */
const CLOSING_PX = 40;
/** A drag of so many CSS pixels doubles what counts as alike. */
const DOUBLING_PX = 80;
/** Corners of a contour lie on hundredths of a pixel, as links write them. */
const STEPS_PER_PX = 100;

/** What a drawing needs to know of the picture it is made on. */
export interface DrawingGround {
  readonly shape: PixelShape;
  /** Image pixels per CSS pixel. */
  readonly pxPerCss: number;
  /** The values to follow edges in and to grow regions in; undefined where there are none. */
  picture(): GreyRaster | undefined;
  /** Range of values between black and white on screen. */
  readonly greys: number;
}

/** Where a pointer is: on the screen, on the image, and when. */
export interface At {
  readonly spot: Spot;
  readonly px: PointPx;
  readonly ms: number;
}

/** One drawing in the making: knows no screen and no Cornerstone. Its owner asks after each event what to do. */
export class DrawingDraft {
  readonly kind: MeasurementKind;
  private readonly ground: DrawingGround;
  private placed: PointPx[] = [];
  private floating: PointPx | undefined;
  /** The press under way, or the last one. */
  private pressedAt: At | undefined;
  private isPressed = false;
  /** This press has set a point of its own. */
  private hasSet = false;
  private hasMoved = false;
  /** This press begins the drawing or a part of it: without a drag, the next press places the next point. */
  private isBeginning = false;
  /** Along edges: the ways between the placed points, and the one that follows the pointer. */
  private ways: (readonly PointPx[])[] = [];
  private wire: Wire | undefined;
  private likeness: Likeness | undefined;
  private grown: readonly PointPx[] = [];
  isDone = false;
  /** Nothing came of it. */
  isVoid = false;

  constructor(kind: MeasurementKind, ground: DrawingGround) {
    this.kind = kind;
    this.ground = ground;
  }

  private get hand() {
    return KINDS[this.kind].hand;
  }

  /** Handles or contour as they stand. */
  get points(): readonly PointPx[] {
    if (this.hand.by === 'grow') return this.grown;
    if (this.wire) {
      const last = this.floating ? this.wire.to(this.floating) : [];
      return [...this.ways, last].flatMap((way, i) => (i === 0 ? way : way.slice(1)));
    }
    const all = this.floating ? [...this.placed, this.floating] : this.placed;
    return this.hand.by === 'points' ? handlesOf(this.kind, all, this.ground.shape) : all;
  }

  /** What comes next is a second line, or a path that wants to be ended. */
  get next(): 'second' | 'path' | undefined {
    if (this.hand.by === 'path' && this.placed.length >= this.hand.count) return 'path';
    return this.hand.starts?.includes(this.placed.length) === true ? 'second' : undefined;
  }

  /** It is a path that could end where it is. */
  get isWhole(): boolean {
    return !this.isDone && this.hand.by === 'path' && this.placed.length >= this.hand.count;
  }

  /** A pointer is down on it. */
  get isHeld(): boolean {
    return this.isPressed;
  }

  /** Takes back the press under way and what it has set; false where nothing was drawn before it. */
  unpress(): boolean {
    // It is not the first of two at one place, which end a path.
    Object.assign(this, { isPressed: false, pressedAt: undefined });
    if (this.hasSet) this.placed = this.placed.slice(0, -1);
    if (this.hasSet) this.floating = undefined;
    this.hasSet = false;
    const { by } = this.hand;
    return by !== 'stroke' && by !== 'grow' && this.placed.length > 0;
  }

  press(at: At): void {
    const before = this.pressedAt;
    const { by, count, starts = [] } = this.hand;
    Object.assign(this, { pressedAt: at, isPressed: true, hasMoved: false, hasSet: false });
    if (by === 'stroke') {
      this.placed = [at.px];
      return;
    }
    if (by === 'grow') {
      this.seed(at.px);
      return;
    }
    const isFirst = this.placed.length === 0 && this.floating === undefined;
    if (by === 'path' && !isFirst && this.isEnding(at, before)) {
      this.finish();
      return;
    }
    this.isBeginning = isFirst || starts.includes(this.placed.length);
    this.hasSet = this.isBeginning && count > 1;
    if (this.hasSet) this.place(at.px);
    this.floating = at.px;
  }

  move(at: At): void {
    if (this.isPressed && this.pressedAt && apart(this.pressedAt.spot, at.spot) > STILL_PX) {
      this.hasMoved = true;
    }
    const { by } = this.hand;
    if (by === 'stroke') {
      const last = this.placed.at(-1);
      const isFar = !last || Math.hypot(at.px[0] - last[0], at.px[1] - last[1]) > this.ground.pxPerCss;
      if (this.isPressed && isFar) this.placed.push(at.px);
    } else if (by === 'grow') this.widen(at.spot);
    else if (this.floating) this.floating = at.px;
  }

  release(at: At): void {
    if (!this.isPressed) return;
    this.move(at);
    this.isPressed = false;
    const { by, count, starts = [] } = this.hand;
    if (by === 'stroke' || by === 'grow') {
      this.end();
      return;
    }
    if (!this.floating || (this.isBeginning && !this.hasMoved && count > 1)) return;
    const point = this.floating;
    this.place(point);
    this.floating = undefined;
    if (by === 'points' && this.placed.length >= count) this.end();
    else if (!starts.includes(this.placed.length)) this.floating = point;
  }

  /** Ends a path where it is; true when this is one. */
  finish(): boolean {
    if (this.hand.by !== 'path') return false;
    this.floating = undefined;
    this.end();
    return true;
  }

  /** A press on the last point or on the first, or a second press at once, ends a path. */
  private isEnding(at: At, before: At | undefined): boolean {
    const isSecond =
      before !== undefined && at.ms - before.ms < DOUBLE_MS && apart(before.spot, at.spot) < DOUBLE_PX;
    if (isSecond) return true;
    if (this.placed.length < this.hand.count) return false;
    const reach = DOUBLE_PX * this.ground.pxPerCss;
    const ends = KINDS[this.kind].outline ? [this.placed.at(-1), this.placed[0]] : [this.placed.at(-1)];
    return ends.some((end) => end && Math.hypot(end[0] - at.px[0], end[1] - at.px[1]) < reach);
  }

  private place(point: PointPx): void {
    if (this.hand.followsEdges) {
      const picture = this.ground.picture();
      if (this.wire) this.ways.push(this.wire.to(point));
      this.wire = picture ? createWire(picture, point) : { to: (end) => [point, end] };
    }
    this.placed.push(point);
  }

  private seed(px: PointPx): void {
    const picture = this.ground.picture();
    this.likeness = picture && likenessAt(picture, px, this.ground.greys);
    this.grow(1);
  }

  /** To the right and up more becomes alike, to the left and down less. */
  private widen(spot: Spot): void {
    if (!this.isPressed || !this.pressedAt || !this.hasMoved) return;
    const [fromX, fromY] = this.pressedAt.spot;
    this.grow(2 ** ((spot[0] - fromX - (spot[1] - fromY)) / DOUBLING_PX));
  }

  private grow(factor: number): void {
    const picture = this.ground.picture();
    const { likeness, pressedAt } = this;
    if (!picture || !likeness || !pressedAt) return;
    const tolerance = likeness.tolerance * factor;
    this.grown = growRegion(picture, pressedAt.px, { ...likeness, tolerance });
  }

  private end(): void {
    this.isDone = true;
    const contour = this.contour();
    if (contour) {
      const rounded = contour.map(([x, y]): PointPx => [
        Math.round(x * STEPS_PER_PX) / STEPS_PER_PX,
        Math.round(y * STEPS_PER_PX) / STEPS_PER_PX,
      ]);
      this.grown = rounded;
      this.placed = rounded;
      this.wire = undefined;
    }
    const fewest = contour ? 3 : this.hand.count;
    this.isVoid = this.placed.length < fewest;
  }

  /** The closed line of a contour of many corners, without those that add nothing. */
  private contour(): readonly PointPx[] | undefined {
    const within = 0.2 * this.ground.pxPerCss;
    const { by, followsEdges } = this.hand;
    if (by === 'grow') return simplify(this.grown, Math.min(0.05, within));
    // Closed after it is simplified: so nothing moves the sides that meet there across each other again.
    if (by === 'stroke') {
      const few = simplify(this.placed, Math.min(0.25, within));
      return closeStroke(few, CLOSING_PX * this.ground.pxPerCss);
    }
    if (!followsEdges) return undefined;
    const picture = this.ground.picture();
    const first = this.placed[0];
    const back = first && this.wire ? this.wire.to(first) : [];
    const around = [...this.ways, back].flatMap((way) => way.slice(1));
    if (around.length < 3 || !picture) return around;
    return simplify(smooth(settle(picture, around), 2), 0.1);
  }
}
