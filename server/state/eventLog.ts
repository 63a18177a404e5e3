import { closeSync, fstatSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { NotWritten, REAL_DISK, SharedSync, writeAll, type Disk } from './disk';
import { syncFolder } from './wholeFile';

const NEWLINE = 10;
/** Ends a line of which only a part came to the disk: even one that lacks nothing but its end is then no event. */
const CUT = '\u0018\n';
/** How much is read at a time. */
const PIECE_BYTES = 1024 ** 2;

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
  /** Lines of our own that are looked for in what is read. */
  private readonly awaited = new Map<string, number>();
  private readonly heard = new Set<() => void>();

  /** `take` is given each event in the order of the lines, those of now at once. */
  constructor(path: string, take: (event: unknown) => void, disk: Disk = REAL_DISK) {
    this.path = path;
    this.take = take;
    this.disk = disk;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.file = openSync(path, 'a+', 0o600);
    syncFolder(dirname(path));
    this.kept = new SharedSync(() => disk.sync(this.file));
    this.refresh();
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

  /** Reads what others have appended. */
  refresh(): void {
    const before = this.readTo;
    for (;;) {
      const { size } = fstatSync(this.file);
      if (size <= this.readTo) break;
      const end = this.readPiece(size - this.readTo);
      if (end === 0) break;
    }
    if (this.readTo > before) for (const tell of [...this.heard]) tell();
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

  /** Takes the whole lines of the next piece; gives how many bytes they were. */
  private readPiece(leftBytes: number): number {
    for (let wantedBytes = Math.min(leftBytes, PIECE_BYTES); ; wantedBytes = leftBytes) {
      const bytes = Buffer.alloc(wantedBytes);
      const got = readSync(this.file, bytes, 0, bytes.length, this.readTo);
      const end = bytes.subarray(0, got).lastIndexOf(NEWLINE) + 1;
      // A line longer than a piece: all that there is.
      if (end === 0 && wantedBytes < leftBytes) continue;
      this.readTo += end;
      if (end > 0) for (const line of bytes.toString('utf8', 0, end - 1).split('\n')) this.hear(line);
      return end;
    }
  }

  private hear(line: string): void {
    const seen = this.awaited.get(line);
    if (seen !== undefined) this.awaited.set(line, seen + 1);
    const event = readLine(line);
    if (event !== undefined) this.take(event);
  }
}
