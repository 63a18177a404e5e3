import { withoutMarks } from '@/dicom/values/directions';
import type { StudyQuery } from '@/archive/contract/archive';
import type { Habits } from '@/archive/contract/habits';
import { namePatterns, openPattern, tellingWords, typedWords } from '@/dicom/patient/nameSearch';

/** Query parameters by keyword or tag. Commas in values separate list items and are sent bare. */
export type Params = Readonly<Record<string, string>>;

/**
 * How typed texts are sent: `wildcard` finds the words of a name anywhere, `reversed` in the other order, since people type
 * "John Doe" for Doe^John; `fuzzy` leaves both to the archive; `open` leaves open what could carry an accent; `exact` is
 * for archives that know no wildcards, and `scan` sends no text at all to those, so that it is looked for here.
 */
export type MatchStyle = 'wildcard' | 'reversed' | 'fuzzy' | 'open' | 'exact' | 'scan';

/** The filter keys sent, by keyword: their tags, for archives that refuse keywords (PS3.18 8.3.4.1 allows both). */
export const FILTER_TAGS: Readonly<Record<string, string>> = {
  PatientName: '00100010',
  PatientID: '00100020',
  AccessionNumber: '00080050',
  StudyDescription: '00081030',
  ReferringPhysicianName: '00080090',
  StudyDate: '00080020',
  PatientBirthDate: '00100030',
  PatientSex: '00100040',
  ModalitiesInStudy: '00080061',
  StudyInstanceUID: '0020000D',
};

/** How to write a query for one archive; the default is what the standard says. */
export interface Dialect {
  readonly keys: 'keyword' | 'tag';
  /** Whether includefield may be sent. */
  readonly fields: boolean;
}

const STANDARD: Dialect = { keys: 'keyword', fields: true };

/** What a worklist row is made of, asked for by tag: several archives ignore includefield=all (Orthanc 1.10). */
export const STUDY_FIELDS = [
  '00080020',
  '00080030',
  '00080050',
  '00080061',
  '00080090',
  '00081030',
  '00100010',
  '00100020',
  '00100030',
  '00100040',
  '0020000D',
  '00200010',
  '00201206',
  '00201208',
];

/** Asked for where it is wanted: it is no column of the list, and Orthanc reads files for it. */
const ISSUER = '00100021';

/**
 * A typed name as a pattern for its most telling words; the others are looked for in the answer (dicom/nameSearch). Between
 * words any text may stand: Orthanc never matches a pattern with a caret, and splits at commas. Undefined: nothing to ask.
 */
export function namePattern(typed: string, style: MatchStyle = 'wildcard'): string | undefined {
  if (style === 'exact') return typed.trim().replace(/[\\,]+/g, ' ');
  if (style === 'fuzzy') return typedWords(typed).join(' ');
  if (style === 'open') return openPattern(typed);
  const [forward, backward] = namePatterns(typed);
  return style === 'reversed' ? backward : forward;
}

/** One word of a name finds it whatever the order of the patient's. */
const referrerPattern = (typed: string, style: MatchStyle = 'wildcard'): string | undefined =>
  style === 'exact' ? namePattern(typed, style) : namePattern(tellingWords(typed).slice(0, 1).join(''));

/** A typed ID or description as a pattern; commas and backslashes would split it into a list. */
export function textPattern(typed: string, style: MatchStyle = 'wildcard'): string {
  const safe = typed.trim().replace(/[\\,]/g, style === 'exact' ? ' ' : '?');
  return style === 'exact' ? safe : `*${safe}*`.replace(/\*+/g, '*');
}

/** A text that is all of a value: without wildcards, but for what would make a list of it. */
const wholePattern = (text: string): string => text.trim().replace(/[\\,]/g, '?');

/** YYYYMMDD-YYYYMMDD with open ends (PS3.4 C.2.2.2.5), or undefined when both are open. */
export function dateRange(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  return from === to ? from : `${from ?? ''}-${to ?? ''}`;
}

const filled = (value: string | undefined): value is string => value !== undefined && value.trim() !== '';

