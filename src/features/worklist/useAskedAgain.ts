import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Archive, StudyPage, StudyQuery, StudySummary } from '@/archive/contract/archive';
import { RETRY_SECONDS } from '@/kinds/describeListError';
import { FIRST_PAGE } from './firstPage';

/** What was listed so shortly before the list first came to the screen is true. */
const TRUE_MS = 1000;

/**
 * Rows in memory are shown at once to whoever comes back to a list, and their first page is asked for again: one request, however many
 * pages were read. `listedAtMs`: when the archive last named them; 0: never. `isBack`: who comes back from a study.
 */
export function useAskedAgain(
  archive: Archive,
  query: StudyQuery,
  listKey: readonly unknown[],
  listedAtMs: number,
  isBack: boolean,
) {
  const [openedAtMs] = useState(() => Date.now());
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['again', openedAtMs, ...listKey],
    queryFn: async ({ signal }) => {
      const page = await archive.search(query, { offset: 0, limit: FIRST_PAGE }, signal);
      cache.setQueryData<InfiniteData<StudyPage, number>>(
        listKey,
        (held) => held && { ...held, pages: [page, ...held.pages.slice(1)] },
      );
      return Date.now();
    },
    enabled: listedAtMs > 0 && listedAtMs < openedAtMs - (isBack ? 0 : TRUE_MS),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_SECONDS * 1000 : false),
    refetchOnWindowFocus: false,
  });
  return { error, askedAtMs: data ?? 0, retry: () => void refetch() };
}

/** Rows that came in above while the list was asked again push nothing: what is under the pointer stays there. */
export function useStillRows(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly StudySummary[],
  askedAtMs: number,
  { linePx, columns = 1 }: { readonly linePx: number; readonly columns?: number },
): void {
  const before = useRef({ rows, askedAtMs });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { rows, askedAtMs };
    const box = scroller.current;
    if (!box || was.askedAtMs === askedAtMs) return;
    const line = Math.floor(box.scrollTop / linePx);
    const seen = was.rows[line * columns];
    const now = seen ? rows.findIndex(({ study }) => study === seen.study) : -1;
    if (now >= 0) box.scrollTop += (Math.floor(now / columns) - line) * linePx;
  }, [scroller, rows, askedAtMs, linePx, columns]);
}
