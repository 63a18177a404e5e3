/** The clock, and turns of the page to come. */
export interface Turns {
  now(): number;
  /** Runs it in a turn of its own, after so long; the result takes it back. */
  later(run: () => void, afterMs: number): () => void;
}

/** A turn of its own for each: what a hand did meanwhile comes first. */
export const PAGE_TURNS: Turns = {
  now: () => performance.now(),
  later: (run, afterMs) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
};

/** So long one turn may hold up what a hand does. */
const BAND_MS = 8;

/** What a work that rests comes to, in turns of the page; undefined: it was given up. */
export async function inTurns<T>(
  work: Generator<void, T>,
  turns: Turns,
  signal: AbortSignal,
): Promise<T | undefined> {
  while (!signal.aborted) {
    const from = turns.now();
    do {
      const next = work.next();
      if (next.done) return next.value;
    } while (turns.now() - from < BAND_MS);
    await new Promise<void>((goOn) => {
      turns.later(goOn, 0);
    });
  }
  return undefined;
}
