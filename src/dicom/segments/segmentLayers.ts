import { dot, pixelToLps, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { mainGap, merged } from '@/dicom/geometry/mainGap';
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
  /** How thick a voxel is, mm: what the file says, else the least way to a neighbour. */
  readonly gapMm: number;
  /** That is known: the file says it, or frames lie beside each other without a gap. */
  readonly isSized: boolean;
}

/** By frame (from 1), what it marks of each segment. */
export type Masks = ReadonlyMap<number, ReadonlyMap<number, Mask>>;

/** Sine of the angle up to which planes are one direction. */
const PARALLEL = 2e-3;
/** Frames nearer than this to each other lie in one plane, as a part of a voxel: positions are rounded. */
const SAME_PART = 0.1;

/** Frames of a segment that lie nearer than this part of the thickness that is stated are as thick as they lie apart. */
const STATED_PART = 0.9;
/** Nothing stated: a way longer than the least by this is a gap. */
const GAP_PART = 1.5;
/** No slice is thicker, mm: frames farther apart are not neighbours. */
const THICKEST_MM = 10 + 1e-3;
/** What is drawn of a frame whose thickness nothing tells, mm. */
const UNKNOWN_MM = 1;
/** A segmentation has one direction, or three. */
const MOST_DIRECTIONS = 100;

export const isAlong = (a: Triple, b: Triple): boolean => {
  const cosine = Math.abs(dot(a, b));
  return 1 - cosine * cosine < PARALLEL * PARALLEL;
};

type Placed = SegmentFrame & { readonly plane: Plane };

/** What it says, mm, unless frames of a segment lie nearer: then the way between those; a place where neither is known has no size. */
function thicknessOf(
  placed: readonly { readonly frame: SegmentFrame; readonly distanceMm: number }[],
  statedMm: number | undefined,
  sameMm: number,
): Pick<SegmentLayers, 'gapMm' | 'isSized'> {
  const bySegment = new Map<number | undefined, number[]>();
  for (const { frame, distanceMm } of placed) {
    const places = bySegment.get(frame.segment) ?? [];
    places.push(distanceMm);
    bySegment.set(frame.segment, places);
  }
  const own = [...bySegment.values()].map((places) => mainGap(merged(places, sameMm)) ?? Infinity);
  const nearestMm = own.reduce((least, one) => Math.min(least, one), Infinity);
  if (statedMm !== undefined)
    return { gapMm: nearestMm < STATED_PART * statedMm ? nearestMm : statedMm, isSized: true };
  const places = merged(
    placed.map((one) => one.distanceMm),
    sameMm,
  );
  const gaps = places.slice(1).map((one, at) => one - (places[at] ?? 0));
  const least = gaps.reduce((a, b) => Math.min(a, b), Infinity);
  if (least > THICKEST_MM) return { gapMm: UNKNOWN_MM, isSized: false };
  return { gapMm: least, isSized: gaps.every((gap) => gap < GAP_PART * least) };
}

function stackOf(frames: readonly Placed[], normal: Triple, statedMm: number | undefined): SegmentLayers {
  const placed = frames
    .map((frame) => ({ frame, plane: frame.plane, distanceMm: dot(frame.plane.positionLps, normal) }))
    .sort((a, b) => a.distanceMm - b.distanceMm);
  const places = placed.map(({ distanceMm }) => distanceMm);
  const sameMm = SAME_PART * Math.min(statedMm ?? Infinity, mainGap(places) ?? 1);
  const { gapMm, isSized } = thicknessOf(placed, statedMm, sameMm);
  const layers: { plane: Plane; distanceMm: number; frames: SegmentFrame[] }[] = [];
  for (const { frame, plane, distanceMm } of placed) {
    const last = layers.at(-1);
    if (last && distanceMm - last.distanceMm < sameMm) last.frames.push(frame);
    else layers.push({ plane, distanceMm, frames: [frame] });
  }
  return { normal, layers, gapMm, isSized };
}

/** The layers of all frames that say where they lie: those of one direction together, in the order of their first frames. */
export function stacksOf({
  frames,
  thicknessMm,
}: Pick<Segmentation, 'frames' | 'thicknessMm'>): readonly SegmentLayers[] {
  const groups: { normal: Triple; frames: Placed[] }[] = [];
  for (const frame of frames) {
    const { plane } = frame;
    if (!plane) continue;
    const known = groups.find(({ normal }) => isAlong(normal, plane.normal));
    if (known) known.frames.push({ ...frame, plane });
    else if (groups.length < MOST_DIRECTIONS)
      groups.push({ normal: plane.normal, frames: [{ ...frame, plane }] });
  }
  const own = new Map(frames.map((frame) => [frame.frame, frame]));
  return groups.map((group) => {
    const stack = stackOf(group.frames, group.normal, thicknessMm);
    const layers = stack.layers.map((layer) => ({
      ...layer,
      frames: layer.frames.map((one) => own.get(one.frame) ?? one),
    }));
    return { ...stack, layers };
  });
}

