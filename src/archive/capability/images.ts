import { instanceUrl, seriesUrl } from '@/archive/http/address';
import { ArchiveError } from '@/archive/contract/archiveError';
import { isPage } from '@/archive/http/faults';
import { acceptFile, acceptFrame } from '@/archive/frames/accept';
import { createMultipartReader } from '@/archive/http/multipart';
import { readBoundary } from '@/archive/http/partHeaders';
import { readPart10 } from '@/archive/frames/part10';
import { toWanted } from '@/archive/frames/wanted';
import { ask, isOk, JSON_ACCEPT, type ProbeLine, type Probed } from './ask';
import type { CapabilityDraft } from '@/archive/contract/capabilities';
import { finding } from './contact';
import type { Example } from './describing';
import type { Finding } from '@/archive/contract/findings';

/** Accept headers for one frame, best first: as stored, so that nothing is recoded on the way. */
const FORMS: readonly (readonly [name: string, accept: string])[] = [
  ['stored', 'multipart/related; type=application/octet-stream; transfer-syntax=*'],
  ['stored-quoted', 'multipart/related; type="application/octet-stream"; transfer-syntax=*'],
  ['explicit', 'multipart/related; type=application/octet-stream'],
  [
    'explicit-quoted',
    'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1',
  ],
  ['octet', 'application/octet-stream; transfer-syntax=*'],
  ['any', '*/*'],
];
const DECODED: ReadonlySet<string> = new Set(['explicit', 'explicit-quoted']);

/** The parts of an answer, or undefined when it is cut short or no multipart is what it says. */
function partsOf({ type, headers, bytes }: Probed) {
  const boundary = readBoundary(type);
  if (boundary === undefined) {
    const own = new Map<string, string>();
    headers.forEach((value, name) => own.set(name.toLowerCase(), value));
    return [{ headers: own, body: bytes }];
  }
  const reader = createMultipartReader(boundary);
  const parts = [...reader.push(bytes)];
  reader.end();
  return parts;
}

/** What is wrong with pixels, in words of protocol. */
function wrong(error: unknown): Record<string, string | number> {
  const details = error instanceof ArchiveError ? error.details : {};
  const pick = (key: string) => String(details[key] ?? '?').slice(0, 60);
  const what = pick('what');
  // Identities are UIDs: not told.
  return what === 'sop' || what === 'series' || what === 'study'
    ? { what, expected: 'its own', received: 'another' }
    : { what, expected: pick('expected'), received: pick('received') };
}

const isBroken = ({ outcome }: Probed) => outcome === 'cut' || outcome === 'late';
const seconds = ({ tookMs }: Probed) => ({ seconds: Math.round(tookMs / 1000) });
const isWords = ({ type }: Probed) => isPage(type) || /json|^text\//i.test(type);

/** One frame, in the first form the archive answers, verified as any frame is. */
export async function checkFrames(
  line: ProbeLine,
  draft: CapabilityDraft,
  on: Example,
): Promise<readonly Finding[]> {
  const { instance } = on;
  const wanted = toWanted(instance);
  if (wanted.pixel === undefined || wanted.frames === 0) return [finding('noPicture')];
  const path = `${instanceUrl('', instance.study, instance.series, instance.sop)}/frames/1`;
  let fault: Finding | undefined;
  let status = 0;
  for (const [name, accept] of FORMS) {
    const got = await ask(line, path, { accept });
    status = got.status;
    if (!isOk(got)) {
      if (isBroken(got)) return [finding('framesBroken', seconds(got))];
      continue;
    }
    try {
      if (isWords(got))
        throw new ArchiveError('malformed', 'words', {
          details: { what: 'contentType', expected: 'pixels', received: got.type },
        });
      const parts = partsOf(got);
      const [part] = parts;
      if (part === undefined || parts.length !== 1)
        throw new ArchiveError('malformed', 'parts', {
          details: { what: 'parts', expected: 1, received: parts.length },
        });
      const accepted = acceptFrame(
        { bytes: part.body, partType: part.headers.get('content-type') ?? null, answerType: got.type },
        wanted,
        1,
      );
      draft.frames = name;
      const values = { form: name, syntax: accepted.frame.transferSyntax };
      if (fault !== undefined) return [fault];
      if (name === 'stored') return [finding('framesStored', values)];
      return [finding(DECODED.has(name) ? 'framesDecoded' : 'framesOtherwise', values)];
    } catch (error) {
      fault ??= finding('framesWrong', wrong(error));
    }
  }
  draft.frames = false;
  return [fault ?? finding('framesNone', { status })];
}

const WHOLE = 'multipart/related; type="application/dicom"; transfer-syntax=*';
/** Statuses that may be about quotes or a star in the Accept header. */
const ABOUT_ACCEPT: ReadonlySet<number> = new Set([400, 406, 415]);

/** Files, asked for as stored, and where that is refused as the archive likes. */
async function askWhole(line: ProbeLine, path: string, read: 'all' | 'head'): Promise<Probed> {
  const got = await ask(line, path, { accept: WHOLE, read });
  return ABOUT_ACCEPT.has(got.status) ? ask(line, path, { accept: '*/*', read }) : got;
}

