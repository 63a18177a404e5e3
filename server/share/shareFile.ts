import * as z from 'zod/mini';
import type { Disk } from '../state/disk';
import { EventLog } from '../state/eventLog';
import { SHARE_RIGHTS } from '@/protocol/scope';
import { after, asKnown, type KnownShare, type ShareEvent } from './share';

/** Rights that a newer version invented are not given: this one would not know what to refuse. */
const rights = z.pipe(
  z.array(z.string()),
  z.transform((all) => SHARE_RIGHTS.filter((one) => all.includes(one))),
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
    reason: z.optional(z.string()),
  }),
]);

/** A line as it would be written today: older versions called the reason of an access `because`. */
const asToday = (line: unknown): unknown =>
  typeof line === 'object' && line !== null && 'because' in line ? { reason: line.because, ...line } : line;

/** One line as an event; undefined for lines of newer versions. */
function readEvent(line: unknown): ShareEvent | undefined {
  const read = event.safeParse(asToday(line));
  return read.success ? (read.data as ShareEvent) : undefined;
}

/**
 * All shares, in one file that only grows. What counts is on the disk before anybody is told of it. Several companions may
 * share the file: each reads what the others have appended before it decides anything.
 */
export class ShareFile {
  private readonly log: EventLog;
  private readonly byId = new Map<string, KnownShare>();
  /** Revocations that the disk did not take: they hold all the same, as long as this companion runs. */
  private readonly unwritten = new Map<string, ShareEvent>();

  constructor(path: string, disk?: Disk) {
    this.log = new EventLog(path, (line) => this.take(readEvent(line)), disk);
  }

  /** A share as it is now, whoever changed it. */
  find(id: string): KnownShare | undefined {
    this.log.refresh();
    return this.byId.get(id);
  }

  /** The same, as of the last look at the file. */
  known(id: string): KnownShare | undefined {
    return this.byId.get(id);
  }

  /** What one person shared, newest first. */
  of(creator: string): readonly KnownShare[] {
    this.log.refresh();
    return [...this.byId.values()]
      .filter((one) => one.creator === creator)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  /**
   * Notes what happened. Settles when it is on the disk and read back: others may have been first. Rejects with NotWritten. A
   * revocation holds in this companion even then, and is written with the next thing that the disk takes.
   */
  async append(happened: ShareEvent): Promise<void> {
    try {
      await this.log.append(happened);
    } catch (error) {
      if (happened.is === 'revoked') {
        this.unwritten.set(happened.id, happened);
        this.log.holdHere(happened);
      }
      throw error;
    }
    if (happened.is === 'revoked') this.unwritten.delete(happened.id);
    await this.writeHeld();
  }

  /** Whether a share has been revoked, and the next start knows it too. */
  isRevokedForGood({ id, revokedAt }: KnownShare): boolean {
    return revokedAt !== undefined && !this.unwritten.has(id);
  }

  private async writeHeld(): Promise<void> {
    for (const [id, revoked] of [...this.unwritten]) {
      try {
        await this.log.append(revoked);
        this.unwritten.delete(id);
      } catch {
        // Whoever revoked it was told; the next turn tries again.
        return;
      }
    }
  }

  /** Notes what may be lost in a power cut: that something was looked at. Throws NotWritten. */
  mention(happened: ShareEvent & { readonly is: 'accessed' }): void {
    this.log.mention(happened);
  }

  /** Calls back whenever something has happened to a share that this companion had not known. The result ends it. */
  watch(heard: () => void): () => void {
    return this.log.watch(heard);
  }

  /** Reads what others have appended. */
  refresh(): void {
    this.log.refresh();
  }

  close(): void {
    this.log.close();
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
