/** How long the stream of a series has the machine to itself, counted from its first image on the screen. */
const WHOLE_MS = 2000;
/** By then it has brought something. */
const BEGUN_MS = 500;
/** How long its pace is looked at. */
const PACE_MS = 150;

/**
 * How long the engine's code waits for the stream of the series that a link opens with. Parsing that code takes a machine of two cores half
 * a second, in which the stream stands still; a stream that has to wait for an archive or a network leaves time for both.
 */
export interface StreamFirst {
  /** The stream is done, or slow, or there is none, or has had its time. */
  readonly over: Promise<void>;
  /** The first image is on the screen, and the stream to be expected. */
  begin(): void;
  /** How much of the series is here, from 0 to 1. */
  came(share: number): void;
  end(): void;
}

export function createStreamFirst(nowMs: () => number = () => performance.now()): StreamFirst {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  let beganMs: number | undefined;
  /** When the first of the stream came, and how much was here then. */
  let first: { readonly ms: number; readonly share: number } | undefined;
  return {
    over,
    begin() {
      beganMs = nowMs();
      setTimeout(() => first ?? end(), BEGUN_MS);
      setTimeout(end, WHOLE_MS);
    },
    came(share) {
      if (beganMs === undefined) return;
      if (share >= 1) return end();
      first ??= { ms: nowMs(), share };
      const tookMs = nowMs() - first.ms;
      if (tookMs < PACE_MS) return;
      const restMs = ((1 - share) * tookMs) / (share - first.share);
      if (nowMs() + restMs > beganMs + WHOLE_MS) end();
    },
    end: () => end(),
  };
}
