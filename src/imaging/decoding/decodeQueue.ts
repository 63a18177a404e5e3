/** A queue of decodes: few at a time, what is looked at first. */
export interface DecodeQueue {
  /** Runs `work` when its turn comes; `urgent` goes before everything that waits. */
  add<T>(work: () => Promise<T>, isUrgent: boolean): Promise<T>;
}

export function createDecodeQueue(most: number): DecodeQueue {
  const urgent: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;
  const next = () => {
    while (running < most) {
      const start = urgent.shift() ?? waiting.shift();
      if (!start) return;
      running++;
      start();
    }
  };
  return {
    add: (work, isUrgent) =>
      new Promise((resolve, reject) => {
        const start = () => {
          void work()
            .then(resolve, reject)
            .finally(() => {
              running--;
              next();
            });
        };
        (isUrgent ? urgent : waiting).push(start);
        next();
      }),
  };
}
