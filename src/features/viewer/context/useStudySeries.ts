import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { noteStored, type StoredObject } from '@/archive/studies/noteStored';
import { seriesListQuery } from '@/archive/studies/seriesListQuery';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { StudySeries } from './viewerContext';
import type { Listing } from './viewerSlots';

const NONE = [] as const;
/** A list that an archive did not answer is asked for again this often. */
const AGAIN_MS = 15_000;

/** The series of the view's studies. Under the key that the worklist's preview uses: what it asked is here at once. */
export function useStudySeries(
  archive: Archive,
  studies: readonly StudyUid[],
): { readonly studies: readonly StudySeries[]; readonly listing: Listing } {
  const [openedAtMs] = useState(() => Date.now());
  const results = useQueries({
    queries: studies.map((study) => ({
      ...seriesListQuery(archive, study),
      refetchInterval: (query: { state: { error: unknown } }) =>
        query.state.error instanceof ArchiveError && query.state.error.fault === 'unreachable'
          ? AGAIN_MS
          : false,
    })),
    combine: (all) =>
      all.map(({ data, error, isError, refetch, dataUpdatedAt }) => {
        const isNow = dataUpdatedAt >= openedAtMs;
        const listing: Listing = isError ? 'failed' : isNow ? 'now' : 'asked';
        return { data, error: data ? null : error, isError, refetch, listing };
      }),
  });
  const listed = useMemo(
    () =>
      studies.map((study, at) => {
        const result = results[at];
        return {
          study,
          series: result?.data ?? NONE,
          state: result?.data ? 'here' : result?.isError ? 'failed' : 'loading',
          error: result?.error,
          retry: () => void result?.refetch(),
        } as const;
      }),
    [studies, results],
  );
  const listings = results.map(({ listing }) => listing);
  const listing =
    listings.find((one) => one === 'failed') ?? listings.find((one) => one === 'asked') ?? 'now';
  return { studies: listed, listing };
}

/** Asks for the lists again: what was in memory when the study opened, once the picture is here; and whenever somebody wants to know. */
export function useListedAgain(
  archive: Archive,
  studies: readonly StudyUid[],
  isDue: boolean,
): { ask(): Promise<void>; stored(object: StoredObject): void } {
  const cache = useQueryClient();
  const ask = useCallback(async () => {
    const of = studies.map((study) => ({ queryKey: seriesListQuery(archive, study).queryKey, exact: true }));
    await Promise.all(of.map((filter) => cache.refetchQueries(filter)));
  }, [cache, archive, studies]);
  useEffect(() => {
    if (isDue) void ask();
  }, [isDue, ask]);
  const stored = useCallback(
    (object: StoredObject) => noteStored(cache, archive.id, object),
    [cache, archive],
  );
  return useMemo(() => ({ ask, stored }), [ask, stored]);
}
