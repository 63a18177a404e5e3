import { ArchiveError } from '@/archive/contract/archiveError';
import { isFinal } from '@/archive/studies/askedAhead';
import { isDoubted } from '@/archive/studies/identity';
import { DecodeError, DecoderDeath, DecoderMissing } from '@/imaging/decoding/decoders';
import type { PaneFault, PaneState } from '@/imaging/pane/paneStore';
import { Quarantined } from '@/imaging/decoding/quarantine';

/** Why a frame shows no picture, from whatever was thrown. */
export function toFault(error: unknown): PaneFault {
  if (error instanceof ArchiveError) {
    const { fault, status, details } = error;
    return { code: fault, details: status === undefined ? details : { ...details, status } };
  }
  if (error instanceof Quarantined) return { code: 'quarantined', details: {} };
  if (error instanceof DecoderMissing) return { code: 'no-decoder', details: {} };
  if (error instanceof DecoderDeath) return { code: 'codec-stopped', details: {} };
  if (error instanceof DecodeError) return { code: 'decode', details: {} };
  // Nobody has a name for it: a defect of this page, and no word against the data.
  return { code: 'defect', details: {} };
}

/** Whether the bytes came and were sound as far as can be seen, but no decoder made a picture of them. */
export const isDecoders = (fault: PaneFault | undefined): boolean =>
  fault !== undefined && ['decode', 'codec-stopped', 'quarantined', 'defect'].includes(fault.code);

/** Whether what failed before the engine would fail with it just so: it is said at once. */
export const isSettled = (error: unknown): boolean =>
  isFinal(error) || isDoubted(error) || isDecoders(toFault(error));

/** The pane state that a fault leads to. */
const STATES: Record<PaneFault['code'], PaneState> = {
  malformed: 'unverified',
  'wrong-object': 'unverified',
  decode: 'unverified',
  timeout: 'unverified',
  'codec-stopped': 'unverified',
  quarantined: 'unverified',
  defect: 'failed',
  'no-engine': 'failed',
  'no-decoder': 'failed',
  refused: 'refused',
  unauthorised: 'refused',
  'not-found': 'refused',
  'image-gone': 'refused',
  'frame-gone': 'refused',
  unreachable: 'unreachable',
  'webgl-lost': 'stale',
  'no-images': 'unsupported',
  unsupported: 'unsupported',
  aborted: 'loading',
};

/** What came whole but cannot be shown here, by ArchiveError.details.what: no fault of the archive's. */
const NOT_SHOWN_HERE = new Set(['codec', 'transferSyntax', 'pixels', 'limit', 'attribute']);

/** What went wrong in the page itself, by ArchiveError.details.what. */
const DEFECTS = new Set(['defect', 'worker']);

export function stateFor({ code, details }: PaneFault): PaneState {
  const what = String(details['what']);
  if (code === 'malformed' && DEFECTS.has(what)) return 'failed';
  return code === 'malformed' && NOT_SHOWN_HERE.has(what) ? 'unsupported' : STATES[code];
}
