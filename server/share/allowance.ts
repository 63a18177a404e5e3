/** What the guests of one share may add to an archive in a day: more than anybody measures, less than fills a disk. */
export const A_DAY = { bytes: 256 * 2 ** 20, objects: 500 } as const;
const DAY_MS = 86_400_000;
const MOST_SHARES = 10_000;

interface Used {
  readonly sinceMs: number;
  bytes: number;
  objects: number;
}

/** Counts what each share adds. Counted in memory: a companion that is started anew begins anew. */
export class Allowance {
  private readonly used = new Map<string, Used>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Whether so much more fits; counted if it does. */
  takes(share: string, bytes: number, objects: number): boolean {
    const nowMs = this.now();
    const before = this.used.get(share);
    const used =
      before && nowMs - before.sinceMs < DAY_MS ? before : { sinceMs: nowMs, bytes: 0, objects: 0 };
    const fits = used.bytes + bytes <= A_DAY.bytes && used.objects + objects <= A_DAY.objects;
    if (fits) {
      used.bytes += bytes;
      used.objects += objects;
    }
    this.used.delete(share);
    this.used.set(share, used);
    const [oldest] = this.used.keys();
    if (this.used.size > MOST_SHARES && oldest !== undefined) this.used.delete(oldest);
    return fits;
  }
}
