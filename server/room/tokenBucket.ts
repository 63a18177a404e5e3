/** Rate limit: so many a second, and as many at once after a quiet second. */
export class TokenBucket {
  private readonly perS: number;
  private readonly now: () => number;
  private left: number;
  private atMs: number;

  constructor(perS: number, now: () => number) {
    this.perS = perS;
    this.now = now;
    this.left = perS;
    this.atMs = now();
  }

  /** Takes one; false: there is none left. */
  take(): boolean {
    const nowMs = this.now();
    this.left = Math.min(this.perS, this.left + ((nowMs - this.atMs) / 1000) * this.perS);
    this.atMs = nowMs;
    this.left -= 1;
    return this.left >= 0;
  }
}
