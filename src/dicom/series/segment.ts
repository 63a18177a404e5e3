import { items, number, text } from '@/dicom/dataset/dicomJson';
import { frameNumber } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';

/** What a frame of a segmentation marks. */
export interface Segment {
  /** Segment Number (0062,0004). */
  readonly number: number;
  /** Segment Label (0062,0005); absent where the object does not say. */
  readonly label?: string;
}

/**
 * The segment that a frame of a segmentation belongs to (PS3.3 C.8.20.3.1); undefined for other images, and for label maps,
 * whose frames hold all segments. Frames from 1.
 */
export function segmentOf({ dataset }: Instance, frame: number): Segment | undefined {
  const found = frameNumber(dataset, frame, '0062000A', '0062000B');
  if (found === undefined) return undefined;
  const described = items(dataset, '00620002').find((item) => number(item, '00620004') === found);
  const label = text(described, '00620005');
  return { number: found, ...(label === undefined ? {} : { label }) };
}
