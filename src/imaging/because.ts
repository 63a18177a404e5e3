import { ArchiveError } from '@/archive/archiveError';
import type { Because, PaneState } from './paneStore';

/** Why a frame shows no picture, from whatever was thrown. */
export function toBecause(error: unknown): Because {
  if (error instanceof ArchiveError) return { fault: error.fault, details: error.details };
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

export const stateFor = ({ fault }: Because): PaneState => STATES[fault];
