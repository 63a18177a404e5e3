import { fixedText } from '@/i18n/numberText';
import { bulkUrl, seriesUrl } from '@/archive/http/address';
import { ArchiveError } from '@/archive/contract/archiveError';
import { isPage } from '@/archive/http/faults';
import { toSeriesRow } from '@/archive/studies/seriesList';
import { type DicomElement, type DicomJson, number, text, texts } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { hasPicture } from '@/dicom/series/modality';
import { toInstance } from '@/dicom/normalise/normalise';
import { normaliseRow } from '@/dicom/normalise/normaliseRow';
import { type SeriesUid, type StudyUid, toStudyUid } from '@/dicom/dataset/uid';
import { ask, isOk, JSON_ACCEPT, type ProbeLine } from './ask';
import type { CapabilityDraft } from '@/archive/contract/capabilities';
import { finding, rawOf, rowsOf } from './contact';
import type { Finding } from '@/archive/contract/findings';
import { checkJson } from './rows';

/** What is looked at for images: one small series. */
export interface Example {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly instances: readonly Instance[];
  /** Whether these are all of the series. */
  readonly isWhole: boolean;
  /** An instance with a picture, or the first. */
  readonly instance: Instance;
}

const PATIENT_ID = '00100020';
/** Studies of more instances are looked at only where there are no others. */
const LARGE = 300;
/** How many studies are tried until one has series. */
const STUDIES = 30;
/** A series with more instances is described instance by instance, so that looking stays cheap. */
const MANY = 200;
const SLOW_MS = 2_000;
/** How many series are described, of so many instances at most: kinds of images differ within a study. */
const SERIES = 4;
const FEW = 50;

/** Studies with pictures first; of those that are small, the ones of many series. With the patient the list names. */
export function studiesToTry(rows: readonly DicomJson[]) {
  const size = (row: DicomJson) => number(row, '00201208') ?? MANY;
  const shows = (row: DicomJson) =>
    texts(row, '00080061')
      .flatMap((each) => each.split('\\'))
      .some((modality) => hasPicture({ modality }));
  const kinds = (row: DicomJson) => (size(row) > LARGE ? 0 : (number(row, '00201206') ?? 1));
  const sorted = rows.toSorted(
    (a, b) => Number(shows(b)) - Number(shows(a)) || kinds(b) - kinds(a) || size(a) - size(b),
  );
  const patients = new Map<StudyUid, Set<string | undefined>>();
  for (const row of sorted) {
    const study = toStudyUid(text(row, '0020000D'));
    if (study === undefined) continue;
    patients.set(study, (patients.get(study) ?? new Set()).add(text(row, PATIENT_ID)));
  }
  return [...patients].slice(0, STUDIES).map(([study, ids]) => {
    const [patientId] = ids;
    return { study, patientId: ids.size === 1 ? patientId : undefined };
  });
}

const SERIES_NUMBER = '00200011';
const MODALITY = '00080060';

/** The smallest series of a study, those with pictures first, and what their rows lack. */
export async function probeSeries(line: ProbeLine, draft: CapabilityDraft, study: StudyUid) {
  const limit = Math.min(200, draft.limitMax ?? Infinity);
  const got =
    rawOf(await ask(line, `/studies/${study}/series?limit=${limit}`, { accept: JSON_ACCEPT })) ?? [];
  const rows = got.map((row) => toSeriesRow(normaliseRow(row), study)).filter((row) => row !== undefined);
  const size = (count: number | undefined) => count ?? MANY;
  const sorted = rows.toSorted(
    (a, b) => Number(hasPicture(b)) - Number(hasPicture(a)) || size(a.instanceCount) - size(b.instanceCount),
  );
  const missing = [
    ...(got.every((row) => row[SERIES_NUMBER] === undefined) ? ['SeriesNumber'] : []),
    ...(got.every((row) => row[MODALITY] === undefined) ? ['Modality'] : []),
  ];
  const lacks =
    got.length > 0 && missing.length > 0 ? [finding('fieldsMissing', { fields: missing.join(', ') })] : [];
  const small = sorted.filter(({ instanceCount }) => size(instanceCount) <= FEW);
  return { series: small.length > 0 ? small.slice(0, SERIES) : sorted.slice(0, 1), lacks };
}

const IDENTITY: readonly string[] = ['00100010', PATIENT_ID];
const identityOf = ({ dataset }: Instance) =>
  JSON.stringify(IDENTITY.map((tag) => dataset[tag]?.Value ?? null));

/** What a description says of itself: whose it is, and whether it is whole. */
function examine(
  datasets: readonly DicomJson[],
  study: StudyUid,
  series: SeriesUid,
  patientId: string | undefined,
): { readonly findings: Finding[]; readonly instances: readonly Instance[] } {
  const findings: Finding[] = [];
  const instances = datasets.map((json) => toInstance(json)).filter((each) => each !== undefined);
  const own = instances.filter((each) => each.study === study && each.series === series);
  if (own.length < instances.length)
    findings.push(finding('otherObjects', { count: instances.length - own.length }));
  const sops = new Set(own.map(({ sop }) => sop));
  if (sops.size < own.length) findings.push(finding('objectsDoubled', { count: own.length - sops.size }));
  const ids = own.map(({ dataset }) => text(dataset, PATIENT_ID)).filter((id) => id !== undefined);
  if (new Set(own.map(identityOf)).size > 1) findings.push(finding('patientsMixed'));
  else if (patientId !== undefined && ids.some((id) => id !== patientId))
    findings.push(finding('otherPatient'));
  return { findings, instances: own };
}

