import { items, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';

export interface ReportedPlace {
  readonly study: StudyUid;
  readonly series: SeriesUid;
}

/** Current Requested Procedure Evidence, Pertinent Other Evidence (PS3.3 C.17.2). */
const EVIDENCE = ['0040A375', '0040A385'] as const;

/** Where each object that a document speaks of stands: content items name objects without their series. */
export function evidencePlaces(dataset: DicomJson): ReadonlyMap<SopUid, ReportedPlace> {
  const places = new Map<SopUid, ReportedPlace>();
  for (const ofStudy of EVIDENCE.flatMap((tag) => items(dataset, tag)))
    for (const ofSeries of items(ofStudy, '00081115')) {
      const [study, series] = [
        toStudyUid(text(ofStudy, '0020000D')),
        toSeriesUid(text(ofSeries, '0020000E')),
      ];
      if (!study || !series) continue;
      for (const item of items(ofSeries, '00081199')) {
        const sop = toSopUid(text(item, '00081155'));
        if (sop) places.set(sop, { study, series });
      }
    }
  return places;
}

/**
 * Places without those in series that a document's own study does not hold: anonymisers and splitters give series new UIDs
 * and leave the evidence as it was, so that the object named is to be looked for. `listed`: the series of that study; undefined where
 * they are not known.
 */
export function believedPlaces(
  places: ReadonlyMap<SopUid, ReportedPlace>,
  study: StudyUid,
  listed: ReadonlySet<SeriesUid> | undefined,
): ReadonlyMap<SopUid, ReportedPlace> {
  if (!listed || listed.size === 0) return places;
  return new Map([...places].filter(([, place]) => place.study !== study || listed.has(place.series)));
}
