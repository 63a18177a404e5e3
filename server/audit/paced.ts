import { RequestPace } from '../http/pace';
import type { Audit, AuditNote } from './audit';

/** What is held back is told in one event once so long. */
const TOLD_MS = 60_000;
/** What failed in the same way, of the same agent and address: so many at once, and so many a second, have an event each. */
const EACH = { perS: 0.2, burst: 300 };
/** The same of all together. */
const ALL = { perS: 2, burst: 5_000 };

interface HeldBack {
  readonly note: AuditNote;
  count: number;
}

function agentKey({ agent }: AuditNote): string {
  if (agent.is === 'person') return `${agent.issuer} ${agent.subject}`;
  return agent.is === 'guest' ? agent.share : '';
}

/**
 * A record that no flood of refused requests makes grow without bound: of each kind the first are put on record each for
 * itself, and how many more there were, once a minute. What succeeded is always put on record.
 */
export class PacedAudit implements Audit {
  private readonly audit: Audit;
  private readonly addressOf: () => string | undefined;
  private readonly each: RequestPace;
  private readonly all: RequestPace;
  private readonly heldBack = new Map<string, HeldBack>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    audit: Audit,
    addressOf: () => string | undefined = () => undefined,
    now = (): number => performance.now(),
  ) {
    this.audit = audit;
    this.addressOf = addressOf;
    this.each = new RequestPace(now, EACH);
    this.all = new RequestPace(now, ALL);
  }

  note(note: AuditNote): void {
    if (note.reason === undefined) {
      this.audit.note(note);
      return;
    }
    const { action, reason, agent } = note;
    const address = note.address ?? (action === 'refuse' ? this.addressOf() : undefined);
    const kind = `${action} ${reason}`;
    const key = `${kind} ${agentKey(note)} ${address ?? ''}`;
    const fits = this.each.takes(key);
    if (fits && this.all.takes('')) this.audit.note(note);
    else if (fits) this.holdBack(kind, { action, reason, agent: { is: 'nobody' } });
    else this.holdBack(key, { action, reason, agent, ...(address === undefined ? {} : { address }) });
  }

  isClosed(): boolean {
    return this.audit.isClosed?.() === true;
  }

  /** Tells now how many events were held back. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const all = [...this.heldBack.values()];
    this.heldBack.clear();
    for (const { note, count } of all) this.audit.note({ ...note, more: count });
  }

  private holdBack(key: string, note: AuditNote): void {
    const before = this.heldBack.get(key);
    if (before) before.count += 1;
    else this.heldBack.set(key, { note, count: 1 });
    this.timer ??= setTimeout(() => this.flush(), TOLD_MS).unref();
  }
}
