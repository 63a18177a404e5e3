import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { Archive, StudyPage, StudyQuery, StudySummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { RETRY_SECONDS } from '@/kinds/describeListError';
import { FIRST_PAGE } from './firstPage';
import { useAskedAgain } from './useAskedAgain';
import { mayMatch, type Sort } from './filters';
import { isNewestFirst, sortStudies } from './sort';

const NEXT_PAGE = 100;
/** How many rows are loaded in the background to make a chosen order true. */
const SORT_LIMIT = 2_000;
/** After so many of the archive's rows without one that matches, a person decides whether to go on. */
const BARREN_LIMIT = 2_000;

const NEWEST: Sort = { by: 'date', descending: true };

/** Lives in memory only: it holds what a person typed. */
export const studiesKey = (archive: string, query: StudyQuery) => ['studies', archive, query] as const;

/** What the order of the rows is worth. */
export type Order = 'newest' | 'archive' | 'sorted' | 'loading' | 'partial';

export interface Studies {
  readonly rows: readonly StudySummary[];
  readonly order: Order;
  /** Nothing to show yet. */
  readonly isLoading: boolean;
  /** Rows of before are shown, thinned out, until the archive answers. */
  readonly isSearching: boolean;
  readonly error: unknown;
  /** Rows of before are shown, from `listedAtMs`, and the archive cannot be asked again now. */
  readonly stale: { readonly error: unknown; readonly listedAtMs: number } | undefined;
  /** When the rows of before were asked for again; 0: not. */
  readonly askedAtMs: number;
  readonly more: boolean;
  readonly isLoadingMore: boolean;
  readonly moreFailed: boolean;
  /** The archive's rows since the last that matched, once they are too many to go on unasked. */
  readonly barren: number | undefined;
  readonly ignored: readonly (keyof StudyQuery)[];
  /** Filters of which no row says whether they hold. */
  readonly unchecked: readonly (keyof StudyQuery)[];
  /** The archive's rows that were looked through so far. */
  readonly lookedThrough: number;
  readonly unreadable: number;
  /** The archive has more than it hands out. */
  readonly isCut: boolean;
  loadMore(): void;
  retry(): void;
}

/** What useInfiniteQuery and the first page fetched at start agree on. */
export const studiesQuery = (archive: Archive, query: StudyQuery) => ({
  queryKey: studiesKey(archive.id, query),
  queryFn: ({ pageParam, signal }: { pageParam: number; signal: AbortSignal }): Promise<StudyPage> =>
    archive.search(query, { offset: pageParam, limit: pageParam === 0 ? FIRST_PAGE : NEXT_PAGE }, signal),
  initialPageParam: 0,
  getNextPageParam: (last: StudyPage) => (last.more ? last.nextOffset : undefined),
  staleTime: Infinity,
  gcTime: 10 * 60_000,
  retry: (failures: number, error: unknown) =>
    failures < 1 && error instanceof ArchiveError && error.fault === 'unreachable',
  retryDelay: 1_000,
});

/** Studies page by page. `typed` is what the filters say now, `asked` what the archive is asked (a moment later); `isBack`: from a study. */
export function useStudies(
  archive: Archive,
  typed: StudyQuery,
  asked: StudyQuery,
  sort: Sort | undefined,
  isBack: boolean,
): Studies {
  const search = useInfiniteQuery({
    ...studiesQuery(archive, asked),
    placeholderData: keepPreviousData<InfiniteData<StudyPage, number>>,
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_SECONDS * 1000 : false),
    refetchOnWindowFocus: false,
  });
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData } =
    search;
  const listedAtMs = isPlaceholderData ? 0 : search.dataUpdatedAt;
  const again = useAskedAgain(archive, asked, studiesKey(archive.id, asked), listedAtMs, isBack);
  const staleError = again.error ?? (search.isRefetchError && !isFetchNextPageError ? search.error : null);
  const isWaiting = isPlaceholderData || JSON.stringify(typed) !== JSON.stringify(asked);
  const loaded = useMemo(() => unique(data?.pages ?? []), [data]);
  // One request at a time: a second call while one is under way joins it.
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);

  const isSorting = sort !== undefined && hasNextPage && loaded.length < SORT_LIMIT && !isFetchNextPageError;
  useEffect(() => {
    if (isSorting && !isFetchingNextPage && !isWaiting) loadMore();
  }, [isSorting, isFetchingNextPage, isWaiting, loadMore]);

  const [order, effective] = orderOf(data?.pages[0], sort, hasNextPage, isSorting);
  const rows = useMemo(() => {
    const matching = isWaiting ? loaded.filter((study) => mayMatch(study, typed)) : loaded;
    return effective ? sortStudies(matching, effective) : matching;
  }, [loaded, effective, isWaiting, typed]);

  const barren = barrenRows(data?.pages ?? []);
  return {
    rows,
    order,
    isLoading: search.isPending,
    isSearching: isWaiting && search.error === null,
    error: search.isLoadingError || (search.isError && !data) ? search.error : undefined,
    stale: data && staleError ? { error: staleError, listedAtMs: search.dataUpdatedAt } : undefined,
    askedAtMs: again.askedAtMs,
    more: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    moreFailed: isFetchNextPageError,
    barren: barren >= BARREN_LIMIT && hasNextPage ? barren : undefined,
    ignored: [...new Set(data?.pages.flatMap((page) => page.ignored) ?? [])],
    unchecked: uncheckedIn(data?.pages ?? []),
    lookedThrough: data?.pages.at(-1)?.nextOffset ?? 0,
    isCut: data?.pages.some((page) => page.cut === true) ?? false,
    unreadable: data?.pages.reduce((sum, page) => sum + page.unreadable, 0) ?? 0,
    loadMore,
    retry: () =>
      isFetchNextPageError ? void fetchNextPage() : again.error ? again.retry() : void search.refetch(),
  };
}

