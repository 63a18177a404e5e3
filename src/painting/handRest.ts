/** The hand rests when it has touched nothing for so long. */
export const REST_MS = 1000;
/** An idle moment shorter than this is none: a piece of work takes some milliseconds. */
const IDLE_MS = 8;
/** Where the browser does not say when it is idle: so long after the last look. */
const LATER_MS = 300;

const INPUTS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchmove'] as const;

export interface HandRest {
  /** Resolves in an idle moment, when nothing has been touched for so long: for one short piece of work. */
  readonly pause: () => Promise<void>;
  readonly stop: () => void;
}

const idleMs = (): Promise<number> =>
  new Promise((done) =>
    typeof requestIdleCallback === 'undefined'
      ? setTimeout(() => done(Infinity), LATER_MS)
      : requestIdleCallback((deadline) => done(deadline.timeRemaining())),
  );

/** Listens to the hand, from now on; the page's own `target`, clock and idle moments but in tests. */
export function createHandRest(
  restMs: number,
  target: Pick<EventTarget, 'addEventListener'> = window,
  nowMs: () => number = () => performance.now(),
  idle = idleMs,
): HandRest {
  const life = new AbortController();
  let touchedMs = nowMs();
  const touch = () => {
    touchedMs = nowMs();
  };
  for (const input of INPUTS)
    target.addEventListener(input, touch, { capture: true, passive: true, signal: life.signal });
  const leftMs = () => touchedMs + restMs - nowMs();
  return {
    async pause() {
      do {
        while (leftMs() > 0) await new Promise((done) => setTimeout(done, leftMs()));
      } while ((await idle()) < IDLE_MS || leftMs() > 0);
    },
    stop: () => life.abort(),
  };
}
