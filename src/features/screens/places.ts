/**
 * The two places of a reading, each held by one window at the most: a lock of the browser (Web Locks), which goes with its window however
 * that ends. Whoever waits for a place to be free shares it for a moment, and never holds it.
 */

/** What of Web Locks is used: tests have their own. */
export interface Locks {
  request(
    name: string,
    options: { mode?: 'exclusive' | 'shared'; ifAvailable?: boolean; signal?: AbortSignal },
    held: (lock: unknown) => Promise<void> | undefined,
  ): Promise<unknown>;
  query(): Promise<{ held?: readonly { name?: string; mode?: string }[] }>;
}

const nameOf = (reading: string, place: 'first' | 'second') => `isocenter-${place}-${reading}`;

/** Takes a place; the result gives it back. Undefined: another window has it. */
export async function takePlace(
  locks: Locks,
  reading: string,
  place: 'first' | 'second',
): Promise<(() => void) | undefined> {
  const name = nameOf(reading, place);
  for (;;) {
    const taken = await new Promise<(() => void) | undefined>((resolve, reject) => {
      locks
        .request(name, { mode: 'exclusive', ifAvailable: true }, (lock) => {
          if (!lock) return void resolve(undefined);
          return new Promise<void>((giveBack) => resolve(giveBack));
        })
        .catch(reject);
    });
    if (taken) return taken;
    const { held = [] } = await locks.query();
    // Who waits for the end of the window that had it is about to go on.
    if (held.some((one) => one.name === name && one.mode === 'exclusive')) return undefined;
  }
}

/** Calls once the window that has a place is gone, or at once where none has it; `signal` ends the waiting. */
export function whenPlaceIsFree(
  locks: Locks,
  reading: string,
  place: 'first' | 'second',
  signal: AbortSignal,
  then: () => void,
): void {
  locks
    .request(nameOf(reading, place), { mode: 'shared', signal }, () => {
      if (!signal.aborted) then();
      return undefined;
    })
    .catch(() => undefined); // Nobody waits any more.
}
