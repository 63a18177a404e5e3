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

const patience = {
  staleTime: Infinity,
  gcTime: 5 * 60_000,
  refetchOnWindowFocus: false,
  retry: (failures: number, error: unknown) =>
    failures < 1 && error instanceof ArchiveError && error.fault === 'unreachable',
} as const;

/** The series of a study; undefined study = nothing is asked. What was listed more than `trueMs` ago is asked for again. */
export const useSeries = (archive: Archive, study: StudyUid | undefined, trueMs = Infinity) =>
  useQuery({ ...seriesListQuery(archive, study), staleTime: trueMs, enabled: study !== undefined });

/** Other studies with the same patient ID, newest first. A patient ID says less than a patient: the words say so. */
export const useOtherStudies = (
  archive: Archive,
  patientId: string | undefined,
  study: StudyUid | undefined,
) =>
  useQuery({
    ...patience,
    queryKey: ['others', archive.id, patientId, study],
    queryFn: async ({ signal }) => {
      if (patientId === undefined) return [];
      const { rows } = await archive.search({ patientId }, { offset: 0, limit: 20 }, signal);
      return rows
        .filter((row) => row.study !== study && row.patientId === patientId)
        .toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
    },
    enabled: patientId !== undefined && study !== undefined,
  });

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
