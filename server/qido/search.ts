import { text, type DicomElement, type DicomJson } from '@/dicom/dataset/dicomJson';
import { plainDa } from '@/dicom/values/day';
import type { ArchiveIndex } from '../archive/archiveIndex';
import type { InstanceRow } from '../archive/readInstance';
import { ATTRIBUTES, COMPUTED, levelOf, ON_REQUEST, type QueryLevel } from '../archive/attributes';
import { Effort, firstInTurns } from './effort';
import { vrOf } from '../part10/dictionary';
import { find, type Within } from './find';
import { fold } from './match';
import type { Query } from './query';
import type { StudyRow } from '../archive/rows';
import { instanceJson, mergedJson, sampleOf, attributeAt, type RowPlace } from './rows';

const ORDER: Record<QueryLevel, number> = { study: 0, series: 1, instance: 2 };
/** What identifies a row among all: always sent (PS3.18 10.6.3.3). */
const IDENTITY = ['00080005', '0020000D', '0020000E', '00080016', '00080018'];

/** Reads attributes of a stored object that the index does not hold. */
export type ReadMore = (row: InstanceRow, tags: ReadonlySet<string> | 'all') => Promise<DicomJson>;

function sortKey(tag: string, element: DicomElement | undefined): string | number {
  const value = element?.Value?.[0];
  // Old files write 2019.06.20 and 10:20:30.
  if (vrOf(tag) === 'DA') return typeof value === 'string' ? (plainDa(value) ?? '') : '';
  if (vrOf(tag) === 'TM') return typeof value === 'string' ? value.replaceAll(':', '') : '';
  if (typeof value === 'number') return value;
  const name: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'Alphabetic') : value;
  return typeof name === 'string' ? fold(name) : '';
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // Rows without a value stand last in either direction of the alphabet's beginning: '' sorts first, so below.
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

const nameOf = ({ study, attributes }: StudyRow): string => `${study} ${text(attributes, '00100020') ?? ''}`;

/** What one key of one place costs to be sorted by, in comparisons. */
const SORTING = 12;
/** The same where a page so far behind is asked for that nearly all has to be put in order. */
const SORTING_DEEP = 50;
const DEEP = 8_192;

interface Keyed {
  readonly place: RowPlace;
  readonly keys: readonly (string | number)[];
  /** Of the study: what decides where no key does. */
  readonly name: string;
}

/** The first `count` places in the order asked for. */
async function sorted(
  places: readonly RowPlace[],
  count: number,
  { order }: Query,
  effort: Effort,
): Promise<RowPlace[]> {
  const cost = (count > DEEP ? SORTING_DEEP : SORTING) * order.length;
  // Before anything is done: what is too much costs nothing.
  effort.mustCover(cost * places.length);
  const levels = order.map(({ tag }) => levelOf(tag) ?? 'study');
  const keyed = function* (): Generator<Keyed> {
    // Once for all objects of a study, which follow one another: where keys are equal, it is compared for each.
    let study: StudyRow | undefined;
    let name = '';
    for (const place of places) {
      effort.spend(cost);
      if (place.study !== study) {
        study = place.study;
        name = nameOf(study);
      }
      const keys = order.map(({ tag }, at) => sortKey(tag, attributeAt(levels[at] ?? 'study', place, tag)));
      yield { place, keys, name };
    }
  };
  const first = await firstInTurns(
    keyed(),
    count,
    (a, b) => {
      for (const [at, { descending }] of order.entries()) {
        const apart = compare(a.keys[at] ?? '', b.keys[at] ?? '');
        if (apart !== 0) return descending ? -apart : apart;
      }
      return compare(a.name, b.name);
    },
    effort,
  );
  return first.map(({ place }) => place);
}

/** The attributes of a row that are sent: those of its level, those asked for, and with no parent the parents'. */
function wanted(query: Query, level: QueryLevel, isRelational: boolean): (tag: string) => boolean {
  const levels: QueryLevel[] = isRelational ? ['study', 'series', 'instance'] : [level];
  const usual = new Set<string>(IDENTITY);
  for (const each of levels.filter((each) => ORDER[each] <= ORDER[level])) {
    for (const tag of [...ATTRIBUTES[each], ...COMPUTED[each]]) if (!ON_REQUEST.has(tag)) usual.add(tag);
  }
  for (const { tag } of query.keys) usual.add(tag);
  const { include } = query;
  return (tag) => include === 'all' || usual.has(tag) || include.has(tag);
}

