import { items, number, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { normaliseRow } from '@/dicom/normalise/normaliseRow';
import type { SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { StoreOutcome, StoreRefusal } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { aborted, isPage, malformed, statusError, toArchiveError } from '@/archive/http/faults';
import type { RequestParts } from '@/archive/http/request';

/** An object of ours is small: an archive that says nothing for so long is looked at, not waited for. */
export const STORE_MS = 25_000;

const REFERENCED_SOPS = '00081199';
/** Referenced Instance Sequence, which DICOMcloud answers with in place of the former. */
const REFERENCED_INSTANCES = '0008114A';
const FAILED_SOPS = '00081198';
const REFERENCED_SOP = '00081155';
const FAILURE_REASON = '00081197';
const WARNING_REASON = '00081196';

const BY_STATUS: Readonly<Record<number, StoreRefusal>> = {
  400: 'not-understood',
  401: 'sign-in',
  403: 'forbidden',
  404: 'read-only',
  405: 'read-only',
  413: 'too-large',
  415: 'not-understood',
  500: 'broken',
  501: 'read-only',
  507: 'no-room',
};

/** Failure Reason (0008,1197) in a word: PS3.4 Table CC.2.1-1 and GG, PS3.18 Table I.2-2; 45070 is Azure's duplicate. */
function refusalOf(failureReason: number): StoreRefusal | undefined {
  if (failureReason === 0x0111 || failureReason === 45070) return 'duplicate';
  if (failureReason === 0x0122) return 'class';
  if (failureReason === 0x0124) return 'forbidden';
  if (failureReason >> 8 === 0xa7) return 'no-room';
  if (failureReason >> 8 === 0xa9) return 'mismatch';
  if (failureReason >> 12 === 0xc) return 'not-understood';
  return undefined;
}

/** One object as the only part of a STOW-RS body (PS3.18 10.5.1). */
function bodyOf(bytes: Uint8Array<ArrayBuffer>): { body: Blob; type: string } {
  const boundary = `isocenter-${crypto.randomUUID()}`;
  const head = `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`;
  return {
    body: new Blob([head, bytes, `\r\n--${boundary}--\r\n`]),
    type: `multipart/related; type="application/dicom"; boundary=${boundary}`,
  };
}

const itemOf = (answer: DicomJson, tag: string, sop: SopUid): DicomJson | undefined =>
  items(answer, tag).find((item) => text(item, REFERENCED_SOP) === sop);

/** What an answer says of one object (PS3.18 10.5.3): by its body where it names the object, else by its status. */
export function readStoreAnswer(status: number, body: unknown, sop: SopUid): StoreOutcome {
  const answer = normaliseRow(Array.isArray(body) ? body[0] : body);
  const failed = itemOf(answer, FAILED_SOPS, sop);
  if (failed) {
    const failureReason = number(failed, FAILURE_REASON);
    const reason =
      (failureReason === undefined ? undefined : refusalOf(failureReason)) ?? BY_STATUS[status] ?? 'other';
    return { state: 'refused', reason, status, ...(failureReason === undefined ? {} : { failureReason }) };
  }
  const stored = itemOf(answer, REFERENCED_SOPS, sop) ?? itemOf(answer, REFERENCED_INSTANCES, sop);
  if (stored && status < 300) {
    const warning = number(stored, WARNING_REASON);
    return { state: 'stored', ...(warning === undefined ? {} : { warning }) };
  }
  if (status < 300) return { state: 'unknown', error: malformed('store', { what: 'unnamed', status }) };
  // A gateway's error says nothing of what the archive behind it has done meanwhile.
  const error = statusError('store', status);
  if (error.fault === 'unreachable') return { state: 'unknown', error };
  return { state: 'refused', reason: BY_STATUS[status] ?? 'other', status };
}

/**
 * Sends one object by STOW-RS, once. One object per request: partial failure is then failure. Rejects only when the signal
 * aborts.
 */
export async function storeObject(
  root: string,
  { fetch, clock }: Pick<RequestParts, 'fetch' | 'clock'>,
  study: StudyUid,
  bytes: Uint8Array<ArrayBuffer>,
  sop: SopUid,
  signal: AbortSignal,
): Promise<StoreOutcome> {
  if (signal.aborted) throw aborted('store');
  const stopper = new AbortController();
  const stop = () => stopper.abort();
  signal.addEventListener('abort', stop, { once: true });
  let isLate = false;
  const cancel = clock.after(STORE_MS, () => {
    isLate = true;
    stop();
  });
  try {
    const { body, type } = bodyOf(bytes);
    const answer = await fetch(`${root}/studies/${study}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': type, Accept: 'application/dicom+json' },
      // Where a sign-in has ended, gateways lead to their page, and a browser that follows asks it by GET.
      redirect: 'manual',
      signal: stopper.signal,
    });
    if (answer.type === 'opaqueredirect') return { state: 'refused', reason: 'sign-in', status: 401 };
    if (answer.ok && isPage(answer.headers.get('Content-Type')))
      return { state: 'refused', reason: 'sign-in', status: answer.status };
    const said: unknown = await answer.json().catch(() => undefined);
    if (stopper.signal.aborted) throw aborted('store');
    return readStoreAnswer(answer.status, said, sop);
  } catch (thrown) {
    if (signal.aborted) throw aborted('store');
    const error = isLate
      ? new ArchiveError('unreachable', `store: no answer in ${STORE_MS} ms`, {
          details: { waitedMs: STORE_MS },
        })
      : toArchiveError('store', thrown);
    return { state: 'unknown', error };
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
}
