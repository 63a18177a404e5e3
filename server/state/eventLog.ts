import { closeSync, fstatSync, lstatSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { NotWritten, REAL_DISK, SharedSync, writeAll, type Disk } from './disk';
import { syncFolder } from './wholeFile';

const NEWLINE = 10;
/** Ends a line of which only a part came to the disk: even one that lacks nothing but its end is then no event. */
const CUT_SIGN = '\u0018';
const CUT = `${CUT_SIGN}\n`;
/** How much is read at a time. */
const PIECE_BYTES = 1024 ** 2;
/** Nothing that happens is told at such length: what is longer is damage, and not held in memory. */
const LONGEST_LINE_BYTES = 16 * 1024 ** 2;

const checkOf = (json: string): string => crc32(json).toString(16).padStart(8, '0');
const lineOf = (json: string): string => `${json}\t${checkOf(json)}`;

/** What a line says; undefined for half a line, and for one of which a bit has turned. Old lines have no checksum. */
function readLine(line: string): unknown {
  const tab = line.lastIndexOf('\t');
  const json = tab < 0 ? line : line.slice(0, tab);
  if (tab >= 0 && line.slice(tab + 1) !== checkOf(json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, 'a+', 0o600);
  } catch (error) {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory() === true)
      throw new Error(`${path} is a folder, and a file is kept there: move the folder away.`, {
        cause: error,
      });
    if (there?.isSymbolicLink() === true)
      throw new Error(`${path} is a link that leads to no file: remove the link, or mend where it leads.`, {
        cause: error,
      });
    throw error;
  }
}

/** The latest things that happened by a file of events or records, as far as they stand in its last bytes. */
export function latestEvents(path: string, lastBytes = 64 * 1024): readonly unknown[] {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return [];
  }
  try {
    const from = Math.max(0, fstatSync(file).size - lastBytes);
    const bytes = Buffer.alloc(lastBytes);
    const text = bytes.toString('utf8', 0, readSync(file, bytes, 0, lastBytes, from));
    return text
      .split('\n')
      .map(readLine)
      .filter((event) => event !== undefined);
  } finally {
    closeSync(file);
  }
}

/**
 * A file that only grows: a line of JSON and its CRC-32 for each thing that happened. What is known is what the file says:
 * `append` settles once a line is on the disk and was read back from it, and rejects with NotWritten where it is not.
 * Several companions may share the file: each reads what the others have appended before it decides anything. What a crash or
 * a full disk left of a line is no event, and costs no other line. Where the file was replaced by another of its name (an editor,
 * a restore), or cut short, nothing is taken until the next start reads that one.
 */
export class EventLog {
  private readonly file: number;
  private readonly path: string;
  private readonly take: (event: unknown) => void;
  private readonly disk: Disk;
  private readonly kept: SharedSync;
  private isClosed = false;
  /** How far the file has been read: always the end of a line. */
  private readTo = 0;
  /** How far it was looked at: no line that began at `readTo` had ended by there. */
  private seenTo = 0;
  private damaged = 0;
  /** Lines of our own that are looked for in what is read. */
  private readonly awaited = new Map<string, number>();
  private readonly heard = new Set<() => void>();

  /**
   * `take` is given each event in the order of the lines; those that are there at once, or `later`: with `refreshBeside`. Throws
   * where the file cannot be opened, with a sentence where something else has its place.
   */
  constructor(
    path: string,
    take: (event: unknown) => void,
    disk: Disk = REAL_DISK,
    reads: 'now' | 'later' = 'now',
  ) {
    this.path = path;
    this.take = take;
    this.disk = disk;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.file = openFile(path);
    syncFolder(dirname(path));
    this.kept = new SharedSync(() => disk.sync(this.file));
    if (reads === 'now') this.refresh();
  }

  /** Notes what happened. Settles when it is on the disk; many at once share one turn of it. */
  async append(happened: object): Promise<void> {
    this.mention(happened);
    try {
      await this.kept.now();
    } catch (error) {
      throw new NotWritten(this.path, error);
    }
  }

  /** Notes what may be lost in a power cut. Throws NotWritten where the disk does not take it. */
  mention(happened: object): void {
    const line = lineOf(JSON.stringify(happened));
    // Once more where another companion's half line came in between, or where a cut line was ended first.
    for (let turn = 0; turn < 2; turn += 1) if (this.write(line)) return;
    throw new NotWritten(this.path, Object.assign(new Error('not found again'), { code: 'EIO' }));
  }

