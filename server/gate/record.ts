import type { Audit, AuditAction, AuditNote } from '../audit/audit';
import type { ShareFile } from '../share/shareFile';
import { agentOf, nameOfVisitor, type Visitor } from './visitor';

/** What was opened is put on record once so long for each visitor, not with each image. */
const AGAIN_MS = 3_600_000;
/** What failed is told to the sender once so long; the record counts every one. */
const REFUSAL_MS = 60_000;
const MOST_KEPT = 20_000;

/** What happened, where it concerns an archive. */
export interface Happened {
  readonly action: Extract<AuditAction, 'search' | 'open' | 'store' | 'refuse'>;
  readonly reason?: string;
  /** The archive's id in config.json. */
  readonly archive?: string;
  readonly study?: string;
  readonly series?: string;
  readonly request?: string;
}

/** Puts on record what visitors did: in the audit, and what guests did for the sender to read. */
export class AccessRecord {
  private readonly audit: Audit;
  private readonly shares: ShareFile;
  private readonly now: () => number;
  private readonly noted = new Map<string, number>();

  constructor(audit: Audit, shares: ShareFile, now: () => number = Date.now) {
    this.audit = audit;
    this.shares = shares;
    this.now = now;
  }

  note(visitor: Visitor, happened: Happened): void {
    const { action, reason, archive, study, series, request } = happened;
    const share = shareOf(visitor);
    const note: AuditNote = {
      action,
      agent: agentOf(visitor),
      ...(reason === undefined ? {} : { reason }),
      ...(archive === undefined ? {} : { archive }),
      ...(study === undefined ? {} : { studies: [study] }),
      ...(series === undefined ? {} : { series: [series] }),
      ...(share === undefined ? {} : { share }),
      ...(request === undefined ? {} : { request }),
    };
    this.audit.note(note);
    // Files that a guest may not have: any viewer asks, and then for frames. Nothing for the sender to wonder about.
    if (share === undefined || reason === 'download') return;
    const isFailed = action === 'refuse' || reason !== undefined;
    if (isFailed && !this.isFirst(`${share} ${action} ${reason ?? ''}`, REFUSAL_MS)) return;
    this.mention(share, action, reason);
  }

  /** The first time in an hour that this visitor does this with that study. */
  noteOnce(visitor: Visitor, happened: Happened, againMs = AGAIN_MS): void {
    const { action, archive = '', study = '' } = happened;
    const key = `${nameOfVisitor(visitor)} ${action} ${archive} ${study}`;
    if (this.isFirst(key, againMs)) this.note(visitor, happened);
  }

  private mention(id: string, what: Happened['action'], reason: string | undefined): void {
    if (this.shares.find(id) === undefined) return;
    try {
      this.shares.mention({
        is: 'accessed',
        at: this.now(),
        id,
        what,
        ...(reason === undefined ? {} : { reason }),
      });
    } catch {
      // A full disk takes the sender's list, not the images; the audit says it on its own.
    }
  }

  private isFirst(key: string, withinMs: number): boolean {
    const before = this.noted.get(key);
    if (before !== undefined && this.now() - before < withinMs) return false;
    this.noted.delete(key);
    this.noted.set(key, this.now());
    const [oldest] = this.noted.keys();
    if (this.noted.size > MOST_KEPT && oldest !== undefined) this.noted.delete(oldest);
    return true;
  }
}

const shareOf = (visitor: Visitor): string | undefined => {
  if (visitor.is === 'guest') return visitor.share.id;
  return visitor.is === 'nobody' ? visitor.share : undefined;
};
