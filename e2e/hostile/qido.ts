import { attribute } from '../../server/samples/keywords';
import type { SampleDataset } from '../../server/samples/encode';
import { answer, JSON_TYPE, type HostileAnswer } from './answer';
import { listedStudies, tagOfKeyword, type FixtureObject } from './fixture';
import { toJson } from './json';
import type { Switches } from './switches';

type Level = 'study' | 'series' | 'instance';

/** What rows of each level hold (PS3.18 10.6.3.3). */
const FIELDS: Readonly<Record<Level, readonly string[]>> = {
  study: [
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'ModalitiesInStudy',
    'ReferringPhysicianName',
    'StudyDescription',
    'PatientName',
    'PatientID',
    'PatientBirthDate',
    'PatientSex',
    'StudyInstanceUID',
    'StudyID',
    'NumberOfStudyRelatedSeries',
    'NumberOfStudyRelatedInstances',
  ],
  series: [
    'Modality',
    'SeriesDescription',
    'StudyInstanceUID',
    'SeriesInstanceUID',
    'SeriesNumber',
    'NumberOfSeriesRelatedInstances',
  ],
  instance: ['SOPClassUID', 'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID', 'InstanceNumber'],
};

const LIMIT_MAX = 10;

const unique = (values: readonly unknown[]): string[] => [...new Set(values.map(String))];

function studyRow(objects: readonly FixtureObject[]): SampleDataset {
  const [first] = objects;
  return {
    ...first?.dataset,
    ModalitiesInStudy: unique(objects.map(({ dataset }) => dataset['Modality'])),
    NumberOfStudyRelatedSeries: unique(objects.map(({ series }) => series)).length,
    NumberOfStudyRelatedInstances: objects.length,
  };
}

function rowsOf(level: Level, objects: readonly FixtureObject[]): SampleDataset[] {
  if (level === 'instance') return objects.map(({ dataset }) => dataset);
  if (level === 'series')
    return unique(objects.map(({ series }) => series)).map((series) => {
      const own = objects.filter((each) => each.series === series);
      return { ...own[0]?.dataset, NumberOfSeriesRelatedInstances: own.length };
    });
  const own = unique(objects.map(({ study }) => study)).map((study) =>
    studyRow(objects.filter((each) => each.study === study)),
  );
  return [...own, ...listedStudies()];
}

const MISSING: Readonly<Record<NonNullable<Switches['missing']>, readonly string[]>> = {
  StudyUID: ['StudyInstanceUID'],
  Modality: ['Modality', 'ModalitiesInStudy'],
  Counts: ['NumberOfStudyRelatedSeries', 'NumberOfStudyRelatedInstances', 'NumberOfSeriesRelatedInstances'],
  SeriesNumber: ['SeriesNumber'],
};

const valuesOf = (row: SampleDataset, keyword: string): string[] => {
  const value = row[keyword];
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
};

/** Wildcard matching (PS3.4 C.2.2.2.4), a range of dates (C.2.2.2.5), else equality. */
function agrees(row: SampleDataset, keyword: string, asked: string, on: Switches): boolean {
  const held = valuesOf(row, keyword);
  if (attribute(keyword).vr === 'DA' && asked.includes('-')) {
    const [from = '', to = ''] = asked.split('-');
    return held.some((date) => date >= from && (to === '' || date <= to));
  }
  if (/[*?]/.test(asked) && on.wildcards !== 'literal') {
    const pattern = asked
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return held.some((value) => new RegExp(`^${pattern}$`, 'i').test(value));
  }
  return held.includes(asked);
}

function splitList(keyword: string, asked: string, on: Switches): string[] | undefined {
  if (keyword === 'ModalitiesInStudy') {
    const all = asked.split(/[,\\]/);
    if (all.length === 1) return all;
    if (on.modalities === 'none') return ['no such'];
    return on.modalities === 'last' ? all.slice(-1) : all;
  }
  if (!keyword.endsWith('UID') || !/[,\\]/.test(asked)) return [asked];
  if (on.uidList === 'none') return undefined;
  return asked.split(on.uidList === 'backslash' ? '\\' : ',');
}