/**
 * Each study once: pages shift when studies arrive between two requests. A UID that two pages give to different patients
 * stays one row, since DICOMweb cannot tell them apart, but says both names and warns.
 */
export function unique(pages: readonly StudyPage[]): readonly StudySummary[] {
  const byStudy = new Map<string, StudySummary>();
  for (const row of pages.flatMap(({ rows }) => rows)) {
    const before = byStudy.get(row.study);
    if (!before) byStudy.set(row.study, row);
    else if (before.patientId !== row.patientId || before.patientName !== row.patientName) {
      const others = [...(before.patientNameOther ?? []), row.patientName ?? ''];
      byStudy.set(row.study, { ...before, conflicting: true, patientNameOther: [...new Set(others)] });
    }
  }
  return [...byStudy.values()];
}

/** What no page with rows could be checked by. */
function uncheckedIn(pages: readonly StudyPage[]): readonly (keyof StudyQuery)[] {
  const [first, ...others] = pages.filter(({ rows }) => rows.length > 0);
  return (first?.unchecked ?? []).filter((key) => others.every((page) => page.unchecked?.includes(key)));
}

/** Archives' rows at the end that gave nothing to show (they ignore filters, so all is dropped here). */
function barrenRows(pages: readonly StudyPage[]): number {
  const lastFull = pages.findLast(({ rows }) => rows.length > 0);
  return (pages.at(-1)?.nextOffset ?? 0) - (lastFull?.nextOffset ?? 0);
}

/**
 * The order shown, and what to sort by. Unchosen, rows are put newest first only while that never makes them jump:
 * when the first page is all there is. An archive that sends the newest first is taken at its word.
 */
function orderOf(
  first: StudyPage | undefined,
  sort: Sort | undefined,
  more: boolean,
  isSorting: boolean,
): readonly [Order, Sort | undefined] {
  if (sort) return [isSorting ? 'loading' : more ? 'partial' : 'sorted', sort];
  if (first && !first.more) return ['newest', NEWEST];
  return first && isNewestFirst(first.rows) ? ['newest', undefined] : ['archive', undefined];
}