/** The instance as a file, verified against its description. */
export async function checkInstance(
  line: ProbeLine,
  draft: CapabilityDraft,
  on: Example,
): Promise<readonly Finding[]> {
  const wanted = toWanted(on.instance);
  const path = instanceUrl('', wanted.study, wanted.series, wanted.sop);
  const got = await askWhole(line, path, 'all');
  draft.instance = false;
  if (isBroken(got)) return [finding('instanceBroken', seconds(got))];
  if (!isOk(got) || isWords(got)) return [finding('instanceNone', { status: got.status })];
  try {
    const [part] = partsOf(got);
    const file = await readPart10(part?.body ?? new Uint8Array());
    if (wanted.pixel !== undefined && wanted.frames > 0) acceptFile(file, wanted, 1);
    draft.instance = true;
    return [finding('instanceWhole')];
  } catch (error) {
    return [finding('instanceWrong', wrong(error))];
  }
}

/** More is not fetched only to be looked at. */
const STREAM_BYTES = 64 * 2 ** 20;

/** Verifies every part of a series against its description; returns how many passed, of how many with a picture. */
async function verifyStream(got: Probed, on: Example): Promise<{ passed: number; of: number }> {
  const wanted = new Map(on.instances.map((each) => [each.sop as string, toWanted(each)]));
  let passed = 0;
  for (const { body } of partsOf(got)) {
    const file = await readPart10(body);
    const own = file.sop === undefined ? undefined : wanted.get(file.sop);
    if (own === undefined && !on.isWhole) continue;
    if (own === undefined) throw new ArchiveError('wrong-object', 'stream', { details: { what: 'sop' } });
    if (own.pixel !== undefined && own.frames > 0) acceptFile(file, own, 1);
    passed += 1;
  }
  return { passed, of: wanted.size };
}

/** The series as one stream: a small one is verified as a whole, of a large one its head tells. */
export async function checkStream(
  line: ProbeLine,
  draft: CapabilityDraft,
  on: Example,
): Promise<readonly Finding[]> {
  const bytes = on.instances.reduce((sum, each) => sum + toWanted(each).bytes, 0);
  const read = bytes <= STREAM_BYTES ? 'all' : 'head';
  const got = await askWhole(line, seriesUrl('', on.study, on.series), read);
  const isStream = isOk(got) && readBoundary(got.type) !== undefined;
  draft.stream = false;
  if (isBroken(got)) return [finding('streamBroken', seconds(got))];
  if (isStream && read === 'head') {
    draft.stream = true;
    return [finding('streamStarts')];
  }
  if (isStream)
    try {
      const { passed, of } = await verifyStream(got, on);
      if (passed < of) return [finding('streamPart', { passed, of })];
      draft.stream = true;
      const speed = (got.bytes.length / 2 ** 20 / Math.max(got.tookMs / 1000, 0.001)).toFixed(0);
      return [finding('streamWhole', { passed, of, speed })];
    } catch (error) {
      return [finding('streamWrong', wrong(error))];
    }
  const brings = draft.instance === true || typeof draft.frames === 'string';
  if (brings || draft.frames === undefined) return [finding('streamNone', { status: got.status })];
  return [finding(draft.rendered === true ? 'renderedOnly' : 'noPixels')];
}

/** Statuses that say that there is no such resource, as against no picture of this one instance. */
const ABSENT: ReadonlySet<number> = new Set([403, 404, 405, 410, 501]);

/** Pictures that the archive draws: whole ones, and small ones. */
export async function checkPictures(
  line: ProbeLine,
  draft: CapabilityDraft,
  { instance }: Example,
): Promise<readonly Finding[]> {
  const path = instanceUrl('', instance.study, instance.series, instance.sop);
  const draws = async (form: 'rendered' | 'thumbnail') => {
    const got = await ask(line, `${path}/${form}?viewport=128,128`, { accept: '*/*', read: 'head' });
    const ok = isOk(got) && /^(image|multipart)\//i.test(got.type);
    if (ok || ABSENT.has(got.status)) draft[form] = ok;
    return { ok, status: got.status };
  };
  const rendered = await draws('rendered');
  const thumbnail = await draws('thumbnail');
  return [
    rendered.ok ? finding('renders') : finding('rendersNone', { status: rendered.status }),
    thumbnail.ok ? finding('thumbnails') : finding('thumbnailsNone', { status: thumbnail.status }),
  ];
}

/**
 * Whether objects may be sent (STOW-RS), asked without sending any: an empty text is refused for its kind (415) where
 * sending works, and for other reasons where it does not.
 */
export async function checkStore(line: ProbeLine, draft: CapabilityDraft): Promise<readonly Finding[]> {
  const got = await ask(line, '/studies', {
    accept: JSON_ACCEPT,
    method: 'POST',
    init: { body: '', headers: { 'Content-Type': 'text/plain' } },
    read: 'head',
  });
  const { status } = got;
  if (got.outcome !== 'answer') return [finding('storeUnknown')];
  if (status === 401 || status === 403) return [finding('storesForbidden', { status })];
  draft.store = ![404, 405, 410, 501].includes(status) && !isPage(got.type);
  return [draft.store ? finding('stores') : finding('storesNone', { status })];
}
