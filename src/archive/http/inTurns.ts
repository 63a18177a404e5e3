/** Whoever waits for the page's thread, the reader's hand above all, has it after so long. */
const TURN_MS = 8;

/** Lets what waits for the thread run, and goes on; not by a timer, which hidden pages hold back for a second. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });

/**
 * What `make` makes of each item, in order, a few milliseconds at a time: descriptions of thousands of objects would keep the
 * thread for most of a second. Stops with the signal's reason. `nowMs`: a clock.
 */
export async function inTurns<T, R>(
  items: readonly T[],
  make: (item: T) => R,
  signal: AbortSignal,
  nowMs: () => number = () => performance.now(),
): Promise<R[]> {
  const made: R[] = [];
  let untilMs = nowMs() + TURN_MS;
  for (const item of items) {
    if (nowMs() >= untilMs) {
      await breathe();
      signal.throwIfAborted();
      untilMs = nowMs() + TURN_MS;
    }
    made.push(make(item));
  }
  return made;
}
