import { formatDate } from '@/dicom/values/dateText';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { ageText } from '@/dicom/patient/ageText';
import { ageAtStudy } from '@/dicom/patient/patientAge';
import { personNameGroups } from '@/dicom/patient/personName';
import { comparableDay, comparableId, comparableName } from '@/dicom/patient/comparable';
import { TAG } from '@/dicom/dataset/tags';
import { sayTheSame } from '@/features/viewer/state/steady';

/** Who a picture is of, as its own instance says; every field may be missing. */
export interface Identity {
  readonly name: string;
  readonly id: string;
  /** e.g. '12 Mar 1958'. */
  readonly birthDate: string;
  /** e.g. 'F · 68 y'. */
  readonly sexAge: string;
  /** e.g. '12 Mar 1958 · F · 68 y'. */
  readonly about: string;
}

/** Patient's Name (0010,0010), in two scripts where both are there. */
function nameOf(dataset: DicomJson): string {
  const value = dataset['00100010']?.Value?.[0];
  const { alphabetic, ideographic, phonetic } = personNameGroups(
    typeof value === 'string' ? value : toPersonName(value),
  );
  const names = [alphabetic, ideographic].filter((name) => name !== undefined);
  return names.length > 0 ? names.join(' · ') : (phonetic ?? '');
}

/** A PN value of the DICOM JSON Model (PS3.18 F.2.2), group by group. */
function toPersonName(value: unknown) {
  const groups = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const group = (name: string) => (typeof groups[name] === 'string' ? { [name]: groups[name] } : {});
  return { ...group('Alphabetic'), ...group('Ideographic'), ...group('Phonetic') };
}

/** Identity of the displayed instance (PS3.3 C.7.1.1). */
export function identityOf(dataset: DicomJson): Identity {
  const birthDate = formatDate(text(dataset, '00100030')) ?? '';
  const age = ageAtStudy(dataset);
  const sexAge = [text(dataset, '00100040'), typeof age === 'object' ? ageText(age) : age]
    .filter(Boolean)
    .join(' · ');
  return {
    name: nameOf(dataset),
    id: text(dataset, '00100020') ?? '',
    birthDate,
    sexAge,
    about: [birthDate, sexAge].filter(Boolean).join(' · '),
  };
}

/** All that `identityOf` and `patientKey` read: two datasets that say the same in these are shown alike. */
export const sayTheSamePatient = sayTheSame(
  TAG.PatientName,
  TAG.PatientId,
  TAG.IssuerOfPatientId,
  TAG.PatientBirthDate,
  TAG.PatientSex,
  TAG.PatientAge,
  TAG.StudyDate,
);

/** Tells patients apart: ID and its issuer, name, birth date. Never shown, never kept. */
export const patientKey = (dataset: DicomJson): string =>
  JSON.stringify([
    comparableId(text(dataset, '00100020')),
    comparableId(text(dataset, '00100021')),
    comparableName(dataset['00100010']?.Value?.[0]),
    comparableDay(text(dataset, '00100030')),
  ]);
