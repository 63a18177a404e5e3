/** Requests a second that a share may make, and how many at once: more than any viewer needs, less than a flood. */
const REQUESTS = { perS: 200, burst: 400 };
const MOST_SHARES = 10_000;

interface Bucket {
  left: number;
  atMs: number;
}

/** Keeps each share to a pace (a token bucket). */
export class RequestPace {
  private readonly buckets = new Map<string, Bucket>();
  private readonly now: () => number;

  private readonly rate: { readonly perS: number; readonly burst: number };

  constructor(
    now: () => number = () => performance.now(),
    rate: { readonly perS: number; readonly burst: number } = REQUESTS,
  ) {
    this.now = now;
    this.rate = rate;
  }

  /** Whether one more request fits. */
  takes(share: string): boolean {
    const nowMs = this.now();
    const { perS, burst } = this.rate;
    const before = this.buckets.get(share) ?? { left: burst, atMs: nowMs };
    const left = Math.min(burst, before.left + (Math.max(0, nowMs - before.atMs) / 1000) * perS);
    const takes = left >= 1;
    this.buckets.delete(share);
    this.buckets.set(share, { left: takes ? left - 1 : left, atMs: nowMs });
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MOST_SHARES && oldest !== undefined) this.buckets.delete(oldest);
    return takes;
  }
}
