import { endOf, type KnownShare } from './share';
import type { ShareFile } from './shareFile';

/** How often the file is looked at while guests are there: another companion may have ended a share. */
const LOOK_MS = 500;

export type ShareEnded = NonNullable<ReturnType<typeof endOf>>;

/** What is under way for guests: told when their share ends, whichever companion ended it. */
export class UnderWay {
  private readonly shares: ShareFile;
  private readonly now: () => number;
  private readonly waiting = new Map<string, Set<(reason: ShareEnded) => void>>();
  private timer: NodeJS.Timeout | undefined;
  private unwatch: (() => void) | undefined;

  constructor(shares: ShareFile, now: () => number = Date.now) {
    this.shares = shares;
    this.now = now;
  }

  /** Calls back once, when the share ends. The result gives the wait up. */
  untilEnd({ id }: KnownShare, ended: (reason: ShareEnded) => void): () => void {
    const waiting = this.waiting.get(id) ?? new Set();
    waiting.add(ended);
    this.waiting.set(id, waiting);
    this.unwatch ??= this.shares.watch(() => this.look());
    this.timer ??= setInterval(() => {
      this.shares.refresh();
      this.look();
    }, LOOK_MS).unref();
    return () => {
      waiting.delete(ended);
      if (waiting.size === 0 && this.waiting.get(id) === waiting) this.waiting.delete(id);
      if (this.waiting.size === 0) this.stop();
    };
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.unwatch?.();
    this.unwatch = undefined;
  }

  private look(): void {
    for (const [id, waiting] of [...this.waiting]) {
      const share = this.shares.known(id);
      const reason = share === undefined ? 'revoked' : endOf(share, this.now());
      if (reason === undefined) continue;
      this.waiting.delete(id);
      for (const tell of waiting) tell(reason);
    }
  }
}
