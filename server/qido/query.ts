import { levelOf } from '../archive/attributes';
import { Refusal } from '../http/problem';
import { tagOf } from '../part10/dictionary';

/** One matching key; any of its values may match (PS3.4 C.2.2.2). */
export interface Key {
  readonly tag: string;
  readonly values: readonly string[];
}

/** A search request (PS3.18 8.3.4). */
export interface Query {
  readonly keys: readonly Key[];
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

/** Parameters about the request itself, not about what is searched. */
const CONTROL = new Set(['limit', 'offset', 'includefield', 'fuzzymatching', 'orderby', 'accept', 'charset']);

function readCount(value: string | null, name: string): number | undefined {
  if (value === null || value === '') return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new Refusal(400, `${name} must be a whole number of 0 or more.`);
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
  return {
    keys: [...keys].map(([tag, values]) => ({ tag, values })),
    fuzzy: parameters.get('fuzzymatching')?.toLowerCase() === 'true',
    limit: readCount(parameters.get('limit'), 'limit'),
    offset: readCount(parameters.get('offset'), 'offset') ?? 0,
    include: readInclude(parameters.getAll('includefield'), ignored),
    order: readOrder(parameters.getAll('orderby'), ignored),
    ignored: [...new Set(ignored)],
  };
}