/** Whether attributes are asked for that are in the files alone. */
function needsFiles({ include }: Query, level: QueryLevel): boolean {
  if (include === 'all') return level === 'instance';
  return [...include].some((tag) => {
    const held = levelOf(tag);
    return (held === undefined || ORDER[held] > ORDER[level]) && tag !== '00080005';
  });
}

/** Attributes of places: those of study and series are made once for rows that follow one another. */
function attributesOf(root: string): (place: RowPlace) => DicomJson {
  let before: Pick<RowPlace, 'study' | 'series'> | undefined;
  let above: DicomJson = {};
  return ({ study, series, instance }) => {
    if (before === undefined || before.study !== study || before.series !== series) {
      before = series === undefined ? { study } : { study, series };
      above = mergedJson(before, root);
    }
    return instance === undefined ? above : { ...above, ...instanceJson(instance, root) };
  };
}

async function toRow(
  place: RowPlace,
  attributes: DicomJson,
  query: Query,
  keep: (tag: string) => boolean,
  readMore: ReadMore | undefined,
): Promise<DicomJson> {
  const all: Record<string, DicomElement> = { ...attributes };
  if (readMore !== undefined) {
    const more = await readMore(sampleOf(place), query.include);
    for (const [tag, element] of Object.entries(more)) all[tag] ??= element;
  }
  const kept = Object.keys(all).filter(keep).sort();
  return Object.fromEntries(kept.map((tag) => [tag, all[tag] ?? {}]));
}

/** Rows of one answer at most; where each costs the reading of a file, fewer. The rest is asked for by offset. */
export const MOST_FOUND_ROWS = 1_000;
export const MOST_ROWS_OF_FILES = 50;

/** One page of what was found. */
export interface FoundRows {
  /** A JSON array. */
  readonly json: Uint8Array<ArrayBuffer>;
  /** The archive left rows out, beyond what the limit asked for (PS3.18 8.3.4.4). */
  readonly isCut: boolean;
}

/** The places of one page, and whether there are more. */
async function pageOf(
  index: ArchiveIndex,
  level: QueryLevel,
  within: Within,
  query: Query,
  most: number,
  effort: Effort,
): Promise<{ readonly places: readonly RowPlace[]; readonly more: boolean }> {
  const { offset } = query;
  const isInOrder = query.order.length === 0;
  const found: RowPlace[] = [];
  let passed = 0;
  await find(index, level, within, query, effort, (place) => {
    passed += 1;
    if (!isInOrder || passed > offset) found.push(place);
    return !isInOrder || found.length <= most;
  });
  const from = isInOrder ? found : (await sorted(found, offset + most + 1, query, effort)).slice(offset);
  return { places: from.slice(0, most), more: from.length > most };
}

/** Answers a search (PS3.18 10.6): the rows of one page. Gives way to others while it goes on. */
export async function search(
  index: ArchiveIndex,
  level: QueryLevel,
  within: Within,
  query: Query,
  root: string,
  readMore: ReadMore,
): Promise<FoundRows> {
  const effort = new Effort();
  const reads = needsFiles(query, level);
  const most = reads ? MOST_ROWS_OF_FILES : MOST_FOUND_ROWS;
  const limit = Math.min(query.limit ?? most, most);
  const { places, more } = await pageOf(index, level, within, query, limit, effort);
  const isRelational =
    (level !== 'study' && within.study === undefined) ||
    (level === 'instance' && within.series === undefined);
  const keep = wanted(query, level, isRelational);
  const attributes = attributesOf(root);
  const rows: string[] = [];
  for (const [at, place] of places.entries()) {
    if (at % 16 === 15) await effort.giveWay();
    const row = await toRow(place, attributes(place), query, keep, reads ? readMore : undefined);
    rows.push(JSON.stringify(row));
  }
  const json = new TextEncoder().encode(`[${rows.join()}]`);
  return { json, isCut: more && limit !== query.limit };
}
