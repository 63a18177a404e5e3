import type { FrameKey } from '@/archive/contract/archive';
import { isImage } from '@/dicom/series/display';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import { planeName, type PlaneName } from '@/dicom/geometry/geometry';
import {
  isOfSeries,
  orderFrames,
  type FrameStack,
  type OrderWarning,
  type StackWarning,
} from '@/dicom/series/ordering';
import { readPixel } from '@/dicom/pixels/pixel';
import { firstAcquiredS, type SeriesStart } from '@/dicom/transforms/suv';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { PartGreys } from './greys';
import { toImageId } from './imageId';
import { isPet } from './valueUnit';

/** One image of a stack. Frames count from 1. */
export interface StackFrame extends FrameKey {
  readonly instance: Instance;
  readonly imageId: string;
  readonly rows: number;
  readonly columns: number;
  /** PET: when the first image of the series was acquired; decay correction may refer to it. */
  readonly firstAcquiredS?: SeriesStart;
}

/** Images of a series that belong together, side by side in display order. */
export interface SeriesPart {
  /** Place of its first image in the series, from 0. */
  readonly from: number;
  readonly count: number;
  readonly first: FrameRef;
  /** Absent for images without a place in the patient. */
  readonly plane?: PlaneName;
  /** Diffusion b-value, s/mm², where that tells this part from others. */
  readonly bValue?: number;
  readonly warnings: readonly StackWarning[];
}

/** A series in display order. */
export interface Stack {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly frames: readonly StackFrame[];
  /** One after the other; most series have one. */
  readonly parts: readonly SeriesPart[];
  /** What is doubtful about the series as a whole. */
  readonly warnings: readonly OrderWarning[];
  /** What window-less images are windowed with, from those that came. */
  readonly greys: PartGreys;
  /** Place of a frame, from 0; undefined when the series has no such image. */
  indexOf(ref: FrameRef): number | undefined;
  indexOfId(imageId: string): number | undefined;
}

const key = ({ sop, frame }: FrameRef) => `${sop}/${frame}`;

function toParts(stacks: readonly FrameStack[]): SeriesPart[] {
  let from = 0;
  return stacks.flatMap(({ frames, warnings, orientation, bValue }) => {
    const [head] = frames;
    if (!head) return [];
    const part = {
      from,
      count: frames.length,
      first: { sop: head.instance.sop, frame: head.frame },
      warnings,
      ...(orientation ? { plane: planeName(orientation) } : {}),
      ...(bValue === undefined ? {} : { bValue }),
    };
    from += frames.length;
    return [part];
  });
}

/** One stack of each answer of an archive: what is asked ahead of the engine is not put in order again by it. */
const made = new WeakMap<readonly Instance[], Stack>();

/** The images of a series in display order; objects that are no images are left out. The same for the same list. */
export function toStack(
  archiveId: string,
  study: StudyUid,
  series: SeriesUid,
  instances: readonly Instance[],
): Stack {
  const stack = made.get(instances) ?? order(archiveId, study, series, instances);
  made.set(instances, stack);
  return stack;
}

function order(archiveId: string, study: StudyUid, series: SeriesUid, instances: readonly Instance[]): Stack {
  const firstAcquired = instances.some(isPet) ? firstAcquiredS(instances) : undefined;
  const ordered = orderFrames(instances.filter(isImage));
  const frames = ordered.frames.map(({ instance, frame }): StackFrame => {
    const { rows = 0, columns = 0 } = readPixel(instance.dataset) ?? {};
    const name = { study, series, sop: instance.sop, frame };
    const image = { ...name, instance, rows, columns, imageId: toImageId(archiveId, name) };
    return firstAcquired === undefined ? image : { ...image, firstAcquiredS: firstAcquired };
  });
  const parts = toParts(ordered.stacks);
  const places = new Map(frames.map((frame, index) => [key(frame), index]));
  const ids = new Map(frames.map(({ imageId }, index) => [imageId, index]));
  return {
    study,
    series,
    frames,
    parts,
    greys: new PartGreys(parts, frames),
    warnings: ordered.warnings.filter(isOfSeries),
    indexOf: (ref) => places.get(key(ref)),
    indexOfId: (imageId) => ids.get(imageId),
  };
}
