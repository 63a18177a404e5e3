import { number } from '@/dicom/dataset/dicomJson';
import { bValueOf, nominalBValues } from './diffusion';
import { areNumberedRounds, compareDimensions, distinction, type Ranked } from './distinctions';
import { frameTexts } from '@/dicom/dataset/functionalGroups';
import { dot, readOrientation, readPosition, type Orientation } from '@/dicom/geometry/geometry';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import { kindOf } from './modality';
import { compareUids, inOrder } from './sequence';
import { TAG } from '@/dicom/dataset/tags';
import { isTurning } from '@/dicom/geometry/turning';
import { withoutPlace } from '@/dicom/geometry/unplaced';
import type { SopUid } from '@/dicom/dataset/uid';
import { volumeWarnings, type VolumeWarning } from '@/dicom/geometry/volume';

/** One image of a series. Frames count from 1. */
export interface OrderedFrame {
  readonly instance: Instance;
  readonly frame: number;
}

/** What a reader should know about the images of one stack. */
export type StackWarning =
  /** Images at the same place that nothing (time, b-value, echo, ...) tells apart; `count` of them too many. */
  | { readonly kind: 'duplicate-position'; readonly count: number; readonly first: FrameRef }
  /** Several images at each place (times, b-values), but not everywhere as many: one of them is incomplete. */
  | { readonly kind: 'incomplete-places'; readonly least: number; readonly most: number }
  | VolumeWarning;

/** What a reader should know about the order of a series. */
export type OrderWarning =
  /** The archive sent these instances more than once; one of each was kept. */
  | { readonly kind: 'duplicate-instance'; readonly sops: readonly SopUid[] }
  /** Images of several directions or sizes, shown group after group. */
  | { readonly kind: 'mixed-orientation'; readonly groups: number }
  | { readonly kind: 'mixed-size'; readonly groups: number }
  /** How many images have nothing but their UIDs to put them in an order. */
  | { readonly kind: 'unknown-order'; readonly count: number }
  /** How many images do not say where they lie, though others like them do. */
  | { readonly kind: 'without-place'; readonly count: number }
  | StackWarning;

/** What is said of a series as a whole, not of one of its stacks. */
export const isOfSeries = ({ kind }: OrderWarning): boolean =>
  kind === 'duplicate-instance' ||
  kind === 'mixed-orientation' ||
  kind === 'mixed-size' ||
  kind === 'unknown-order' ||
  kind === 'without-place';

/** Images that belong together: parallel ones of one size and kind, one clip, or all without a place in the patient. */
export interface FrameStack {
  readonly frames: readonly OrderedFrame[];
  readonly warnings: readonly StackWarning[];
  /** Absent for images without a place in the patient, and for views from all round. */
  readonly orientation?: Orientation;
  /** Diffusion b-value, s/mm², where that is what tells this stack from others. */
  readonly bValue?: number;
}

/** A frame with what places it in its series. */
interface Placed extends OrderedFrame, Ranked {
  /** Absent without position or direction. */
  readonly orientation?: Orientation;
}

/** A frame at its distance along the normal. */
interface Slice extends Placed {
  readonly distanceMm: number;
}

const SAME_PLACE_MM = 0.01;
const SAME_COSINE = 2e-3;

const ref = ({ instance, frame }: OrderedFrame): FrameRef => ({ sop: instance.sop, frame });

/** Each SOP instance once. Of two that differ the same one is kept whatever came first. */
function unique(instances: readonly Instance[]): { kept: Instance[]; repeated: Set<SopUid> } {
  const bySop = new Map<SopUid, Instance>();
  const repeated = new Set<SopUid>();
  for (const instance of instances) {
    const other = bySop.get(instance.sop);
    if (other) repeated.add(instance.sop);
    if (!other || JSON.stringify(instance) < JSON.stringify(other)) bySop.set(instance.sop, instance);
  }
  return { kept: [...bySop.values()], repeated };
}

const isParallel = (a: Orientation, b: Orientation): boolean =>
  [0, 1, 2].every(
    (i) =>
      Math.abs((a.rowDirection[i] ?? 0) - (b.rowDirection[i] ?? 0)) < SAME_COSINE &&
      Math.abs((a.columnDirection[i] ?? 0) - (b.columnDirection[i] ?? 0)) < SAME_COSINE,
  );

const size = ({ dataset }: Instance): string =>
  `${number(dataset, TAG.Rows)}x${number(dataset, TAG.Columns)}`;

/** Slices by distance, those at one place together, in the order of what tells them apart. */
function places(slices: readonly Slice[]): Slice[][] {
  const sorted = [...slices].sort((a, b) => a.distanceMm - b.distanceMm || compareDimensions(a, b));
  const result: Slice[][] = [];
  for (const slice of sorted) {
    const last = result.at(-1);
    if (last?.[0] && slice.distanceMm - last[0].distanceMm <= SAME_PLACE_MM) last.push(slice);
    else result.push([slice]);
  }
  for (const place of result) if (place.length > 1) place.sort(compareDimensions);
  return result;
}

