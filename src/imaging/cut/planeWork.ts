import type { Turns } from '@/imaging/pane/turns';
import { beginFused, fusedPlane, type FusedPlane, type FusedReslicing } from '@/imaging/volume/fused';
import { halved } from '@/imaging/volume/reslice';
import type { CutPlane, VolumeFrames } from '@/imaging/volume/planeSource';

/** How long one turn may hold up what a hand does. */
const BAND_MS = 8;
/** A plane that takes longer while a hand moves it is shown with a quarter of its pixels first. */
const SLOW_MS = 14;
/** How long after its last move it is worked out with all of them. */
const REST_MS = 120;
/** Lines that are worked out between two looks at the clock. */
const LINES = 4;

/** What a plane is worked out from: the same of both is the same picture. */
interface Asked {
  readonly key: string;
  readonly values: VolumeFrames['values'];
  /** Of what is laid over it. */
  readonly above: VolumeFrames['values'] | undefined;
}

/** A plane as it can be shown. */
export interface Shown extends Asked, FusedPlane {
  /** Of half as many pixels each way: the whole one is on its way. */
  readonly isCoarse: boolean;
}

interface Whole extends Asked {
  readonly reslicing: FusedReslicing;
  line: number;
  tookMs: number;
}

const isSame = (a: Asked | undefined, b: Asked): boolean =>
  a?.key === b.key && a.values === b.values && a.above === b.above;

/**
 * Works a plane out without holding a hand up: what is done in one turn is shown whole; of what takes longer a coarse picture stands until
 * the whole one, worked out in bands while nothing moves, is there.
 */
export class PlaneWork {
  private readonly turns: Turns;
  private readonly onWhole: () => void;
  private shown: Shown | undefined;
  private whole: Whole | undefined;
  private stop: (() => void) | undefined;
  private wholeMs = 0;
  private movedAtMs = -Infinity;

  /** @param onWhole What was coarse is there as a whole: ask again. */
  constructor(turns: Turns, onWhole: () => void) {
    [this.turns, this.onWhole] = [turns, onWhole];
  }

  /** What is to be shown of a plane now; `over`: a volume that is laid over it. */
  ask(frames: VolumeFrames, plane: CutPlane, over?: VolumeFrames): Shown {
    const asked: Asked = { key: JSON.stringify(plane), values: frames.values, above: over?.values };
    const { shown } = this;
    if (shown && isSame(shown, asked)) return shown;
    const now = this.turns.now();
    const hasMoved = shown !== undefined && shown.key !== asked.key;
    // One step by itself is drawn whole; of many that follow each other each is as quick as can be.
    const isMoving = hasMoved && now - this.movedAtMs < 2 * REST_MS;
    if (hasMoved) this.movedAtMs = now;
    this.drop();
    this.whole = { ...asked, reslicing: beginFused(frames, over, plane), line: 0, tookMs: 0 };
    const isQuick = !(isMoving && this.wholeMs > SLOW_MS);
    if (isQuick && this.band(this.whole, SLOW_MS)) return this.take(this.whole);
    this.goOn(this.whole, isMoving ? REST_MS : 0);
    return (this.shown = { ...asked, ...fusedPlane(frames, over, halved(plane)), isCoarse: true });
  }

  /** The plane last asked for, whole, at once. */
  finish(): void {
    const { whole } = this;
    if (!whole) return;
    this.band(whole, Infinity);
    this.take(whole);
    this.onWhole();
  }

  /** Nothing is worked out any more. */
  drop(): void {
    this.stop?.();
    [this.stop, this.whole] = [undefined, undefined];
  }

  /** Works out lines for so long; whether all are there. */
  private band(whole: Whole, forMs: number): boolean {
    const { turns } = this;
    const from = turns.now();
    const { lines } = whole.reslicing;
    while (whole.line < lines && turns.now() - from < forMs) {
      const to = Math.min(lines, whole.line + LINES);
      whole.reslicing.draw(whole.line, to);
      whole.line = to;
    }
    whole.tookMs += turns.now() - from;
    return whole.line >= lines;
  }

  private goOn(whole: Whole, afterMs: number): void {
    this.stop = this.turns.later(() => {
      if (!this.band(whole, BAND_MS)) return this.goOn(whole, 0);
      this.take(whole);
      this.onWhole();
    }, afterMs);
  }

  private take({ key, values, above, reslicing, tookMs }: Whole): Shown {
    this.drop();
    this.wholeMs = tookMs;
    const { plane, over } = reslicing;
    return (this.shown = { key, values, above, plane, ...(over ? { over } : {}), isCoarse: false });
  }
}
