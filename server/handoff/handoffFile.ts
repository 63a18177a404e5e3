import * as z from 'zod/mini';
import { RIGHTS } from '@/protocol/rights';
import { personId, type Person } from '../access/person';
import type { Disk } from '../state/disk';
import { EventLog } from '../state/eventLog';

const who = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  may: z.array(z.enum(RIGHTS)),
});
const event = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('offered'),
    at: z.number(),
    id: z.string(),
    secretHash: z.string(),
    person: who,
    archive: z.string(),
    view: z.string(),
    until: z.number(),
  }),
  z.object({
    is: z.literal('opened'),
    at: z.number(),
    id: z.string(),
    sessionHash: z.string(),
    until: z.number(),
  }),
  z.object({ is: z.literal('ended'), at: z.number(), person: z.string() }),
]);
export type HandoffEvent = z.infer<typeof event>;

/** A view that somebody passes on to another device of their own. Secrets are kept as hashes only. */
export interface Handoff {
  readonly id: string;
  readonly secretHash: string;
  readonly person: Person;
  readonly archive: string;
  readonly view: string;
  readonly at: number;
  /** Until then it can be opened. */
  readonly until: number;
  /** The one opening, which goes on until then. */
  readonly session?: { readonly hash: string; readonly until: number };
  readonly isEnded: boolean;
}

/** How long it is still said why a code opens nothing any more. */
const FORGET_MS = 86_400_000;

/**
 * All handoffs, in one file that only grows, like that of the shares: what counts is on the disk first, and of two
 * companions that let somebody in at once only the one whose line is first has done so.
 */
export class HandoffFile {
  private readonly log: EventLog;
  private readonly known = new Map<string, Handoff>();

  constructor(path: string, disk?: Disk) {
    this.log = new EventLog(path, (line) => this.take(event.safeParse(line).data), disk);
  }

  find(id: string): Handoff | undefined {
    this.log.refresh();
    return this.known.get(id);
  }

  /** Settles when it is on the disk and read back. Rejects with NotWritten. */
  append(happened: HandoffEvent): Promise<void> {
    return this.log.append(happened);
  }

  private take(happened: HandoffEvent | undefined): void {
    if (happened === undefined) return;
    if (happened.is === 'ended') {
      for (const [id, one] of this.known) {
        if (personId(one.person) === happened.person) this.known.set(id, { ...one, isEnded: true });
      }
      return;
    }
    const known = this.known.get(happened.id);
    if (happened.is === 'offered') {
      const { is: _, person, ...rest } = happened;
      this.forgetBefore(happened.at - FORGET_MS);
      const kept = { ...rest, person: { ...person, may: new Set(person.may) }, isEnded: false };
      if (known === undefined) this.known.set(happened.id, kept);
      return;
    }
    if (known === undefined || known.session !== undefined || known.isEnded) return;
    this.known.set(happened.id, { ...known, session: { hash: happened.sessionHash, until: happened.until } });
  }

  private forgetBefore(at: number): void {
    for (const [id, { until, session }] of this.known) {
      if ((session?.until ?? until) < at) this.known.delete(id);
    }
  }
}
