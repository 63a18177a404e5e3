import { bulkUrl, instanceUrl, seriesUrl } from '@/archive/address';
import { ArchiveError } from '@/archive/archiveError';
import { isPage } from '@/archive/faults';
import { acceptFile, acceptFrame } from '@/archive/frames/accept';
import { createMultipartReader, readBoundary } from '@/archive/frames/multipart';
import { readPart10 } from '@/archive/frames/part10';
import { type Wanted, toWanted } from '@/archive/frames/wanted';
import { toSeriesRow } from '@/archive/seriesList';
import type { DicomElement, DicomJson } from '@/dicom/dicomJson';
import { number, text } from '@/dicom/dicomJson';
import type { Instance } from '@/dicom/instance';
import { hasPicture } from '@/dicom/modality';
import { toInstance } from '@/dicom/normalise';
import { type SeriesUid, type StudyUid, toStudyUid } from '@/dicom/uid';
import { ask, isOk, JSON_ACCEPT, type Line, type Probed } from './ask';
import type { Draft } from './capabilities';
import { finding, rowsOf } from './contact';
import type { Finding } from './findings';
import { checkJson } from './rows';

/** What is looked at for images: one small series. */
export interface Example {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly instances: readonly Instance[];
  /** An instance with a picture, or the first. */
  readonly instance: Instance;
}

/** A series with more instances is described instance by instance, so that looking stays cheap. */
const MANY = 200;
const SLOW_MS = 5_000;

/** Studies with pictures first, small ones before large ones. */
export function studiesToTry(rows: readonly DicomJson[]): readonly StudyUid[] {
  const size = (row: DicomJson) => number(row, '00201208') ?? MANY;
  const shows = (row: DicomJson) =>
    (text(row, '00080061') ?? '').split('\\').some((modality) => modality !== '' && hasPicture({ modality }));
  const sorted = rows.toSorted((a, b) => Number(shows(b)) - Number(shows(a)) || size(a) - size(b));
  return sorted
    .map((row) => toStudyUid(text(row, '0020000D')))
    .filter((uid) => uid !== undefined)
    .slice(0, 3);
}

/** The smallest series of a study, those with pictures first. */
export async function findSeries(line: Line, study: StudyUid) {
  const got = rowsOf(await ask(line, `/studies/${study}/series?limit=200`, { accept: JSON_ACCEPT }));
  const rows = (got ?? []).map((row) => toSeriesRow(row, study)).filter((row) => row !== undefined);
  const size = (count: number | undefined) => count ?? MANY;
  const [best] = rows.toSorted(
    (a, b) => Number(hasPicture(b)) - Number(hasPicture(a)) || size(a.instanceCount) - size(b.instanceCount),
  );
  return best;
}

const MISSING: readonly string[] = ['00100010', '00100020'];
const identityOf = ({ dataset }: Instance) =>
  JSON.stringify(MISSING.map((tag) => dataset[tag]?.Value ?? null));

/** What a description says of itself: whose it is, and whether it is whole. */
function examine(
  datasets: readonly DicomJson[],
  study: StudyUid,
  series: SeriesUid,
): { readonly findings: Finding[]; readonly instances: readonly Instance[] } {
  const findings: Finding[] = [];
  const instances = datasets.map(toInstance).filter((each) => each !== undefined);
  const own = instances.filter((each) => each.study === study && each.series === series);
  if (own.length < instances.length)
    findings.push(finding('otherObjects', { count: instances.length - own.length }));
  const sops = new Set(own.map(({ sop }) => sop));
  if (sops.size < own.length) findings.push(finding('objectsDoubled', { count: own.length - sops.size }));
  if (new Set(own.map(identityOf)).size > 1) findings.push(finding('patientsMixed'));
  return { findings, instances: own };
}

