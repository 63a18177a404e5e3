import { ageOn } from '@/dicom/values/dateTime';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { readAge, type Age } from '@/dicom/values/age';
import { midnightUtc, readDay } from '@/dicom/values/day';
import { valueOf } from '@/dicom/values/reading';

const YEAR_MS = 365.25 * 86_400_000;
/** Years in a unit of an age. */
const IN_YEARS: Readonly<Record<Age['unit'], number>> = { D: 1 / 365.25, W: 7 / 365.25, M: 1 / 12, Y: 1 };

/** A stated age is in whole units, rounded down or up, and may be of another day than the study: so much is no contradiction. */
const MOST_APART_YEARS = 1;

/** Years from birth to study by their dates, negative where the study was before the birth; undefined without both. */
function yearsByDates(dataset: DicomJson): number | undefined {
  const born = valueOf(readDay(text(dataset, TAG.PatientBirthDate)));
  const on = valueOf(readDay(text(dataset, TAG.StudyDate)));
  return born && on && (midnightUtc(on).getTime() - midnightUtc(born).getTime()) / YEAR_MS;
}

/** How Patient's Age (0010,1010) and the dates of birth and study contradict each other. */
export interface AgeConflict {
  readonly stated: Age;
  /** Undefined where the dates make no age: born after the study, or older than anybody became. */
  readonly byDates: Age | undefined;
}

/** Patient's Age and the age by birth date and study date, where they are more than a year apart (PS3.3 C.7.2.2). */
export function ageConflict(dataset: DicomJson): AgeConflict | undefined {
  const stated = valueOf(readAge(text(dataset, TAG.PatientAge)));
  const years = yearsByDates(dataset);
  if (!stated || years === undefined) return undefined;
  const from = stated.count * IN_YEARS[stated.unit];
  // Whole units: of 68 years is who is not yet 69.
  const apart = years < from ? from - years : Math.max(0, years - from - IN_YEARS[stated.unit]);
  if (apart <= MOST_APART_YEARS) return undefined;
  return { stated, byDates: ageOn(text(dataset, TAG.PatientBirthDate), text(dataset, TAG.StudyDate)) };
}

/**
 * The one age that is shown of a patient at a study: as stated in the object, unless birth date and study date make another
 * (more than a year apart): then by the dates, which lists of studies have as well. A text: stated, but not readable.
 */
export function ageAtStudy(dataset: DicomJson): Age | string | undefined {
  const byDates = ageOn(text(dataset, TAG.PatientBirthDate), text(dataset, TAG.StudyDate));
  const sent = readAge(text(dataset, TAG.PatientAge));
  if (sent.kind === 'absent') return byDates;
  if (sent.kind === 'unreadable') return byDates ?? sent.raw;
  return ageConflict(dataset) && byDates ? byDates : sent.value;
}
