import { ArchiveError } from '@/archive/archiveError';
import { frameUrl, instanceUrl } from '@/archive/address';
import { isPassing, malformed, toArchiveError } from '@/archive/faults';
import { type Accepted, acceptFile, acceptFrame } from './accept';
import { readParts } from './body';
import { type Ladder, type Rung, RUNGS, stepsDown } from './ladder';
import { type Part10, readPart10 } from './part10';
import { get, type RequestParts } from './request';
import { withRetries } from './retry';
import { pixelOf, type Wanted } from './wanted';

export interface FetchParts extends RequestParts {
  /** Absolute, without a slash at its end. */
  readonly root: string;
  readonly ladder: Ladder;
  /** Whole multi-frame instances being fetched or just fetched, by SOP: their frames are asked for one after another. */
  readonly recent: Map<string, Promise<Part10>>;
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
    },
    wanted,
    frame,
  );
}

async function fetchFile(
  wanted: Wanted,
  signal: AbortSignal,
  firstByteMs: number,
  parts: FetchParts,
): Promise<Part10> {
  const url = instanceUrl(parts.root, wanted.study, wanted.series, wanted.sop);
  const answer = await get('instance', url, RUNGS.instance.accept, signal, { ...parts, firstByteMs });
  const all = await readParts('instance', answer, 'application/dicom');
  const [part] = all;
  if (part === undefined || all.length !== 1)
    throw malformed('instance', { what: 'parts', expected: 1, received: all.length });
  return readPart10(part.body);
}

async function viaInstance(
  wanted: Wanted,
  frame: number,
  signal: AbortSignal,
  firstByteMs: number,
  parts: FetchParts,
): Promise<Accepted> {
  if (wanted.frames === 1)
    return acceptFile(await fetchFile(wanted, signal, firstByteMs, parts), wanted, frame);
  const before = parts.recent.get(wanted.sop);
  if (before !== undefined) {
    const file = await before.catch(() => undefined);
    if (file !== undefined) return acceptFile(file, wanted, frame);
  }
  const file = fetchFile(wanted, signal, firstByteMs, parts);
  parts.recent.clear();
  parts.recent.set(wanted.sop, file);
  file.catch(() => parts.recent.delete(wanted.sop));
  return acceptFile(await file, wanted, frame);
}

/** Whether another way of asking may bring what this one did not. */
function mayStep(error: ArchiveError, rung: Rung, left: readonly Rung[]): boolean {
  if (left.length === 0) return false;
  // Orthanc labels raw HTJ2K as little endian when asked to decompress it.
  if (rung === 'explicit' && error.fault === 'malformed') return true;
  // Only a whole instance can prove that the archive misnamed a frame rather than mixed it up.
  if (error.fault === 'wrong-object') return rung !== 'instance' && left.includes('instance');
  return stepsDown(error);
}

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
  const climb = async (leftMs: number): Promise<Accepted> => {
    pixelOf(wanted); // What cannot be shown whatever comes is not asked for.
    const refused: Rung[] = [];
    /** A frame of another object came: worth more words than that the whole instance is refused. */
    let mixedUp: ArchiveError | undefined;
    let rungs = order;
    for (;;) {
      const [rung, ...left] = rungs;
      if (rung === undefined) throw malformed('frame', { what: 'rungs' });
      try {
        const got =
          RUNGS[rung].resource === 'instance'
            ? await viaInstance(wanted, frame, signal, leftMs, parts)
            : await viaFrame(rung, wanted, frame, signal, leftMs, parts);
        parts.ladder.worked(wanted.kind, rung, refused);
        return got;
      } catch (thrown) {
        const error = toArchiveError('frame', thrown, signal);
        if (!mayStep(error, rung, left)) throw mixedUp !== undefined && stepsDown(error) ? mixedUp : error;
        if (error.fault === 'wrong-object') {
          mixedUp = error;
          rungs = ['instance'];
        } else {
          refused.push(rung);
          rungs = left;
        }
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