/** What is doubtful about several images at one place. */
function crowdWarnings(stack: readonly (readonly Slice[])[]): StackWarning[] {
  let count = 0;
  let first: FrameRef | undefined;
  for (const place of stack) {
    if (place.length === 1) continue;
    const extra = place.length - new Set(place.map(distinction)).size;
    if (extra > 0 && place[0]) first ??= ref(place[0]);
    count += extra;
  }
  if (first) return areNumberedRounds(stack) ? [] : [{ kind: 'duplicate-position', count, first }];
  const crowds = stack.map(({ length }) => length);
  const [least, most] = [Math.min(...crowds), Math.max(...crowds)];
  return least === most ? [] : [{ kind: 'incomplete-places', least, most }];
}

/**
 * A segmentation needs no frame where a segment is empty (PS3.3 C.8.20.3): how many there are at a place, and how far it is
 * to the next, says nothing of what is missing.
 */
const SAID_OF_NO_SEGMENTATION: ReadonlySet<OrderWarning['kind']> = new Set([
  'incomplete-places',
  'missing-slices',
  'uneven-spacing',
] as const);

function warningsOf(stack: readonly (readonly Slice[])[], orientation: Orientation): StackWarning[] {
  const firsts = stack.flatMap(([first]) => first ?? []);
  const warnings = [...crowdWarnings(stack), ...volumeWarnings(firsts, orientation)];
  const isSparse = firsts.every(
    ({ instance: { modality, sopClass } }) => kindOf(modality, sopClass) === 'segmentation',
  );
  return isSparse ? warnings.filter(({ kind }) => !SAID_OF_NO_SEGMENTATION.has(kind)) : warnings;
}

const asTheyCome = (group: readonly Placed[]): FrameStack => ({
  frames: group.map(({ instance, frame }) => ({ instance, frame })),
  warnings: [],
});

/** Parallel images at their places along the normal; undefined for images without a place. */
function placesOf(group: readonly Placed[]): Slice[][] | undefined {
  const orientation = group[0]?.orientation;
  if (!orientation) return undefined;
  return places(
    group.map((one): Slice => {
      const position = readPosition(one.instance, one.frame) ?? [0, 0, 0];
      return { ...one, distanceMm: dot(position, orientation.normal) };
    }),
  );
}

/**
 * Images of several b-values at the same places are a stack for each, where each is whole: several at every place of the
 * group, and all said. Anything less stays together.
 */
function byBValue(group: readonly Placed[]): readonly Group[] {
  const said = group.flatMap(({ bValue }) => bValue ?? []);
  const nominal = nominalBValues(said);
  const values = [...new Set(nominal.values())];
  if (values.length < 2 || said.length < group.length) return [{ all: group }];
  const valueOf = ({ bValue = 0 }: Placed) => nominal.get(bValue) ?? bValue;
  const stack = placesOf(group);
  const isWhole = stack?.every((place) => new Set(place.map(valueOf)).size === values.length);
  if (!stack || stack.length < 2 || isWhole !== true) return [{ all: group }];
  return values.map((value) => ({ all: group.filter((one) => valueOf(one) === value), bValue: value }));
}

/** Parallel images: along the normal; where several lie at one place, by time, phase, b-value, number. */
function stackOf({ all: group, isRound = false, bValue }: Group): FrameStack {
  const [head] = group;
  const orientation = head?.orientation;
  const stack = isRound ? undefined : placesOf(group);
  if (!head || !orientation || !stack) return asTheyCome(group);
  // Frames of one instance at one place that it does not tell apart: only its makers know their order.
  const isUntold =
    head.instance.frames > 1 && stack.some((place) => new Set(place.map(distinction)).size < place.length);
  if (isUntold) return { ...asTheyCome(group), orientation };
  return {
    frames: stack.flat().map(({ instance, frame }) => ({ instance, frame })),
    warnings: warningsOf(stack, orientation),
    orientation,
    ...(bValue === undefined ? {} : { bValue }),
  };
}

/** The frames of an instance in the order of their makers, each with its place in the patient. */
const place = (instance: Instance, rank: number): Placed[] =>
  Array.from({ length: instance.frames }, (_, i) => {
    const frame = i + 1;
    const orientation = readPosition(instance, frame) && readOrientation(instance, frame);
    const bValue = bValueOf(instance, frame);
    return {
      instance,
      frame,
      rank,
      ...(orientation ? { orientation } : {}),
      ...(bValue === undefined ? {} : { bValue }),
    };
  });

