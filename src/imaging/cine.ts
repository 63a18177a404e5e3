/** What a running loop needs of its pane. Places count from 0. */
export interface CineTarget {
  count(): number;
  index(): number;
  /** How long a frame stays, ms; above 0. */
  stayMs(index: number): number;
  /** Whether a frame can be drawn at once; the loop waits for one that cannot. */
  has(index: number): boolean;
  show(index: number): void;
}

/** The frame to show at `now` and until when, from the frame whose time was over at `due`: late ones are skipped. */
export function nextFrame(target: CineTarget, due: number, now: number): { index: number; untilMs: number } {
  const count = Math.max(target.count(), 1);
  let index = target.index();
  let untilMs = due;
  for (let steps = 0; steps < count && (steps === 0 || untilMs <= now); steps++) {
    index = (index + 1) % count;
    untilMs += target.stayMs(index);
  }
  return { index, untilMs: Math.max(untilMs, now) };
}

/** Runs a loop by the clock: late frames are skipped, absent ones waited for. The result stops it. */
export function startCine(target: CineTarget): () => void {
  let handle = 0;
  let due = performance.now();
  const step = (now: number) => {
    handle = requestAnimationFrame(step);
    if (now < due) return;
    const { index, untilMs } = nextFrame(target, due, now);
    if (!target.has(index)) {
      due = now;
      return;
    }
    due = untilMs;
    target.show(index);
  };
  handle = requestAnimationFrame(step);
  return () => cancelAnimationFrame(handle);
}
