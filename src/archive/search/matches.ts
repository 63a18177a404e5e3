import type { StudyQuery, StudySummary } from '@/archive/archive';

/** A filter whose answer can be checked on the row itself. */
type Checked = Exclude<keyof StudyQuery, 'anything'>;

/** Lower case without accents, so that a typed "muller" finds Müller. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const escape = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);

/** Whether a typed text, with its own * and ?, occurs in another. */
export function occurs(typed: string, within: string): boolean {
  const pattern = escape(fold(typed.trim())).replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(pattern, 's').test(fold(within));
}

/** Every typed word occurs in the name: "anna muller" finds Muller^Anna. */
function nameMatches(typed: string, names: readonly string[]): boolean {
  const name = names.join(' ');
  const words = typed.split(/[\s^,=]+/).filter((word) => word !== '');
  return words.every((word) => occurs(word, name));
}

/** QIDO answers in a wrong character set hold marks instead of letters: a typed non-ASCII name cannot be checked. */
const unreadable = (typed: string, name: string) =>
  /[^\p{ASCII}]/u.test(typed) && (/[?\ufffd]/.test(name) || !/\p{L}/u.test(name));

const given = (value: string | undefined): value is string => value !== undefined && value.trim() !== '';

const CHECKS: Record<Checked, (row: StudySummary, query: StudyQuery) => boolean | undefined> = {
  patientName: (row, { patientName = '' }) =>
    row.patientName === undefined
      ? undefined
      : nameMatches(patientName, [row.patientName, ...(row.patientNameOther ?? [])]) ||
        (unreadable(patientName, row.patientName) ? undefined : false),
  patientId: (row, { patientId = '' }) =>
    row.patientId === undefined ? undefined : occurs(patientId, row.patientId),
  accession: (row, { accession = '' }) =>
    row.accession === undefined ? undefined : occurs(accession, row.accession),
  description: (row, { description = '' }) =>
    row.description === undefined
      ? undefined
      : occurs(description, row.description) ||
        (unreadable(description, row.description) ? undefined : false),
  referrer: (row, { referrer = '' }) =>
    row.referrer === undefined
      ? undefined
      : nameMatches(referrer, [row.referrer]) || (unreadable(referrer, row.referrer) ? undefined : false),
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
}

/**
 * Drops rows that contradict the query. A row that lacks the attribute contradicts too, for an empty value matches no
 * filter (PS3.4 C.2.2.2); but when every row lacks it, the archive does not return that attribute and nothing can be
 * said: then rows stay. A row is dropped for want of an attribute without blaming the archive.
 */
export function checkRows(rows: readonly StudySummary[], query: StudyQuery): Checkup {
  const ignored = new Set<Checked>();
  const filters = asked(query).filter((key) => rows.some((row) => judge(row, query, key) !== undefined));
  const kept = rows.filter((row) =>
    filters
      .map((key) => {
        const verdict = judge(row, query, key);
        if (verdict === false) ignored.add(key);
        return verdict === true || (verdict === undefined && !lacks(row, key));
      })
      .every(Boolean),
  );
  return { rows: kept, ignored: [...ignored] };
}

/** Whether the row has no value at all, as against one that cannot be judged. */
function lacks(row: StudySummary, key: Checked): boolean {
  if (key === 'modalities') return row.modalities.length === 0;
  if (key === 'dateFrom' || key === 'dateTo') return row.date === undefined;
  return row[key] === undefined;
}
