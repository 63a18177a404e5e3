import type { CineMode } from '@/view/viewState';

/** What a running loop needs of its pane. Places count from 0. */
export interface CineTarget {
  /** The first and the last place that are played. */
  range(): readonly [first: number, last: number];
  mode(): CineMode;
  index(): number;
  /** How long a frame stays, ms; above 0. */
  stayMs(index: number): number;
  /** Whether a frame can be drawn at once; the loop waits for one that cannot. */
  has(index: number): boolean;
  show(index: number): void;
  /** What is played once is over. */
  ended(): void;
}

/** Towards the last place or the first. */
export type CineWay = 1 | -1;

/** A frame to come, and the way on from it. */
interface Place {
  readonly index: number;
  readonly way: CineWay;
}

/** The frame after another one; undefined where what is played once is over. What lies outside the range goes to its beginning. */
export function following(
  { index, way }: Place,
  [first, last]: readonly [number, number],
  mode: CineMode,
): Place | undefined {
  if (index < first || index > last) return { index: first, way: 1 };
  if (mode !== 'yoyo') {
    if (index < last) return { index: index + 1, way: 1 };
    return mode === 'once' ? undefined : { index: first, way: 1 };
  }
  if (first === last) return { index, way };
  const next = index + way;
  if (next >= first && next <= last) return { index: next, way };
  return { index: index - way, way: way === 1 ? -1 : 1 };
}

/**
 * The frame to show at `now` and until when, from the frame whose time was over at `due`: late ones are skipped.
 * Undefined where there is none any more.
 */
export function nextFrame(
  target: CineTarget,
  way: CineWay,
  due: number,
  now: number,
): (Place & { readonly untilMs: number }) | undefined {
  const range = target.range();
  const [mode, most] = [target.mode(), Math.max(range[1] - range[0] + 1, 1)];
  let place: Place = { index: target.index(), way };
  let untilMs = due;
  for (let steps = 0; steps < most && (steps === 0 || untilMs <= now); steps++) {
    const next = following(place, range, mode);
    // Late at the end: the last one is shown all the same.
    if (!next) return steps === 0 ? undefined : { ...place, untilMs: Math.max(untilMs, now) };
    place = next;
    untilMs += target.stayMs(place.index);
  }
  return { ...place, untilMs: Math.max(untilMs, now) };
}

/** Runs a loop by the clock: late frames are skipped, absent ones waited for. The result stops it. */
export function startCine(target: CineTarget): () => void {
  let handle = 0;
  let due = performance.now();
  let way: CineWay = 1;
  const [first, last] = target.range();
  // What is over is played from its beginning.
  if (target.mode() === 'once' && target.index() >= last && target.has(first)) {
    target.show(first);
    due += target.stayMs(first);
  }
  const step = (now: number) => {
    handle = requestAnimationFrame(step);
    if (now < due) return;
    const next = nextFrame(target, way, due, now);
    if (!next) {
      cancelAnimationFrame(handle);
      target.ended();
      return;
    }
    if (!target.has(next.index)) {
      due = now;
      return;
    }
    due = next.untilMs;
    way = next.way;
    target.show(next.index);
  };
  handle = requestAnimationFrame(step);
  return () => cancelAnimationFrame(handle);
}
