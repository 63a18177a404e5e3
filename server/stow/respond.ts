import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import { LIMITS } from '@/dicom/dataset/limits';
import { parseMediaType } from '../http/accept';
import { readMultipart } from '../http/multipart';
import { HttpRefusal } from '../http/problem';
import { REASON } from '../work/inspect';
import type { StowOutcome, Store } from './store';

const element = (vr: string, value: string | number): DicomElement => ({ vr, Value: [value] });

function toFailed(outcome: StowOutcome & { stored: false }): DicomJson {
  const { sopClass, sop } = outcome.identity;
  return {
    '00081150': sopClass === '' ? { vr: 'UI' } : element('UI', sopClass),
    '00081155': sop === undefined ? { vr: 'UI' } : element('UI', sop),
    '00081197': element('US', outcome.failureReason),
  };
}

/** The Store Instances Response Module (PS3.18 Table I.2-1): every object named, stored or not. */
export function storeResponse(outcomes: readonly StowOutcome[], root: string): Response {
  const stored = outcomes.filter((each) => each.stored);
  const failed = outcomes.filter((each) => !each.stored);
  const studies = [...new Set(stored.map(({ instance }) => instance.study))];
  const json: DicomJson = {
    ...(studies.length === 1 ? { '00081190': element('UR', `${root}/studies/${studies[0] ?? ''}`) } : {}),
    ...(failed.length > 0 ? { '00081198': { vr: 'SQ', Value: failed.map(toFailed) } } : {}),
    ...(stored.length > 0
      ? {
          '00081199': {
            vr: 'SQ',
            Value: stored.map(({ instance }) => ({
              '00081150': element('UI', instance.sopClass),
              '00081155': element('UI', instance.sop),
              '00081190': element(
                'UR',
                `${root}/studies/${instance.study}/series/${instance.series}/instances/${instance.sop}`,
              ),
            })),
          },
        }
      : {}),
  };
  const isFull =
    failed.length > 0 && failed.every(({ failureReason }) => failureReason === REASON.outOfResources);
  const none = isFull ? 507 : 409;
  const status = failed.length === 0 ? 200 : stored.length > 0 ? 202 : none;
  const response = Response.json(json, {
    status,
    headers: { 'Content-Type': 'application/dicom+json', 'Cache-Control': 'no-store' },
  });
  const reasons = [...new Set(failed.map(({ reason }) => reason.replaceAll(/[^\x20-\x7e]|["\\]/g, ' ')))];
  if (reasons.length > 0) {
    response.headers.set(
      'Warning',
      `299 isocenter "${failed.length} objects were not stored: ${reasons.join('; ')}"`,
    );
  }
  return response;
}

/** Objects of one request that cannot be stored: after so many the rest is not looked at. */
const MOST_FAILED = 100;

/** Receives a STOW-RS request (PS3.18 10.5): part by part, each object for itself. */
export async function receiveAll(
  request: Request,
  study: string | undefined,
  store: Store,
): Promise<StowOutcome[]> {
  const { type, parameters } = parseMediaType(request.headers.get('content-type') ?? '');
  const body = request.body;
  if (type === 'application/dicom' && body !== null) {
    return [await store.receive(chunksOf(body), () => true, study)];
  }
  const inner = parameters.get('type')?.toLowerCase() ?? 'application/dicom';
  if (type !== 'multipart/related' || inner !== 'application/dicom') {
    throw new HttpRefusal(415, 'Objects are stored as multipart/related; type="application/dicom".');
  }
  const boundary = parameters.get('boundary');
  if (boundary === undefined || body === null)
    throw new HttpRefusal(400, 'The request names no boundary or has no body.');
  if (boundary === '' || boundary.length > LIMITS.boundary)
    throw new HttpRefusal(400, `A boundary has 1 to ${LIMITS.boundary} characters (RFC 2046 5.1.1).`);
  const outcomes: StowOutcome[] = [];
  let failed = 0;
  for await (const part of readMultipart(chunksOf(body), boundary)) {
    if (outcomes.length >= LIMITS.parts)
      throw new HttpRefusal(
        413,
        `A request has at most ${LIMITS.parts} parts; those before the rest are stored.`,
      );
    const outcome = await store.receive(part.chunks, part.isWhole, study);
    outcomes.push(outcome);
    if (!outcome.stored) failed += 1;
    if (failed > MOST_FAILED)
      throw new HttpRefusal(
        400,
        `More than ${MOST_FAILED} parts of this request are nothing that can be stored; what stood before them is stored.`,
      );
  }
  if (outcomes.length === 0) throw new HttpRefusal(400, 'The request holds no part between its boundaries.');
  return outcomes;
}

/** A sender that says nothing for so long has gone: its connection is not held open for ever. */
const SILENCE_MS = 60_000;

/** The next piece of a body, or none where the sender fell silent. */
async function within<T>(work: Promise<T>, silenceMs: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), silenceMs);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** The pieces of a request body; it ends where the sender goes away or falls silent. */
export async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  silenceMs = SILENCE_MS,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const piece = await within(reader.read(), silenceMs);
      if (piece === undefined) {
        await reader.cancel().catch(() => undefined);
        return;
      }
      if (piece.done) return;
      yield piece.value;
    }
  } catch {
    // The sender went away: what came whole before is stored, the rest counts as cut.
    return;
  } finally {
    reader.releaseLock();
  }
}
