import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { comparableDay, comparableId, comparableName } from './comparable';
import { otherDay, otherId, otherName } from './samePatient';

/** Whether two datasets speak of one person. `unsure`: they do not contradict each other, and say too little. */
export type Sameness = 'same' | 'other' | 'unsure';

/**
 * Patients are told apart by ID and its issuer, name and birth date (PS3.3 C.7.1.1, C.2.2): one that differs makes two of them; they are one
 * where ID and name are said and equal and nothing else differs.
 */
export function samenessOf(a: DicomJson | undefined, b: DicomJson | undefined): Sameness {
  if (!a || !b) return 'unsure';
  const [idA, idB] = [text(a, TAG.PatientId), text(b, TAG.PatientId)];
  const [nameA, nameB] = [a[TAG.PatientName]?.Value?.[0], b[TAG.PatientName]?.Value?.[0]];
  const [dayA, dayB] = [text(a, TAG.PatientBirthDate), text(b, TAG.PatientBirthDate)];
  const [issuerA, issuerB] = [text(a, TAG.IssuerOfPatientId), text(b, TAG.IssuerOfPatientId)];
  const isOther =
    otherId(idA, idB) || otherId(issuerA, issuerB) || otherName(nameA, nameB) || otherDay(dayA, dayB);
  if (isOther) return 'other';
  const isSaid = comparableId(idA) !== '' && comparableName(nameA) !== '';
  const isEqual =
    comparableId(idA) === comparableId(idB) &&
    comparableName(nameA) === comparableName(nameB) &&
    comparableDay(dayA) === comparableDay(dayB);
  return isSaid && isEqual ? 'same' : 'unsure';
}
