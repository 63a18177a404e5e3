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
