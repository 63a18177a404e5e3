import { ArchiveError } from '@/archive/contract/archiveError';
import { frameUrl, instanceUrl } from '@/archive/http/address';
import { aborted, isPassing, malformed, toArchiveError } from '@/archive/http/faults';
import { type Accepted, acceptFile, acceptFrame } from './accept';
import { readParts } from '@/archive/http/body';
import {
  DECODED_THERE,
  isAbsent,
  type Ladder,
  type RefusedWay,
  type Resource,
  type Rung,
  RUNGS,
  stepsDown,
} from './ladder';
import { type Part10, readPart10 } from './part10';
import { type DecodePicture, viaRendered } from './rendered';
import { get, type RequestParts } from '@/archive/http/request';
import { withRetries } from '@/archive/http/retry';
import { FRAMES_HELD } from '@/dicom/pixels/pixel';
import { shareFile, type SharedFile } from './sharedFile';
import { pixelOf, type Wanted } from './wanted';

export interface FetchParts extends RequestParts {
  /** Absolute, without a slash at its end. */
  readonly root: string;
  readonly ladder: Ladder;
  /** Whole multi-frame instances being fetched or just fetched, by SOP: their frames are asked for one after another. */
  readonly recent: Map<string, SharedFile>;
  /** Absent: pictures made by the archive are not asked for. */
  readonly decodePicture?: DecodePicture;
  /** false: a broken connection is reported at once, for the caller has its own way to wait. */
  readonly patient?: boolean;
}