/** Images with one key and one direction are shown together. */
function keyOf({ instance, frame, orientation }: Placed): string {
  if (instance.frames > 1) {
    const [stack = ''] = frameTexts(instance.dataset, frame, TAG.FrameContentSequence, TAG.StackId);
    return orientation ? `${instance.sop} ${stack}` : instance.sop;
  }
  return `${instance.sopClass} ${size(instance)}`;
}

/** Images that are shown together. */
interface Group {
  readonly all: readonly Placed[];
  /** Views of one thing from all round: in the order of their numbers. */
  readonly isRound?: boolean;
  readonly bValue?: number;
}

/** The different directions of images. */
function directionsOf(all: readonly Placed[]): Orientation[] {
  const directions: Orientation[] = [];
  for (const { orientation } of all)
    if (orientation && !directions.some((other) => isParallel(other, orientation)))
      directions.push(orientation);
  return directions;
}

/** Images of one key: views from all round together, else a group for each direction. */
function byDirection(all: readonly Placed[]): readonly Group[] {
  const directions = directionsOf(all);
  if (directions.length < 2) return byBValue(all);
  if (isTurning(all, directions)) return [{ all, isRound: true }];
  const groups = directions.map((): Placed[] => []);
  for (const one of all) {
    const { orientation } = one;
    const at = orientation ? directions.findIndex((other) => isParallel(other, orientation)) : 0;
    groups[Math.max(0, at)]?.push(one);
  }
  return groups.flatMap(byBValue);
}

function groupsOf(all: readonly Placed[]): readonly Group[] {
  const byKey = new Map<string, Placed[]>();
  const keyed: Placed[][] = [];
  for (const one of all) {
    const isStill = !one.orientation && one.instance.frames === 1;
    const before = keyed.at(-1);
    // Stills stay between the clips that their numbers stand between.
    if (isStill && before?.[0] && !before[0].orientation && before[0].instance.frames === 1) {
      before.push(one);
      continue;
    }
    const key = keyOf(one);
    const known = isStill ? undefined : byKey.get(key);
    if (known) known.push(one);
    else {
      const made = [one];
      if (!isStill) byKey.set(key, made);
      keyed.push(made);
    }
  }
  return keyed.flatMap(byDirection).sort((a, b) => (a.all[0]?.rank ?? 0) - (b.all[0]?.rank ?? 0));
}

function mixture(groups: readonly Group[]): OrderWarning[] {
  const round = groups.filter(({ isRound }) => isRound === true);
  const placed = groups.flatMap(({ all }) => all.filter(({ orientation }) => orientation !== undefined));
  const turned = new Set(round.flatMap(({ all }) => all));
  const directions = directionsOf(placed.filter((one) => !turned.has(one))).length + round.length;
  const sizes = new Set(placed.map(({ instance }) => size(instance))).size;
  return [
    ...(directions > 1 ? [{ kind: 'mixed-orientation', groups: directions } as const] : []),
    ...(sizes > 1 ? [{ kind: 'mixed-size', groups: sizes } as const] : []),
  ];
}

/**
 * The one display order of a series, the same whatever order the archive answers in. Parallel images go along their
 * normal (for an axial series of a supine patient from foot to head), several at one place by time, acquisition, phase
 * and b-value; images without a place in the patient by Instance Number, Slice Location and time (dicom/sequence); views
 * from all round likewise, as one stack. Images of different
 * directions, sizes or kinds are stacks of their own, in the order of the lowest instance number; so is each multi-frame
 * instance, and each Stack ID in it. `frames` are those of all stacks one after the other; `warnings` those of the series,
 * then those of its stacks. Frames count from 1.
 */
export function orderFrames(instances: readonly Instance[]): {
  readonly frames: readonly OrderedFrame[];
  readonly stacks: readonly FrameStack[];
  readonly warnings: readonly OrderWarning[];
} {
  const { kept, repeated } = unique(instances);
  const { sorted, tied } = inOrder(kept);
  const all = sorted.flatMap(place);
  const groups = groupsOf(all);
  const stacks = groups.map(stackOf);
  const sops = [...repeated].sort(compareUids);
  // Images with a place in the patient have their order from it.
  const placed = new Set(all.filter(({ orientation }) => orientation).map(({ instance }) => instance));
  const unplaced = withoutPlace(all);
  const unknown = tied.filter((instance) => !placed.has(instance)).length;
  return {
    frames: stacks.flatMap(({ frames }) => frames),
    stacks,
    warnings: [
      ...(sops.length > 0 ? [{ kind: 'duplicate-instance', sops } as const] : []),
      ...(unknown > 0 ? [{ kind: 'unknown-order', count: unknown } as const] : []),
      ...(unplaced > 0 ? [{ kind: 'without-place', count: unplaced } as const] : []),
      ...mixture(groups),
      ...stacks.flatMap(({ warnings }) => warnings),
    ],
  };
}
