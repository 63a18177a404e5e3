import { number, texts } from './dicomJson';
import { dot, readOrientation, readPosition, type Orientation } from './geometry';
import type { FrameRef, Instance } from './instance';
import { TAG } from './tags';
import type { SopUid } from './uid';

/** One image of a series. Frames count from 1. */
export interface OrderedFrame {
  readonly instance: Instance;
  readonly frame: number;
}

/** What a reader should know about the order of a series. */
export type OrderWarning =
  /** The archive sent these instances more than once; one of each was kept. */
  | { readonly kind: 'duplicate-instance'; readonly sops: readonly SopUid[] }
  /** Images at the same place that nothing (time, b-value, echo, ...) tells apart; `count` of them too many. */
  | { readonly kind: 'duplicate-position'; readonly count: number; readonly first: FrameRef }
  /** Gaps of more than 1.5 times the usual distance; `count` slices fit in, the first gap follows `after`. */
  | { readonly kind: 'missing-slices'; readonly count: number; readonly after: FrameRef }
  /** Images of several directions or sizes, shown group after group. */
  | { readonly kind: 'mixed-orientation'; readonly groups: number }
  | { readonly kind: 'mixed-size'; readonly groups: number };

/** An instance with what places it in its series. */
interface Placed {
  readonly instance: Instance;
  /** Absent without position or direction. */
  readonly orientation?: Orientation;
}

/** A frame at its distance along the normal. */
interface Slice extends OrderedFrame {
  readonly distanceMm: number;
}

const SAME_PLACE_MM = 0.01;
const SAME_COSINE = 2e-3;
const GAP = 1.5;
const FEWEST_GAPS = 3;

const ref = ({ instance, frame }: OrderedFrame): FrameRef => ({ sop: instance.sop, frame });

/** UIDs component by component as numbers, so that .9 stands before .10. */
function compareUids(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x !== y) return x.length - y.length || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

const atEnd = (value: number | undefined): number => value ?? Number.MAX_VALUE;

function compareNumbers(a: Instance, b: Instance): number {
  const of = ({ dataset }: Instance) => atEnd(number(dataset, TAG.InstanceNumber));
  return of(a) - of(b) || compareUids(a.sop, b.sop);
}

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

/** What tells images at one place apart, most telling first: time, acquisition, heart phase, diffusion, echo. */
const DIMENSIONS = [
  TAG.TemporalPositionIdentifier,
  TAG.AcquisitionNumber,
  TAG.TriggerTime,
  TAG.DiffusionBValue,
  TAG.EchoNumbers,
  TAG.EchoTime,
];
/** What tells them apart without putting them in order. */
const DISTINCTIONS = [TAG.SequenceName, TAG.AcquisitionTime, TAG.AcquisitionDateTime, TAG.ImageType];

function compareDimensions(a: Instance, b: Instance): number {
  for (const tag of DIMENSIONS) {
    const difference = atEnd(number(a.dataset, tag)) - atEnd(number(b.dataset, tag));
    if (difference !== 0) return difference;
  }
  return compareNumbers(a, b);
}

const distinction = ({ dataset }: Instance): string =>
  JSON.stringify([...DIMENSIONS, ...DISTINCTIONS].map((tag) => texts(dataset, tag)));

const isParallel = (a: Orientation, b: Orientation): boolean =>
  [0, 1, 2].every(
    (i) =>
      Math.abs((a.rowDirection[i] ?? 0) - (b.rowDirection[i] ?? 0)) < SAME_COSINE &&
      Math.abs((a.columnDirection[i] ?? 0) - (b.columnDirection[i] ?? 0)) < SAME_COSINE,
  );

const size = ({ dataset }: Instance): string =>
  `${number(dataset, TAG.Rows)}x${number(dataset, TAG.Columns)}`;

/** Slices by distance, those at one place together. */
function places(slices: readonly Slice[], normalOrder: (a: Slice, b: Slice) => number): Slice[][] {
  const sorted = [...slices].sort((a, b) => a.distanceMm - b.distanceMm || normalOrder(a, b));
  const result: Slice[][] = [];
  for (const slice of sorted) {
    const last = result.at(-1);
    if (last?.[0] && slice.distanceMm - last[0].distanceMm <= SAME_PLACE_MM) last.push(slice);
    else result.push([slice]);
  }
  return result;
}

function gapWarning(stack: readonly (readonly Slice[])[]): OrderWarning[] {
  const gaps = stack
    .slice(1)
    .map((place, i) => (place[0]?.distanceMm ?? 0) - (stack[i]?.[0]?.distanceMm ?? 0));
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
  if (usual === undefined || gaps.length < FEWEST_GAPS) return [];
  const wide = gaps
    .map((gap, i) => ({ gap, before: stack[i]?.at(-1) }))
    .filter(({ gap }) => gap > GAP * usual);
  const before = wide[0]?.before;
  if (!before) return [];
  const count = wide.reduce((sum, { gap }) => sum + Math.max(1, Math.round(gap / usual) - 1), 0);
  return [{ kind: 'missing-slices', count, after: ref(before) }];
}

