import { items, number, type DicomJson } from './dicomJson';

const PER_FRAME = '52009230';
const SHARED = '52009229';

/** The first item of a functional group of a frame (from 1): per-frame first, then shared (PS3.3 C.7.6.16). */
export function frameItem(dataset: DicomJson, frame: number, sequenceTag: string): DicomJson | undefined {
  const perFrame = items(dataset, PER_FRAME)[frame - 1];
  return items(perFrame, sequenceTag)[0] ?? items(items(dataset, SHARED)[0], sequenceTag)[0];
}

/** A number of a functional group of a frame (from 1). */
export const frameNumber = (
  dataset: DicomJson,
  frame: number,
  sequenceTag: string,
  tag: string,
): number | undefined => number(frameItem(dataset, frame, sequenceTag), tag);
