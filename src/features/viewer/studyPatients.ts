import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StudySummary } from '@/archive/archive';
import { text, type DicomJson } from '@/dicom/dicomJson';
import { otherBirthDate, otherId, otherName } from '@/dicom/samePatient';
import { TAG } from '@/dicom/tags';
import { useT } from '@/i18n/t';
import { sayTheSamePatient } from './identity';
import type { Sign } from './signs';
import { useSteady } from './steady';
import { useStatus, useView, useViewer } from './viewerContext';

/** What can differ between an image and what the archive's list says of its study. */
export type PatientField = 'id' | 'name' | 'birthDate';

/** The fields in which an image contradicts its study's row; what one of them does not say is no contradiction. */
export function differingFields(dataset: DicomJson, row: StudySummary): readonly PatientField[] {
  const differs: Record<PatientField, boolean> = {
    id: otherId(text(dataset, TAG.PatientId), row.patientId),
    name: otherName(dataset[TAG.PatientName]?.Value?.[0], row.patientName),
    birthDate: otherBirthDate(text(dataset, TAG.PatientBirthDate), row.birthDate),
  };
  return (['id', 'name', 'birthDate'] as const).filter((field) => differs[field]);
}

/**
 * The archive's list says another patient of this study than the image on screen does, or two patients; asked once, after
 * the picture where nobody has asked before.
 */
export function useStudyConflict(pane: number): Sign | undefined {
  const t = useT();
  const { archive } = useViewer();
  const placed = useView(({ panes }) => panes[pane]?.study);
  const own = useStatus(pane, ({ subject }) => subject?.study);
  const study = own ?? placed;
  const isLoading = useStatus(pane, ({ state }) => state === 'loading');
  const { data: rows } = useQuery({
    queryKey: ['patient', archive.id, study],
    queryFn: async ({ signal }) =>
      study ? (await archive.search({ study }, { offset: 0, limit: 2 }, signal)).rows : [],
    enabled: study !== undefined && !isLoading,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const dataset = useStatus(
    pane,
    useSteady(({ subject }) => subject?.dataset, sayTheSamePatient),
  );
  const row = rows?.find((each) => each.study === study);
  const fields = useMemo(() => (dataset && row ? differingFields(dataset, row) : []), [dataset, row]);
  if (rows?.some((row) => row.study === study && row.conflicting === true))
    return { key: 'signs.twoInStudy', tone: 'bad' };
  if (fields.length === 0) return undefined;
  const names = fields.map((field) => t(`signs.field.${field}`));
  return { key: 'signs.otherPatient.fields', values: { fields: names.join(', ') }, tone: 'bad' };
}
