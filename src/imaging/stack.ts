import type { FrameKey } from '@/archive/archive';
import { isImage } from '@/dicom/display';
import type { FrameRef, Instance } from '@/dicom/instance';
import { orderFrames } from '@/dicom/ordering';
import { readPixel } from '@/dicom/pixel';
import { firstAcquiredS } from '@/dicom/suv';
import type { SeriesUid, StudyUid } from '@/dicom/uid';
import { toImageId } from './imageId';
import { isPet } from './valueUnit';

/** One image of a stack. Frames count from 1. */
export interface StackFrame extends FrameKey {
  readonly instance: Instance;
  readonly imageId: string;
  readonly rows: number;
  readonly columns: number;
  /** PET: when the first image of the series was acquired; decay correction may refer to it. */
  readonly firstAcquiredS?: number;
}

/** A series in display order. */
export interface Stack {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly frames: readonly StackFrame[];
  /** Place of a frame, from 0; undefined when the series has no such image. */
  indexOf(ref: FrameRef): number | undefined;
  indexOfId(imageId: string): number | undefined;
}

const key = ({ sop, frame }: FrameRef) => `${sop}/${frame}`;

/** The images of a series in display order; objects that are no images are left out. */
export function toStack(
  archiveId: string,
  study: StudyUid,
  series: SeriesUid,
  instances: readonly Instance[],
): Stack {
  const firstAcquired = instances.some(isPet) ? firstAcquiredS(instances) : undefined;
  const frames = orderFrames(instances.filter(isImage)).frames.map(({ instance, frame }): StackFrame => {
    const { rows = 0, columns = 0 } = readPixel(instance.dataset) ?? {};
    const name = { study, series, sop: instance.sop, frame };
    const made = { ...name, instance, rows, columns, imageId: toImageId(archiveId, name) };
    return firstAcquired === undefined ? made : { ...made, firstAcquiredS: firstAcquired };
  });
  const places = new Map(frames.map((frame, index) => [key(frame), index]));
  const ids = new Map(frames.map(({ imageId }, index) => [imageId, index]));
  return {
    study,
    series,
    frames,
    indexOf: (ref) => places.get(key(ref)),
    indexOfId: (imageId) => ids.get(imageId),
  };
}
