/** Work of which a few run at once and the rest waits in order of asking: the page's one limit of that kind. */
export interface FewAtOnce {
  /** Runs `work` when its turn comes; what is urgent goes before all that waits. Settles as the work does. */
  run<T>(work: () => Promise<T>, isUrgent?: boolean): Promise<T>;
  /** Begins, where it was made closed. */
  open(): void;
  /** Forgets what waits: that never settles. */
  clear(): void;
}

export function fewAtOnce(most: number, isOpen = true): FewAtOnce {
  const urgent: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;
  let open = isOpen;
  const next = () => {
    while (open && running < most) {
      const start = urgent.shift() ?? waiting.shift();
      if (!start) return;
      running += 1;
      start();
    }
  };
  const runOne = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      running -= 1;
      next();
    }
  };
  return {
    run: (work, isUrgent = false) =>
      new Promise((resolve, reject) => {
        (isUrgent ? urgent : waiting).push(() => void runOne(work).then(resolve, reject));
        next();
      }),
    open: () => {
      open = true;
      next();
    },
    clear: () => {
      urgent.length = 0;
      waiting.length = 0;
    },
  };
}

/** Runs a job for every item, `most` at once, and keeps the order of the results. Rejects with the first fault. */
export function eachOf<T, R>(
  items: readonly T[],
  most: number,
  run: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const few = fewAtOnce(most);
  return Promise.all(items.map((item, index) => few.run(() => run(item, index))));
}
