import type { FrameKey } from '@/archive/contract/archive';

/**
 * Cornerstone's name of a frame. The shape matters: metadata registered for one frame of an instance is found for its
 * other frames only when the id ends in `/frames/<n>` and names `/instances/`.
 */
export const toImageId = (archiveId: string, { study, series, sop, frame }: FrameKey): string =>
  `frame:${archiveId}/studies/${study}/series/${series}/instances/${sop}/frames/${frame}`;
