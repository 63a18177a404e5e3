import type { EngineFacts, SeriesLoad } from '@/imaging/pane/paneStore';

type Loads = EngineFacts['loads'];

/** While nothing but the count of what has arrived grows, it is told no more often: whoever draws it renders, and the whole page is put together anew. */
const PAUSE_MS = 400;

/** Whether a series has only come further, and is not done: all else is news that nobody should wait for. */
const isProgress = (before: SeriesLoad | undefined, now: SeriesLoad): boolean =>
  before !== undefined &&
  now.loaded < now.wanted &&
  before.wanted === now.wanted &&
  before.failed === now.failed &&
  before.waiting === now.waiting &&
  before.order === now.order &&
  before.described === now.described;

export interface LoadNews {
  /** What is told of all series now: `before` itself where nothing changed, or where it is told a little later. */
  next(before: Loads, loads: readonly (readonly [key: keyof Loads, load: SeriesLoad])[]): Loads;
  stop(): void;
}

/** How much of every series is here, told as often as people can follow. `late`: there is something to tell now that was held back. */
export function createLoadNews(late: () => void, nowMs: () => number = () => performance.now()): LoadNews {
  let toldMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    next(before, loads) {
      const isSame = loads.length === Object.keys(before).length;
      if (isSame && loads.every(([key, load]) => before[key] === load)) return before;
      const restMs = toldMs + PAUSE_MS - nowMs();
      const isPatient = ([key, load]: (typeof loads)[number]) =>
        before[key] === load || isProgress(before[key], load);
      if (restMs > 0 && isSame && loads.every(isPatient)) {
        timer ??= setTimeout(() => {
          timer = undefined;
          late();
        }, restMs);
        return before;
      }
      toldMs = nowMs();
      return Object.fromEntries(loads);
    },
    stop: () => clearTimeout(timer),
  };
}
