import type { Turns } from '@/imaging/pane/turns';

/** So long one turn may hold up what a hand does. */
const BAND_MS = 8;
/** What takes longer while a hand moves the plane is shown of fewer pixels first. */
const SLOW_MS = 12;
/** So long after the last move it is worked out whole. */
const REST_MS = 120;

/** How fine something is worked out: 1 is whole, n has every n-th pixel each way. */
export type OverlayTask<T> = (coarseness: number) => Generator<void, T>;

/** What there is of a place. */
export interface Worked<T> {
  readonly coarseness: number;
  readonly is: T;
}

/** Each time that half as many pixels each way are worked out, it takes a quarter of the time. */
const COARSER = [2, 4, 8] as const;

/**
 * Works something out without holding a hand up: what is done in one turn is there whole; of what takes longer there is a coarse one, or
 * nothing where even that takes too long, until the whole one, worked out in bands while nothing moves, is there.
 */
export class OverlayWork<T> {
  private readonly turns: Turns;
  private readonly onWhole: (whole: Worked<T>) => void;
  private running: Generator<void, T> | undefined;
  private stop: (() => void) | undefined;
  private tookMs = 0;
  private wholeMs = 0;
  private movedAtMs = -Infinity;

  constructor(turns: Turns, onWhole: (whole: Worked<T>) => void) {
    [this.turns, this.onWhole] = [turns, onWhole];
  }

  get isBusy(): boolean {
    return this.running !== undefined;
  }

  /** What there is at once; undefined: nothing yet. The whole one comes by itself. */
  begin(work: OverlayTask<T>): Worked<T> | undefined {
    const now = this.turns.now();
    const isMoving = now - this.movedAtMs < 2 * REST_MS;
    this.movedAtMs = now;
    this.drop();
    this.running = work(1);
    this.tookMs = 0;
    if (!(isMoving && this.wholeMs > SLOW_MS)) {
      const whole = this.band(this.running, SLOW_MS);
      if (whole) return this.take(whole);
    }
    this.goOn(isMoving ? REST_MS : 0);
    return this.coarse(work);
  }

  /** More of the same is here: worked out anew after a rest, while what there is stands. */
  renew(work: OverlayTask<T>): void {
    this.drop();
    this.running = work(1);
    this.tookMs = 0;
    this.goOn(REST_MS);
  }

  /** What was last begun, whole, at once. */
  finish(): void {
    if (!this.running) return;
    const whole = this.band(this.running, Infinity);
    if (whole) this.onWhole(this.take(whole));
  }

  /** Nothing is worked out any more. */
  drop(): void {
    this.stop?.();
    [this.stop, this.running] = [undefined, undefined];
  }

  private coarse(work: OverlayTask<T>): Worked<T> | undefined {
    const guess = COARSER.find((by) => this.wholeMs / (by * by) < SLOW_MS) ?? 8;
    const rough = this.run(work(guess), SLOW_MS);
    return rough && { coarseness: guess, is: rough.value };
  }

  private take(whole: IteratorReturnResult<T>): Worked<T> {
    this.drop();
    this.wholeMs = this.tookMs;
    return { coarseness: 1, is: whole.value };
  }

  private band(running: Generator<void, T>, forMs: number): IteratorReturnResult<T> | undefined {
    const from = this.turns.now();
    const done = this.run(running, forMs);
    this.tookMs += this.turns.now() - from;
    return done;
  }

  private run(running: Generator<void, T>, forMs: number): IteratorReturnResult<T> | undefined {
    const from = this.turns.now();
    do {
      const next = running.next();
      if (next.done) return next;
    } while (this.turns.now() - from < forMs);
    return undefined;
  }

  private goOn(afterMs: number): void {
    this.stop = this.turns.later(() => {
      const { running } = this;
      if (!running) return;
      const whole = this.band(running, BAND_MS);
      if (!whole) return this.goOn(0);
      // It takes the place of the last guess of how long it takes, too.
      this.onWhole(this.take(whole));
    }, afterMs);
  }
}
