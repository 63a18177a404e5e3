import { dot, pixelToLps, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { amountOf, type Mask } from './mask';
import type { Segmentation, SegmentFrame } from './readSegmentation';

/** The frames of a segmentation that lie in one plane, and what they mark. */
export interface SegmentLayer {
  readonly plane: Plane;
  /** Along the normal of all layers. */
  readonly distanceMm: number;
  readonly frames: readonly SegmentFrame[];
}

/** Frames that lie parallel, by their place. */
export interface SegmentLayers {
  readonly normal: Triple;
  /** By rising distance. */
  readonly layers: readonly SegmentLayer[];
  /** The usual distance of neighbours: how thick a voxel is, mm. */
  readonly gapMm: number;
}

/** By frame (from 1), what it marks of each segment. */
export type Masks = ReadonlyMap<number, ReadonlyMap<number, Mask>>;

/** Sine of the angle up to which planes are one direction. */
const PARALLEL = 2e-3;
/** Frames nearer than this to each other lie in one plane, as a part of a voxel: positions are rounded. */
const SAME_PART = 0.1;

export const isAlong = (a: Triple, b: Triple): boolean => {
  const cosine = Math.abs(dot(a, b));
  return 1 - cosine * cosine < PARALLEL * PARALLEL;
};

function usualGap(distances: readonly number[]): number | undefined {
  const gaps = distances.slice(1).map((one, at) => one - (distances[at] ?? 0));
  const real = gaps.filter((gap) => gap > 1e-3).sort((a, b) => a - b);
  return real[Math.floor((real.length - 1) / 2)];
}

/** The layers of frames that lie as the first one does; undefined where none says where it lies. */
export function layersOf({
  frames,
  thicknessMm,
}: Pick<Segmentation, 'frames' | 'thicknessMm'>): SegmentLayers | undefined {
  const first = frames.find(({ plane }) => plane)?.plane;
  if (!first) return undefined;
  const { normal } = first;
  const placed = frames
    .flatMap((frame) =>
      frame.plane && isAlong(frame.plane.normal, normal) ? [{ frame, plane: frame.plane }] : [],
    )
    .map((one) => ({ ...one, distanceMm: dot(one.plane.positionLps, normal) }))
    .sort((a, b) => a.distanceMm - b.distanceMm);
  const gapMm = usualGap(placed.map(({ distanceMm }) => distanceMm)) ?? thicknessMm ?? 1;
  const layers: { plane: Plane; distanceMm: number; frames: SegmentFrame[] }[] = [];
  for (const { frame, plane, distanceMm } of placed) {
    const last = layers.at(-1);
    if (last && distanceMm - last.distanceMm < SAME_PART * gapMm) last.frames.push(frame);
    else layers.push({ plane, distanceMm, frames: [frame] });
  }
  return { normal, layers, gapMm };
}

/** The layer whose voxels a place along the normal lies in; undefined: none. */
export function layerAt({ layers, gapMm }: SegmentLayers, distanceMm: number): SegmentLayer | undefined {
  let [low, high] = [0, layers.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [here, next] = [layers[middle], layers[middle + 1]];
    if (here && next && Math.abs(next.distanceMm - distanceMm) < Math.abs(here.distanceMm - distanceMm))
      low = middle + 1;
    else high = middle;
  }
  const found = layers[low];
  return found && Math.abs(found.distanceMm - distanceMm) <= gapMm / 2 + 1e-6 ? found : undefined;
}

/** By the image they were made from, frames whose places are preserved: worked out once for each list. */
const bySource = new WeakMap<readonly SegmentFrame[], ReadonlyMap<string, readonly SegmentFrame[]>>();

function sourcesOf(frames: readonly SegmentFrame[]): ReadonlyMap<string, readonly SegmentFrame[]> {
  const found = new Map<string, SegmentFrame[]>();
  for (const one of frames)
    for (const sop of new Set(one.isPreserved ? one.sources.map((source) => source.sop) : [])) {
      const known = found.get(sop) ?? [];
      known.push(one);
      found.set(sop, known);
    }
  return found;
}

/** The frames that hold for an image by what they say they were made from, their places preserved. */
export function framesFrom(
  frames: readonly SegmentFrame[],
  sop: string,
  frame: number,
): readonly SegmentFrame[] {
  const known = bySource.get(frames) ?? sourcesOf(frames);
  bySource.set(frames, known);
  const isOf = ({ sources }: SegmentFrame) =>
    sources.some((one) => one.sop === sop && (one.frame ?? frame) === frame);
  return known.get(sop)?.filter(isOf) ?? [];
}

/** How much of a segment there is. */
export interface SegmentAmount {
  /** Marked pixels of all frames; of FRACTIONAL ones the sum of their parts. */
  readonly voxels: number;
  /** Absent: how large a voxel is is not known. */
  readonly ml?: number;
  /** The middle of what it has in the frame that has most of it, LPS mm. */
  readonly atLps?: Triple;
  readonly frame?: number;
}

/** How much there is of each segment. A voxel is as thick as layers usually lie apart. */
export function amounts(
  of: Pick<Segmentation, 'segments' | 'frames' | 'most' | 'thicknessMm'>,
  masks: Masks,
): ReadonlyMap<number, SegmentAmount> {
  const layers = layersOf(of);
  const found = new Map(
    of.segments.map((one) => [
      one.number,
      { voxels: 0, mm3: 0, best: 0, frame: 0, isSized: true, atLps: undefined as Triple | undefined },
    ]),
  );
  for (const { frame, plane } of of.frames)
    for (const [segment, mask] of masks.get(frame) ?? []) {
      const sum = found.get(segment);
      if (!sum) continue;
      const amount = amountOf(mask, of.most);
      sum.voxels += amount;
      if (plane && layers) sum.mm3 += amount * plane.rowSpacingMm * plane.columnSpacingMm * layers.gapMm;
      else sum.isSized = false;
      if (amount <= sum.best) continue;
      const { left, right, top, bottom } = mask.box;
      [sum.best, sum.frame] = [amount, frame];
      sum.atLps = plane && pixelToLps(plane, (left + right) / 2, (top + bottom) / 2);
    }
  return new Map(
    [...found].map(([segment, { voxels, mm3, frame, isSized, atLps }]) => [
      segment,
      {
        voxels,
        ...(isSized && layers ? { ml: mm3 / 1000 } : {}),
        ...(frame > 0 ? { frame } : {}),
        ...(atLps ? { atLps } : {}),
      },
    ]),
  );
}
