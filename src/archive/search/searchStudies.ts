import type { StudyPage, StudyQuery, StudySummary } from '@/archive/archive';
import { ArchiveError } from '@/archive/archiveError';
import { texts } from '@/dicom/dicomJson';
import { type Asker, askPage, type Page, type Raw } from './askPage';
import { checkRows } from './matches';
import { splitAnything, splitCases, splitModalities, stylesFor } from './studyParams';
import { mergeRows, toStudyRow } from './studyRow';

/** Pages fetched at most to find one row where the archive ignores filters and most rows are dropped here. */
const PAGES_CAP = 8;

/**
 * With wildcards, and where that finds nothing or is refused, in another style: Google's and Microsoft's archives know
 * no wildcards. Later pages keep to the first style that has rows there.
 */
async function askStyles(asker: Asker, query: StudyQuery, page: Page): Promise<Raw> {
  const { habits } = asker;
  let refusal: unknown;
  let answered = false;
  const styles = [...stylesFor(query, habits.wildcards)];
  for (const style of styles) {
    try {
      const found = await askPage(asker, query, page, style);
      const isRefused = style === 'exact' && refusal !== undefined && !answered;
      if (isRefused) habits.wildcards = false;
      if (found.rows.length > 0) return found;
      // A part of a name is then looked for here, from the first search on.
      if (isRefused) styles.push('scan');
      answered = true;
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.fault !== 'refused') throw error;
      refusal = error;
    }
  }
  if (!answered && refusal !== undefined) throw refusal;
  return { rows: [], more: false };
}

interface Found extends Omit<Raw, 'rows'> {
  readonly rows: readonly StudySummary[];
  /** The archive's own rows on this page. */
  readonly taken: number;
  readonly ignored: readonly (keyof StudyQuery)[];
  readonly unreadable: number;
}

async function findOne(asker: Asker, query: StudyQuery, page: Page): Promise<Found> {
  const raw = await askStyles(asker, query, page);
  const rows = raw.rows.map(toStudyRow);
  const readable = rows.filter((row) => row !== undefined);
  const checked = checkRows(readable, query);
  return { ...raw, ...checked, taken: raw.rows.length, unreadable: rows.length - readable.length };
}

const MODALITIES = '00080061';

/**
 * Whether an archive that was asked for a list of modalities left some out: those without a row are asked for alone.
 * Some take the last of a list, or the list for one value, and no study is missed as quietly as that.
 */
async function dropsModalities(asker: Asker, query: StudyQuery, found: Found): Promise<boolean> {
  const { modalities = [] } = query;
  const seen = new Set(found.rows.flatMap((row) => row.modalities));
  const absent = modalities.filter((each) => !seen.has(each));
  if (absent.length <= modalities.length - 2) {
    asker.habits.modalities = 'list';
    return false;
  }
  const alone = await Promise.all(
    absent.map((each) =>
      askStyles(asker, { ...query, modalities: [each] }, { offset: 0, limit: 1 }).catch((): Raw => ({
        rows: [],
        more: false,
      })),
    ),
  );
  return alone.some(({ rows }, index) =>
    rows.some((row) =>
      texts(row, MODALITIES)
        .flatMap((each) => each.split('\\'))
        .includes(absent[index] ?? ''),
    ),
  );
}

/** One query of the archive, or one for each modality where it knows no lists of them. */
async function findModalities(asker: Asker, query: StudyQuery, page: Page): Promise<readonly Found[]> {
  const { habits } = asker;
  const each = () => Promise.all(splitModalities(query).map((one) => findOne(asker, one, page)));
  if (habits.modalities === 'single') return each();
  const found = await findOne(asker, query, page);
  const isAsked = (query.modalities?.length ?? 0) > 1 && page.offset === 0 && found.whole !== true;
  if (habits.modalities !== 'unknown' || !isAsked) return [found];
  if (!(await dropsModalities(asker, query, found))) return [found];
  habits.modalities = 'single';
  return each();
}

async function findPage(asker: Asker, query: StudyQuery, page: Page): Promise<Found> {
  const anything = splitAnything(query);
  const asked = asker.habits.caseMatters ? anything.flatMap(splitCases) : anything;
  const answers = await Promise.all(asked.map((each) => findModalities(asker, each, page)));
  const found = answers.flat();
  // A row that contradicts the name may have been found by its number: only the other filters count as ignored.
  const own = (key: keyof StudyQuery) => query.anything === undefined || query[key] !== undefined;
  const ignored = new Set(found.flatMap((each) => each.ignored));
  const everyIgnored = anything.length > 1 && found.every((each) => each.ignored.some((key) => !own(key)));
  const going = found.filter(({ more }) => more).map(({ taken }) => taken);
  return {
    rows: mergeRows(found.flatMap((each) => each.rows)),
    more: going.length > 0,
    whole: found.length > 0 && found.every(({ whole }) => whole === true),
    cut: found.some(({ cut }) => cut === true),
    taken: going.length > 0 ? Math.min(...going) : page.limit,
    ignored: [...[...ignored].filter(own), ...(everyIgnored ? (['anything'] as const) : [])],
    unreadable: Math.max(0, ...found.map((each) => each.unreadable)),
  };
}

const when = ({ date = '', time = '' }: StudySummary) => `${date} ${time}`;

/** A page out of everything the archive has, newest first. */
function pageOf(found: Found, { offset, limit }: Page): StudyPage {
  const sorted = found.rows.toSorted((a, b) => (when(a) < when(b) ? 1 : Number(when(a) > when(b)) * -1));
  return {
    rows: sorted.slice(offset, offset + limit),
    more: sorted.length > offset + limit,
    nextOffset: offset + limit,
    ignored: found.ignored,
    unreadable: found.unreadable,
  };
}

/** Filters that can be compared with every row that has the attribute: contradicted, they were not looked at. */
const learnIgnored = (asker: Asker, query: StudyQuery, { whole, ignored }: Found): void => {
  const filters = Object.keys(query).filter((key) => query[key as keyof StudyQuery] !== undefined);
  if (whole === true && filters.length > 0 && ignored.length > 0) asker.habits.ignoresFilters = true;
};

/**
 * One page of studies. With `anything`, a study found by its name on one page and by its number on another comes twice:
 * the caller keeps one row per study. Where every row of a page was dropped here, the next pages are asked for too.
 * Archives that always send everything (static files) are filtered, sorted and paged here.
 */
export async function searchStudies(asker: Asker, query: StudyQuery, page: Page): Promise<StudyPage> {
  const ignored = new Set<keyof StudyQuery>();
  let unreadable = 0;
  for (let turn = 1, offset = page.offset; ; turn += 1) {
    const found = await findPage(asker, query, { offset, limit: page.limit });
    learnIgnored(asker, query, found);
    if (found.whole === true) return pageOf(found, page);
    for (const key of found.ignored) ignored.add(key);
    unreadable += found.unreadable;
    offset += found.taken;
    if (found.rows.length > 0 || !found.more || turn === PAGES_CAP)
      return {
        rows: found.rows,
        more: found.more,
        nextOffset: offset,
        ignored: [...ignored],
        unreadable,
        ...(found.cut === true ? { cut: true } : {}),
      };
  }
}