/** The QIDO-RS parameters of a query (PS3.18 8.3.4) without `anything`, which takes several queries. */
export function studyParams(
  query: StudyQuery,
  page: { offset: number; limit: number },
  style: MatchStyle = 'wildcard',
  { keys, fields }: Dialect = STANDARD,
): Params {
  const params: Record<string, string> = {};
  const put = (key: string, value: string | undefined) => {
    if (filled(value)) params[keys === 'tag' ? (FILTER_TAGS[key] ?? key) : key] = value;
  };
  const texts: readonly (readonly [string, string | undefined, typeof namePattern])[] = [
    ['PatientName', query.patientName, namePattern],
    ['PatientID', query.patientId, textPattern],
    ['AccessionNumber', query.accession, query.isWholeAccession ? wholePattern : textPattern],
    ['StudyDescription', query.description, textPattern],
    ['ReferringPhysicianName', query.referrer, referrerPattern],
  ];
  for (const [key, typed, pattern] of texts)
    if (filled(typed) && style !== 'scan') put(key, pattern(withoutMarks(typed), style));
  put('StudyDate', dateRange(query.dateFrom, query.dateTo));
  put('PatientBirthDate', query.birthDate);
  put('PatientSex', query.sex);
  put('ModalitiesInStudy', query.modalities?.join(','));
  put('StudyInstanceUID', query.study);
  if (style === 'fuzzy') params['fuzzymatching'] = 'true';
  if (fields) params['includefield'] = [...STUDY_FIELDS, ...(query.issuer ? [ISSUER] : [])].join(',');
  params['limit'] = String(page.limit);
  params['offset'] = String(page.offset);
  return params;
}

/** The queries that together answer one: `anything` becomes a name, a patient ID and an accession number. */
export function splitAnything(query: StudyQuery): readonly StudyQuery[] {
  const { anything, ...rest } = query;
  if (!filled(anything)) return [rest];
  return (
    (['patientName', 'patientId', 'accession'] as const)
      .filter((key) => rest[key] === undefined)
      // A name of signs alone cannot be asked for: it would be everybody.
      .filter((key) => key !== 'patientName' || typedWords(anything).length > 0)
      .map((key) => ({ ...rest, [key]: anything }))
  );
}

/** A typed name in the letter cases that names are stored in, for archives to which case matters. */
export const casesOf = (typed: string): readonly string[] => [
  ...new Set([
    typed,
    typed.toUpperCase(),
    typed.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase()),
  ]),
];

/** A query of names once for each letter case. */
export const splitCases = (query: StudyQuery): readonly StudyQuery[] =>
  filled(query.patientName)
    ? casesOf(query.patientName).map((patientName) => ({ ...query, patientName }))
    : [query];

/** A query of several modalities once for each. */
export const splitModalities = (query: StudyQuery): readonly StudyQuery[] =>
  (query.modalities?.length ?? 0) > 1
    ? (query.modalities ?? []).map((each) => ({ ...query, modalities: [each] }))
    : [query];

/** What of an archive's habits decides how it is asked. */
type Knows = Pick<Habits, 'wildcards' | 'fuzzy'>;

/**
 * Rounds of styles in which a query is worth asking: those of a round together, for each may find what the others do not;
 * the next round is for when nothing was found.
 */
export function roundsFor(
  query: StudyQuery,
  { wildcards, fuzzy }: Knows,
): readonly (readonly MatchStyle[])[] {
  if (!hasText(query)) return [['wildcard']];
  const name = filled(query.patientName) ? query.patientName : undefined;
  const also: readonly MatchStyle[] = fuzzy && name !== undefined ? ['fuzzy'] : [];
  if (!wildcards) return [['exact', ...also], ['scan']];
  const isOfTwo = name !== undefined && namePatterns(name).length > 1;
  const open = name === undefined ? undefined : openPattern(name);
  return [
    ['wildcard', ...(isOfTwo ? (['reversed'] as const) : []), ...also],
    ...(open === undefined ? [] : [['open'] as const]),
    // Orthanc finds no letters beyond ASCII: names in other scripts are looked for here.
    [open === undefined && /[^\p{ASCII}]/u.test(name ?? '') ? 'scan' : 'exact'],
  ];
}

/** Whether a query filters by text at all, so that asking again without wildcards makes a difference. */
const hasText = (query: StudyQuery): boolean =>
  [query.patientName, query.patientId, query.accession, query.description, query.referrer].some(filled);
