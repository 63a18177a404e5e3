import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { StudyUid } from '@/dicom/dataset/uid';

type List = readonly SeriesSummary[];

/** What a cache of answers knows under a key. */
export interface Answers {
  getQueryData<T>(key: readonly unknown[]): T | undefined;
}

export const seriesListKey = (archive: string, study: StudyUid | undefined) =>
  ['series', archive, study] as const;
/** Under it stands what this page stored in a study. */
export const storedKey = (archive: string, study: StudyUid | undefined) =>
  ['stored', archive, study] as const;

/**
 * The list of a study's series, for everybody on the page who asks for it. It is shown at once to whoever comes to it again, and is true
 * for as long as nobody does: a study that opens asks again once its picture is here, and what this page stored is in it at once. Until
 * the archive names that too, it stays in.
 */
export const seriesListQuery = (archive: Archive, study: StudyUid | undefined) => ({
  queryKey: seriesListKey(archive.id, study),
  queryFn: async ({ signal, client }: { signal: AbortSignal; client: Answers }): Promise<List> => {
    if (study === undefined) return [];
    const listed = await archive.series(study, signal);
    return withMissing(listed, client.getQueryData<List>(storedKey(archive.id, study)) ?? []);
  },
  staleTime: Infinity,
  gcTime: 5 * 60_000,
  refetchOnWindowFocus: false,
  retry: (failures: number, error: unknown) =>
    failures < 1 && error instanceof ArchiveError && error.fault === 'unreachable',
});

/** The list with the series that it does not name, last; where it lacks none, it is itself. */
export function withMissing(listed: List, others: List): List {
  const known = new Set(listed.map(({ series }) => series));
  const missing = others.filter(({ series }) => !known.has(series));
  return missing.length === 0 ? listed : [...listed, ...missing];
}
