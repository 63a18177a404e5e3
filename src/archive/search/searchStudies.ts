import type { StudyPage, StudyQuery, StudySummary } from '@/archive/archive';
import { ArchiveError } from '@/archive/archiveError';
import type { DicomJson } from '@/dicom/dicomJson';
import { checkRows } from './matches';
import { type MatchStyle, type Params, splitAnything, studyParams, stylesFor } from './studyParams';
import { mergeRows, toStudyRow } from './studyRow';

/** Asks the archive for studies: JsonClient.studies without its signal. */
export type AskStudies = (params: Params) => Promise<readonly DicomJson[]>;

interface Page {
  readonly offset: number;
  readonly limit: number;
}

interface Raw {
  readonly rows: readonly DicomJson[];
  readonly more: boolean;
}

/** Pages fetched at most to find one row where the archive ignores filters and most rows are dropped here. */
const PAGES_CAP = 8;

/** One page of one query. An answer longer than asked for means that the archive ignores limit, and then offset too. */
async function askPage(ask: AskStudies, query: StudyQuery, page: Page, style: MatchStyle): Promise<Raw> {
  const rows = await ask(studyParams(query, { offset: page.offset, limit: page.limit + 1 }, style));
  const start = rows.length > page.limit + 1 ? page.offset : 0;
  return {
    rows: rows.slice(start, start + page.limit),
    more: rows.length > start + page.limit,
  };
}

/**
 * With wildcards, and where that finds nothing or is refused, in another style: Google's and Microsoft's archives know
 * no wildcards. Later pages keep to the first style that has rows there.
 */
async function askStyles(ask: AskStudies, query: StudyQuery, page: Page): Promise<Raw> {
  let refusal: unknown;
  let answered = false;
  for (const style of stylesFor(query)) {
    try {
      const found = await askPage(ask, query, page, style);
      if (found.rows.length > 0) return found;
      answered = true;
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.fault !== 'refused') throw error;
      refusal = error;
    }
  }
  if (!answered && refusal !== undefined) throw refusal;
  return { rows: [], more: false };
}

interface Found {
  readonly rows: readonly StudySummary[];
  readonly more: boolean;
  readonly ignored: readonly (keyof StudyQuery)[];
  readonly unreadable: number;
}

async function findOne(ask: AskStudies, query: StudyQuery, page: Page): Promise<Found> {
  const raw = await askStyles(ask, query, page);
  const rows = raw.rows.map(toStudyRow);
  const readable = rows.filter((row) => row !== undefined);
  const checked = checkRows(readable, query);
  return { ...checked, more: raw.more, unreadable: rows.length - readable.length };
}

async function findPage(ask: AskStudies, query: StudyQuery, page: Page): Promise<Found> {
  const queries = splitAnything(query);
  const found = await Promise.all(queries.map((each) => findOne(ask, each, page)));
  // A row that contradicts the name may have been found by its number: only the other filters count as ignored.
  const own = (key: keyof StudyQuery) => query.anything === undefined || query[key] !== undefined;
  const ignored = new Set(found.flatMap((each) => each.ignored));
  const everyIgnored = found.length > 1 && found.every((each) => each.ignored.some((key) => !own(key)));
  return {
    rows: mergeRows(found.flatMap((each) => each.rows)),
    more: found.some((each) => each.more),
    ignored: [...[...ignored].filter(own), ...(everyIgnored ? (['anything'] as const) : [])],
    unreadable: Math.max(0, ...found.map((each) => each.unreadable)),
  };
}

/**
 * One page of studies. With `anything`, a study found by its name on one page and by its number on another comes twice:
 * the caller keeps one row per study. Where every row of a page was dropped here, the next pages are asked for too.
 */
export async function searchStudies(ask: AskStudies, query: StudyQuery, page: Page): Promise<StudyPage> {
  const ignored = new Set<keyof StudyQuery>();
  let unreadable = 0;
  for (let turn = 1, offset = page.offset; ; turn += 1, offset += page.limit) {
    const found = await findPage(ask, query, { offset, limit: page.limit });
    for (const key of found.ignored) ignored.add(key);
    unreadable += found.unreadable;
    if (found.rows.length > 0 || !found.more || turn === PAGES_CAP)
      return {
        rows: found.rows,
        more: found.more,
        nextOffset: offset + page.limit,
        ignored: [...ignored],
        unreadable,
      };
  }
}
