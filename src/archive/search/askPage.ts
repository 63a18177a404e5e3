import type { StudyQuery } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Habits } from '@/archive/contract/habits';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { FILTER_TAGS, type MatchStyle, type Params, studyParams } from './studyParams';

/** One answer to a study query. */
export interface Answered {
  readonly rows: readonly DicomJson[];
  /** All rows that match, where the archive says so. */
  readonly total?: number;
  /** The archive says that it left rows out. */
  readonly saysMore?: boolean;
}

/** Asks the archive for studies: JsonClient.studies without its signal. */
export type AskStudies = (params: Params) => Promise<Answered>;

/** How studies are asked for: the archive, what is known of it, and what it sent whole a moment ago. */
export interface Asker {
  readonly ask: AskStudies;
  readonly habits: Habits;
  /** Whole lists by query, from archives that answer with everything (static files: tens of megabytes). */
  readonly held: Map<string, { readonly rows: readonly DicomJson[]; readonly atMs: number }>;
  /** The first row of a query's first page: seen again on a later page, the archive ignores the offset. */
  readonly firsts: Map<string, string>;
  now(): number;
}

export const createAsker = (ask: AskStudies, habits: Habits, now = () => Date.now()): Asker => ({
  ask,
  habits,
  held: new Map(),
  firsts: new Map(),
  now,
});

export interface AskedPage {
  readonly offset: number;
  readonly limit: number;
}

export interface Raw {
  readonly rows: readonly DicomJson[];
  readonly more: boolean;
  /** Every row of the archive for this query, whatever page was asked for. */
  readonly whole?: boolean;
  /** More rows exist, but the archive hands them out in no way known here. */
  readonly cut?: boolean;
}

/** A whole list is used again for so long: filters typed letter by letter ask only once. */
const HELD_MS = 20_000;
/** Queries remembered; the oldest are forgotten. */
const KEPT = 16;
/** Answers put together at most to fill one page, where the archive sends few rows at once. */
const FILL_CAP = 8;

const isRefusal = (error: unknown): error is ArchiveError =>
  error instanceof ArchiveError &&
  (error.fault === 'refused' || error.status === 500 || error.status === 501);

const hasFilter = (params: Params): boolean =>
  Object.keys(params).some(
    (key) => FILTER_TAGS[key] !== undefined || Object.values(FILTER_TAGS).includes(key),
  );

/** How a query is written: what may be refused about it. */
interface Wording {
  readonly limit: number;
  readonly fields: boolean;
  readonly keys: Habits['keys'];
}

/** Other wordings worth trying after a refusal: without what this archive never accepted yet. */
function otherWordings(wording: Wording, filtered: boolean, habits: Habits): readonly Wording[] {
  const shorter = [20, 10].filter((limit) => limit < wording.limit && wording.limit > habits.limitProven);
  const bare = wording.fields && !habits.fieldsProven ? { fields: false } : undefined;
  const tagged =
    filtered && wording.keys === 'keyword' && !habits.keywordProven ? { keys: 'tag' as const } : undefined;
  const limits = shorter.map((limit) => ({ limit }));
  const single = [...limits, bare, tagged].filter((change) => change !== undefined);
  const together =
    single.length > 1 ? [{ ...bare, ...tagged, ...(limits.length > 0 ? { limit: 5 } : {}) }] : [];
  return [...single, ...together].map((change) => ({ ...wording, ...change }));
}

/** Remembers a wording that was answered. */
function prove(asked: Wording, answered: Wording, filtered: boolean, habits: Habits): void {
  if (answered.limit < asked.limit) habits.limitMax = answered.limit;
  if (answered.fields !== asked.fields) habits.fields = answered.fields;
  if (answered.keys !== asked.keys) habits.keys = answered.keys;
  habits.limitProven = Math.max(habits.limitProven, answered.limit);
  if (answered.fields) habits.fieldsProven = true;
  if (filtered && answered.keys === 'keyword') habits.keywordProven = true;
}

/** One answer, in the wording this archive accepts; `limit` is what was asked for in the end. */
async function askRows(
  { ask, habits }: Asker,
  query: StudyQuery,
  page: AskedPage,
  style: MatchStyle,
): Promise<Answered & { readonly limit: number }> {
  const wording: Wording = {
    limit: Math.min(page.limit, habits.limitMax),
    fields: habits.fields,
    keys: habits.keys,
  };
  const send = async (as: Wording) => {
    const params = studyParams(query, { offset: page.offset, limit: as.limit }, style, as);
    const answered = await ask(params);
    prove(wording, as, hasFilter(params), habits);
    return { ...answered, limit: as.limit };
  };
  try {
    return await send(wording);
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    const filtered = hasFilter(studyParams(query, page, style));
    for (const other of otherWordings(wording, filtered, habits))
      try {
        return await send(other);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    throw refusal;
  }
}

const sameRow = (a: DicomJson | undefined, b: DicomJson | undefined): boolean =>
  a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > KEPT && oldest !== undefined) map.delete(oldest);
}

