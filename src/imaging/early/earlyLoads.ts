import type { EngineFacts, SeriesLoad } from '@/imaging/pane/paneStore';
import { createLoadNews } from '@/imaging/series/loadNews';

type Loads = EngineFacts['loads'];
type Key = keyof Loads;

/** How much is here of a picture's series before the engine. */
export interface EarlyLoad {
  readonly key: Key;
  readonly load: SeriesLoad;
}

/** How long the engine may take to take over what came before it: after that its own word holds. */
const TAKEN_MS = 1000;

/** Whether the engine has described a series and is only still taking over what is here of it. */
const isBehind = (now: SeriesLoad, { wanted, loaded }: SeriesLoad): boolean =>
  now.wanted === wanted &&
  now.loaded < loaded &&
  now.failed === 0 &&
  now.waiting === undefined &&
  now.atOnce === undefined;

/** What came of a series before the engine, with the engine's own words: the same object as long as both are. */
interface Merged {
  readonly of: SeriesLoad;
  readonly with: SeriesLoad;
  readonly load: SeriesLoad;
}

/** A series of which something came before the engine. */
interface Kept {
  load: SeriesLoad;
  isStanding: boolean;
  /** Runs once its picture is the engine's. */
  limit?: ReturnType<typeof setTimeout> | undefined;
  merged?: Merged;
}

/**
 * What is told of all series: of those whose early pictures stand, what came before the engine until that has described them, and the higher
 * count until it has taken that over, so that no progress goes back. Told as often as people can follow.
 */
export class EarlyLoads {
  private readonly kept = new Map<Key, Kept>();
  private before: Loads = {};
  private readonly late: () => void;
  private readonly news;

  /** @param late There is something to tell now that was held back. */
  constructor(late: () => void) {
    this.late = late;
    this.news = createLoadNews(late);
  }

  /**
   * @param standing Of the series whose early pictures stand.
   * @param told What the engine says.
   */
  next(standing: readonly EarlyLoad[], told: Loads = {}): Loads {
    for (const known of this.kept.values()) known.isStanding = false;
    for (const { key, load } of standing) {
      const known = this.kept.get(key);
      clearTimeout(known?.limit);
      if (known) Object.assign(known, { load, isStanding: true, limit: undefined });
      else this.kept.set(key, { load, isStanding: true });
    }
    for (const [key, known] of this.kept) {
      if (known.isStanding) continue;
      known.limit ??= setTimeout(() => {
        this.kept.delete(key);
        this.late();
      }, TAKEN_MS);
    }
    const early = [...this.kept].flatMap(([key, known]) => {
      const load = this.told(known, told[key]);
      return load ? [[key, load] as const] : [];
    });
    // What the engine tells is told seldom enough by itself.
    if (early.length === 0) return (this.before = told);
    const loads = Object.entries({ ...told, ...Object.fromEntries(early) }) as [Key, SeriesLoad][];
    this.before = this.news.next(this.before, loads);
    return this.before;
  }

  stop(): void {
    for (const { limit } of this.kept.values()) clearTimeout(limit);
    this.news.stop();
  }

  /** What is told of a series in place of the engine's own words; undefined: those. */
  private told(known: Kept, now: SeriesLoad | undefined): SeriesLoad | undefined {
    const { load, isStanding, merged } = known;
    if (!now?.order) return isStanding ? load : undefined;
    if (!isBehind(now, load)) return undefined;
    if (merged?.of === now && merged.with === load) return merged.load;
    known.merged = { of: now, with: load, load: { ...now, loaded: load.loaded, had: load.had } };
    return known.merged.load;
  }
}
