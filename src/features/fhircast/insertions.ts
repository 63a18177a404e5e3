import type { CastInsertion, CastInserted, CastInsertable } from '@/features/contract/dictationLink';
import type { CastEvent } from '@/protocol/fhircast';
import type { HubAnswer } from './hubLine';
import type { Inserted, ReportUpdate } from './reportUpdate';

/** Where measurements go at this moment. */
export interface ReportHere {
  readonly can: CastInsertable;
  /** Study Instance UID of the study on the screen. */
  readonly study: string | undefined;
  /** Logical ids of the report that is open, and of its study. */
  readonly report: string | undefined;
  readonly studyId: string | undefined;
  /** Of what is in the report: an update is made against it. */
  readonly versionId: string | undefined;
}

export interface InsertionParts {
  here(): ReportHere;
  ask(event: Omit<CastEvent, 'topic'>): Promise<HubAnswer>;
  /** Learns anew what is open, and its version. */
  refresh(): Promise<void>;
}

const NONE: Inserted = new Map();

/** Measurements on their way into the report that is open at the hub, one update after another. */
export class Insertions {
  private readonly parts: InsertionParts;
  /** By report: what this page has put there. */
  private readonly inserted = new Map<string, Inserted>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(parts: InsertionParts) {
    this.parts = parts;
  }

  /** Tracking Unique Identifiers of what this page has put into the report that is open. */
  of(report: string | undefined): readonly string[] {
    return report === undefined ? [] : [...(this.inserted.get(report) ?? NONE).keys()];
  }

  /** Never rejects. */
  insert(asked: CastInsertion): Promise<CastInserted> {
    // Whoever pressed meant the report that was open then.
    const { report } = this.parts.here();
    const done = this.last.then(() => this.write(asked, report)).catch(() => ({ is: 'broken' as const }));
    this.last = done;
    return done;
  }

  private async write(asked: CastInsertion, meant: string | undefined): Promise<CastInserted> {
    const { updateOf } = await import('./reportUpdate');
    if (this.parts.here().versionId === undefined) await this.parts.refresh();
    for (let turn = 0; turn < 2; turn += 1) {
      const { can, study, report, studyId, versionId } = this.parts.here();
      if (can !== 'yes') return { is: can };
      if (report === undefined || report !== meant) return { is: 'changed' };
      // A hub that tells no version takes no updates (2.10).
      if (versionId === undefined) return { is: 'refused' };
      const measured = asked.measured.filter(({ measurement }) => measurement.study === study);
      const before = this.inserted.get(report) ?? NONE;
      const issued = new Date().toISOString();
      const { present } = asked;
      const update = updateOf({ report, studyId, measured, present, before, issued });
      if (update.putCount + update.goneCount === 0) return { is: 'nothing' };
      const came = await this.parts.ask({
        id: crypto.randomUUID(),
        name: 'DiagnosticReport-update',
        timestamp: issued,
        context: update.context,
        versionId,
      });
      if (came !== 409) return this.told(came, report, before, update);
      // Another wrote in between: once more against what is there now, where it is still the same report.
      await this.parts.refresh();
    }
    return { is: 'changed' };
  }

  private told(
    came: HubAnswer,
    report: string,
    before: Inserted,
    { inserted, putCount, goneCount }: ReportUpdate,
  ): CastInserted {
    if (came === 'done') this.inserted.set(report, inserted);
    // It may be there: then it can be taken out again.
    else if (came === 'lost') this.inserted.set(report, new Map([...before, ...inserted]));
    if (came === 'done') return { is: 'done', putCount, goneCount };
    return { is: came === 'lost' ? 'lost' : came === 403 ? 'role' : 'refused' };
  }
}
