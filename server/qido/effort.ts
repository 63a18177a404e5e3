import { HttpRefusal } from '../http/problem';

/** Comparisons of one search: a hundred thousand objects by some fifteen keys, well below a third of a second. */
const MOST = 1_500_000;
/** Nobody else waits longer than this for their turn. */
const TURN_MS = 8;
/** Comparisons between two looks at the clock. */
const LOOK = 256;

/** What one search has cost by now. Gives way to others in between, and ends where it asks for too much. */
export class Effort {
  private left: number;
  private sinceLook = 0;
  private begunMs = performance.now();

  constructor(most: number = MOST) {
    this.left = most;
  }

  /** Counts comparisons. Throws Refusal where they are too many for one request. */
  spend(count: number): void {
    this.mustCover(count);
    this.left -= count;
    this.sinceLook += count;
  }

  /** Throws Refusal where so many comparisons to come are too many, before any is made. */
  mustCover(count: number): void {
    if (this.left < count)
      throw new HttpRefusal(
        413,
        'This search goes through too much at once: name a study, or use fewer keys.',
      );
  }

  /** Whether it is somebody else's turn. */
  get isLong(): boolean {
    if (this.sinceLook < LOOK) return false;
    this.sinceLook = 0;
    return performance.now() - this.begunMs >= TURN_MS;
  }

  /** Lets others have their turn. */
  async giveWay(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.begunMs = performance.now();
  }
}

/** How many are sorted at once. */
const RUN = 4_096;

/**
 * The first `count` of a list as `compare` orders it, equal ones in the order they had; gives way in between. What stands behind
 * the last of those found so far is looked at once.
 */
export async function firstInTurns<T extends object>(
  list: Iterable<T>,
  count: number,
  compare: (a: T, b: T) => number,
  effort: Effort,
): Promise<readonly T[]> {
  let best: T[] = [];
  let worst: T | undefined;
  let waiting: T[] = [];
  const sortIn = (): void => {
    // A stable sort: what came earlier stands before what is equal to it.
    best = [...best, ...waiting].sort(compare).slice(0, count);
    waiting = [];
    worst = best.length === count ? best.at(-1) : undefined;
  };
  for (const each of list) {
    if (effort.isLong) await effort.giveWay();
    if (worst !== undefined && compare(each, worst) >= 0) continue;
    waiting.push(each);
    if (waiting.length < Math.max(RUN, count)) continue;
    sortIn();
    await effort.giveWay();
  }
  sortIn();
  return best;
}
