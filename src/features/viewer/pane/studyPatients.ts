import { listText } from '@/i18n/numberText';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import { studyGap } from '@/dicom/series/counts';
import { formatDate } from '@/dicom/values/dateText';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { otherDay, otherId, otherName, otherSex } from '@/dicom/patient/samePatient';
import { TAG } from '@/dicom/dataset/tags';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { sayTheSamePatient } from '@/features/viewer/patient/identity';
import { studyGapWarning, type ImageWarning } from './imageWarnings';
import {
  useDescribed,
  useImage,
  useStatus,
  useSubject,
  useView,
  useViewer,
} from '@/features/viewer/context/viewerContext';

/** What can differ between an image and what the archive's list says of its study. */
export type PatientField = 'id' | 'name' | 'birthDate' | 'sex';

/** The fields in which an image contradicts its study's row; what one of them does not say is no contradiction. */
export function differingFields(dataset: DicomJson, row: StudySummary): readonly PatientField[] {
  const differs: Record<PatientField, boolean> = {
    id: otherId(text(dataset, TAG.PatientId), row.patientId),
    name: otherName(dataset[TAG.PatientName]?.Value?.[0], row.patientName),
    birthDate: otherDay(text(dataset, TAG.PatientBirthDate), row.birthDate),
    sex: otherSex(text(dataset, TAG.PatientSex), row.sex),
  };
  return (['id', 'name', 'birthDate', 'sex'] as const).filter((field) => differs[field]);
}

/** What the archive's list says of the study in a pane; asked once, after the picture where nobody has asked before. */
export function useStudyRows(pane: number): {
  readonly study: StudyUid | undefined;
  readonly rows: readonly StudySummary[];
} {
  const { archive } = useViewer();
  const placed = useView(({ panes }) => panes[pane]?.study);
  const own = useImage(pane, ({ subject }) => subject?.study);
  const study = own ?? placed;
  const isLoading = useStatus(pane, ({ state }) => state === 'loading');
  const { data } = useQuery({
    queryKey: ['patient', archive.id, study],
    queryFn: async ({ signal }) =>
      study ? (await archive.search({ study }, { offset: 0, limit: 2 }, signal)).rows : [],
    enabled: study !== undefined && !isLoading,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
  return { study, rows: data ?? NO_ROWS };
}
const NO_ROWS: readonly StudySummary[] = [];

/** That the archive's list counts more in the study of a pane than it lists. */
export function useStudyGap(pane: number): ImageWarning | undefined {
  const { study, rows } = useStudyRows(pane);
  const { studies } = useViewer();
  const listed = studies.find((each) => each.study === study);
  const row = rows.find((each) => each.study === study);
  const described = useDescribed(listed?.series);
  const series = listed?.series.map((one, at) => ({ ...one, described: described[at] }));
  const gap = row && series && listed?.state === 'here' ? studyGap(row, series) : undefined;
  return gap && studyGapWarning(gap);
}

/** That an image is of another day than the archive's list says of its study. */
export function dayWarning(dataset: DicomJson, row: StudySummary): ImageWarning | undefined {
  const day = text(dataset, TAG.StudyDate);
  if (!otherDay(day, row.date)) return undefined;
  return {
    key: 'imageWarning.otherDay',
    values: { image: formatDate(day), list: formatDate(row.date) },
    tone: 'bad',
  };
}

/**
 * The archive's list says another day or another patient of this study than the image on screen does, or two patients.
 */
export function useStudyConflict(pane: number): ImageWarning | undefined {
  const t = useT();
  const { study, rows } = useStudyRows(pane);
  const dataset = useSubject(pane, sayTheSamePatient);
  const row = rows.find((each) => each.study === study);
  const fields = useMemo(() => (dataset && row ? differingFields(dataset, row) : []), [dataset, row]);
  if (rows.some((row) => row.study === study && row.conflicting === true))
    return { key: 'imageWarning.twoInStudy', short: 'imageWarning.otherPatient.short', tone: 'bad' };
  if (fields.length === 0) return dataset && row && dayWarning(dataset, row);
  const names = fields.map((field) => t(`imageWarning.field.${field}`));
  return {
    key: 'imageWarning.otherPatient.fields',
    short: 'imageWarning.otherPatient.short',
    values: { fields: listText(names), count: names.length },
    tone: 'bad',
  };
}
