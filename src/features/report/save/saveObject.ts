import type { Archive, StoreRefusal } from '@/archive/contract/archive';
import { ArchiveError, isAborted } from '@/archive/contract/archiveError';
import { differences } from '@/dicom/objects/compare';
import { toPart10 } from '@/dicom/objects/part10';
import type { WrittenObject } from '@/dicom/objects/written';

/** Why an object does not stand in the archive as it was written, as far as is known. */
export type SaveRefusal =
  | StoreRefusal
  /** It stands there, but not as it was written. */
  | 'changed'
  /** The archive said that it stored it, and does not have it. */
  | 'missing'
  /** The archive neither stores it nor says why. */
  | 'unanswered'
  /** What was stored cannot be read back, so nobody knows. */
  | 'unreadable';

/** How far one object has gone. */
export type ObjectState =
  | { readonly phase: 'waiting' | 'sending' | 'checking' | 'saved' }
  /** The archive does not answer; it is tried again by itself. */
  | { readonly phase: 'away' }
  | {
      readonly phase: 'refused';
      readonly reason: SaveRefusal;
      readonly status?: number;
      readonly failureReason?: number;
      /** Attributes that came back otherwise. */
      readonly tags?: readonly string[];
    };

type Refused = Extract<ObjectState, { phase: 'refused' }>;
/** How it ended. */
export type Ended = { readonly phase: 'saved' } | Refused;

export interface SaveParts {
  readonly archive: Pick<Archive, 'store' | 'instances'>;
  readonly signal: AbortSignal;
  /** Waits; ends early when somebody presses Try now. Rejects when the signal aborts. */
  readonly pause: (ms: number) => Promise<void>;
  readonly tell: (state: ObjectState) => void;
}

/** Archives may list an object a moment after they have taken it. */
const LOOKS_MS = [0, 500, 1500, 4000];
/** An archive that is away is asked this often. */
const AWAY_MS = 5000;
/** An archive that answers without storing is given up after so many tries. */
const TRIES = 3;

type Look = 'same' | 'absent' | 'away' | Refused;

const refused = (
  reason: SaveRefusal,
  more: { status?: number; failureReason?: number; tags?: readonly string[] } = {},
): Refused => ({ phase: 'refused', reason, ...more });

/** What an answer in place of the stored object means. */
function notSeen(error: unknown, signal: AbortSignal): Look {
  if (signal.aborted || isAborted(error) || !(error instanceof ArchiveError)) throw error;
  const status = error.status === undefined ? {} : { status: error.status };
  if (error.fault === 'not-found') return 'absent';
  if (error.fault === 'unauthorised') return refused(error.status === 403 ? 'forbidden' : 'sign-in', status);
  if (error.fault === 'unreachable') return 'away';
  if (/^text\/html/i.test(String(error.details['received']))) return refused('sign-in', status);
  return refused('unreadable', status);
}

/** Whether an object stands in the archive as it was written. */
async function look(
  { archive, signal }: SaveParts,
  { study, series, sop, dataset }: WrittenObject,
): Promise<Look> {
  try {
    const instances = await archive.instances(study, series, signal);
    const found = instances.find((one) => one.sop === sop);
    if (!found) return 'absent';
    const tags = differences(dataset, found.dataset);
    return tags.length === 0 ? 'same' : refused('changed', { tags });
  } catch (error) {
    return notSeen(error, signal);
  }
}

/** Looks a few times: what is not there yet may come. */
async function lookPatiently(parts: SaveParts, object: WrittenObject): Promise<Look> {
  let seen: Look = 'absent';
  for (const ms of LOOKS_MS) {
    if (ms > 0) await parts.pause(ms);
    seen = await look(parts, object);
    if (seen !== 'absent') break;
  }
  return seen;
}

/**
 * Brings one object into the archive and makes sure that it stands there as it was written. What was sent and not answered
 * is looked for before it is sent again, under the same SOP Instance UID, so nothing is doubled. While the archive is away,
 * it waits. Rejects only when the signal aborts.
 */
export async function saveObject(parts: SaveParts, object: WrittenObject, wasSent: boolean): Promise<Ended> {
  const { archive, signal, pause, tell } = parts;
  const bytes = toPart10(object);
  let isOpen = wasSent;
  let unanswered = 0;
  /** What there is to say when the object is not to be found. */
  let otherwise: Refused | undefined;
  for (;;) {
    if (isOpen) {
      tell({ phase: 'checking' });
      const seen = await lookPatiently(parts, object);
      if (seen === 'same') return { phase: 'saved' };
      if (seen === 'away') {
        unanswered = 0;
        tell({ phase: 'away' });
        await pause(AWAY_MS);
        continue;
      }
      if (seen !== 'absent') return seen;
      if (otherwise) return otherwise;
    }
    if (!archive.store) return refused('read-only');
    tell({ phase: 'sending' });
    const outcome = await archive.store(object.study, bytes, object.sop, signal);
    isOpen = true;
    if (outcome.state === 'refused') {
      const { reason, status, failureReason } = outcome;
      otherwise = refused(reason, { status, ...(failureReason === undefined ? {} : { failureReason }) });
      if (reason !== 'duplicate') return otherwise;
    } else if (outcome.state === 'stored') otherwise = refused('missing');
    else {
      unanswered += 1;
      const { status } = outcome.error;
      if (unanswered >= TRIES)
        otherwise = status === undefined ? refused('unanswered') : refused('broken', { status });
    }
  }
}
