import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Archive } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { StudySeries } from './viewerContext';

const NONE = [] as const;
/** A list that an archive did not answer is asked for again this often. */
const AGAIN_MS = 15_000;

/** The series of the view's studies. Under the key that the worklist's preview uses: what it asked is here at once. */
export function useStudySeries(archive: Archive, studies: readonly StudyUid[]): readonly StudySeries[] {
  const results = useQueries({
    queries: studies.map((study) => ({
      queryKey: ['series', archive.id, study],
      queryFn: ({ signal }: { signal: AbortSignal }) => archive.series(study, signal),
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures: number, error: unknown) =>
        failures < 1 && error instanceof ArchiveError && error.fault === 'unreachable',
      refetchInterval: (query: { state: { error: unknown } }) =>
        query.state.error instanceof ArchiveError && query.state.error.fault === 'unreachable'
          ? AGAIN_MS
          : false,
    })),
    combine: (all) => all.map(({ data, error, isError, refetch }) => ({ data, error, isError, refetch })),
  });
  return useMemo(
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
}
