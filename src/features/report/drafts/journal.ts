/** Writes what changed within `withinMs`, one write at a time, the newest last. */
export interface Journal {
  /** Something changed. */
  touch(): void;
  /** Writes at once what waits; resolves when all is on the disk, rejects never. */
  flush(): Promise<void>;
  stop(): void;
}

/**
 * `write` puts down how things are when it is called. A failed write is told of and tried again with the next change.
 */
export function createJournal(
  write: () => Promise<void>,
  withinMs: number,
  told: (isKept: boolean) => void,
): Journal {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (isDue) {
      isDue = false;
      try {
        await write();
        told(true);
      } catch {
        told(false);
      }
    }
  };
  const start = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    touch() {
      isDue = true;
      // Not put off by the next change: a long drag is written down while it goes on.
      timer ??= setTimeout(() => void start(), withinMs);
    },
    flush: () => start(),
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
