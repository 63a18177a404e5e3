import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { otherDay, otherId, otherName } from '@/dicom/patient/samePatient';
import type { ArchiveIndex } from './archiveIndex';
import type { StoredInstance } from './readInstance';

const PATIENT_ID = '00100020';
/** Issuer of Patient ID: one number is two patients' where two sites gave it. */
const ISSUER = '00100021';

/**
 * Whether two datasets are of two patients: by ID and who issued it, or by name and birth date where one of them has no ID.
 * One ID under two names is left to the reader's eye: people marry, and names are mended.
 */
function isOtherPatient(a: DicomJson, b: DicomJson): boolean {
  const [idA, idB] = [text(a, PATIENT_ID), text(b, PATIENT_ID)];
  if (otherId(idA, idB) || otherId(text(a, ISSUER), text(b, ISSUER))) return true;
  if (idA !== undefined && idB !== undefined) return false;
  return (
    otherName(a['00100010']?.Value?.[0], b['00100010']?.Value?.[0]) ||
    otherDay(text(a, '00100030'), text(b, '00100030'))
  );
}

/** Why an object that came in cannot join what it says it belongs to; undefined where it can. */
export function misfitOf(index: ArchiveIndex, offered: StoredInstance): string | undefined {
  const rows = index.study(offered.study);
  if (rows.length > 0 && rows.every((row) => isOtherPatient(row.attributes, offered.studyAttributes)))
    return 'its study is of another patient';
  const modality = text(offered.seriesAttributes, '00080060');
  const isOtherModality = index.seriesOf(offered.study, offered.series).some(({ attributes }) => {
    const held = text(attributes, '00080060');
    return held !== undefined && modality !== undefined && held !== modality;
  });
  return isOtherModality ? 'its series is of another modality' : undefined;
}
