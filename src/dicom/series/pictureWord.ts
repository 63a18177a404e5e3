import { readOrientation } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';

/** What one image of a series is called. */
export type PictureWord = 'frame' | 'slice' | 'image';

const isInPatient = perFrame((instance, frame) => readOrientation(instance, frame) !== undefined);

/**
 * A frame of several in one object; a slice where it is one of several with a place in the patient (PS3.3 C.7.6.2); else an
 * image. `frame` from 1; `count`: images of the series.
 */
export function pictureWord(instance: Instance | undefined, frame: number, count: number): PictureWord {
  if (!instance) return 'image';
  if (instance.frames > 1) return 'frame';
  return count > 1 && isInPatient(instance, frame) ? 'slice' : 'image';
}
