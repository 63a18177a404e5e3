import { closeSync, fstatSync, fsync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { REAL_DISK, SharedSync, writeAll, type Disk } from '../state/disk';
import type { Audit, AuditNote } from './audit';
import { auditEvent, type AuditEvent } from './auditEvent';

const NEWLINE = 10;
/** Events that wait for a disk that takes nothing; more are lost, which is said. */
const MOST_WAITING = 10_000;

/** Whether a file ends in the middle of a line, which a full disk or a power cut left. */
function isCutOff(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';

/**
 * The record: a line of JSON for each event (FHIR R4 AuditEvent), appended in one write before the answer goes out. A
 * companion that is killed loses nothing; the disk is asked to keep the lines right after. The file stays open, so that there
 * is a descriptor for it when all others are taken, and is opened anew when it was moved away. What cannot be written waits
 * and is tried again with each event.
 */
export class AuditFile implements Audit {
  private readonly path: string;
  private readonly say: (line: string) => void;
  private readonly sendOn: (event: AuditEvent) => void;
  private readonly addressOf: () => string | undefined;
  private readonly now: () => number;
  private readonly disk: Disk;
  private readonly isRequired: boolean;
  private readonly waiting: string[] = [];
  private readonly kept: SharedSync;
  private file: number | undefined;
  private isBroken = false;
  private lost = 0;

  constructor(parts: {
    readonly path: string;
    readonly say: (line: string) => void;
    readonly sendOn?: (event: AuditEvent) => void;
    /** Where the request under way comes from: stands in refusals. */
    readonly addressOf?: () => string | undefined;
    /** Nothing goes on without a record. */
    readonly isRequired?: boolean;
    readonly now?: () => number;
    readonly disk?: Disk;
  }) {
    this.path = parts.path;
    this.say = parts.say;
    this.sendOn = parts.sendOn ?? (() => undefined);
    this.addressOf = parts.addressOf ?? (() => undefined);
    this.isRequired = parts.isRequired ?? false;
    this.now = parts.now ?? Date.now;
    this.disk = parts.disk ?? REAL_DISK;
    this.kept = new SharedSync(() => this.sync());
    this.tryWriting();
  }

  note(note: AuditNote): void {
    const address = note.address ?? (note.action === 'refuse' ? this.addressOf() : undefined);
    const event = auditEvent({ ...note, ...(address === undefined ? {} : { address }) }, this.now());
    if (this.waiting.length >= MOST_WAITING) {
      this.waiting.shift();
      this.lost += 1;
    }
    this.waiting.push(JSON.stringify(event));
    this.tryWriting();
    this.sendOn(event);
  }

  /** Whether nothing may go on: a record is required, and cannot be written. Tries once more. */
  isClosed(): boolean {
    if (!this.isRequired || !this.isBroken) return false;
    this.tryWriting();
    return this.isBroken;
  }

  private tryWriting(): void {
    try {
      this.writeWaiting();
      if (this.isBroken) this.say(`The audit file is written again${this.tellLost()}.`);
      this.isBroken = false;
      this.lost = 0;
    } catch (error) {
      if (!this.isBroken) this.say(this.tellBroken(error));
      this.isBroken = true;
    }
  }

  private tellLost(): string {
    return this.lost === 0 ? '' : `; ${this.lost} events are missing in it`;
  }

  private tellBroken(error: unknown): string {
    const what = `The audit file ${this.path} cannot be written${codeOf(error)}.`;
    return this.isRequired
      ? `${what} Nothing is served until it can (--audit-required): is the disk full?`
      : `${what} Reading goes on without a record: is the disk full?`;
  }

  private writeWaiting(): void {
    const file = this.opened();
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      writeAll(this.disk, file, Buffer.from(`${isCutOff(file) ? '\n' : ''}${next}\n`));
      this.waiting.shift();
    }
    // That it could not be kept is met by the next event.
    this.kept.now().catch(() => (this.isBroken = true));
  }

  /** The file at the path: the one that is open, unless it was moved away. */
  private opened(): number {
    if (this.file !== undefined && this.isSame(this.file)) return this.file;
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const before = this.file;
    this.file = openSync(this.path, 'a+', 0o600);
    if (before !== undefined) closeSync(before);
    return this.file;
  }

  private isSame(file: number): boolean {
    try {
      const [here, named] = [fstatSync(file), statSync(this.path)];
      return here.ino === named.ino && here.dev === named.dev;
    } catch {
      return false;
    }
  }

  private sync(): Promise<void> {
    const { file } = this;
    if (file === undefined) return Promise.resolve();
    return new Promise((resolve, reject) =>
      // It may have been moved away and closed since.
      fsync(file, (error) => (error && error.code !== 'EBADF' ? reject(error) : resolve())),
    );
  }
}
