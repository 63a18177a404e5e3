import type {
  NotMarked,
  ReadingRecord,
  ReadingSaid,
  ReadingStanding,
} from '@/features/contract/studyReading';
import { isMomentMs, type ReadingAct, type StudyPlace, type StudyReading } from '@/protocol/reading';

/** Of more studies the oldest are new again. */
const MOST_STUDIES = 5_000;
/** UIDs and times, nothing else. */
const SHELF = 'isocenter-reading';
const YOU = { id: 'here', name: '' };
const STANDING: ReadingStanding = { you: YOU.id, marks: true, isLive: true, isHereOnly: true };

/** When a study was read and bookmarked here, ms since 1970. */
interface Kept {
  readonly read?: number;
  readonly bookmark?: number;
}

const isKept = (value: unknown): value is Kept => {
  if (typeof value !== 'object' || value === null) return false;
  const { read, bookmark } = value as Record<string, unknown>;
  return [read, bookmark].every((one) => one === undefined || isMomentMs(one));
};

const keyOf = ({ archive, study }: StudyPlace): string => `${archive} ${study}`;

function after({ read, bookmark }: Kept, act: ReadingAct, atMs: number): Kept {
  const now = {
    read: act === 'read' ? (read ?? atMs) : act === 'unread' ? undefined : read,
    bookmark: act === 'bookmark' ? (bookmark ?? atMs) : act === 'unbookmark' ? undefined : bookmark,
  };
  return {
    ...(now.read === undefined ? {} : { read: now.read }),
    ...(now.bookmark === undefined ? {} : { bookmark: now.bookmark }),
  };
}

/** What was read and bookmarked in this browser, where there is no companion to share it: of its tabs alone. */
export class LocalReadingRecord implements ReadingRecord {
  private readonly shelf: Storage;
  private readonly followers = new Set<() => void>();
  private readonly ends = new AbortController();
  private kept: ReadonlyMap<string, Kept>;
  private states = new Map<string, StudyReading>();
  private last: ReadingSaid | undefined;

  constructor(shelf: Storage) {
    this.shelf = shelf;
    this.kept = this.recall();
    // Other tabs of this browser.
    addEventListener(
      'storage',
      ({ key }) => {
        if (key !== SHELF && key !== null) return;
        this.kept = this.recall();
        this.states.clear();
        this.tell();
      },
      { signal: this.ends.signal },
    );
  }

  subscribe(changed: () => void): () => void {
    this.followers.add(changed);
    return () => void this.followers.delete(changed);
  }

  standing(): ReadingStanding {
    return STANDING;
  }

  of(place: StudyPlace): StudyReading | undefined {
    const key = keyOf(place);
    const kept = this.kept.get(key);
    if (!kept) return undefined;
    const state = this.states.get(key) ?? {
      read: kept.read === undefined ? undefined : { by: YOU, atMs: kept.read },
      bookmarks: kept.bookmark === undefined ? [] : [{ by: YOU, atMs: kept.bookmark }],
      open: [],
    };
    this.states.set(key, state);
    return state;
  }

  ask(): Promise<void> {
    return Promise.resolve();
  }

  show(): void {
    // Nobody else would be told.
  }

  act(act: ReadingAct, place: StudyPlace): Promise<NotMarked | undefined> {
    const key = keyOf(place);
    // As another tab left it.
    const next = new Map(this.recall());
    const kept = after(next.get(key) ?? {}, act, Date.now());
    next.delete(key);
    if (Object.keys(kept).length > 0) next.set(key, kept);
    const [oldest] = next.keys();
    if (next.size > MOST_STUDIES && oldest !== undefined) next.delete(oldest);
    try {
      this.shelf.setItem(SHELF, JSON.stringify([...next]));
    } catch {
      return Promise.resolve('disk');
    }
    this.kept = next;
    this.states.delete(key);
    this.tell();
    return Promise.resolve(undefined);
  }

  said(): ReadingSaid | undefined {
    return this.last;
  }

  say(said: ReadingSaid | undefined): void {
    if (this.last === said) return;
    this.last = said;
    this.tell();
  }

  close(): void {
    this.ends.abort();
    this.followers.clear();
  }

  private recall(): ReadonlyMap<string, Kept> {
    try {
      const held: unknown = JSON.parse(this.shelf.getItem(SHELF) ?? '[]');
      const pairs = Array.isArray(held) ? (held as unknown[]) : [];
      return new Map(
        pairs.filter(
          (pair): pair is [string, Kept] =>
            Array.isArray(pair) && typeof pair[0] === 'string' && isKept(pair[1]),
        ),
      );
    } catch {
      return new Map();
    }
  }

  private tell(): void {
    for (const follow of [...this.followers]) follow();
  }
}