/** The description of one series (WADO-RS metadata), or of one instance where the series' is refused. */
export async function checkMetadata(
  line: ProbeLine,
  study: StudyUid,
  series: SeriesUid,
  patientId: string | undefined,
): Promise<{ readonly findings: readonly Finding[]; readonly example?: Example }> {
  const path = seriesUrl('', study, series);
  const whole = await ask(line, `${path}/metadata`, { accept: JSON_ACCEPT });
  let datasets = rawOf(whole) ?? [];
  const rowsCame = datasets.length > 0;
  const findings: Finding[] = [];
  if (datasets.length === 0) {
    const listed = rowsOf(await ask(line, `${path}/instances?limit=3`, { accept: JSON_ACCEPT })) ?? [];
    const sop = listed.map((row) => text(row, '00080018')).find((uid) => uid !== undefined);
    const single =
      sop === undefined
        ? undefined
        : rawOf(await ask(line, `${path}/instances/${sop}/metadata`, { accept: JSON_ACCEPT }));
    datasets = single ?? [];
    const values = { status: whole.status, type: whole.type.split(';')[0] || 'none' };
    if (datasets.length === 0) return { findings: [finding('notDescribed', values)] };
    findings.push(finding('describedSingly', values));
  }
  const read = examine(datasets, study, series, patientId);
  findings.push(...read.findings, ...checkJson(datasets));
  if (whole.tookMs > SLOW_MS)
    findings.push(finding('describedSlowly', { seconds: fixedText(whole.tookMs / 1000, 1) }));
  const { instances } = read;
  const instance = instances.find((each) => each.frames > 0) ?? instances[0];
  if (instance === undefined)
    return {
      findings: findings.some(({ id }) => id === 'otherObjects')
        ? findings
        : [...findings, finding('notDescribed', { status: whole.status, type: whole.type })],
    };
  if (findings.length === 0) findings.push(finding('described', { count: instances.length }));
  return { findings, example: { study, series, instances, instance, isWhole: rowsCame } };
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

/** Lookup tables and overlays that an image must have and its description leaves out (PS3.3 C.7.6.3, C.9.2). */
function isBare({ dataset }: Instance): boolean {
  const isPalette = text(dataset, '00280004') === 'PALETTE COLOR' && dataset['00281201'] === undefined;
  const isSegmented = dataset['00281221'] !== undefined;
  const overlay = Object.keys(dataset).find((tag) => /^60[\dA-F]{2}0010$/.test(tag));
  const isUnlaid = overlay !== undefined && dataset[`${overlay.slice(0, 4)}3000`] === undefined;
  return (isPalette && !isSegmented) || isUnlaid;
}

/** In which form bytes come that are no pixels: by address, in the text, or not at all. */
export async function checkBulk(
  line: ProbeLine,
  draft: CapabilityDraft,
  all: readonly Example[],
): Promise<readonly Finding[]> {
  const named = all.map((on) => ({
    on,
    elements: on.instances.flatMap(({ dataset }) => [...bulky(dataset)]),
  }));
  const isUri = ({ BulkDataURI }: DicomElement) => BulkDataURI !== undefined;
  const by = named.find(({ elements }) => elements.some(isUri));
  const uri = by?.elements.find(isUri)?.BulkDataURI;
  const isInline = named.some(({ elements }) => elements.length > 0);
  draft.bulk = uri !== undefined ? 'uri' : isInline ? 'inline' : 'none';
  if (all.some(({ instances }) => instances.some(isBare))) return [finding('bulkOmitted')];
  if (by === undefined || uri === undefined) return [finding(isInline ? 'bulkInline' : 'bulkNone')];
  const { on } = by;
  // Relative ones count from the description, or, as some archives mean it, from the series or the study.
  const series = seriesUrl(line.root, on.study, on.series);
  const bases = [`${series}/metadata`, `${series}/`, `${line.root}/studies/${on.study}/`];
  let status = 0;
  for (const base of new Set(/^[a-z]+:/i.test(uri) ? bases.slice(0, 1) : bases))
    try {
      const url = bulkUrl(line.root, uri, base);
      const got = await ask(line, url.slice(line.root.length), { accept: '*/*', read: 'head' });
      status = got.status;
      if (!isOk(got) || isPage(got.type)) continue;
      return [new URL(uri, base).href === url ? finding('bulkByUri') : finding('bulkElsewhere')];
    } catch (error) {
      if (error instanceof ArchiveError && error.fault === 'refused') return [finding('bulkElsewhere')];
      throw error;
    }
  return [finding('bulkFails', { status })];
}