/**
 * Whether rows follow an answer shorter than asked for. Some archives cut answers without a word: unless one as long
 * was the whole truth before, the row after the last is asked for.
 */
async function follows(
  asker: Asker,
  query: StudyQuery,
  style: MatchStyle,
  got: Answered,
  endOffset: number,
): Promise<boolean> {
  const { habits } = asker;
  const count = got.rows.length;
  // Of one study there is no next page.
  if (count === 0 || habits.ignoresLimit || query.study !== undefined) return false;
  if (got.total !== undefined) return endOffset < got.total;
  if (got.saysMore === true) return true;
  if (count <= habits.uncapped.studies) return false;
  try {
    const next = await askRows(asker, query, { offset: endOffset, limit: 1 }, style);
    if (next.rows.length > 1) {
      habits.ignoresLimit = true;
      return false;
    }
    if (next.rows.length === 1 && !sameRow(next.rows[0], got.rows[0])) {
      habits.limitMax = Math.min(habits.limitMax, count);
      return true;
    }
    if (next.rows.length === 1) habits.ignoresOffset = true;
    else habits.uncapped.studies = Math.max(habits.uncapped.studies, count);
    return false;
  } catch (error) {
    // Past the end some archives answer with a refusal; of anything else the next page will tell.
    return !(isRefusal(error) || (error instanceof ArchiveError && error.fault === 'not-found'));
  }
}

/** What names a query beside its page. */
const queryKey = (query: StudyQuery, style: MatchStyle): string =>
  JSON.stringify(studyParams(query, { offset: 0, limit: 0 }, style));

/** The rows of one query in one style at an offset, in as many answers as the archive makes of it. */
export async function askPage(
  asker: Asker,
  query: StudyQuery,
  page: AskedPage,
  style: MatchStyle,
): Promise<Raw> {
  const { habits, held, firsts } = asker;
  const key = habits.ignoresFilters ? '' : queryKey(query, style);
  const before = held.get(key);
  if (before !== undefined && (page.offset > 0 || asker.now() - before.atMs < HELD_MS))
    return { rows: before.rows, more: false, whole: true };

  const rows: DicomJson[] = [];
  for (let turn = 1; ; turn += 1) {
    const offset = habits.ignoresOffset ? 0 : page.offset + rows.length;
    const limit = habits.ignoresOffset ? page.offset + page.limit + 1 : page.limit + 1 - rows.length;
    const got = await askRows(asker, query, { offset, limit }, style);
    if (got.rows.length > got.limit) {
      habits.ignoresLimit = true;
      keep(held, key, { rows: got.rows, atMs: asker.now() });
      return { rows: got.rows, more: false, whole: true };
    }
    const first = JSON.stringify(got.rows[0] ?? null);
    if (page.offset > 0 && !habits.ignoresOffset && rows.length === 0) {
      if (got.rows.length > 0 && firsts.get(key) === first) {
        habits.ignoresOffset = true;
        return askPage(asker, query, page, style);
      }
    } else if (page.offset === 0 && rows.length === 0) keep(firsts, key, first);
    if (habits.ignoresOffset) return slicePage(got, page);

    rows.push(...got.rows);
    if (rows.length > page.limit) {
      habits.uncapped.studies = Math.max(habits.uncapped.studies, got.rows.length);
      return { rows: rows.slice(0, page.limit), more: true };
    }
    const full = got.rows.length === got.limit && got.limit < limit;
    // The archive sends no more at once: whether more follow, the next page tells.
    if (full && rows.length === page.limit) return { rows, more: true };
    const more = full || (await follows(asker, query, style, got, page.offset + rows.length));
    if (habits.ignoresLimit) return { rows, more: false };
    if (!more || turn >= FILL_CAP) return { rows, more };
  }
}

/** A page out of the first rows, from an archive that always starts at the first. */
function slicePage(got: Answered & { readonly limit: number }, page: AskedPage): Raw {
  const end = page.offset + page.limit;
  const rows = got.rows.slice(page.offset, end);
  const isShort =
    (got.limit < end + 1 && got.rows.length === got.limit) ||
    (got.total ?? 0) > Math.max(end, got.rows.length);
  const more = got.rows.length > end;
  return { rows, more, ...(isShort && !more ? { cut: true } : {}) };
}
