import { number, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { instantOf } from '@/dicom/values/instant';
import { compareUids } from '@/dicom/series/sequence';
import { TAG } from '@/dicom/dataset/tags';
import { toSeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { plainDa } from '@/dicom/values/day';
import type { SeriesSummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Habits } from '@/archive/contract/habits';
import type { JsonClient } from '@/archive/http/jsonClient';
import { readName } from '@/archive/search/studyRow';

/** Within what every archive allows (Microsoft: 200); the archives' own default may be as low as 12. */
const PAGE = 200;
const PAGES_CAP = 250;

/** The patient too: lists of a study's series may say whose it is before anything else does. */
const SERIES_FIELDS =
  '00080021,00080031,00080060,0008103E,00180015,00200011,0020000E,00201209,00100010,00100020,00100030,00100040';

/** What is listed, and how its rows are told apart: some archives ignore the offset and repeat themselves. */
interface Listing {
  readonly level: 'series' | 'instances';
  readonly fields: string;
  idOf(row: DicomJson): string | undefined;
}

type AskRows = (params: Record<string, string>) => Promise<readonly DicomJson[]>;

/** Known archives cut answers without a word at 12 rows or more (DICOMcloud). */
const LEAST_CUT = 12;

/** Asks, and once more without what archives refuse: their own fields and their own page are better than no list. */
async function askOnce(ask: AskRows, fields: string, offset: number, habits: Habits) {
  const limit = Math.min(PAGE, habits.limitMax);
  const paged = { limit: String(limit), offset: String(offset) };
  try {
    return { limit, rows: await ask({ ...(habits.fields ? { includefield: fields } : {}), ...paged }) };
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.fault !== 'refused') throw error;
    const few = { limit: '20', offset: String(offset) };
    const others = [paged, few, ...(offset === 0 ? [{}] : [])];
    for (const params of others)
      try {
        const rows = await ask(params);
        return { limit: Number('limit' in params ? params.limit : PAGE), rows };
      } catch (next) {
        if (!(next instanceof ArchiveError) || next.fault !== 'refused') throw next;
      }
    throw error;
  }
}

/** All pages of a list whose archive pages it. */
export async function askAll(
  ask: AskRows,
  { level, fields, idOf }: Listing,
  habits: Habits,
): Promise<readonly DicomJson[]> {
  const rows = new Map<string, DicomJson>();
  const lengths: number[] = [];
  for (let offset = 0; lengths.length < PAGES_CAP;) {
    const before = rows.size;
    const { limit, rows: got } = await askOnce(ask, fields, offset, habits);
    for (const row of got) {
      const id = idOf(row);
      if (id !== undefined && !rows.has(id)) rows.set(id, row);
    }
    if (rows.size === before) {
      // Nothing new after a short answer: that one was whole.
      if (lengths.length === 1) habits.uncapped[level] = Math.max(habits.uncapped[level], offset);
      break;
    }
    lengths.push(got.length);
    offset += got.length;
    const mayBeCut = Number.isFinite(habits.limitMax) || got.length >= LEAST_CUT;
    if (got.length < limit && (!mayBeCut || got.length <= habits.uncapped[level])) break;
  }
  return [...rows.values()];
}

const defined = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Whose a row is, as far as it says. */
function patientOf(row: DicomJson) {
  const [patientName, ...other] = readName(row, TAG.PatientName);
  const patientNameOther = other.filter((group) => group !== undefined);
  return {
    patientId: text(row, TAG.PatientId),
    patientName,
    patientNameOther: patientNameOther.length > 0 ? patientNameOther : undefined,
    birthDate: plainDa(text(row, TAG.PatientBirthDate)),
    sex: text(row, TAG.PatientSex),
  };
}

/** A QIDO-RS series; undefined without a valid Series UID, or when it says that it belongs to another study. */
export function toSeriesRow(row: DicomJson, study: StudyUid): SeriesSummary | undefined {
  const series = toSeriesUid(text(row, '0020000E'));
  const said = text(row, '0020000D'); // Google's and Microsoft's archives do not return it.
  if (series === undefined || (said !== undefined && said !== study)) return undefined;
  return {
    study,
    series,
    modality: text(row, '00080060') ?? 'OT',
    ...defined({
      number: number(row, '00200011'),
      description: text(row, '0008103E'),
      bodyPart: text(row, '00180015'),
      instanceCount: number(row, '00201209'),
      ...patientOf(row),
      date: text(row, '00080021'),
      time: text(row, '00080031'),
    }),
  };
}

/** A day for times that come without one. */
const SOME_DAY = '19700101';

function compareSeries(a: SeriesSummary, b: SeriesSummary): number {
  const atS = ({ date, time }: SeriesSummary) =>
    instantOf(date ?? SOME_DAY, time) ?? instantOf(date, '00') ?? Number.MAX_VALUE;
  const [one, two] = [a.description ?? '', b.description ?? ''];
  return (
    (a.number ?? Number.MAX_VALUE) - (b.number ?? Number.MAX_VALUE) ||
    atS(a) - atS(b) ||
    (one < two ? -1 : Number(one > two))
  );
}

/** Series by number, those without one last; equal numbers by date and time, then description; the UID decides last. */
export function inSeriesOrder(all: readonly SeriesSummary[]): readonly SeriesSummary[] {
  const sorted = all.toSorted((a, b) => compareSeries(a, b) || compareUids(a.series, b.series));
  const isTied = (one: SeriesSummary, at: number) =>
    [sorted[at - 1], sorted[at + 1]].some((other) => other !== undefined && compareSeries(one, other) === 0);
  return sorted.map((one, at) => (isTied(one, at) ? { ...one, isTied: true } : one));
}

/** The series of a study in their order. */
export async function listSeries(
  client: JsonClient,
  study: StudyUid,
  habits: Habits,
  signal: AbortSignal,
): Promise<readonly SeriesSummary[]> {
  const rows = await askAll(
    (params) => client.series(study, params, signal),
    { level: 'series', fields: SERIES_FIELDS, idOf: (row) => text(row, '0020000E') },
    habits,
  );
  return inSeriesOrder(rows.map((row) => toSeriesRow(row, study)).filter((row) => row !== undefined));
}