/** Refuses a frame whose answer names another object (PS3.18 8.7.3.6.1): a wrong image of the right size. */
function checkLocation(location: string | undefined, wanted: Wanted, frame: number): void {
  if (location === undefined) return;
  const sop = /\/instances\/([\da-f.]+)/i.exec(location)?.[1];
  const list = /\/frames\/(\d+)(?:[?#]|$)/.exec(location)?.[1];
  if (sop !== undefined && sop !== wanted.sop)
    throw new ArchiveError('wrong-object', 'frame: another object came', {
      details: { what: 'sop', expected: wanted.sop, received: sop },
    });
  if (list !== undefined && Number(list) !== frame)
    throw new ArchiveError('wrong-object', 'frame: another frame came', {
      details: { what: 'frame', expected: frame, received: Number(list) },
    });
}

const framesSaid = (said: string | undefined): number | undefined =>
  said !== undefined && /^\d{1,6}(\.\d+)?$/.test(said) ? Number(said) : undefined;

async function viaFrame(
  rung: Rung,
  wanted: Wanted,
  frame: number,
  signal: AbortSignal,
  firstByteMs: number,
  parts: FetchParts,
): Promise<Accepted> {
  const url = frameUrl(parts.root, wanted.study, wanted.series, wanted.sop, frame);
  const answer = await get('frame', url, RUNGS[rung].accept, signal, { ...parts, firstByteMs });
  const all = await readParts('frame', answer, 'pixels');
  const [part] = all;
  if (part === undefined || all.length !== 1)
    throw malformed('frame', { what: 'parts', expected: 1, received: all.length });
  checkLocation(part.headers.get('content-location'), wanted, frame);
  return acceptFrame(
    {
      bytes: part.body,
      partType: part.headers.get('content-type') ?? null,
      answerType: answer.headers.get('Content-Type'),
      held: framesSaid(part.headers.get(FRAMES_HELD.toLowerCase())),
    },
    wanted,
    frame,
  );
}

async function fetchFile(
  rung: Rung,
  wanted: Wanted,
  signal: AbortSignal,
  firstByteMs: number,
  parts: FetchParts,
): Promise<Part10> {
  const url = instanceUrl(parts.root, wanted.study, wanted.series, wanted.sop);
  const answer = await get('instance', url, RUNGS[rung].accept, signal, { ...parts, firstByteMs });
  const all = await readParts('instance', answer, 'application/dicom');
  const [part] = all;
  if (part === undefined || all.length !== 1)
    throw malformed('instance', { what: 'parts', expected: 1, received: all.length });
  return readPart10(part.body);
}

async function viaInstance(
  rung: Rung,
  wanted: Wanted,
  frame: number,
  signal: AbortSignal,
  firstByteMs: number,
  parts: FetchParts,
): Promise<Accepted> {
  if (wanted.frames === 1)
    return acceptFile(await fetchFile(rung, wanted, signal, firstByteMs, parts), wanted, frame);
  const before = parts.recent.get(wanted.sop);
  if (before !== undefined) {
    const file = await before.of(signal).catch(() => undefined);
    if (file !== undefined) return acceptFile(file, wanted, frame);
    if (signal.aborted) throw aborted('instance');
  }
  const file = shareFile(parts.clock, (stop) => fetchFile(rung, wanted, stop, firstByteMs, parts));
  parts.recent.clear();
  parts.recent.set(wanted.sop, file);
  file.onFail(() => parts.recent.get(wanted.sop) === file && parts.recent.delete(wanted.sop));
  return acceptFile(await file.of(signal), wanted, frame);
}

/** The rungs worth trying after an error at one of them; undefined = none is. */
function nextRungs(error: ArchiveError, rung: Rung, left: readonly Rung[]): readonly Rung[] | undefined {
  // Orthanc labels raw HTJ2K as little endian when asked to decompress it.
  if (error.fault === 'malformed' && RUNGS[rung].resource === 'frame' && DECODED_THERE.has(rung)) return left;
  // Stored in a way that nothing here decodes.
  if (error.details['undecodable'] !== undefined) return left.filter((each) => DECODED_THERE.has(each));
  // Only a whole instance can prove that the archive misnamed a frame rather than mixed it up.
  if (error.fault === 'wrong-object')
    return RUNGS[rung].resource === 'frame' && left.includes('instance') ? ['instance'] : undefined;
  if (stepsDown(error)) return left;
  if (isAbsent(error)) return left.filter((each) => RUNGS[each].resource !== RUNGS[rung].resource);
  return undefined;
}

/**
 * Of the errors of one climb, the one that says most: that the stored way is none that is decoded here, doubtful bytes, then a refusal, then
 * what is not there.
 */
function mostTelling(errors: readonly ArchiveError[]): ArchiveError | undefined {
  const isUndecodable = ({ details }: ArchiveError) => details['undecodable'] !== undefined;
  const isDoubt = ({ fault }: ArchiveError) => fault === 'malformed' || fault === 'wrong-object';
  return (
    errors.find(isUndecodable) ??
    errors.find(isDoubt) ??
    errors.find((error) => !isAbsent(error)) ??
    errors[0]
  );
}

type Way = (
  rung: Rung,
  wanted: Wanted,
  frame: number,
  signal: AbortSignal,
  firstByteMs: number,
  parts: FetchParts,
) => Promise<Accepted>;

const WAYS: Record<Resource, Way> = { frame: viaFrame, instance: viaInstance, rendered: viaRendered };

/**
 * One verified frame (from 1), by the first rung of the ladder that the archive answers. Passing faults are retried
 * within the budget; a frame that came and failed its check is not asked for again, since that is how it is stored.
 */
export function fetchFrame(
  wanted: Wanted,
  frame: number,
  signal: AbortSignal,
  parts: FetchParts,
  order = parts.ladder.order(wanted.kind, wanted.frames === 1),
): Promise<Accepted> {
  const able = parts.decodePicture ? order : order.filter((rung) => RUNGS[rung].resource !== 'rendered');
  const climb = async (leftMs: number): Promise<Accepted> => {
    pixelOf(wanted); // What cannot be shown whatever comes is not asked for.
    const refused: RefusedWay[] = [];
    const errors: ArchiveError[] = [];
    let rungs = able;
    for (;;) {
      const [rung, ...left] = rungs;
      if (rung === undefined) throw mostTelling(errors) ?? malformed('frame', { what: 'rungs' });
      try {
        const got = await WAYS[RUNGS[rung].resource](rung, wanted, frame, signal, leftMs, parts);
        parts.ladder.worked(wanted.kind, rung, refused);
        return got;
      } catch (thrown) {
        const error = toArchiveError('frame', thrown, signal);
        const next = nextRungs(error, rung, left);
        if (next === undefined)
          throw errors.length > 0 && isAbsent(error) ? mostTelling([...errors, error]) : error;
        errors.push(error);
        if (error.fault !== 'wrong-object') refused.push({ rung, status: error.status });
        rungs = next;
      }
    }
  };
  // A status that refused every way of asking was an answer, not an accident.
  return withRetries(climb, {
    ...parts,
    signal,
    passing: (error) =>
      isPassing(error) && !stepsDown(error) && (parts.patient !== false || error.status !== undefined),
  });
}
