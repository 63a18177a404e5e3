import type { Capabilities } from './capabilities';
import type { CheckId, Finding, Verdict } from './findings';

/** What was found out about one matter. */
export interface CheckResult {
  readonly check: CheckId;
  /** `unknown`: nothing to look at. */
  readonly verdict: Verdict | 'unknown';
  readonly findings: readonly Finding[];
  /** All requests of it together. */
  readonly tookMs: number;
}

/** What a probe found out. Holds no patient data. */
export interface Report {
  /** In the order of CHECKS; those that were not reached are left out. */
  readonly results: readonly CheckResult[];
  readonly known: Capabilities;
  readonly requests: number;
  readonly tookMs: number;
}

/** `quick`: what decides how to search, in six requests or a few more. `full`: everything. */
export type Depth = 'quick' | 'full';

/**
 * Finds out what an archive can do, and takes it over. Reads only: nothing is stored. `tell` hears the results so far.
 * Rejects only when the signal aborts.
 */
export type Probe = (
  depth: Depth,
  signal: AbortSignal,
  tell?: (results: readonly CheckResult[]) => void,
) => Promise<Report>;
