import { ArchiveError } from '@/archive/archiveError';
import type { Because, PaneState } from './paneStore';

/** Why a frame shows no picture, from whatever was thrown. */
export function toBecause(error: unknown): Because {
  if (error instanceof ArchiveError) {
    const { fault, status, details } = error;
    return { fault, details: status === undefined ? details : { ...details, status } };
  }
  const isLate = error instanceof Error && error.message.includes('did not answer');
  return { fault: isLate ? 'timeout' : 'decode', details: {} };
}

/** The pane state that a fault leads to. */
const STATES: Record<Because['fault'], PaneState> = {
  malformed: 'unverified',
  'wrong-object': 'unverified',
  decode: 'unverified',
  timeout: 'unverified',
  refused: 'refused',
  unauthorised: 'refused',
  'not-found': 'refused',
  unreachable: 'unreachable',
  'webgl-lost': 'stale',
  'no-images': 'unsupported',
  unsupported: 'unsupported',
  aborted: 'loading',
};

/** What came whole but cannot be shown here, by ArchiveError.details.what: no fault of the archive's. */
const NOT_SHOWN_HERE = new Set(['codec', 'transferSyntax', 'pixels']);

export const stateFor = ({ fault, details }: Because): PaneState =>
  fault === 'malformed' && NOT_SHOWN_HERE.has(String(details['what'])) ? 'unsupported' : STATES[fault];
