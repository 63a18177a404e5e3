import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { comparableId } from '@/dicom/patient/comparable';
import { TAG } from '@/dicom/dataset/tags';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { ArchiveError } from '@/archive/contract/archiveError';
import { malformed } from '@/archive/http/faults';

const wrong = (why: string, details: Record<string, string>) =>
  new ArchiveError('wrong-object', `metadata: ${why}`, { details });

/** Refuses metadata that says it belongs to another study or series. */
function checkOwner(instance: Instance, study: StudyUid, series: SeriesUid): void {
  for (const [what, expected, received] of [
    ['study', study, instance.study],
    ['series', series, instance.series],
  ] as const)
    if (expected !== received) throw wrong(`another ${what} came`, { what, expected, received });
}

/** Different texts of an attribute over all instances; those without it are no witness. */
const different = (instances: readonly Instance[], tag: string): Set<string> =>
  new Set(instances.map(({ dataset }) => comparableId(text(dataset, tag))).filter((value) => value !== ''));

/**
 * Refuses a series whose metadata are of another study or series, name two patients, or another patient than the list of
 * the study's series did. An image with the wrong name on it is worse than none. `patientId`: of that list, where it said.
 */
export function checkIdentity(
  instances: readonly Instance[],
  study: StudyUid,
  series: SeriesUid,
  patientId: string | undefined,
): void {
  for (const instance of instances) checkOwner(instance, study, series);
  const ids = different(instances, TAG.PatientId);
  if (ids.size > 1 || different(instances, TAG.IssuerOfPatientId).size > 1)
    throw wrong('two patients in one series', { what: 'patients' });
  const [id] = ids;
  if (id !== undefined && patientId !== undefined && id !== comparableId(patientId))
    throw wrong('another patient than the list of series says', { what: 'patient' });
}

/** Groups whose attributes decide what is seen, how long it is and whose it is (PS3.6). */
const TELLING = /^(0010|0018|0020|0028|0054|5200)/;

const tellingParts = (dataset: DicomJson): string =>
  JSON.stringify(
    Object.entries(dataset)
      .filter(([tag]) => TELLING.test(tag))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Whether two descriptions say the same of what is seen, how long it is and whose it is. */
export const isDescribedAlike = (one: Instance, other: Instance): boolean =>
  one === other || (one.doubt === other.doubt && tellingParts(one.dataset) === tellingParts(other.dataset));

/** Whether two descriptions of an object contradict each other in what is seen, how long it is or whose it is: what one leaves out is no contradiction. */
export const isContradicted = ({ dataset: one }: Instance, { dataset: other }: Instance): boolean =>
  Object.entries(one).some(([tag, { Value: value = [] }]) => {
    const { Value: otherValue = [] } = other[tag] ?? {};
    const areSaid = value.length > 0 && otherValue.length > 0;
    return areSaid && TELLING.test(tag) && JSON.stringify(value) !== JSON.stringify(otherValue);
  });

/** That an object is described in two ways, of which nobody knows which holds. */
export const contradiction = (): ArchiveError => malformed('frame', { what: 'duplicate' });

/** Whether what came before is not to be trusted any more either: it came otherwise, or its object is described in two ways. */
export const isDoubted = (error: unknown): boolean =>
  error instanceof ArchiveError && (error.fault === 'wrong-object' || error.details['what'] === 'duplicate');

/**
 * Marks objects that are described more than once in different ways: which description holds cannot be known. The same
 * description twice is harmless, and left to the order of the series.
 */
export function markContradictions(instances: readonly Instance[]): readonly Instance[] {
  const count = new Set(instances.map(({ sop }) => sop)).size;
  if (count === instances.length) return instances;
  const first = new Map<string, string>();
  const contradicted = new Set<string>();
  for (const { sop, dataset } of instances) {
    const parts = tellingParts(dataset);
    if ((first.get(sop) ?? parts) !== parts) contradicted.add(sop);
    first.set(sop, parts);
  }
  return instances.map((each) =>
    contradicted.has(each.sop) ? { ...each, doubt: 'duplicate' as const } : each,
  );
}