/** The description of one series (WADO-RS metadata), or of one instance where the series' is refused. */
export async function checkMetadata(
  line: Line,
  study: StudyUid,
  series: SeriesUid,
): Promise<{ readonly findings: readonly Finding[]; readonly example?: Example }> {
  const path = seriesUrl('', study, series);
  const whole = await ask(line, `${path}/metadata`, { accept: JSON_ACCEPT });
  let datasets = rowsOf(whole) ?? [];
  const findings: Finding[] = [];
  if (datasets.length === 0) {
    const listed = rowsOf(await ask(line, `${path}/instances?limit=3`, { accept: JSON_ACCEPT })) ?? [];
    const sop = listed.map((row) => text(row, '00080018')).find((uid) => uid !== undefined);
    const single =
      sop === undefined
        ? undefined
        : rowsOf(await ask(line, `${path}/instances/${sop}/metadata`, { accept: JSON_ACCEPT }));
    datasets = single ?? [];
    const values = { status: whole.status, type: whole.type.split(';')[0] || 'none' };
    if (datasets.length === 0) return { findings: [finding('notDescribed', values)] };
    findings.push(finding('describedSingly', values));
  }
  const read = examine(datasets, study, series);
  findings.push(...read.findings, ...checkJson(datasets));
  if (whole.tookMs > SLOW_MS)
    findings.push(finding('describedSlowly', { seconds: (whole.tookMs / 1000).toFixed(1) }));
  const { instances } = read;
  const instance = instances.find((each) => each.frames > 0) ?? instances[0];
  if (instance === undefined)
    return {
      findings: findings.some(({ id }) => id === 'otherObjects')
        ? findings
        : [...findings, finding('notDescribed', { status: whole.status, type: whole.type })],
    };
  if (findings.length === 0) findings.push(finding('described', { count: instances.length }));
  return { findings, example: { study, series, instances, instance } };
}

/** Every element with bytes in it, items of sequences too. */
function* bulky(dataset: DicomJson): Generator<DicomElement> {
  for (const element of Object.values(dataset)) {
    if (element.BulkDataURI !== undefined || element.InlineBinary !== undefined) yield element;
    for (const value of element.Value ?? [])
      if (typeof value === 'object' && value !== null && !('Alphabetic' in value))
        yield* bulky(value as DicomJson);
  }
}

/** In which form bytes come that are no pixels: by address, in the text, or not at all. */
export async function checkBulk(line: Line, draft: Draft, on: Example): Promise<readonly Finding[]> {
  const elements = on.instances.flatMap(({ dataset }) => [...bulky(dataset)]);
  const uri = elements.find((each) => each.BulkDataURI !== undefined)?.BulkDataURI;
  draft.bulk = uri !== undefined ? 'uri' : elements.length > 0 ? 'inline' : 'none';
  if (uri === undefined) return [finding(elements.length > 0 ? 'bulkInline' : 'bulkNone')];
  try {
    const base = `${seriesUrl(line.root, on.study, on.series)}/metadata`;
    const url = bulkUrl(line.root, uri, base);
    const named = new URL(uri, base);
    const got = await ask(line, url.slice(line.root.length), { accept: '*/*', read: 'head' });
    if (!isOk(got) || isPage(got.type)) return [finding('bulkFails', { status: got.status })];
    return [named.href === url ? finding('bulkByUri') : finding('bulkElsewhere')];
  } catch (error) {
    if (error instanceof ArchiveError && error.fault === 'refused') return [finding('bulkElsewhere')];
    throw error;
  }
}

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

const isWords = ({ type }: Probed) => isPage(type) || /json|^text\//i.test(type);

/** One frame, in the first form the archive answers, verified as any frame is. */
export async function checkFrames(line: Line, draft: Draft, on: Example): Promise<readonly Finding[]> {
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
      if (got.outcome === 'cut' || got.outcome === 'late') fault ??= finding('framesWrong', wrong(undefined));
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

/** The instance as a file, verified against its description. */
export async function checkInstance(line: Line, draft: Draft, on: Example): Promise<readonly Finding[]> {
  const wanted: Wanted = toWanted(on.instance);
  const path = instanceUrl('', wanted.study, wanted.series, wanted.sop);
  const got = await ask(line, path, { accept: WHOLE });
  draft.instance = false;
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

/** The series as one stream; its head tells. */
export async function checkStream(line: Line, draft: Draft, on: Example): Promise<readonly Finding[]> {
  const got = await ask(line, seriesUrl('', on.study, on.series), { accept: WHOLE, read: 'head' });
  draft.stream = isOk(got) && readBoundary(got.type) !== undefined;
  if (draft.stream) return [finding('streamWhole')];
  const brings = draft.instance === true || typeof draft.frames === 'string';
  if (brings || draft.frames === undefined) return [finding('streamNone', { status: got.status })];
  return [finding(draft.rendered === true ? 'renderedOnly' : 'noPixels')];
}

/** Statuses that say that there is no such resource, as against no picture of this one instance. */
const ABSENT: ReadonlySet<number> = new Set([403, 404, 405, 410, 501]);

/** Pictures that the archive draws: whole ones, and small ones. */
export async function checkPictures(
  line: Line,
  draft: Draft,
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
export async function checkStore(line: Line, draft: Draft): Promise<readonly Finding[]> {
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
