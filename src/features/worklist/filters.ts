import type { StudyQuery, StudySummary } from '@/archive/contract/archive';
import { isDate } from '@/dicom/values/dateTime';
import { typedWords } from '@/dicom/patient/nameSearch';
import { readTypedDate, toSpan, type DateChoice } from './dates';
import { STATE_CHOICES, type StateChoice } from './stateChoice';

/** The columns that can put the list in order. */
export const SORT_KEYS = [
  'patient',
  'id',
  'born',
  'sex',
  'date',
  'modality',
  'description',
  'accession',
  'referrer',
  'images',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** What people search by that could name a patient, or is free text: in memory and history.state, never in a URL. */
export interface PrivateFilters {
  readonly anything: string;
  readonly patientName: string;
  readonly patientId: string;
  /** As typed; asked for once it is a date. */
  readonly birthDate: string;
  readonly description: string;
  readonly accession: string;
  readonly referrer: string;
}

/** All that the worklist asks for. Empty = any. */
export interface Filters extends PrivateFilters {
  readonly date: DateChoice;
  /** Modality codes, any of which the study must have. */
  readonly modalities: readonly string[];
  readonly sex: '' | 'F' | 'M' | 'O';
  /** New, bookmarked, mine: no archive knows of these. */
  readonly state: StateChoice;
  /** Absent: newest first where that is true, else as the archive sends. */
  readonly sort: Sort | undefined;
}

export const noPrivateFilters: PrivateFilters = {
  anything: '',
  patientName: '',
  patientId: '',
  birthDate: '',
  description: '',
  accession: '',
  referrer: '',
};

export const noFilters: Filters = {
  ...noPrivateFilters,
  date: 'any',
  modalities: [],
  sex: '',
  state: '',
  sort: undefined,
};

const PRIVATE = Object.keys(noPrivateFilters) as readonly (keyof PrivateFilters)[];
const MOVING = ['today', 'yesterday', '3days', '7days', 'month'] as const;

/** The part of the filters that may stand in an address: it names nobody. */
export function filtersToQuery({ date, modalities, sex, state, sort }: Filters): URLSearchParams {
  const query = new URLSearchParams();
  if (typeof date === 'object') query.set('date', `${date.from ?? ''}-${date.to ?? ''}`);
  else if (date !== 'any') query.set('date', date);
  if (modalities.length > 0) query.set('mod', modalities.join(','));
  if (sex !== '') query.set('sex', sex);
  if (state !== '') query.set('state', state);
  if (sort) query.set('sort', `${sort.descending ? '-' : ''}${sort.by}`);
  return query;
}

/** Mirror of filtersToQuery. Total: what makes no sense is left at its default. */
export function queryToFilters(
  text: string,
): Pick<Filters, 'date' | 'modalities' | 'sex' | 'state' | 'sort'> {
  const query = new URLSearchParams(text);
  const sex = query.get('sex');
  return {
    date: readDate(query.get('date') ?? ''),
    modalities: (query.get('mod') ?? query.get('modality') ?? '')
      .split(',')
      .filter((code) => /^[A-Z0-9]{2,16}$/.test(code))
      .slice(0, 16),
    sex: sex === 'F' || sex === 'M' || sex === 'O' ? sex : '',
    state: STATE_CHOICES.find((choice) => choice === query.get('state')) ?? '',
    sort: readSort(query.get('sort') ?? ''),
  };
}

function readDate(text: string): DateChoice {
  const moving = MOVING.find((name) => name === text);
  if (moving) return moving;
  const [, from = '', to = ''] = /^(\d{8})?-(\d{8})?$/.exec(text) ?? [];
  const span = { ...(isDate(from) ? { from } : {}), ...(isDate(to) ? { to } : {}) };
  return span.from === undefined && span.to === undefined ? 'any' : span;
}

function readSort(text: string): Sort | undefined {
  const by = SORT_KEYS.find((key) => key === text.replace(/^-/, ''));
  return by && { by, descending: text.startsWith('-') };
}

/** The part that stays in memory and history.state. */
export const privateOf = (filters: Filters): PrivateFilters =>
  Object.fromEntries(PRIVATE.map((key) => [key, filters[key]])) as unknown as PrivateFilters;

/** What history.state holds, read back; anything else is left empty. */
export function readPrivateFilters(state: unknown): PrivateFilters {
  const held = typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {};
  return Object.fromEntries(
    PRIVATE.map((key) => [key, typeof held[key] === 'string' ? held[key] : '']),
  ) as unknown as PrivateFilters;
}

const TEXTS = ['anything', 'patientName', 'patientId', 'description', 'accession', 'referrer'] as const;
type TextKey = (typeof TEXTS)[number];

/** Whether a typed text has a letter, digit or sign to look for: `*` and `?` alone stand for anything (PS3.4 C.2.2.2.4). */
const isTelling = (key: TextKey, text: string): boolean =>
  key === 'patientName' || key === 'referrer' ? typedWords(text).length > 0 : /[^\s*?\\,]/.test(text);

/** Typed texts that would leave everything in: they are not asked for, and that is said. */
export const untelling = (filters: Filters): readonly TextKey[] =>
  TEXTS.filter((key) => filters[key].trim() !== '' && !isTelling(key, filters[key]));

/** What the archive is asked. `today` is the reader's day. */
export function toStudyQuery(filters: Filters, today: Date): StudyQuery {
  const { from, to } = toSpan(filters.date, today);
  const birthDate = readTypedDate(filters.birthDate);
  return {
    ...Object.fromEntries(
      TEXTS.filter((key) => isTelling(key, filters[key])).map((key) => [key, filters[key].trim()] as const),
    ),
    ...(from === undefined ? {} : { dateFrom: from }),
    ...(to === undefined ? {} : { dateTo: to }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(filters.sex === '' ? {} : { sex: filters.sex }),
    ...(filters.modalities.length === 0 ? {} : { modalities: filters.modalities }),
  };
}

/** How many filters are set that leave something out, order not counted. */
export function countFilters(filters: Filters): number {
  const texts = PRIVATE.filter((key) => filters[key].trim() !== '').length;
  return (
    texts -
    untelling(filters).length +
    (filters.date === 'any' ? 0 : 1) +
    (filters.modalities.length === 0 ? 0 : 1) +
    (filters.sex === '' ? 0 : 1) +
    (filters.state === '' ? 0 : 1)
  );
}

/** Everything any, the order kept. */
export const withoutFilters = (filters: Filters): Filters => ({ ...noFilters, sort: filters.sort });

/**
 * Whether a row that is on screen can still match while the archive has not answered yet. Looser than the archive on
 * purpose (a part anywhere, no accents): it only takes rows away for a moment, the answer decides.
 */
export function mayMatch(study: StudySummary, query: StudyQuery): boolean {
  const { patientName, patientId, accession, description, referrer, anything } = query;
  const name = [study.patientName, ...(study.patientNameOther ?? [])].join(' ');
  return (
    holds(name, patientName) &&
    holds(study.patientId, patientId) &&
    holds(study.accession, accession) &&
    holds(study.description, description) &&
    holds(study.referrer, referrer) &&
    holds(`${name}\n${study.patientId ?? ''}\n${study.accession ?? ''}`, anything) &&
    (query.sex === undefined || study.sex === query.sex) &&
    (query.birthDate === undefined || study.birthDate === query.birthDate) &&
    (query.dateFrom === undefined || (study.date ?? '') >= query.dateFrom) &&
    (query.dateTo === undefined || (study.date !== undefined && study.date <= query.dateTo)) &&
    (query.modalities === undefined || query.modalities.some((code) => study.modalities.includes(code)))
  );
}

const holds = (text: string | undefined, typed: string | undefined): boolean =>
  typed === undefined || words(typed).every((word) => plain(text ?? '').includes(word));
const words = (text: string): string[] =>
  plain(text)
    .split(/[\s^,*?]+/)
    .filter((word) => word !== '');
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
