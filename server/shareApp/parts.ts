import type { Audit } from '../audit/audit';
import type { Judge } from '../gate/judge';
import type { Visitors } from '../gate/visitor';
import type { Places } from '../request/route';
import type { Archives } from '../share/archives';
import type { Redeemer } from '../share/redeem';
import type { ShareFile } from '../share/shareFile';
import type { UnderWay } from '../share/underWay';

/** What the routes of shares stand on. */
export interface ShareParts {
  readonly shares: ShareFile;
  readonly redeemer: Redeemer;
  readonly visitors: Visitors;
  readonly archives: Archives;
  readonly underWay: UnderWay;
  readonly audit: Audit;
  readonly judge: Judge;
  /** Where the archives stand. */
  readonly places: Pick<Places, 'root' | 'id' | 'others'>;
  readonly now?: () => number;
}