const KEYWORDS = [
  'StudyInstanceUID',
  'SeriesInstanceUID',
  'SOPInstanceUID',
  ...FIELDS.study,
  ...FIELDS.series,
];
const KEYWORD_OF = new Map(
  KEYWORDS.flatMap((keyword) => [[keyword, keyword] as const, [tagOfKeyword(keyword), keyword] as const]),
);

/** A refused query: its status. */
type Refused = { readonly status: number };

function select(rows: SampleDataset[], params: URLSearchParams, on: Switches): SampleDataset[] | Refused {
  if (on.includefield === 'refused400' && params.has('includefield')) return { status: 400 };
  if (on.fuzzy === 'refused400' && params.has('fuzzymatching')) return { status: 400 };
  let left = rows;
  // Several values of one key: archives differ; this one, as Orthanc, lets the last one win.
  const asked = new Map(params);
  for (const [key, value] of asked) {
    const keyword = KEYWORD_OF.get(key);
    if (keyword === undefined) continue;
    if (on.keywordsRefused && keyword === key) return { status: 400 };
    if (on.wildcards === 'refused400' && /[*?]/.test(value)) return { status: 400 };
    if (on.ignoreFilters || on.static) continue;
    const values = splitList(keyword, value, on);
    if (values === undefined) return { status: 400 };
    left = left.filter((row) => values.some((each) => agrees(row, keyword, each, on)));
  }
  return left;
}

function page(
  rows: readonly SampleDataset[],
  params: URLSearchParams,
  on: Switches,
): readonly SampleDataset[] | Refused {
  if (on.ignoreLimit || on.static) return rows;
  const offset = Number(params.get('offset') ?? 0);
  let limit = Number(params.get('limit') ?? rows.length);
  if (on.limitMax && limit > LIMIT_MAX) {
    if (on.limitMax !== 'silent') return { status: Number(on.limitMax) };
    limit = LIMIT_MAX;
  }
  return rows.slice(offset, offset + limit);
}

function totals(all: number, shown: number, on: Switches): Record<string, string> {
  if (on.total === 'xTotalCount') return { 'X-Total-Count': String(all) };
  if (on.total === 'warn299' && shown < all)
    return { Warning: `299 hostile "There are ${all - shown} additional results that can be requested"` };
  return {};
}

/** What a study's row becomes when the archive lists it twice. */
const twice = (row: SampleDataset, on: Switches): SampleDataset[] =>
  on.dupRows === 'patients' ? [row, { ...row, PatientID: 'HOST-9', PatientName: 'Third^Carl' }] : [row, row];

/** Answers a search (PS3.18 10.6) over these objects. */
export function answerSearch(
  level: Level,
  objects: readonly FixtureObject[],
  url: URL,
  root: string,
  on: Switches,
): HostileAnswer {
  const { searchParams } = url;
  const rows = rowsOf(level, objects);
  const visible = on.auth === 'fewer200' && level === 'study' ? rows.slice(0, 1) : rows;
  const found = select(visible, searchParams, on);
  if ('status' in found) return answer(found.status);
  const all = level === 'study' && on.dupRows ? found.flatMap((row) => twice(row, on)) : found;
  const shown = page(all, searchParams, on);
  if ('status' in shown) return answer(shown.status);
  const headers = { ...JSON_TYPE, ...totals(all.length, shown.length, on) };
  if (shown.length === 0 && on.empty !== 'list')
    return on.empty === 'nothing' ? answer(200, headers) : answer(204);
  const lacking = new Set(on.missing ? MISSING[on.missing] : []);
  const more = (searchParams.get('includefield') ?? '').split(',');
  const isAll = more.includes('all') && on.includefield !== 'noAll';
  const fields = new Set([...FIELDS[level], ...(isAll ? KEYWORDS : [])]);
  const json = shown.map((row) => {
    const kept = Object.entries(row).filter(([keyword]) => fields.has(keyword) && !lacking.has(keyword));
    return toJson(Object.fromEntries(kept), on, { root, study: '', series: '', sop: '' });
  });
  return answer(200, headers, JSON.stringify(json));
}
