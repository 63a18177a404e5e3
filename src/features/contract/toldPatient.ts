import type { StudySummary } from '@/archive/contract/archive';
import { comparableDay, comparableId } from '@/dicom/patient/comparable';
import { otherDay, otherId } from '@/dicom/patient/samePatient';
import type { CastPatient } from '@/protocol/fhircastContext';

const DAY = /^\d{8}$/;

/**
 * Whether a context names another patient than the archive: none of its IDs is that of the study; where one side names no ID,
 * another date of birth.
 */
export function isOtherPatient(patient: CastPatient | undefined, summary: StudySummary): boolean {
  if (summary.conflicting === true) return true;
  if (!patient) return false;
  if (patient.ids.length > 0 && comparableId(summary.patientId) !== '')
    return patient.ids.every(({ value }) => otherId(value, summary.patientId));
  const [told, own] = [comparableDay(patient.birthDate), comparableDay(summary.birthDate)];
  return DAY.test(told) && DAY.test(own) && told !== own;
}

/**
 * How the patient that another system has open is to a study of an archive. `same`: an ID of theirs is its Patient ID, and nothing
 * contradicts it; `unknown`: one side does not say, so a person compares.
 */
export function patientFit(
  patient: CastPatient | undefined,
  summary: StudySummary,
): 'same' | 'other' | 'unknown' {
  if (isOtherPatient(patient, summary) || otherDay(patient?.birthDate, summary.birthDate)) return 'other';
  const own = comparableId(summary.patientId).toUpperCase();
  const isNamed =
    own !== '' && patient?.ids.some(({ value }) => comparableId(value).toUpperCase() === own) === true;
  return isNamed ? 'same' : 'unknown';
}
