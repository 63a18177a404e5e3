import { readFileSync, statSync } from 'node:fs';
import { latestEvents } from './eventLog';
import { replaceFile } from './wholeFile';

/** How often the time is put on the disk. */
const KEEP_MS = 60_000;
/** A clock that jumps ahead further than this is said, and believed on the disk only once it has stayed so for as long as `SETTLE_MS`. */
const JUMP_MS = 3_600_000;
const SETTLE_MS = 600_000;
/** No clock of a companion is wrong by so much, and nobody keeps a share for as long. */
const YEAR_MS = 366 * 86_400_000;
/** A file's own time and what it says it was kept at are that close. */
const WRITING_MS = 86_400_000;
/** Clocks are set by so much all the time. */
const USUAL_MS = 5_000;

const hours = (ms: number): string => `${(ms / 3_600_000).toFixed(1)} hours`;

/** What the time is taken from: tests give another one. */
export interface TimeSource {
  /** Milliseconds since 1970, as the machine has it. */
  readonly wall: () => number;
  /** Milliseconds since whenever; never goes back. */
  readonly steady: () => number;
}

/**
 * The time by which shares, handoffs and tokens end. It never goes back: not while the companion runs, and not over a
 * restart, so that a clock that is set back opens nothing that had ended. A clock that jumps far ahead ends what it ends as long as it
 * is wrong, and is said; only after ten minutes it counts for good. What was written into the logs after the time was last kept
 * counts too, unless it is of such a jump. (To believe a clock again that was wrong for longer:
 * stop the companion, and remove clock.json from the state folder.)
 */
export class StateClock {
  private readonly path: string;
  private readonly say: (line: string) => void;
  private readonly source: TimeSource;
  /** The highest time that is believed, and when that was by the steady clock. */
  private high: { readonly at: number; readonly steady: number };
  private aheadSince: number | undefined;
  private isBehind = false;
  private keptAt = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    path: string,
    say: (line: string) => void,
    source: TimeSource = { wall: Date.now, steady: () => performance.now() },
    logs: readonly string[] = [],
  ) {
    this.path = path;
    this.say = say;
    this.source = source;
    const wall = source.wall();
    const kept = readKept(path);
    const isMeant = kept - wall <= YEAR_MS || wasKeptThen(path, kept);
    if (!isMeant)
      say(
        `${path} says that it is more than a year later than the clock of this machine says. It is not believed: the clock is.`,
      );
    this.high = { at: Math.max(wall, latestSeen(isMeant ? kept : 0, logs)), steady: source.steady() };
    this.tellBehind(this.high.at - wall);
    this.keep();
  }

  /** Milliseconds since 1970, never less than before. */
  readonly now = (): number => {
    const { wall, steady } = this.source;
    const steadyMs = steady();
    const least = this.high.at + Math.max(0, steadyMs - this.high.steady);
    const said = wall();
    if (said - least > JUMP_MS) return this.ahead(said, least, steadyMs);
    this.aheadSince = undefined;
    this.tellBehind(least - said);
    const at = Math.max(least, said);
    this.high = { at, steady: steadyMs };
    if (at - this.keptAt >= KEEP_MS) this.keep();
    return at;
  };

  private ahead(said: number, least: number, steadyMs: number): number {
    if (this.aheadSince === undefined) {
      this.say(`The clock of this machine jumped ${hours(said - least)} ahead: what ends by it has ended.`);
      this.aheadSince = steadyMs;
    }
    if (steadyMs - this.aheadSince >= SETTLE_MS) {
      this.high = { at: said, steady: steadyMs };
      this.aheadSince = undefined;
      this.keep();
    }
    return said;
  }

  private tellBehind(byMs: number): void {
    const isBehind = byMs > USUAL_MS;
    if (isBehind && !this.isBehind)
      this.say(
        `The clock of this machine is ${hours(byMs)} behind the latest time seen here: what had ended stays so.`,
      );
    this.isBehind = isBehind;
  }

  private keep(): void {
    this.keptAt = this.high.at;
    // A full disk: the next minute tries again, and until a restart nothing goes back anyway.
    const seen = this.high.at;
    this.writing = this.writing
      .then(async () => {
        // Another companion on the same folder may have seen more.
        const kept = readKept(this.path);
        if (seen > kept || (kept - seen > YEAR_MS && !wasKeptThen(this.path, kept)))
          await replaceFile(this.path, JSON.stringify({ seen }));
      })
      .catch(() => undefined);
  }
}

/** The latest time that an earlier run saw; 0 where there was none. */
function readKept(path: string): number {
  try {
    const kept: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const seen: unknown = Reflect.get(Object(kept), 'seen');
    return typeof seen === 'number' && Number.isFinite(seen) ? seen : 0;
  } catch {
    return 0;
  }
}

/**
 * Whether the file was written at about the time that it says. A clock without a battery begins years ago, and the file is right; a
 * file that somebody wrote, or a disk mangled, says years ahead at no such time.
 */
function wasKeptThen(path: string, seen: number): boolean {
  const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Math.abs(mtimeMs - seen) <= WRITING_MS;
}

/** When an event of a log happened: those of shares have `at`, those of the audit `recorded`. */
function momentOf(event: unknown): number {
  const at: unknown = Reflect.get(Object(event), 'at');
  if (typeof at === 'number') return at;
  const recorded: unknown = Reflect.get(Object(event), 'recorded');
  return typeof recorded === 'string' ? Date.parse(recorded) : Number.NaN;
}

/** The latest time that was seen, by what was kept of it and by what the logs say of the time since. */
function latestSeen(kept: number, logs: readonly string[]): number {
  // Whoever removed it wants the machine's clock to be believed again.
  if (kept === 0) return 0;
  const moments = logs.flatMap((path) => latestEvents(path)).map(momentOf);
  return moments.reduce((latest, at) => (at > latest && at - kept <= JUMP_MS ? at : latest), kept);
}
