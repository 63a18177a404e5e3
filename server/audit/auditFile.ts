import { close, closeSync, fstatSync, fsync, mkdirSync, open, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Audit, AuditNote } from './audit';
import { auditEvent, type AuditEvent } from './auditEvent';

const NEWLINE = 10;

/** Whether a file ends in the middle of a line, which a full disk or a power cut left. */
function isCutOff(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== NEWLINE;
}

/**
 * The record: a line of JSON for each event (FHIR R4 AuditEvent), appended in one write before the answer goes out. A
 * companion that is killed loses nothing; the disk is asked to keep the lines right after. The file is opened anew for
 * each line, so that it may be moved away while the companion runs.
 */
export class AuditFile implements Audit {
  private readonly path: string;
  private readonly say: (line: string) => void;
  private readonly sendOn: (event: AuditEvent) => void;
  private readonly now: () => number;
  private isBroken = false;
  private isFlushing = false;
  private isFlushed = true;

  constructor(parts: {
    readonly path: string;
    readonly say: (line: string) => void;
    readonly sendOn?: (event: AuditEvent) => void;
    readonly now?: () => number;
  }) {
    this.path = parts.path;
    this.say = parts.say;
    this.sendOn = parts.sendOn ?? (() => undefined);
    this.now = parts.now ?? Date.now;
  }

  note(note: AuditNote): void {
    const event = auditEvent(note, this.now());
    try {
      this.append(event);
      if (this.isBroken) this.say('The audit file is written again.');
      this.isBroken = false;
    } catch (error) {
      if (!this.isBroken) {
        const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
        this.say(
          `The audit file ${this.path} cannot be written${code}. Reading goes on without a record: is the disk full?`,
        );
      }
      this.isBroken = true;
    }
    this.sendOn(event);
  }

  private append(event: AuditEvent): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const file = openSync(this.path, 'a+', 0o600);
    try {
      const line = Buffer.from(`${isCutOff(file) ? '\n' : ''}${JSON.stringify(event)}\n`);
      if (writeSync(file, line) < line.length) throw Object.assign(new Error('short'), { code: 'ENOSPC' });
    } finally {
      closeSync(file);
    }
    this.isFlushed = false;
    if (!this.isFlushing) this.flush();
  }

  /** Has the disk keep what was written; one time after the other, so that a flood of events leaves room for images. */
  private flush(): void {
    this.isFlushed = true;
    this.isFlushing = true;
    open(this.path, 'r', (failed, file) => {
      const done = (): void => {
        this.isFlushing = false;
        if (!this.isFlushed) this.flush();
      };
      if (failed) done();
      else fsync(file, () => close(file, done));
    });
  }
}