function duplicateWarning(stack: readonly (readonly Slice[])[]): OrderWarning[] {
  let count = 0;
  let first: FrameRef | undefined;
  for (const place of stack) {
    if (place.length === 1) continue;
    const extra = place.length - new Set(place.map(({ instance }) => distinction(instance))).size;
    if (extra > 0 && place[0]) first ??= ref(place[0]);
    count += extra;
  }
  return first ? [{ kind: 'duplicate-position', count, first }] : [];
}

type Part = { readonly frames: readonly OrderedFrame[]; readonly warnings: readonly OrderWarning[] };

/** Parallel single frames: along the normal; where several lie at one place, by time, phase, b-value, number. */
function stackOf(group: readonly Placed[]): Part {
  const normal = group[0]?.orientation?.normal ?? [0, 0, 1];
  const slices = group.map(({ instance }): Slice => {
    const position = readPosition(instance, 1) ?? [0, 0, 0];
    return { instance, frame: 1, distanceMm: dot(position, normal) };
  });
  const byDimensions = (a: Slice, b: Slice) => compareDimensions(a.instance, b.instance);
  const stack = places(slices, byDimensions).map((place) => place.sort(byDimensions));
  const isLocalizer = group.every(
    ({ instance }) => texts(instance.dataset, TAG.ImageType)[2] === 'LOCALIZER',
  );
  return {
    frames: stack.flat(),
    warnings: [...duplicateWarning(stack), ...(isLocalizer ? [] : gapWarning(stack))],
  };
}

const inFrameOrder = (instance: Instance): OrderedFrame[] =>
  Array.from({ length: instance.frames }, (_, i) => ({ instance, frame: i + 1 }));

/** A multi-frame instance: along the normal when its frames are one stack, else as its makers ordered them. */
function framesOf({ instance, orientation }: Placed): Part {
  const asSent: Part = { frames: inFrameOrder(instance), warnings: [] };
  if (!orientation || instance.frames === 1) return asSent;
  const slices: Slice[] = [];
  for (const { frame } of asSent.frames) {
    const other = readOrientation(instance, frame);
    const position = readPosition(instance, frame);
    if (!other || !position || !isParallel(orientation, other)) return asSent;
    slices.push({ instance, frame, distanceMm: dot(position, orientation.normal) });
  }
  const stack = places(slices, (a, b) => a.frame - b.frame);
  return stack.length === slices.length ? { frames: stack.flat(), warnings: gapWarning(stack) } : asSent;
}

function place(instance: Instance): Placed {
  const orientation = readPosition(instance, 1) && readOrientation(instance, 1);
  return { instance, ...(orientation ? { orientation } : {}) };
}

/**
 * Instances that are shown together: positioned single frames of one direction, size and kind; each positioned
 * multi-frame instance; everything without a place in the patient.
 */
function groupsOf(all: readonly Placed[]): Placed[][] {
  const groups: { readonly key: string; readonly members: Placed[] }[] = [];
  for (const one of all) {
    const { instance, orientation } = one;
    const key = !orientation
      ? 'nowhere'
      : instance.frames > 1
        ? instance.sop
        : `${instance.sopClass} ${size(instance)}`;
    const group = groups.find(({ key: other, members: [head] }) => {
      if (other !== key) return false;
      return !orientation || !head?.orientation || isParallel(head.orientation, orientation);
    });
    if (group) group.members.push(one);
    else groups.push({ key, members: [one] });
  }
  return groups.map(({ members }) => members);
}

function mixture(all: readonly Placed[]): OrderWarning[] {
  const directions: Orientation[] = [];
  for (const { orientation } of all) {
    if (orientation && !directions.some((other) => isParallel(other, orientation)))
      directions.push(orientation);
  }
  const sizes = new Set(all.map(({ instance }) => size(instance))).size;
  return [
    ...(directions.length > 1 ? [{ kind: 'mixed-orientation', groups: directions.length } as const] : []),
    ...(sizes > 1 ? [{ kind: 'mixed-size', groups: sizes } as const] : []),
  ];
}

/**
 * The one display order of a series, the same whatever order the archive answers in. Parallel images go along their
 * normal (for an axial series of a supine patient from foot to head), several at one place by time, acquisition, phase
 * and b-value; images without a place in the patient by Instance Number, then SOP Instance UID. Images of different
 * directions, sizes or kinds stay in groups, in the order of the lowest instance number. Frames count from 1.
 */
export function orderFrames(instances: readonly Instance[]): {
  readonly frames: readonly OrderedFrame[];
  readonly warnings: readonly OrderWarning[];
} {
  const { kept, repeated } = unique(instances);
  const all = kept.sort(compareNumbers).map((instance) => place(instance));
  const parts = groupsOf(all).map((group): Part => {
    const isStack = group[0]?.orientation && group[0].instance.frames === 1;
    if (isStack) return stackOf(group);
    const members = group.map(framesOf);
    return {
      frames: members.flatMap(({ frames }) => frames),
      warnings: members.flatMap(({ warnings }) => warnings),
    };
  });
  const sops = [...repeated].sort(compareUids);
  return {
    frames: parts.flatMap(({ frames }) => frames),
    warnings: [
      ...(sops.length > 0 ? [{ kind: 'duplicate-instance', sops } as const] : []),
      ...mixture(all),
      ...parts.flatMap(({ warnings }) => warnings),
    ],
  };
}
