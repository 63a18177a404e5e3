import { join } from 'node:path';
import { Guard } from '../access/guard';
import { Judge } from '../access/judge';
import type { People } from '../access/person';
import { AccessRecord } from '../access/record';
import type { Upstream } from '../access/upstream';
import { Visitors } from '../access/visitor';
import type { Audit } from '../audit/audit';
import type { Service } from '../companionApp';
import { Holdings } from './holdings';
import { Pace } from './pace';
import { Redeemer } from './redeem';
import { shareApp } from './shareApp';
import { ShareFile } from './shareFile';
import { ShareTokens } from './tokens';
import { UnderWay } from './underWay';
import type { Work } from '../work/work';

export interface GateParts {
  readonly people: People;
  readonly audit: Audit;
  readonly upstream: Upstream;
  /** Folder of shares and keys. */
  readonly state: string;
  /** Where the archive stands on this origin, and its id in config.json. */
  readonly root: string;
  readonly archives: readonly string[];
  readonly now?: () => number;
  /** Where what guests send is looked through. */
  readonly work?: Work;
}

/** What stands before the archive, and what makes and opens shares. */
export interface StartedGate {
  readonly guard: Guard;
  readonly service: Service;
  readonly visitors: Visitors;
  readonly shares: ShareFile;
  close(): void;
}

/** Puts the gate together over its folder. */
export function startGate(parts: GateParts): StartedGate {
  const { people, audit, upstream, state, root, now = Date.now } = parts;
  const shares = new ShareFile(join(state, 'shares.jsonl'));
  const tokens = new ShareTokens(join(state, 'keys.json'), root);
  const visitors = new Visitors({ people, shares, tokens, now });
  const holdings = new Holdings(upstream, now);
  const record = new AccessRecord(audit, shares, now);
  const judge = new Judge({ visitors, holdings, pace: new Pace(now), record });
  const underWay = new UnderWay(shares, now);
  const path = '/share';
  const guard = new Guard({
    judge,
    underWay,
    upstream,
    holdings,
    shares,
    ...(parts.work ? { work: parts.work } : {}),
  });
  const redeemer = new Redeemer(shares, tokens, now);
  const app = shareApp({
    shares,
    redeemer,
    visitors,
    holdings,
    underWay,
    audit,
    judge,
    root,
    archives: parts.archives,
    now,
  });
  const close = (): void => {
    underWay.stop();
    shares.close();
  };
  return { guard, service: { path, app }, visitors, shares, close };
}
