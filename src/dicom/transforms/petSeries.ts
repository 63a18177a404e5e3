import { items, number, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { instantOf, instantOfDateTime } from '@/dicom/values/instant';
import { TAG } from '@/dicom/dataset/tags';

/** Two statements of one moment may be rounded to the minute. */
export const SAME_MOMENT_S = 61;

type Statement = (dataset: DicomJson, tracer: DicomJson | undefined) => string | number | undefined;

/** What is of the study or the series and not of an image (PS3.3 C.7.2.2, C.8.9.1, C.8.9.2), so that all images say the same. */
const SAID_ONCE: readonly Statement[] = [
  (dataset) => number(dataset, TAG.PatientWeight),
  (dataset) => number(dataset, TAG.PatientSize),
  (dataset) => text(dataset, TAG.PatientSex)?.toUpperCase(),
  (dataset) => text(dataset, TAG.Units)?.toUpperCase(),
  (dataset) => text(dataset, TAG.SuvType)?.toUpperCase(),
  (dataset) => text(dataset, TAG.DecayCorrection)?.toUpperCase(),
  (_, tracer) => number(tracer, TAG.RadionuclideTotalDose),
  (_, tracer) => number(tracer, TAG.RadionuclideHalfLife),
];
/** Moments of which the same holds. */
const MOMENTS: readonly Statement[] = [
  (dataset) => instantOf(text(dataset, TAG.SeriesDate), text(dataset, TAG.SeriesTime)),
  (_, tracer) => instantOf('19700101', text(tracer, TAG.RadiopharmaceuticalStartTime)),
  (_, tracer) => instantOfDateTime(text(tracer, TAG.RadiopharmaceuticalStartDateTime)),
];

/**
 * Whether the PET images of a series state two weights, doses, injections or the like: then one tissue would have another
 * uptake value on the next slice, and nobody knows which is the patient's. What one of them leaves out is no statement.
 */
export function petImagesDisagree(instances: readonly Instance[]): boolean {
  const said = (statement: Statement) =>
    instances.flatMap(
      ({ dataset }) =>
        statement(dataset, items(dataset, TAG.RadiopharmaceuticalInformationSequence)[0]) ?? [],
    );
  return (
    SAID_ONCE.some((statement) => new Set(said(statement)).size > 1) ||
    MOMENTS.some((statement) => {
      const instants = said(statement).map(Number);
      return Math.max(...instants) - Math.min(...instants) >= SAME_MOMENT_S;
    })
  );
}
