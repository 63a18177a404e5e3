import { comparableId } from '@/dicom/patient/comparable';
import { otherDay, otherId, otherName, otherSex } from '@/dicom/patient/samePatient';

/** Whom a study on the screen is of, as its objects say it (PS3.3 C.7.1.1). */
export interface PatientIdentity {
  readonly id: string;
  /** Issuer of Patient ID (0010,0021): of the object, else of its archive by the settings; absent: nobody says it. */
  readonly issuer?: string | undefined;
  /** Alphabetic, ideographic and phonetic group with = between them. */
  readonly name?: string | undefined;
  /** DA. */
  readonly birthDate?: string | undefined;
  readonly sex?: string | undefined;
}

/** What a row of an archive's list says of a person. */
export interface PersonRow {
  readonly patientId?: string | undefined;
  readonly issuer?: string | undefined;
  /** Alphabetic group; the others apart. */
  readonly patientName?: string | undefined;
  readonly patientNameOther?: readonly string[] | undefined;
  /** DA. */
  readonly birthDate?: string | undefined;
  readonly sex?: string | undefined;
  /** The archive lists it with different patients. */
  readonly conflicting?: boolean | undefined;
}

/** Where a row comes from. */
export interface RowOrigin {
  /** The archive of the study on the screen. */
  readonly isSame: boolean;
  /** Who issues the IDs that do not say it, by the settings. */
  readonly issuer?: string | undefined;
}

/**
 * Whose a row is. `stranger`: another ID, or the same ID of another issuer, which is another person; `contradicts`: ID and issuer agree, name,
 * birth date or sex do not; `unissued`: the same ID, and nobody says who issued it.
 */
export type RowOwner = 'same' | 'stranger' | 'contradicts' | 'unissued';

const nameOf = ({ patientName = '', patientNameOther = [] }: PersonRow): string =>
  [patientName, ...patientNameOther].join('=');

/** Whom a row of an archive's list is of, as it says it; `issuer` of those that do not say it. */
export const personOfRow = (row: PersonRow, issuer: string | undefined): PatientIdentity => ({
  id: row.patientId ?? '',
  issuer: row.issuer ?? issuer,
  name: nameOf(row),
  birthDate: row.birthDate,
  sex: row.sex,
});

/** Letters of an ID keep their case: it may tell two people apart. */
const isSameId = (a: string, b: string | undefined): boolean =>
  comparableId(a) !== '' && comparableId(a) === comparableId(b);

/** Whether a row of an archive's list is of a person. In doubt it is not. */
export function whoseRow(person: PatientIdentity, row: PersonRow, origin: RowOrigin): RowOwner {
  if (!isSameId(person.id, row.patientId)) return 'stranger';
  const issuer = row.issuer ?? origin.issuer;
  const areIssued = comparableId(person.issuer) !== '' && comparableId(issuer) !== '';
  if (areIssued && otherId(person.issuer, issuer)) return 'stranger';
  const contradicts =
    row.conflicting === true ||
    otherName(person.name, nameOf(row)) ||
    otherDay(person.birthDate, row.birthDate) ||
    otherSex(person.sex, row.sex);
  if (areIssued) return contradicts ? 'contradicts' : 'same';
  // One archive that never says an issuer has one namespace; where one of the two says it, only the name tells.
  const saysNothing = comparableId(person.issuer) === '' && comparableId(issuer) === '';
  if (!origin.isSame) return 'unissued';
  if (contradicts) return 'contradicts';
  const isNamed = comparableId(person.name) !== '' && comparableId(row.patientName) !== '';
  const isBorn = comparableId(person.birthDate) !== '' && comparableId(row.birthDate) !== '';
  return saysNothing || (isNamed && isBorn) ? 'same' : 'unissued';
}
