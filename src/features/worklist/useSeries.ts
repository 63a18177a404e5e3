import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { hasPicture } from '@/dicom/series/modality';
import type { StudyUid } from '@/dicom/dataset/uid';
import { seriesListQuery } from '@/archive/studies/seriesListQuery';
import { fewAtOnce } from '@/archive/http/fewAtOnce';

/**
 * One limit for the page's life: rendering a thumbnail costs an archive more than anything else the list asks for, and the browser's
 * few connections must stay free for the study a person opens.
 */
const thumbnails = fewAtOnce(3);

/** What does not change while a list is looked at is asked for once. */
export const patience = {
  staleTime: Infinity,
  gcTime: 5 * 60_000,
  refetchOnWindowFocus: false,
  retry: (failures: number, error: unknown) =>
    failures < 1 && error instanceof ArchiveError && error.fault === 'unreachable',
} as const;

/** The series of a study; undefined study = nothing is asked. What was listed more than `trueMs` ago is asked for again. */
export const useSeries = (archive: Archive, study: StudyUid | undefined, trueMs = Infinity) =>
  useQuery({ ...seriesListQuery(archive, study), staleTime: trueMs, enabled: study !== undefined });

/** An address of a series' small picture, or null when the archive renders none; undefined while it is asked. */
export function useThumbnail(archive: Archive, series: SeriesSummary | undefined): string | null | undefined {
  const asked = series && hasPicture(series) ? series : undefined;
  const { data: blob, isError } = useQuery({
    ...patience,
    retry: false,
    queryKey: ['thumbnail', archive.id, asked?.study, asked?.series],
    queryFn: async ({ signal }) => {
      if (!asked) return null;
      const key = { study: asked.study, series: asked.series };
      return (
        (await thumbnails.run(async () =>
          signal.aborted ? undefined : archive.thumbnail(key, 168, signal),
        )) ?? null
      );
    },
    enabled: asked !== undefined,
  });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [blob]);
  if (series && !asked) return null;
  return isError || blob === null ? null : url;
}
