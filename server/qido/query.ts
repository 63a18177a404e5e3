import { levelOf } from '../archive/attributes';
import { HttpRefusal } from '../http/problem';
import { tagOf, vrOf } from '../part10/dictionary';
import { patternsOf, type QueryKey } from './key';

/** A search request (PS3.18 8.3.4). */
export interface Query {
  readonly keys: readonly QueryKey[];
  readonly fuzzy: boolean;
  readonly limit: number | undefined;
  readonly offset: number;
  /** Tags asked for beside the usual ones; 'all' = everything. */
  readonly include: ReadonlySet<string> | 'all';
  /** Extension: `orderby=-StudyDate,PatientName`. */
  readonly order: readonly { readonly tag: string; readonly descending: boolean }[];
  /** Parameters that were not understood; the answer warns of them. */
  readonly ignored: readonly string[];
}

/** The most that one search may name. Whoever names more means harm, or would get nothing anyway. */
export const QUERY_LIMITS = {
  keys: 32,
  /** Values of one key; of UIDs as many as an address holds. */
  values: 64,
  patternLength: 256,
  includes: 128,
  orders: 3,
} as const;

/** Parameters about the request itself, not about what is searched. */
const CONTROL = new Set(['limit', 'offset', 'includefield', 'fuzzymatching', 'orderby', 'accept', 'charset']);

function readCount(value: string | null, name: string): number | undefined {
  if (value === null || value === '') return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new HttpRefusal(400, `${name} must be a whole number of 0 or more.`);
  return Number(value);
}

const split = (values: readonly string[]): string[] =>
  values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

function readInclude(values: readonly string[], ignored: string[]): ReadonlySet<string> | 'all' {
  const names = split(values);
  if (names.includes('all')) return 'all';
  const tags = new Set<string>();
  for (const name of names) {
    const tag = tagOf(name.split('.')[0] ?? '');
    if (tag === undefined) ignored.push('includefield');
    else tags.add(tag);
  }
  return tags;
}

function readOrder(values: readonly string[], ignored: string[]): Query['order'] {
  return split(values).flatMap((name) => {
    const tag = tagOf(name.replace(/^[+-]/, ''));
    if (tag !== undefined && levelOf(tag) !== undefined) return [{ tag, descending: name.startsWith('-') }];
    ignored.push('orderby');
    return [];
  });
}

/** Refuses a search that names more than any does. */
function bound(query: Query): Query {
  const { keys, order, include } = query;
  if (keys.length > QUERY_LIMITS.keys)
    throw new HttpRefusal(400, `A search has at most ${QUERY_LIMITS.keys} keys.`);
  for (const key of keys) {
    const patterns = patternsOf(key) ?? [];
    if (patterns.length > QUERY_LIMITS.values && vrOf(key.tag) !== 'UI')
      throw new HttpRefusal(400, `A key has at most ${QUERY_LIMITS.values} values.`);
    if (patterns.some(({ length }) => length > QUERY_LIMITS.patternLength))
      throw new HttpRefusal(
        400,
        `A value that is searched for has at most ${QUERY_LIMITS.patternLength} characters.`,
      );
  }
  if (include !== 'all' && include.size > QUERY_LIMITS.includes)
    throw new HttpRefusal(400, `includefield names at most ${QUERY_LIMITS.includes} attributes.`);
  if (order.length > QUERY_LIMITS.orders)
    throw new HttpRefusal(400, `orderby names at most ${QUERY_LIMITS.orders} attributes.`);
  return query;
}

/** Reads the parameters of a search. Refuses what has no meaning, collects what is not known. */
export function readQuery(parameters: URLSearchParams): Query {
  const ignored: string[] = [];
  const keys = new Map<string, string[]>();
  for (const [name, value] of parameters) {
    if (CONTROL.has(name.toLowerCase())) continue;
    const tag = tagOf(name);
    // The name is echoed only where it is a keyword's or tag's shape: what else may stand there is not repeated.
    if (tag === undefined || levelOf(tag) === undefined)
      ignored.push(/^[\w.]{1,64}$/.test(name) ? name : 'a key');
    else keys.set(tag, [...(keys.get(tag) ?? []), value]);
  }
  return bound({
    keys: [...keys].map(([tag, values]) => ({ tag, values })),
    fuzzy: parameters.get('fuzzymatching')?.toLowerCase() === 'true',
    limit: readCount(parameters.get('limit'), 'limit'),
    offset: readCount(parameters.get('offset'), 'offset') ?? 0,
    include: readInclude(parameters.getAll('includefield'), ignored),
    order: readOrder(parameters.getAll('orderby'), ignored),
    ignored: [...new Set(ignored)].slice(0, 8),
  });
}