  /** How much of the file has been read. */
  get bytes(): number {
    return this.readTo;
  }

  /** Reads what others have appended. */
  refresh(): void {
    const before = this.readTo;
    while (this.readPiece());
    if (this.readTo > before) for (const tell of [...this.heard]) tell();
  }

  /** The same a piece at a time, between which others have their turn; at once where there is but one. Rejects where it cannot be read. */
  async refreshBeside(): Promise<void> {
    const before = this.readTo;
    while (!this.isClosed && this.readPiece() && fstatSync(this.file).size > this.seenTo)
      await setImmediate();
    if (this.readTo > before) for (const tell of [...this.heard]) tell();
  }

  /** Lines that say nothing: bits have turned, or somebody else has written there. What a crash cut short is none of them. */
  get damagedLines(): number {
    return this.damaged;
  }

  /** Has something hold though the file did not take it, until this companion ends. */
  holdHere(happened: object): void {
    this.take(happened);
    for (const tell of [...this.heard]) tell();
  }

  /** Calls back whenever something was read that this companion had not known. The result ends it. */
  watch(heard: () => void): () => void {
    this.heard.add(heard);
    return () => this.heard.delete(heard);
  }

  close(): void {
    // A number that is closed twice may be another file's by then.
    if (!this.isClosed) closeSync(this.file);
    this.isClosed = true;
  }

  /** Throws where another file has its name by now: what is written here would be gone with the next start. */
  private checkPlace(): void {
    const open = fstatSync(this.file);
    const named = statSync(this.path, { throwIfNoEntry: false });
    const isHere = named?.ino === open.ino && named.dev === open.dev;
    // Shorter than what was read of it, it is another file as well.
    if (isHere && open.size >= this.readTo) return;
    const what = isHere ? 'it was cut short' : 'it was replaced';
    throw new NotWritten(this.path, Object.assign(new Error(what), { code: 'ESTALE' }));
  }

  /** Whether a line was found again in the file after it was written. */
  private write(line: string): boolean {
    this.checkPlace();
    this.refresh();
    const isWhole = fstatSync(this.file).size === this.readTo;
    this.awaited.set(line, 0);
    try {
      writeAll(this.disk, this.file, Buffer.from(`${isWhole ? '' : CUT}${line}\n`));
      this.refresh();
      return (this.awaited.get(line) ?? 0) > 0;
    } catch (error) {
      throw new NotWritten(this.path, error);
    } finally {
      this.awaited.delete(line);
    }
  }

  /** Takes the whole lines of the next piece; false where nothing is there. What was looked at is not read again in vain. */
  private readPiece(): boolean {
    const { size } = fstatSync(this.file);
    // What had begun there was cut off again.
    if (size < this.seenTo) this.seenTo = this.readTo;
    const from = this.seenTo;
    if (size <= from) return false;
    const piece = this.bytesAt(from, Math.min(size - from, PIECE_BYTES));
    const end = piece.lastIndexOf(NEWLINE) + 1;
    this.seenTo = from + piece.length;
    if (end === 0) return piece.length > 0;
    const isTooLong = from - this.readTo > LONGEST_LINE_BYTES;
    if (isTooLong) this.damaged += 1;
    const begun = isTooLong ? Buffer.alloc(0) : this.bytesAt(this.readTo, from - this.readTo);
    const lines = piece.subarray(isTooLong ? piece.indexOf(NEWLINE) + 1 : 0, end);
    this.readTo = from + end;
    if (lines.length === 0) return true;
    for (const line of Buffer.concat([begun, lines]).toString('utf8').slice(0, -1).split('\n'))
      this.hear(line);
    return true;
  }

  private bytesAt(from: number, wanted: number): Buffer {
    const bytes = Buffer.alloc(wanted);
    return wanted === 0 ? bytes : bytes.subarray(0, readSync(this.file, bytes, 0, wanted, from));
  }

  private hear(line: string): void {
    const seen = this.awaited.get(line);
    if (seen !== undefined) this.awaited.set(line, seen + 1);
    const event = readLine(line);
    if (event !== undefined) this.take(event);
    else if (line !== '' && !line.endsWith(CUT_SIGN)) this.damaged += 1;
  }
}
