import type { StudyPage, StudyQuery, StudySummary } from '@/archive/archive';
import type { ArchiveError } from '@/archive/archiveError';
import type { DicomJson } from '@/dicom/dicomJson';
import { checkRows } from './matches';
import { hasText, type MatchStyle, type Params, splitAnything, studyParams } from './studyParams';
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
 * With wildcards, and where that finds nothing or is refused, once more without: Google's and Microsoft's archives
 * know none. Only on the first page, so that paging keeps to one style.
 */
async function askEitherStyle(ask: AskStudies, query: StudyQuery, page: Page): Promise<Raw> {
  if (!hasText(query) || page.offset > 0) return askPage(ask, query, page, 'wildcard');
  let refused: unknown;
  try {
    const found = await askPage(ask, query, page, 'wildcard');
    if (found.rows.length > 0) return found;
  } catch (error) {
    if ((error as ArchiveError).fault !== 'refused') throw error;
    refused = error;
  }
  try {
    return await askPage(ask, query, page, 'exact');
  } catch (error) {
    if ((error as ArchiveError).fault !== 'refused' || refused !== undefined) throw error;
    return { rows: [], more: false };
  }
}

interface Found {
  readonly rows: readonly StudySummary[];
  readonly more: boolean;
  readonly ignored: readonly (keyof StudyQuery)[];
  readonly unreadable: number;
}

async function findOne(ask: AskStudies, query: StudyQuery, page: Page): Promise<Found> {
  const raw = await askEitherStyle(ask, query, page);
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
