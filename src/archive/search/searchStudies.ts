import type { StudyPage, StudyQuery, StudySummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { type Asker, askPage, type AskedPage, type Raw } from './askPage';
import { checkRows } from './matches';
import { type MatchStyle, roundsFor, splitAnything, splitCases, splitModalities } from './studyParams';
import { mergeRows, toStudyRow } from './studyRow';

/** Pages fetched at most to find one row where the archive ignores filters and most rows are dropped here. */
const PAGES_CAP = 8;

interface Found extends Omit<Raw, 'rows'> {
  readonly rows: readonly StudySummary[];
  /** The archive's own rows on this page. */
  readonly taken: number;
  readonly ignored: readonly (keyof StudyQuery)[];
  readonly unchecked: readonly (keyof StudyQuery)[];
  readonly unreadable: number;
}

/** Nothing: no rows are left, or the archive refuses a style which others of its round stand in for. */
const NOTHING: Found = { rows: [], more: false, taken: 0, ignored: [], unchecked: [], unreadable: 0 };

/** Asks for the pages of one search. */
interface Searcher extends Asker {
  /** What was answered to the end on an earlier page, by query and style: it has nothing on later ones. */
  readonly ended: Set<string>;
}

async function findOne(
  asker: Searcher,
  query: StudyQuery,
  page: AskedPage,
  style: MatchStyle,
): Promise<Found> {
  const key = JSON.stringify([query, style]);
  if (page.offset > 0 && asker.ended.has(key)) return NOTHING;
  const raw = await askPage(asker, query, page, style);
  if (!raw.more) asker.ended.add(key);
  const rows = raw.rows.map(toStudyRow);
  const readable = rows.filter((row) => row !== undefined);
  const checked = checkRows(readable, query, style);
  return { ...raw, ...checked, taken: raw.rows.length, unreadable: rows.length - readable.length };
}

const isRefusal = (error: unknown): boolean => error instanceof ArchiveError && error.fault === 'refused';

/** Whether an answer needs no other round: rows came, more of them may, or the archive does not look at filters. */
const isAnswer = ({ rows, more, whole, ignored, unreadable }: Found): boolean =>
  rows.length > 0 || more || whole === true || ignored.length > 0 || unreadable > 0;

/**
 * With wildcards, and where that finds nothing or is refused, in other styles: Google's and Microsoft's archives know
 * no wildcards, and to some accents matter. Later pages keep to the first round that has rows there.
 */
async function findStyles(asker: Searcher, query: StudyQuery, page: AskedPage): Promise<readonly Found[]> {
  const { habits } = asker;
  let refusal: unknown;
  let answered: readonly Found[] | undefined;
  const rounds = [...roundsFor(query, habits)];
  for (const [first = 'wildcard', ...others] of rounds) {
    const one = (style: MatchStyle) => findOne(asker, query, page, style);
    try {
      const standIns = others.map((style) =>
        one(style).catch((error: unknown) => {
          if (isRefusal(error)) return NOTHING;
          throw error;
        }),
      );
      const founds = await Promise.all([one(first), ...standIns]);
      const isRefused = first === 'exact' && refusal !== undefined && !answered;
      if (isRefused) habits.wildcards = false;
      if (founds.some(isAnswer)) return founds;
      // A part of a name is then looked for here, from the first search on.
      if (isRefused) rounds.push(['scan']);
      answered = founds;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusal = error;
    }
  }
  if (!answered) throw refusal;
  return answered;
}

/**
 * Whether an archive that was asked for a list of modalities left some out: those without a row are asked for alone.
 * Some take the last of a list, or the list for one value, and no study is missed as quietly as that.
 */
async function dropsModalities(
  asker: Searcher,
  query: StudyQuery,
  found: readonly Found[],
): Promise<boolean> {
  const { modalities = [] } = query;
  const seen = new Set(found.flatMap(({ rows }) => rows).flatMap((row) => row.modalities));
  const absent = modalities.filter((each) => !seen.has(each));
  if (absent.length <= modalities.length - 2) {
    asker.habits.modalities = 'list';
    return false;
  }
  const alone = await Promise.all(
    absent.map((each) =>
      findStyles(asker, { ...query, modalities: [each] }, { offset: 0, limit: 1 }).catch(() => []),
    ),
  );
  return alone.some((founds, index) =>
    founds.some(({ rows }) => rows.some((row) => row.modalities.includes(absent[index] ?? ''))),
  );
}

/** One query of the archive, or one for each modality where it knows no lists of them. */
async function findModalities(
  asker: Searcher,
  query: StudyQuery,
  page: AskedPage,
): Promise<readonly Found[]> {
  const { habits } = asker;
  const each = async () =>
    (await Promise.all(splitModalities(query).map((one) => findStyles(asker, one, page)))).flat();
  if (habits.modalities === 'single') return each();
  const found = await findStyles(asker, query, page);
  const isWhole = found.some(({ whole }) => whole === true);
  const isAsked = (query.modalities?.length ?? 0) > 1 && page.offset === 0 && !isWhole;
  if (habits.modalities !== 'unknown' || !isAsked) return found;
  if (!(await dropsModalities(asker, query, found))) return found;
  habits.modalities = 'single';
  return each();
}

/** What no answer with rows could be checked by. */
function uncheckedIn(found: readonly Found[]): readonly (keyof StudyQuery)[] {
  const [first, ...others] = found.filter(({ rows }) => rows.length > 0);
  return (first?.unchecked ?? []).filter((key) => others.every(({ unchecked }) => unchecked.includes(key)));
}

async function findPage(asker: Searcher, query: StudyQuery, page: AskedPage): Promise<Found> {
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
    unchecked: uncheckedIn(found).filter(own),
    unreadable: Math.max(0, ...found.map((each) => each.unreadable)),
  };
}

const when = ({ date = '', time = '' }: StudySummary) => `${date} ${time}`;

/** A page out of everything the archive has, newest first. */
function pageOf(found: Found, { offset, limit }: AskedPage): StudyPage {
  const sorted = found.rows.toSorted((a, b) => (when(a) < when(b) ? 1 : Number(when(a) > when(b)) * -1));
  return {
    rows: sorted.slice(offset, offset + limit),
    more: sorted.length > offset + limit,
    nextOffset: offset + limit,
    ignored: found.ignored,
    unchecked: found.unchecked,
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
export async function searchStudies(asker: Asker, query: StudyQuery, page: AskedPage): Promise<StudyPage> {
  const ignored = new Set<keyof StudyQuery>();
  const searcher = { ...asker, ended: new Set<string>() };
  let unreadable = 0;
  for (let turn = 1, offset = page.offset; ; turn += 1) {
    const found = await findPage(searcher, query, { offset, limit: page.limit });
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
        unchecked: found.unchecked,
        unreadable,
        ...(found.cut === true ? { cut: true } : {}),
      };
  }
}
