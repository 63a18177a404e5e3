import * as z from 'zod/mini';
import { isMomentMs, READING_ACTS, type StudyPlace } from '@/protocol/reading';
import type { Disk } from '../state/disk';
import { EventLog } from '../state/eventLog';
import { READING_LIMITS, type ReadingLimits } from './limits';

const event = z.object({
  is: z.enum(READING_ACTS),
  at: z.number().check(z.refine(isMomentMs)),
  archive: z.string(),
  study: z.string(),
  /** `personId`, and the name that others read. */
  by: z.string(),
  name: z.string(),
  /** Of another's act nothing is taken back. */
  own: z.optional(z.boolean()),
});
type ReadingEvent = z.infer<typeof event>;

/** Who did something to a study, and when. */
export interface KeptMark {
  readonly by: string;
  readonly name: string;
  readonly at: number;
}

/** What is kept of one study. */
export interface KeptReading {
  readonly read?: KeptMark;
  readonly bookmarks: readonly KeptMark[];
}

const NOTHING: KeptReading = { bookmarks: [] };
/** One name for a study over all archives: neither part holds a space. */
export const placeKey = ({ archive, study }: StudyPlace): string => `${archive} ${study}`;

/** A study after something was done to it; the same object where that changes nothing. */
function after(
  kept: KeptReading,
  { is, by, name, at, own }: ReadingEvent,
  mostBookmarks: number,
): KeptReading {
  const { read, bookmarks } = kept;
  const mine = bookmarks.find((one) => one.by === by);
  // Whoever was first has read it: a second mark takes nobody's name off.
  if (is === 'read') return read ? kept : { ...kept, read: { by, name, at } };
  if (is === 'unread') return read && (own !== true || read.by === by) ? { bookmarks } : kept;
  if (is === 'bookmark')
    return mine || bookmarks.length >= mostBookmarks
      ? kept
      : { ...kept, bookmarks: [...bookmarks, { by, name, at }] };
  return mine ? { ...kept, bookmarks: bookmarks.filter((one) => one !== mine) } : kept;
}

interface ReadingFileParts {
  /** Told of each study that is another than before, whoever changed it. */
  readonly changed?: (place: StudyPlace) => void;
  readonly limits?: ReadingLimits;
  readonly disk?: Disk | undefined;
  /** Says something to whoever looks after the companion. */
  readonly say?: (line: string) => void;
}

/**
 * Which studies were read and bookmarked, by whom and when, in one file that only grows: UIDs of studies and people who
 * signed in, nothing of patients. Several companions may share the file: the order of its lines is the order of what happened,
 * whatever their clocks say.
 */
export class ReadingFile {
  private readonly log: EventLog;
  private readonly limits: ReadingLimits;
  private readonly known = new Map<string, KeptReading>();
  private readonly bookmarks = new Map<string, number>();
  private readonly changed: (place: StudyPlace) => void;
  private readonly path: string;
  private readonly say: (line: string) => void;
  private reading: Promise<void> | undefined;
  private wasRead = false;
  private isFaulty = false;
  private strange = 0;

  constructor(path: string, { changed, limits, disk, say }: ReadingFileParts = {}) {
    this.path = path;
    this.limits = limits ?? READING_LIMITS;
    this.changed = changed ?? (() => undefined);
    this.say = say ?? (() => undefined);
    this.log = new EventLog(path, (line) => this.take(line), disk, 'later');
    void this.refresh();
  }

  /** All that was there at the start has been read: before that nothing can be told. */
  get isRead(): boolean {
    return this.wasRead;
  }

  of(place: StudyPlace): KeptReading | undefined {
    return this.known.get(placeKey(place));
  }

  /** Reads on, beside all else: what is there, and what other companions have written. That it cannot be read is said once. */
  refresh(): Promise<void> {
    this.reading ??= this.readOn().finally(() => (this.reading = undefined));
    return this.reading;
  }

  /**
   * Notes what somebody did. Settles when it is on the disk: `same` where it changes nothing, and nothing is written; `many`,
   * `full`, and `other` where it was to take back one's own and is another's: it was not done. Rejects with NotWritten, and where
   * the file cannot be read.
   */
  async note(happened: ReadingEvent): Promise<'done' | 'same' | 'many' | 'full' | 'other'> {
    this.log.refresh();
    const { is, by, own } = happened;
    const kept = this.of(happened) ?? NOTHING;
    const isNewBookmark = is === 'bookmark' && !kept.bookmarks.some((one) => one.by === by);
    const { bookmarksEach, bookmarksOfStudy, fileBytes } = this.limits;
    const isMany =
      (this.bookmarks.get(by) ?? 0) >= bookmarksEach || kept.bookmarks.length >= bookmarksOfStudy;
    if (isNewBookmark && isMany) return 'many';
    if (is === 'unread' && own === true && kept.read !== undefined && kept.read.by !== by) return 'other';
    if (after(kept, happened, bookmarksOfStudy) === kept) return 'same';
    if (this.log.bytes >= fileBytes) return 'full';
    await this.log.append(happened);
    return 'done';
  }

  close(): void {
    this.log.close();
  }

  private async readOn(): Promise<void> {
    try {
      await this.log.refreshBeside();
      this.isFaulty = false;
      if (!this.wasRead) this.tellDamage();
      this.wasRead = true;
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      if (!this.isFaulty)
        this.say(
          `${this.path} cannot be read (${why}): until it can, no study is marked as read or bookmarked. All else goes on.`,
        );
      this.isFaulty = true;
    }
  }

  private tellDamage(): void {
    const lines = this.log.damagedLines + this.strange;
    if (lines > 0)
      this.say(
        `${this.path} is damaged: ${lines} of its lines cannot be read. What they said of studies read and bookmarked is lost; the rest holds.`,
      );
  }

  private take(line: unknown): void {
    const happened = event.safeParse(line).data;
    if (happened === undefined) {
      this.strange += 1;
      return;
    }
    const key = placeKey(happened);
    const before = this.known.get(key) ?? NOTHING;
    const now = after(before, happened, this.limits.bookmarksOfStudy);
    if (now === before) return;
    this.count(happened.by, now.bookmarks.length - before.bookmarks.length);
    this.known.delete(key);
    if (now.read || now.bookmarks.length > 0) this.known.set(key, now);
    this.forgetOldest();
    if (this.wasRead) this.changed(happened);
  }

  private forgetOldest(): void {
    if (this.known.size <= this.limits.studies) return;
    const [oldest] = this.known;
    if (oldest === undefined) return;
    this.known.delete(oldest[0]);
    for (const { by } of oldest[1].bookmarks) this.count(by, -1);
  }

  private count(by: string, more: number): void {
    const count = (this.bookmarks.get(by) ?? 0) + more;
    if (count > 0) this.bookmarks.set(by, count);
    else this.bookmarks.delete(by);
  }
}
