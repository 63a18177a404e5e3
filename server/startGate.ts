import { join } from 'node:path';
import { Guard } from './gate/guard';
import { Judge } from './gate/judge';
import type { People } from './access/person';
import { AccessRecord } from './gate/record';
import type { Upstream } from './access/upstream';
import { Visitors } from './gate/visitor';
import type { Audit } from './audit/audit';
import type { Service } from './companionApp';
import type { Places } from './request/route';
import { gatedArchives, type Archives } from './share/archives';
import { RequestPace } from './http/pace';
import { Redeemer } from './share/redeem';
import { shareApp } from './shareApp/shareApp';
import { ShareFile } from './share/shareFile';
import { ShareTokens } from './share/tokens';
import { UnderWay } from './share/underWay';
import type { WorkerJob } from './work/work';

export interface GateParts {
  readonly people: People;
  readonly audit: Audit;
  /** Archives by their ids in config.json. */
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Folder of shares and keys. */
  readonly state: string;
  /** Where the first archive stands on this origin, and its id; and the others. */
  readonly root: string;
  readonly id?: string | undefined;
  readonly others?: Places['others'];
  readonly now?: () => number;
  /** Where what guests send is looked through. */
  readonly work?: WorkerJob;
}

/** What stands before the archive, and what makes and opens shares. */
export interface StartedGate {
  readonly guard: Guard;
  readonly service: Service;
  readonly visitors: Visitors;
  readonly shares: ShareFile;
  readonly archives: Archives;
  close(): void;
}

/** Puts the gate together over its folder. */
export function startGate(parts: GateParts): StartedGate {
  const { people, audit, upstreams, state, root, id, others, now = Date.now } = parts;
  const shares = new ShareFile(join(state, 'shares.jsonl'));
  const tokens = new ShareTokens(join(state, 'keys.json'), root);
  const visitors = new Visitors({ people, shares, tokens, now });
  const archives = gatedArchives(upstreams, now);
  const record = new AccessRecord(audit, shares, now);
  const judge = new Judge({ visitors, archives, pace: new RequestPace(now), record });
  const underWay = new UnderWay(shares, now);
  const path = '/share';
  const guard = new Guard({
    judge,
    underWay,
    archives,
    shares,
    now,
    ...(parts.work ? { work: parts.work } : {}),
  });
  const redeemer = new Redeemer(shares, tokens, now);
  const app = shareApp({
    shares,
    redeemer,
    visitors,
    archives,
    underWay,
    audit,
    judge,
    places: { root, ...(id ? { id } : {}), ...(others ? { others } : {}) },
    now,
  });
  const close = (): void => {
    underWay.stop();
    shares.close();
  };
  return { guard, service: { path, app }, visitors, shares, archives, close };
}
