import { spoken } from '@/i18n/language';
import type { StudySummary } from '@/archive/contract/archive';
import type { Sort, SortKey } from './filters';

type Value = string | number | undefined;

/** What each column is ordered by; undefined goes last in both directions. */
const VALUES: Record<SortKey, (study: StudySummary) => Value> = {
  patient: ({ patientName }) => patientName,
  id: ({ patientId }) => patientId,
  born: ({ birthDate }) => birthDate,
  sex: ({ sex }) => sex,
  date: ({ date, time }) => date && `${date} ${time ?? ''}`,
  modality: ({ modalities }) => modalities.join(' ') || undefined,
  description: ({ description }) => description,
  accession: ({ accession }) => accession,
  referrer: ({ referrer }) => referrer,
  images: ({ instanceCount }) => instanceCount,
};

const state: { collator?: Intl.Collator } = {};
/** As the language sorts, '10' behind '9'. */
const collator = (): Intl.Collator =>
  (state.collator ??= new Intl.Collator(spoken().locale, { numeric: true, sensitivity: 'base' }));

function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator().compare(String(a), String(b));
}

/** The rows in order. Stable: equal ones stay as the archive sent them. */
export function sortStudies(
  rows: readonly StudySummary[],
  { by, descending }: Sort,
): readonly StudySummary[] {
  const keyed = rows.map((row) => ({ row, value: VALUES[by](row) }));
  return keyed
    .toSorted((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined);
      }
      return descending ? compare(b.value, a.value) : compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

/** Whether an archive that was not asked to sends the newest study first. Too few rows say nothing. */
export function isNewestFirst(rows: readonly StudySummary[]): boolean {
  const dates = rows.map(({ date }) => date ?? '');
  return rows.length >= 2 && dates.every((date, i) => i === 0 || date <= (dates[i - 1] ?? ''));
}
