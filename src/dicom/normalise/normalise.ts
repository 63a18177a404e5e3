import { number, text, type DicomElement, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { LIMITS } from '@/dicom/dataset/limits';
import { lostLuts } from './lostLuts';
import { lostNumbers } from './lostNumbers';
import { normaliseRow, type LikeBefore } from './normaliseRow';
import { describesPixels } from '@/dicom/pixels/pixel';
import { TAG } from '@/dicom/dataset/tags';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';

const element = (vr: string, value: string | number): DicomElement => ({ vr, Value: [value] });

/**
 * What archives send as DICOM JSON, put right (PS3.18 F.2): tags in upper case, values always in a list, numbers as
 * numbers where the VR asks for them, names as objects, bytes inline; absent Modality 'OT'. Everything else is kept. Any JSON is borne; what is no attribute is left out.
 */
export function normalise(sent: unknown, likeBefore?: LikeBefore): DicomJson {
  const dataset = normaliseRow(sent, likeBefore);
  if (text(dataset, TAG.Modality) !== undefined) return dataset;
  return { ...dataset, [TAG.Modality]: element('CS', 'OT') };
}

/** How many frames an object has: 0 where it describes no pixels, 1 where it says a number that cannot be. */
function framesOf(dataset: DicomJson): number {
  if (!describesPixels(dataset)) return 0;
  const frames = number(dataset, TAG.NumberOfFrames) ?? 1;
  return Number.isInteger(frames) && frames >= 1 && frames <= LIMITS.frames ? frames : 1;
}

/**
 * One instance of an archive's metadata answer; undefined when it lacks one of its three UIDs. `likeBefore`: shared with the other
 * objects of its series.
 */
export function toInstance(json: unknown, likeBefore?: LikeBefore): Instance | undefined {
  const dataset = normalise(json, likeBefore);
  const study = toStudyUid(text(dataset, TAG.StudyInstanceUid));
  const series = toSeriesUid(text(dataset, TAG.SeriesInstanceUid));
  const sop = toSopUid(text(dataset, TAG.SopInstanceUid));
  if (!study || !series || !sop) return undefined;
  const lost = [...lostNumbers(json), ...lostLuts(dataset)];
  return {
    study,
    series,
    sop,
    sopClass: text(dataset, TAG.SopClassUid) ?? '',
    modality: text(dataset, TAG.Modality) ?? 'OT',
    frames: framesOf(dataset),
    dataset,
    ...(lost.length > 0 ? { lost } : {}),
  };
}
