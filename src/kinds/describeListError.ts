import { ArchiveError, type Fault } from '@/archive/contract/archiveError';
import type { MessageKey } from '@/i18n/en';
import type { MessageValues } from '@/i18n/t';

/** Words for people: what happened, and what it means with what to do. */
export interface Sentence {
  readonly title: MessageKey;
  readonly text: MessageKey;
  /** Values for both. */
  readonly values: MessageValues;
}

export interface Words {
  readonly title: MessageKey;
  readonly text: MessageKey;
}

/** Every reason for which there is no list. */
const LIST: Record<Fault, Words | null> = {
  unreachable: { title: 'fault.unreachable', text: 'fault.unreachable.list' },
  unauthorised: { title: 'fault.unauthorised', text: 'fault.unauthorised.list' },
  'not-found': { title: 'fault.not-found', text: 'fault.not-found.list' },
  refused: { title: 'fault.refused', text: 'fault.refused.list' },
  malformed: { title: 'fault.malformed.title.list', text: 'fault.malformed.list' },
  'wrong-object': { title: 'fault.malformed.title.list', text: 'fault.malformed.list' },
  aborted: null,
};

/**
 * The words for a search or series list that failed; undefined = say nothing. Rethrows what no archive can have caused:
 * that is a defect, and the error boundary's.
 */
export function describeListError(error: unknown): Sentence | undefined {
  if (!(error instanceof ArchiveError)) throw error;
  // 413: a query too broad (dcm4chee), not a request too large.
  const isBroad = error.fault === 'refused' && error.status === 413;
  const words = isBroad
    ? ({ title: 'fault.refused', text: 'fault.tooMany.list' } as const)
    : LIST[error.fault];
  return words
    ? { ...words, values: { status: error.status ?? 0, seconds: RETRY_SECONDS, ...error.details } }
    : undefined;
}

/** How often a list that an archive did not answer is asked for again, seconds. */
export const RETRY_SECONDS = 15;
