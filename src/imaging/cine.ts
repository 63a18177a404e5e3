/** What a running loop needs of its pane. */
export interface CineTarget {
  fps(): number;
  count(): number;
  index(): number;
  /** Whether a frame can be drawn at once; the loop waits for one that cannot. */
  has(index: number): boolean;
  show(index: number): void;
}

/** Runs a loop by the clock: late frames are skipped, absent ones waited for. The result stops it. */
export function startCine(target: CineTarget): () => void {
  let handle = 0;
  let due = performance.now();
  const step = (now: number) => {
    handle = requestAnimationFrame(step);
    const everyMs = 1000 / target.fps();
    if (now < due) return;
    const behind = Math.floor((now - due) / everyMs);
    const next = (target.index() + 1 + Math.min(behind, target.count())) % Math.max(target.count(), 1);
    if (!target.has(next)) {
      due = now;
      return;
    }
    due += (behind + 1) * everyMs;
    target.show(next);
  };
  handle = requestAnimationFrame(step);
  return () => cancelAnimationFrame(handle);
}
