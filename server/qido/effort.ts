import { Refusal } from '../http/problem';

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
      throw new Refusal(413, 'This search goes through too much at once: name a study, or use fewer keys.');
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

/** So many are sorted at once. */
const RUN = 4_096;

/** Two sorted lists as one. */
function merge<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): T[] {
  const all: T[] = [];
  let at = 0;
  for (const one of left) {
    for (let next = right[at]; next !== undefined && compare(one, next) > 0; next = right[at]) {
      all.push(next);
      at += 1;
    }
    all.push(one);
  }
  return all.concat(right.slice(at));
}

/** Sorts a long list, equal ones in the order they had, and gives way in between. */
export async function sortInTurns<T extends object>(
  list: readonly T[],
  compare: (a: T, b: T) => number,
  effort: Effort,
): Promise<readonly T[]> {
  let runs: T[][] = [];
  for (let at = 0; at < list.length; at += RUN) {
    runs.push(list.slice(at, at + RUN).sort(compare));
    await effort.giveWay();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(merge(runs[at] ?? [], runs[at + 1] ?? [], compare));
      await effort.giveWay();
    }
    runs = merged;
  }
  return runs[0] ?? [];
}
