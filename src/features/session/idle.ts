/** Time as the idle watch needs it. */
export interface IdleClock {
  /** Milliseconds since 1970: goes on while the device sleeps, and may be set. */
  dateMs(): number;
  /** Milliseconds since the page began: cannot be set, and may stand still while the device sleeps. */
  monotonicMs(): number;
  after(delayMs: number, run: () => void): () => void;
}

export interface IdleParts {
  readonly idleMs: number;
  /** How long before the end somebody is warned. */
  readonly warnMs: number;
  readonly clock: IdleClock;
  /** The page locks in so many milliseconds. */
  warn(leftMs: number): void;
  /** Somebody is there after all. */
  calm(): void;
  lock(): void;
}

/** Watches how long nobody has touched the page. */
export interface IdleWatch {
  /** Somebody touched this page, or another one of the same browser. False where that came too late: the page locks. */
  touched(): boolean;
  /** Looks at the clocks now: after a sleep, timers come late. */
  look(): void;
  stop(): void;
}

export function createIdleWatch({ idleMs, warnMs, clock, warn, calm, lock }: IdleParts): IdleWatch {
  let lastDateMs = clock.dateMs();
  let lastMonotonicMs = clock.monotonicMs();
  let isWarned = false;
  let isOver = false;
  let cancel = () => undefined as void;

  // The longer of both: a set clock must not keep a page open, nor a sleeping one.
  const idleForMs = () => Math.max(clock.dateMs() - lastDateMs, clock.monotonicMs() - lastMonotonicMs);

  const look = () => {
    if (isOver) return;
    cancel();
    const forMs = idleForMs();
    if (forMs >= idleMs) {
      isOver = true;
      lock();
      return;
    }
    if (forMs >= idleMs - warnMs && !isWarned) {
      isWarned = true;
      warn(idleMs - forMs);
    }
    cancel = clock.after(isWarned ? idleMs - forMs : idleMs - warnMs - forMs, look);
  };
  look();

  return {
    look,
    touched() {
      look();
      if (isOver) return false;
      lastDateMs = clock.dateMs();
      lastMonotonicMs = clock.monotonicMs();
      if (isWarned) {
        isWarned = false;
        calm();
        look();
      }
      return true;
    },
    stop() {
      isOver = true;
      cancel();
    },
  };
}
