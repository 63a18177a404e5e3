import { createMultipartReader, type BodyPart } from '@/archive/http/multipart';
import { readBoundary } from '@/archive/http/partHeaders';
import { aborted, malformed, toArchiveError } from '@/archive/http/faults';
import { seriesUrl } from '@/archive/http/address';
import { acceptFile } from './accept';
import { refuseWords } from '@/archive/http/body';
import type { FetchParts } from './fetchFrame';
import { isAboutAccept, RUNGS } from './ladder';
import { wantedKey, type Missing } from './missing';
import { type Part10, readPart10 } from './part10';
import { get } from '@/archive/http/request';
import type { Sink } from './sink';
import type { Wanted } from './wanted';

/** Tells of every missing frame of one part. What concerns this part stays with it. */
async function takePart(part: BodyPart, missing: Missing, sink: Sink): Promise<void> {
  let file: Part10;
  try {
    file = await readPart10(part.body);
  } catch {
    return; // Whose it is cannot be known: its frames stay missing and are asked for by name.
  }
  const wanted = file.sop === undefined ? undefined : missing.wanted(file.sop);
  if (wanted === undefined) return;
  const frames = [];
  for (let frame = 1; frame <= wanted.frames; frame += 1) {
    const due = missing.has(wanted.sop, frame);
    const doubted = sink.doubts(wantedKey(wanted, frame));
    if (!due && !doubted) continue;
    try {
      const accepted = acceptFile(file, wanted, frame, doubted);
      if (sink.contradicts(accepted)) throw sink.contradiction();
      if (due) frames.push(accepted.frame);
    } catch (thrown) {
      const error = toArchiveError('series stream', thrown);
      // Stays missing: asked for by name, the archive may decode it.
      if (error.details['undecodable'] !== undefined) continue;
      sink.failed(wantedKey(wanted, frame), error);
    }
    missing.remove(wanted.sop, frame);
  }
  if (frames.length > 0) await sink.frames(frames);
}

/** How much is read on once nothing is missing: mostly the end, which proves the answer whole and frees the connection. */
const SPARE_BYTES = 4 * 2 ** 20;

/**
 * A series of more bytes is not written to the browser's cache: Chromium drops an answer of more than 40 MB from it, and Firefox one of
 * 50, once so much has been written, which costs a tenth of the time of the load.
 */
const CACHED_BYTES = 32 * 2 ** 20;

/**
 * One GET of the whole series, of `bytes` uncompressed, cut and told of as it comes. Resolves at the terminating boundary, or soon after nothing
 * is missing; rejects when refused or broken, with all told that had come until then.
 */
export async function sweepSeries(
  first: Wanted,
  bytes: number,
  missing: Missing,
  sink: Sink,
  signal: AbortSignal,
  parts: FetchParts,
): Promise<void> {
  const what = 'series stream';
  const asking = { ...parts, isKept: bytes <= CACHED_BYTES };
  const url = seriesUrl(parts.root, first.study, first.series);
  const ask = (rung: 'instance' | 'instance-any') => get(what, url, RUNGS[rung].accept, signal, asking);
  const answer = await ask('instance').catch((thrown: unknown) => {
    const error = toArchiveError(what, thrown, signal);
    // Quotes or a star in the Accept header are what some archives refuse.
    if (!isAboutAccept(error)) throw error;
    return ask('instance-any');
  });
  try {
    const type = answer.headers.get('Content-Type');
    refuseWords(what, type, 'application/dicom');
    const boundary = readBoundary(type);
    if (boundary === undefined) throw malformed(what, { what: 'contentType', expected: 'multipart' });
    const reader = createMultipartReader(boundary);
    let spareBytes = SPARE_BYTES;
    for (let piece = await answer.next(); piece !== undefined; piece = await answer.next()) {
      for (const part of reader.push(piece)) {
        if (signal.aborted) throw aborted(what);
        await takePart(part, missing, sink);
      }
      if (missing.size === 0) spareBytes -= piece.length;
      if (spareBytes < 0) return;
    }
    reader.end();
  } finally {
    answer.close();
  }
}
