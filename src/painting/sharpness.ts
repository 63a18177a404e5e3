/** What comes later than this after a picture begins a new motion; what nothing follows for so long rests. */
export const STILL_MS = 200;
/** How many pictures of a motion are timed before anything is judged. */
const TIMED = 6;
/** A frame that takes longer is felt: fewer than 30 a second. */
const SLOW_MS = 34;
/** How many pictures make a motion: a single step is not worth another canvas. */
const STEPS = 2;
/** Fewer pixels are to take less than this part of the time, or they are no remedy. */
const GAIN = 0.8;

const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/**
 * Whether pictures are to be drawn with fewer pixels than the screen has while they move: where this device was seen to be
 * slower than 30 frames a second with all of them, and to gain by fewer. Judged by times alone.
 */
export class Sharpness {
  private timesMs: number[] = [];
  /** Since when nothing is drawn; undefined while pictures follow each other. */
  private restedMs: number | undefined = -Infinity;
  private inMotion = 0;
  /** What a picture with all pixels takes, once that is known to be too long. */
  private slowMs: number | undefined;
  /** Fewer pixels gained nothing here: never asked for again. */
  private isInVain = false;

  /** A picture is about to be drawn; whether with fewer pixels. */
  isLess(nowMs: number): boolean {
    const isNew = this.restedMs !== undefined && nowMs - this.restedMs > STILL_MS;
    this.inMotion = isNew ? 1 : this.inMotion + 1;
    this.restedMs = undefined;
    if (isNew) this.timesMs = [];
    return this.slowMs !== undefined && !this.isInVain && this.isMoving;
  }

  /** A frame went by in which nothing was drawn. Until then all is one motion, however long a picture takes. */
  rested(nowMs: number): void {
    this.restedMs = nowMs;
  }

  /** Whether the picture that was last asked about is one of a motion. */
  get isMoving(): boolean {
    return this.inMotion > STEPS;
  }

  /** The picture was on its way to the screen for so long. */
  note(tookMs: number, isLess: boolean): void {
    // With all pixels until it is known to be slow, then with fewer.
    if (this.isInVain || isLess !== (this.slowMs !== undefined)) return;
    this.timesMs.push(tookMs);
    if (this.timesMs.length < TIMED) return;
    const median = medianOf(this.timesMs);
    this.timesMs = [];
    if (this.slowMs !== undefined) this.isInVain = median > GAIN * this.slowMs;
    else if (median > SLOW_MS) this.slowMs = median;
  }
}
