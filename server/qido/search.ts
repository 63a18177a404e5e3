import { text, type DicomElement, type DicomJson } from '@/dicom/dicomJson';
import { plainDa } from '@/dicom/values/day';
import type { ArchiveIndex } from '../archive/archiveIndex';
import type { InstanceRow } from '../archive/readInstance';
import { ATTRIBUTES, COMPUTED, levelOf, ON_REQUEST, type Level } from '../archive/attributes';
import { vrOf } from '../part10/dictionary';
import { fold, matches } from './match';
import type { Query } from './query';
import { candidates, type Candidate } from './rows';

const ORDER: Record<Level, number> = { study: 0, series: 1, instance: 2 };
/** What identifies a row among all: always sent (PS3.18 10.6.3.3). */
const IDENTITY = ['00080005', '0020000D', '0020000E', '00080016', '00080018'];

/** Reads attributes of a stored object that the index does not hold. */
export type ReadMore = (row: InstanceRow, tags: ReadonlySet<string> | 'all') => Promise<DicomJson>;

function accepts(candidate: Candidate, query: Query, level: Level): boolean {
  const isBelow = (tag: string): boolean => ORDER[levelOf(tag) ?? 'study'] > ORDER[level];
  const here = query.keys.filter(({ tag }) => !isBelow(tag));
  if (!here.every((key) => matches(candidate.merged, key, query.fuzzy))) return false;
  // Relational matching: a study answers Modality=CT when something in it does.
  const lower = query.keys.filter(({ tag }) => isBelow(tag));
  if (lower.length === 0) return true;
  return candidate.below().some((row) => lower.every((key) => matches(row, key, query.fuzzy)));
}

function sortKey(row: DicomJson, tag: string): string | number {
  const value = row[tag]?.Value?.[0];
  if (typeof value === 'number') return value;
  // Old files write 2019.06.20 and 10:20:30.
  if (vrOf(tag) === 'DA') return typeof value === 'string' ? (plainDa(value) ?? '') : '';
  if (vrOf(tag) === 'TM') return typeof value === 'string' ? value.replaceAll(':', '') : '';
  const name: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'Alphabetic') : value;
  return typeof name === 'string' ? fold(name) : '';
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // Rows without a value stand last in either direction of the alphabet's beginning: '' sorts first, so below.
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

const NEWEST_FIRST: Query['order'] = [
  { tag: '00080020', descending: true },
  { tag: '00080030', descending: true },
];

function sorted(rows: Candidate[], query: Query, level: Level): Candidate[] {
  const order = query.order.length > 0 ? query.order : level === 'study' ? NEWEST_FIRST : [];
  if (order.length === 0) return rows;
  const keyed = rows.map((row) => ({
    row,
    keys: order.map(({ tag }) => sortKey(row.merged, tag)),
    uid: `${text(row.merged, '0020000D') ?? ''} ${text(row.merged, '00100020') ?? ''}`,
  }));
  keyed.sort((a, b) => {
    for (const [at, { descending }] of order.entries()) {
      const apart = compare(a.keys[at] ?? '', b.keys[at] ?? '');
      if (apart !== 0) return descending ? -apart : apart;
    }
    return compare(a.uid, b.uid);
  });
  return keyed.map(({ row }) => row);
}

/** The attributes of a row that are sent: those of its level, those asked for, and with no parent the parents'. */
function wanted(query: Query, level: Level, isRelational: boolean): (tag: string) => boolean {
  const levels: Level[] = isRelational ? ['study', 'series', 'instance'] : [level];
  const usual = new Set<string>(IDENTITY);
  for (const each of levels.filter((each) => ORDER[each] <= ORDER[level])) {
    for (const tag of [...ATTRIBUTES[each], ...COMPUTED[each]]) if (!ON_REQUEST.has(tag)) usual.add(tag);
  }
  for (const { tag } of query.keys) usual.add(tag);
  const { include } = query;
  return (tag) => include === 'all' || usual.has(tag) || include.has(tag);
}

async function toRow(
  candidate: Candidate,
  query: Query,
  keep: (tag: string) => boolean,
  level: Level,
  readMore: ReadMore,
): Promise<DicomJson> {
  const all: Record<string, DicomElement> = { ...candidate.merged };
  const { include } = query;
  const missing =
    include === 'all' ? level === 'instance' : [...include].some((tag) => all[tag] === undefined);
  if (missing && candidate.sample !== undefined) {
    for (const [tag, element] of Object.entries(await readMore(candidate.sample, include)))
      all[tag] ??= element;
  }
  const kept = Object.entries(all).filter(([tag]) => keep(tag));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Answers a search (PS3.18 10.6): the rows of one page. */
export async function search(
  index: ArchiveIndex,
  level: Level,
  within: { readonly study?: string; readonly series?: string },
  query: Query,
  root: string,
  readMore: ReadMore,
): Promise<DicomJson[]> {
  const found: Candidate[] = [];
  for (const candidate of candidates(index, level, within, root)) {
    if (accepts(candidate, query, level)) found.push(candidate);
  }
  const end = query.limit === undefined ? undefined : query.offset + query.limit;
  const page = sorted(found, query, level).slice(query.offset, end);
  const isRelational =
    (level !== 'study' && within.study === undefined) ||
    (level === 'instance' && within.series === undefined);
  const keep = wanted(query, level, isRelational);
  const rows: DicomJson[] = [];
  for (const candidate of page) rows.push(await toRow(candidate, query, keep, level, readMore));
  return rows;
}
