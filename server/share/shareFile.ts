import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { after, type KnownShare, type ShareEvent } from './share';

const scope = z.object({
  studies: z.array(z.string()).check(z.minLength(1)),
  series: z.optional(z.array(z.string())),
  rights: z.array(z.enum(['look', 'measure', 'download'])),
});
const share = z.object({
  id: z.string(),
  secretHash: z.string(),
  scope,
  creator: z.string(),
  creatorName: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  passcode: z.optional(z.object({ salt: z.string(), hash: z.string() })),
  mostUses: z.optional(z.number()),
  view: z.optional(z.string()),
});
const event = z.discriminatedUnion('is', [
  z.object({ is: z.literal('created'), at: z.number(), share }),
  z.object({ is: z.literal('opened'), at: z.number(), id: z.string(), device: z.string() }),
  z.object({ is: z.literal('tried'), at: z.number(), id: z.string() }),
  z.object({ is: z.literal('revoked'), at: z.number(), id: z.string(), by: z.string() }),
]);

/** One line as an event; undefined for half a line that a crash left, and for lines of newer versions. */
function readEvent(line: string): ShareEvent | undefined {
  try {
    const read = event.safeParse(JSON.parse(line));
    return read.success ? (read.data as ShareEvent) : undefined;
  } catch {
    return undefined;
  }
}

const NEWLINE = 10;

/**
 * All shares, in one file that only grows: a line of JSON for each thing that happened. Lines are appended in one write and
 * brought to the disk before they count, so that a companion that is killed loses nothing. Several companions may share the
 * file: each reads what the others have appended before it decides anything.
 */
export class ShareFile {
  private readonly file: number;
  private readonly known = new Map<string, KnownShare>();
  /** How far the file has been read: always the end of a line. */
  private readTo = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.file = openSync(path, 'a+', 0o600);
    this.refresh();
  }

  /** A share as it is now, whoever changed it. */
  find(id: string): KnownShare | undefined {
    this.refresh();
    return this.known.get(id);
  }

  /** What one person shared, newest first. */
  of(creator: string): readonly KnownShare[] {
    this.refresh();
    return [...this.known.values()]
      .filter((one) => one.creator === creator)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Notes what happened; on the disk when this returns. */
  append(happened: ShareEvent): void {
    this.refresh();
    // Half a line that a crash left would swallow the next one.
    const isWhole = fstatSync(this.file).size === this.readTo;
    writeSync(this.file, `${isWhole ? '' : '\n'}${JSON.stringify(happened)}\n`);
    fsyncSync(this.file);
    this.refresh();
  }

  close(): void {
    closeSync(this.file);
  }

  private refresh(): void {
    const { size } = fstatSync(this.file);
    if (size <= this.readTo) return;
    const bytes = Buffer.alloc(size - this.readTo);
    const got = readSync(this.file, bytes, 0, bytes.length, this.readTo);
    const end = bytes.subarray(0, got).lastIndexOf(NEWLINE) + 1;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) this.take(readEvent(line));
    this.readTo += end;
  }

  private take(happened: ShareEvent | undefined): void {
    if (happened === undefined) return;
    if (happened.is === 'created') {
      const { share } = happened;
      // The first line of an id holds: nobody takes a share over by writing it again.
      if (!this.known.has(share.id)) this.known.set(share.id, { ...share, tries: 0, openings: [] });
      return;
    }
    const share = this.known.get(happened.id);
    if (share) this.known.set(share.id, after(share, happened));
  }
}
