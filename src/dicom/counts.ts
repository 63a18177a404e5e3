import type { Instance } from './instance';

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
export function countOf(instances: readonly Instance[]): {
  readonly objects: number;
  readonly frames: number;
} {
  const each = new Map(instances.map((instance) => [instance.sop, instance.frames]));
  return { objects: each.size, frames: [...each.values()].reduce((sum, frames) => sum + frames, 0) };
}
