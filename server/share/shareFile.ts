import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { RIGHTS } from './scope';
import { after, asKnown, type KnownShare, type ShareEvent } from './share';

/** Rights that a newer version invented are not given: this one would not know what to refuse. */
const rights = z.pipe(
  z.array(z.string()),
  z.transform((all) => RIGHTS.filter((one) => all.includes(one))),
);
const scope = z.object({
  studies: z.array(z.string()).check(z.minLength(1)),
  series: z.optional(z.array(z.string())),
  rights,
});
const about = z.object({ modalities: z.array(z.string()), series: z.number(), images: z.number() });
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
  archive: z.optional(z.string()),
  to: z.optional(z.string()),
  note: z.optional(z.string()),
  about: z.optional(about),
});
const of = { at: z.number(), id: z.string() };
const event = z.discriminatedUnion('is', [
  z.object({ is: z.literal('created'), at: z.number(), share }),
  z.object({
    ...of,
    is: z.literal('opened'),
    device: z.string(),
    session: z.optional(z.string()),
    attempt: z.optional(z.string()),
  }),
  z.object({ ...of, is: z.literal('tried'), attempt: z.optional(z.string()) }),
  z.object({ ...of, is: z.literal('wrong'), attempt: z.string() }),
  z.object({ ...of, is: z.literal('revoked'), by: z.string() }),
  z.object({ ...of, is: z.literal('added'), series: z.string() }),
  z.object({
    ...of,
    is: z.literal('accessed'),
    what: z.enum(['redeem', 'open', 'search', 'store', 'refuse', 'revoke']),
    device: z.optional(z.string()),
    because: z.optional(z.string()),
  }),
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
  private isClosed = false;
  private readonly byId = new Map<string, KnownShare>();
  /** How far the file has been read: always the end of a line. */
  private readTo = 0;
  private readonly heard = new Set<() => void>();

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.file = openSync(path, 'a+', 0o600);
    this.refresh();
  }

  /** A share as it is now, whoever changed it. */
  find(id: string): KnownShare | undefined {
    this.refresh();
    return this.byId.get(id);
  }

  /** The same, as of the last look at the file. */
  known(id: string): KnownShare | undefined {
    return this.byId.get(id);
  }

  /** What one person shared, newest first. */
  of(creator: string): readonly KnownShare[] {
    this.refresh();
    return [...this.byId.values()]
      .filter((one) => one.creator === creator)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Notes what happened; on the disk when this returns, and read back: others may have been first. */
  append(happened: ShareEvent): void {
    this.write(happened);
    fsyncSync(this.file);
    this.refresh();
  }

  /** Notes what may be lost in a power cut: that something was looked at. */
  mention(happened: ShareEvent & { readonly is: 'accessed' }): void {
    this.write(happened);
    this.refresh();
  }

  /** Calls back whenever something has happened to a share that this companion had not known. The result ends it. */
  watch(heard: () => void): () => void {
    this.heard.add(heard);
    return () => this.heard.delete(heard);
  }

  close(): void {
    // A number that is closed twice may be another file's by then.
    if (!this.isClosed) closeSync(this.file);
    this.isClosed = true;
  }

  private write(happened: ShareEvent): void {
    this.refresh();
    // Half a line that a crash left would swallow the next one.
    const isWhole = fstatSync(this.file).size === this.readTo;
    writeSync(this.file, `${isWhole ? '' : '\n'}${JSON.stringify(happened)}\n`);
  }

  /** Reads what others have appended. */
  refresh(): void {
    const { size } = fstatSync(this.file);
    if (size <= this.readTo) return;
    const bytes = Buffer.alloc(size - this.readTo);
    const got = readSync(this.file, bytes, 0, bytes.length, this.readTo);
    const end = bytes.subarray(0, got).lastIndexOf(NEWLINE) + 1;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) this.take(readEvent(line));
    this.readTo += end;
    if (end > 0) for (const tell of [...this.heard]) tell();
  }

  private take(happened: ShareEvent | undefined): void {
    if (happened === undefined) return;
    if (happened.is === 'created') {
      const { share } = happened;
      // The first line of an id holds: nobody takes a share over by writing it again.
      if (!this.byId.has(share.id)) this.byId.set(share.id, asKnown(share));
      return;
    }
    const share = this.byId.get(happened.id);
    if (share) this.byId.set(share.id, after(share, happened));
  }
}
