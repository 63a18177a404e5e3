import { dayTimeText } from '@/i18n/moment';
import type { StudySummary } from '@/archive/contract/archive';
import { formatDate, formatTime } from '@/dicom/values/dateText';
import { ageOn } from '@/dicom/values/dateTime';
import { ageText } from '@/dicom/patient/ageText';
import { hasPicture } from '@/dicom/series/modality';
import { formatPersonName } from '@/dicom/patient/personName';
import type { Translate } from '@/i18n/t';

/** "12 Mar 1958", "F", "68 y", "EX-004217": who it is, without the name. The age is that on the day of the study. */
export function identityFacts({ birthDate, date, sex, patientId }: StudySummary): readonly string[] {
  const age = ageOn(birthDate, date);
  return [formatDate(birthDate), sex, age && ageText(age), patientId].flatMap((fact) => fact || []);
}

/** '200 images'; '202 objects' where some of them are none (reports, documents): studies are counted as a whole. */
export function studyCountText(
  { instanceCount, modalities }: Pick<StudySummary, 'instanceCount' | 'modalities'>,
  t: Translate,
): string | undefined {
  if (instanceCount === undefined) return undefined;
  const areImages = modalities.every((modality) => hasPicture({ modality }));
  return t(areImages ? 'worklist.images' : 'worklist.objects', { count: instanceCount });
}

/** "14 Nov 2026 09:41"; empty when the archive sends neither. */
export const whenText = ({ date, time }: StudySummary): string =>
  dayTimeText(formatDate(date), formatTime(time));

/** "EXAMPLE, Anna" and, where sent, the name in its own script; empty when the study has none. */
export const nameText = ({ patientName, patientNameOther = [] }: StudySummary): string =>
  [patientName, ...patientNameOther].map(formatPersonName).filter(Boolean).join(' · ');
