import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';

/** Objects of a series that its archive counts and does not describe. */
export interface CountGap {
  readonly missing: number;
  /** As the archive counts them (0020,1209). */
  readonly of: number;
}

/**
 * What a series lacks: how many of the objects that the archive's list announces (Number of Series Related Instances,
 * 0020,1209) its own description leaves out. Undefined where nothing is announced, where as many or more are described
 * (objects still arrive, and a list may be older than what it lists), and where the archive counts frames instead.
 */
export function countGap(
  announced: number | undefined,
  described: { readonly objects: number; readonly frames: number } | undefined,
): CountGap | undefined {
  if (announced === undefined || described === undefined) return undefined;
  const { objects, frames } = described;
  if (announced <= objects || announced === frames) return undefined;
  return { missing: announced - objects, of: announced };
}

/** How many objects are described, each once, and how many frames they have. */
export function countObjects(instances: readonly Instance[]): {
  readonly objects: number;
  readonly frames: number;
} {
  const each = new Map(instances.map((instance) => [instance.sop, instance.frames]));
  return { objects: each.size, frames: [...each.values()].reduce((sum, frames) => sum + frames, 0) };
}

/** What an archive counts of a study and does not list among its series: whole series, else objects in them. */
export interface StudyGap extends CountGap {
  readonly what: 'series' | 'objects';
}

/**
 * What the series of a study lack of what the archive's row of the study announces: Number of Study Related Series
 * (0020,1206) and Instances (0020,1208). Undefined where nothing is announced, or no more than is listed.
 */
export function studyGap(
  announced: { readonly seriesCount?: number; readonly instanceCount?: number },
  listed: readonly {
    readonly instanceCount?: number | undefined;
    /** What is there, once it is described: a list may be older than what it lists. */
    readonly described?: { readonly objects: number; readonly frames: number } | undefined;
  }[],
): StudyGap | undefined {
  const { seriesCount = 0, instanceCount = 0 } = announced;
  if (seriesCount > listed.length)
    return { what: 'series', missing: seriesCount - listed.length, of: seriesCount };
  // Some archives count frames where they say objects.
  if (listed.some(({ described }) => described && described.frames > described.objects)) return undefined;
  const counts = listed.flatMap(({ instanceCount: count, described }) =>
    count === undefined && !described ? [] : Math.max(count ?? 0, described?.objects ?? 0),
  );
  const objects = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length < listed.length || listed.length === 0 || objects >= instanceCount) return undefined;
  return { what: 'objects', missing: instanceCount - objects, of: instanceCount };
}

/** Lists with an item or a value for each frame: functional groups (PS3.3 C.7.6.16), and the vectors of nuclear medicine (C.8.4.8). */
const BY_FRAME = [
  TAG.PerFrameFunctionalGroups,
  '00540010',
  '00540020',
  '00540030',
  '00540060',
  '00540070',
  TAG.SliceVector,
  TAG.DetectorVector,
  '00540100',
];

/**
 * How many frames an object describes one by one, where they are not as many as it announces: which of them are left out, or
 * which description is of none, nobody knows. Undefined where they fit, and where nothing is said frame by frame.
 */
export const describedFrames = ({ dataset, frames }: Instance): number | undefined =>
  BY_FRAME.map((tag) => dataset[tag]?.Value?.length ?? 0).find((count) => count > 0 && count !== frames);
