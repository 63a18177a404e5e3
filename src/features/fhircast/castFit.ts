import type { Archive, StudySummary } from '@/archive/contract/archive';
import { toStudyUid } from '@/dicom/dataset/uid';
import { comparableId } from '@/dicom/patient/comparable';
import { isOtherPatient } from '@/features/contract/toldPatient';
import type { CastPatient, CastStudy, CastSubject, ContextStudy } from '@/protocol/fhircastContext';
import type { StudyPlace } from '@/protocol/reading';

/** A study of an archive, with what that says of it. */
export interface FoundStudy {
  readonly place: StudyPlace;
  readonly summary: StudySummary;
}

/** Why what a context is about is not opened. */
export type NotFound = 'absent' | 'several' | 'archive' | 'patient';

/** Rows of an answer that are looked at: one accession number has a few studies at most. */
const ROWS = 20;

/** Accession numbers are unique in one site at most: a patient's ID must be said, and the same. */
const hasAccession = (study: CastStudy, patient: CastPatient | undefined, summary: StudySummary): boolean =>
  study.uid === undefined &&
  patient !== undefined &&
  patient.ids.length > 0 &&
  comparableId(summary.patientId) !== '' &&
  !isOtherPatient(patient, summary) &&
  study.accessions.some(({ value }) => comparableId(value) === comparableId(summary.accession));

/**
 * How a context is to a study on the screen. `unknown`: what the archive says of that is not here yet; `patient`: it is that study by its
 * UID, of another patient.
 */
export function fitOf(
  { studies, patient }: CastSubject,
  study: string,
  summary: StudySummary | 'unknown' | 'none',
): 'same' | 'other' | 'patient' | 'unknown' {
  if (studies.some(({ uid }) => uid === study)) {
    if (summary === 'unknown' || summary === 'none') return 'same';
    return isOtherPatient(patient, summary) ? 'patient' : 'same';
  }
  const isByUid = studies.length > 0 && studies.every(({ uid }) => uid !== undefined);
  if (isByUid) return 'other';
  if (summary === 'unknown') return 'unknown';
  if (summary === 'none') return studies.length > 0 ? 'other' : 'unknown';
  if (studies.length > 0)
    return studies.some((one) => hasAccession(one, patient, summary)) ? 'same' : 'other';
  return isOtherPatient(patient, summary) ? 'other' : 'same';
}

const rowsOf = async (archive: Archive, query: Parameters<Archive['search']>[0], signal: AbortSignal) =>
  (await archive.search(query, { offset: 0, limit: ROWS }, signal)).rows;

/** What an archive says of a study; undefined: it does not hold it. Rejects where it does not answer. */
export async function summaryOf(
  archives: readonly Archive[],
  place: StudyPlace,
  signal: AbortSignal,
): Promise<StudySummary | undefined> {
  const archive = archives.find(({ id }) => id === place.archive);
  const study = toStudyUid(place.study);
  if (!archive || !study) return undefined;
  return (await rowsOf(archive, { study }, signal)).find((row) => row.study === study);
}

/** One study of a context, wherever it is. Archives that do not answer are counted. */
async function findOne(
  archives: readonly Archive[],
  told: CastStudy,
  patient: CastPatient | undefined,
  signal: AbortSignal,
): Promise<{ readonly found: readonly FoundStudy[]; readonly isCut: boolean }> {
  const study = told.uid === undefined ? undefined : toStudyUid(told.uid);
  const accessions = study ? [] : [...new Set(told.accessions.map(({ value }) => value))];
  const queries = study ? [{ study }] : accessions.map((accession) => ({ accession }));
  const asked = archives.flatMap((archive) =>
    queries.map(async (query) => ({ archive, rows: await rowsOf(archive, query, signal) })),
  );
  const answers = await Promise.allSettled(asked);
  const found = answers.flatMap((answer) => {
    if (answer.status === 'rejected') return [];
    const { archive, rows } = answer.value;
    const fits = rows.filter((row) => (study ? row.study === study : hasAccession(told, patient, row)));
    return fits.map((summary) => ({ place: { archive: archive.id, study: summary.study }, summary }));
  });
  return { found, isCut: answers.some(({ status }) => status === 'rejected') };
}

/** The study that a context is about, in the order of the archives, or why it is not opened. Never rejects. */
export async function findSubject(
  archives: readonly Archive[],
  { studies, patient }: CastSubject,
  signal: AbortSignal,
): Promise<FoundStudy | NotFound> {
  let why: NotFound = 'absent';
  for (const told of studies) {
    const { found, isCut } = await findOne(archives, told, patient, signal);
    const own = found.filter(({ summary }) => !isOtherPatient(patient, summary));
    const [first] = own;
    if (first && new Set(own.map(({ place }) => place.study)).size === 1) return first;
    if (first) return 'several';
    if (found.length > 0) return 'patient';
    if (isCut) why = 'archive';
  }
  return why;
}

/** A study as the dictation is told of it. */
export const toContext = (summary: StudySummary): ContextStudy => ({
  study: summary.study,
  ...(summary.accession === undefined ? {} : { accession: summary.accession }),
  ...(summary.patientId === undefined ? {} : { patientId: summary.patientId }),
  ...(summary.birthDate === undefined ? {} : { birthDate: summary.birthDate }),
  ...(summary.patientName === undefined ? {} : { patientName: summary.patientName }),
  ...(summary.sex === undefined ? {} : { sex: summary.sex }),
});

/** Whether a page of this product opened a context: it names its study's UID as the resource's id (writeStudyContext), where others have one of a FHIR server. */
export const isOpenedByPage = ({ anchor, anchorId, studies }: CastSubject): boolean =>
  anchor === 'ImagingStudy' && studies.some(({ uid }) => uid !== undefined && uid === anchorId);