/** The layers of frames that lie as the first one does; undefined where none says where it lies. */
export const layersOf = (of: Pick<Segmentation, 'frames' | 'thicknessMm'>): SegmentLayers | undefined =>
  stacksOf(of)[0];

/** Rounding of places, mm. */
const ROUNDING_MM = 1e-6;

/** The first layer that lies at a distance or beyond it. */
function firstFrom({ layers }: SegmentLayers, distanceMm: number): number {
  let [low, high] = [0, layers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((layers[middle]?.distanceMm ?? 0) < distanceMm) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NO_FRAMES: readonly SegmentFrame[] = [];

/**
 * The frames whose voxels a place along the normal lies in. Each segment has its own grid, and those of two may be shifted against each
 * other: of each segment it is the frames that lie nearest.
 */
export function framesAt(stack: SegmentLayers, distanceMm: number): readonly SegmentFrame[] {
  const { layers } = stack;
  const reachMm = stack.gapMm / 2 + ROUNDING_MM;
  const from = firstFrom(stack, distanceMm - reachMm);
  let end = from;
  while (end < layers.length && (layers[end]?.distanceMm ?? Infinity) <= distanceMm + reachMm) end++;
  if (end - from <= 1) return end > from ? (layers[from]?.frames ?? NO_FRAMES) : NO_FRAMES;
  const awayMm = (layer: SegmentLayer) => Math.abs(layer.distanceMm - distanceMm);
  const taken = new Set<number | undefined>();
  return layers
    .slice(from, end)
    .sort((a, b) => awayMm(a) - awayMm(b))
    .flatMap(({ frames }) => {
      const nearest = frames.filter(({ segment }) => !taken.has(segment));
      for (const { segment } of nearest) taken.add(segment);
      return nearest;
    });
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

/** Why a segment has no volume: nothing tells how thick its frames are, or how large its pixels. */
export type NoSegmentVolume = 'thickness' | 'place';

/** How much of a segment there is. */
export interface SegmentAmount {
  /** Marked pixels of all frames; of FRACTIONAL ones the sum of their parts. */
  readonly voxels: number;
  /** Absent: how large a voxel is is not known, for the thickness or the place is not told. */
  readonly ml?: number;
  readonly noVolume?: NoSegmentVolume;
  /** The middle of what it has in the frame that has most of it, LPS mm. */
  readonly atLps?: Triple;
  readonly frame?: number;
}

/** How much there is of each segment. A voxel is as thick as its stack says. */
export function amounts(
  of: Pick<Segmentation, 'segments' | 'frames' | 'most' | 'thicknessMm'>,
  masks: Masks,
): ReadonlyMap<number, SegmentAmount> {
  const stackBy = new Map(
    stacksOf(of).flatMap((stack) =>
      stack.layers.flatMap(({ frames }) => frames.map((one) => [one.frame, stack] as const)),
    ),
  );
  const found = new Map(
    of.segments.map((one) => [
      one.number,
      {
        ...{ voxels: 0, mm3: 0, best: 0, frame: 0 },
        noVolume: undefined as NoSegmentVolume | undefined,
        atLps: undefined as Triple | undefined,
      },
    ]),
  );
  for (const { frame, plane } of of.frames)
    for (const [segment, mask] of masks.get(frame) ?? []) {
      const sum = found.get(segment);
      if (!sum) continue;
      const amount = amountOf(mask, of.most);
      sum.voxels += amount;
      const stack = stackBy.get(frame);
      if (plane && stack) sum.mm3 += amount * plane.rowSpacingMm * plane.columnSpacingMm * stack.gapMm;
      if (!plane || !stack?.isSized) sum.noVolume = plane && stack ? 'thickness' : 'place';
      if (amount <= sum.best) continue;
      const { left, right, top, bottom } = mask.box;
      [sum.best, sum.frame] = [amount, frame];
      sum.atLps = plane && pixelToLps(plane, (left + right) / 2, (top + bottom) / 2);
    }
  return new Map(
    [...found].map(([segment, { voxels, mm3, frame, noVolume, atLps }]) => [
      segment,
      {
        voxels,
        ...(noVolume ? { noVolume } : { ml: mm3 / 1000 }),
        ...(frame > 0 ? { frame } : {}),
        ...(atLps ? { atLps } : {}),
      },
    ]),
  );
}
