import type { FrameKey } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { toWanted } from './wanted';

/** Whether two keys name one frame. */
export const isSameFrame = (a: FrameKey, b: FrameKey): boolean =>
  a.sop === b.sop && a.frame === b.frame && a.series === b.series && a.study === b.study;

/** The frames of an object, from the first. */
export const framesOf = ({ study, series, sop, frames }: Instance): FrameKey[] =>
  Array.from({ length: frames }, (_, index) => ({ study, series, sop, frame: index + 1 }));

/** Bytes of all frames, as if all images were like the first. */
export function roughBytes(instances: readonly Instance[]): number {
  const first = instances.find(({ frames }) => frames > 0);
  if (!first) return 0;
  return (
    (toWanted(first).bytes / first.frames) *
    instances.reduce((sum, { frames }) => sum + Math.max(0, frames), 0)
  );
}
