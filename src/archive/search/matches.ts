import type { StudyQuery, StudySummary } from '@/archive/contract/archive';
import { foldName, isNameOf, occursIn, tellingWords } from '@/dicom/patient/nameSearch';
import type { MatchStyle } from './studyParams';

/** A filter whose answer can be checked on the row itself. */
type Checked = Exclude<keyof StudyQuery, 'anything' | 'issuer' | 'isWholeAccession'>;

/** Whether a typed text, with its own * and ?, occurs in another, whatever accents and case. */
export const occurs = (typed: string, within: string): boolean =>
  occursIn(foldName(typed.trim()), foldName(within));

const namesOf = ({ patientName, patientNameOther = [] }: StudySummary): readonly string[] =>
  [patientName, ...patientNameOther].filter((name) => name !== undefined);

/** QIDO answers in a wrong character set hold marks instead of letters: a typed non-ASCII name cannot be checked. */
const unreadable = (typed: string, name: string) =>
  /[^\p{ASCII}]/u.test(typed) && (/[?\ufffd]/.test(name) || !/\p{L}/u.test(name));

const given = (value: string | undefined): value is string => value !== undefined && value.trim() !== '';

const judgeName = (typed: string, names: readonly string[]): boolean | undefined =>
  names.length === 0
    ? undefined
    : isNameOf(typed, names) || (names.some((name) => unreadable(typed, name)) ? undefined : false);

const CHECKS: Record<Checked, (row: StudySummary, query: StudyQuery) => boolean | undefined> = {
  patientName: (row, { patientName = '' }) => judgeName(patientName, namesOf(row)),
  patientId: (row, { patientId = '' }) =>
    row.patientId === undefined ? undefined : occurs(patientId, row.patientId),
  accession: (row, { accession = '' }) =>
    row.accession === undefined ? undefined : occurs(accession, row.accession),
  description: (row, { description = '' }) =>
    row.description === undefined
      ? undefined
      : occurs(description, row.description) ||
        (unreadable(description, row.description) ? undefined : false),
  referrer: (row, { referrer = '' }) => judgeName(referrer, row.referrer === undefined ? [] : [row.referrer]),
  dateFrom: (row, { dateFrom = '' }) => (row.date === undefined ? undefined : row.date >= dateFrom),
  dateTo: (row, { dateTo = '' }) => (row.date === undefined ? undefined : row.date <= dateTo),
  birthDate: (row, { birthDate }) => (row.birthDate === undefined ? undefined : row.birthDate === birthDate),
  sex: (row, { sex = '' }) =>
    row.sex === undefined ? undefined : row.sex.toUpperCase() === sex.trim().toUpperCase(),
  modalities: (row, { modalities = [] }) =>
    row.modalities.length === 0 ? undefined : modalities.some((each) => row.modalities.includes(each)),
  study: (row, { study }) => row.study === study,
};

const asked = (query: StudyQuery): Checked[] =>
  (Object.keys(CHECKS) as Checked[]).filter((key) =>
    key === 'modalities' ? (query.modalities?.length ?? 0) > 0 : given(query[key]),
  );

/** Whether a row satisfies one filter: true, false, or undefined when the row does not say. */
export const judge = (row: StudySummary, query: StudyQuery, filter: Checked): boolean | undefined =>
  CHECKS[filter](row, query);

export interface Checkup {
  readonly rows: readonly StudySummary[];
  /** Filters that rows contradicted: the archive ignored them. */
  readonly ignored: readonly Checked[];
  /** Filters of which no row says the value. */
  readonly unchecked: readonly Checked[];
}

/**
 * Drops rows that contradict the query. A row that lacks the attribute contradicts too, for an empty value matches no
 * filter (PS3.4 C.2.2.2); but when every row lacks it, the archive does not return that attribute and nothing can be
 * said: then rows stay. A row is dropped for want of an attribute without blaming the archive.
 */
export function checkRows(
  rows: readonly StudySummary[],
  query: StudyQuery,
  style: MatchStyle = 'wildcard',
): Checkup {
  const ignored = new Set<Checked>();
  const filters = asked(query).filter((key) => rows.some((row) => judge(row, query, key) !== undefined));
  const unchecked =
    rows.length === 0 ? [] : asked(query).filter((key) => rows.every((row) => lacks(row, key)));
  const kept = rows.filter((row) =>
    filters
      .map((key) => {
        const verdict = judge(row, query, key);
        if (verdict === false && isToBlame(row, query, key, style)) ignored.add(key);
        // A damaged name is kept on the archive's word alone; asked for none, it gave none.
        const isVouched = style !== 'scan' || key !== 'patientName';
        return verdict === true || (verdict === undefined && isVouched && !lacks(row, key));
      })
      .every(Boolean),
  );
  return { rows: kept, ignored: [...ignored], unchecked };
}

/** Whether the archive should not have sent a row: of a name it is asked for the most telling words alone. */
function isToBlame(row: StudySummary, query: StudyQuery, key: Checked, style: MatchStyle): boolean {
  if (key !== 'patientName' && key !== 'referrer') return true;
  if (style === 'open' || style === 'fuzzy') return false;
  const names = key === 'patientName' ? namesOf(row) : [row.referrer ?? ''];
  return !tellingWords(query[key] ?? '').some((word) => isNameOf(word, names));
}

/** Whether the row has no value at all, as against one that cannot be judged. */
function lacks(row: StudySummary, key: Checked): boolean {
  if (key === 'modalities') return row.modalities.length === 0;
  if (key === 'patientName') return namesOf(row).length === 0;
  if (key === 'dateFrom' || key === 'dateTo') return row.date === undefined;
  return row[key] === undefined;
}
