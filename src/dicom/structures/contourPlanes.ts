import { cross, dot, type Triple } from '@/dicom/geometry/geometry';
import { mainGap } from '@/dicom/geometry/mainGap';
import { evenOddSteps } from './evenOdd';
import type { Contour, Structure } from './readStructures';

/** Contours of one structure that lie in one plane. */
export interface ContourPlane {
  /** Along the normal that was asked for, of its points' middle. */
  readonly distanceMm: number;
  readonly contours: readonly Contour[];
}

/** Points of one contour may lie so far from its plane, mm: rounding. */
const FLAT_MM = 0.5;
/** Contours nearer to each other lie in one plane, mm. */
const SAME_MM = 0.05;
/** For a volume, those that lie beside each other by less than this part of the way to the next plane, and so many mm, are of one. */
const BESIDE_PART = 0.2;
const MOST_BESIDE_MM = 0.5;
/** Planes farther from each other do not stand for what is between them, mm: slices are not thicker. */
export const FARTHEST_PLANES_MM = 10 + 1e-3;
/** Twice the area of what has none, mm². */
const LEAST_MM2 = 1e-6;

const pointAt = (points: Float64Array, at: number): Triple => [
  points[3 * at] ?? 0,
  points[3 * at + 1] ?? 0,
  points[3 * at + 2] ?? 0,
];

/** Where a contour lies along a normal; undefined: it does not lie across it. */
export function contourDistance({ pointsLps }: Contour, normal: Triple): number | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < pointsLps.length / 3; at++) {
    const distance = dot(pointAt(pointsLps, at), normal);
    least = Math.min(least, distance);
    most = Math.max(most, distance);
  }
  return most - least <= 2 * FLAT_MM ? (least + most) / 2 : undefined;
}

/** Points of a contour in an order that does not ask where it begins and which way it goes. */
const sortedPoints = ({ pointsLps }: Contour): readonly string[] =>
  Array.from({ length: pointsLps.length / 3 }, (_, at) =>
    pointAt(pointsLps, at)
      .map((mm) => mm.toFixed(2))
      .join(' '),
  ).sort();

const sums = new WeakMap<Contour, number>();
/** How much each coordinate counts: so that neighbours along a row and along a column have other sums. */
const WEIGHTS = [1, 7.31, 53.7] as const;
const ALL_WEIGHTS = WEIGHTS[0] + WEIGHTS[1] + WEIGHTS[2];

/** A sum of all numbers of a contour: others have another one, most often. */
function sumOf(contour: Contour): number {
  const known = sums.get(contour);
  if (known !== undefined) return known;
  let sum = 0;
  for (let at = 0; at < contour.pointsLps.length; at++)
    sum += (contour.pointsLps[at] ?? 0) * (WEIGHTS[at % 3] ?? 1);
  sums.set(contour, sum);
  return sum;
}

/** By how much the sums of two that are one may differ: 0.01 mm for each number. */
const sumRounding = ({ pointsLps }: Contour): number => (0.01 * ALL_WEIGHTS * pointsLps.length) / 3;

/** Whether two contours are one, to 0.01 mm: written twice, a structure is not less for it. */
function isSame(a: Contour, b: Contour): boolean {
  if (a.shape !== b.shape || a.pointsLps.length !== b.pointsLps.length) return false;
  if (Math.abs(sumOf(a) - sumOf(b)) > sumRounding(a)) return false;
  const points = sortedPoints(b);
  return sortedPoints(a).every((one, at) => one === points[at]);
}

/** Contours of one plane, found again by how many points they have and about what these sum up to: thousands of them are not held against each other. */
class KnownContours {
  private readonly byKey = new Map<string, Contour[]>();

  /** Whether a contour is not here yet; from now on it is. */
  isNew(contour: Contour): boolean {
    const { shape, pointsLps } = contour;
    // Two that are one differ by no more than this: they lie in the same part of the way, or beside it.
    const part = Math.floor(sumOf(contour) / sumRounding(contour));
    const keyOf = (at: number) => `${shape} ${pointsLps.length} ${at}`;
    const near = [part - 1, part, part + 1].flatMap((at) => this.byKey.get(keyOf(at)) ?? []);
    if (near.some((one) => isSame(one, contour))) return false;
    const own = this.byKey.get(keyOf(part)) ?? [];
    own.push(contour);
    this.byKey.set(keyOf(part), own);
    return true;
  }
}

/**
 * The contours that lie across a normal (unit vector), by plane, with rising distance. Those nearer than `nearerMm` to the first of a plane lie
 * in it; one that is there twice is there once.
 */
export function contourPlanes(
  contours: readonly Contour[],
  normal: Triple,
  nearerMm = SAME_MM,
): readonly ContourPlane[] {
  const placed = contours
    .flatMap((contour) => {
      const distanceMm = contourDistance(contour, normal);
      return distanceMm === undefined ? [] : [{ contour, distanceMm }];
    })
    .sort((a, b) => a.distanceMm - b.distanceMm);
  const planes: { distanceMm: number; contours: Contour[] }[] = [];
  let known = new KnownContours();
  for (const { contour, distanceMm } of placed) {
    const last = planes.at(-1);
    if (!last || distanceMm - last.distanceMm >= nearerMm) {
      known = new KnownContours();
      planes.push({ distanceMm, contours: known.isNew(contour) ? [contour] : [] });
    } else if (known.isNew(contour)) last.contours.push(contour);
  }
  return planes;
}

/** The planes within less than a reach of a place along the normal, found by halving: each step of a scroll asks. */
export function planesNear(
  planes: readonly ContourPlane[],
  distanceMm: number,
  reachMm: number,
): readonly ContourPlane[] {
  let [low, high] = [0, planes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((planes[middle]?.distanceMm ?? 0) <= distanceMm - reachMm) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < planes.length && (planes[end]?.distanceMm ?? 0) < distanceMm + reachMm) end++;
  return planes.slice(low, end);
}

/** Normal of a closed contour, after Newell: right for any polygon, and as long as twice its area. */
function newell(points: Float64Array): Triple {
  const sum: [number, number, number] = [0, 0, 0];
  const count = points.length / 3;
  for (let at = 0; at < count; at++) {
    const [ax, ay, az] = pointAt(points, at);
    const [bx, by, bz] = pointAt(points, (at + 1) % count);
    sum[0] += (ay - by) * (az + bz);
    sum[1] += (az - bz) * (ax + bx);
    sum[2] += (ax - bx) * (ay + by);
  }
  return sum;
}

function longestOf(all: readonly Triple[]): Triple {
  let longest: Triple = [0, 0, 0];
  for (const one of all) if (Math.hypot(...one) > Math.hypot(...longest)) longest = one;
  return longest;
}

/** Normal of the largest triangle from the first point of a contour: two loops that cancel each other out (an 8) have one too. */
function triangleNormal(points: Float64Array): Triple {
  const [ox, oy, oz] = pointAt(points, 0);
  const from = (at: number): Triple => {
    const [x, y, z] = pointAt(points, at);
    return [x - ox, y - oy, z - oz];
  };
  const count = points.length / 3;
  return longestOf(Array.from({ length: count - 1 }, (_, at) => cross(from(at), from((at + 1) % count))));
}

/** The normal of the largest contour, 1 long; undefined: all of them are lines. */
export function closedNormal(closed: readonly Contour[]): Triple | undefined {
  const largest = longestOf(closed.map(({ pointsLps }) => newell(pointsLps)));
  const normal =
    Math.hypot(...largest) > LEAST_MM2
      ? largest
      : longestOf(closed.map(({ pointsLps }) => triangleNormal(pointsLps)));
  const length = Math.hypot(...normal);
  return length > LEAST_MM2 ? [normal[0] / length, normal[1] / length, normal[2] / length] : undefined;
}

/** Contours as they lie in the plane across a normal, mm. */
function flat(closed: readonly Contour[], normal: Triple): (readonly (readonly [number, number])[])[] {
  const sizes = normal.map(Math.abs);
  const least = sizes.indexOf(Math.min(...sizes));
  const across = cross(normal, [least === 0 ? 1 : 0, least === 1 ? 1 : 0, least === 2 ? 1 : 0]);
  const length = Math.hypot(...across);
  const u: Triple = [across[0] / length, across[1] / length, across[2] / length];
  const v = cross(normal, u);
  return closed.map(({ pointsLps }) =>
    Array.from({ length: pointsLps.length / 3 }, (_, at) => {
      const point = pointAt(pointsLps, at);
      return [dot(point, u), dot(point, v)] as const;
    }),
  );
}

/**
 * The area of closed contours of one plane, mm²: what lies in an odd number of them (PS3.3 C.8.8.6.3), touching or crossing or not. A hole is a
 * contour within another, or a keyhole, whose one path goes in, round the hole the other way, and out again. Undefined: too many of them cross.
 */
function* measuredArea(contours: readonly Contour[]): Generator<void, number | undefined> {
  const closed = contours.filter(({ shape }) => shape === 'closed');
  const normal = closedNormal(closed);
  return normal ? yield* evenOddSteps(flat(closed, normal)) : 0;
}

/** What a work that rests comes to, run on. */
function runOn<T>(work: Generator<void, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** The area of closed contours of one plane at once, mm². */
export const areaMm2 = (contours: readonly Contour[]): number | undefined => runOn(measuredArea(contours));

/**
 * Why a structure has no volume: nothing of it is closed, it lies in one plane, its contours do not lie in planes beside each other, its planes
 * lie too far from each other to stand for what is between them, or too many of its contours cross each other.
 */
export type NoStructureVolume = 'open' | 'one-plane' | 'not-flat' | 'planes-apart' | 'crossing';

/** How much a structure holds. */
export interface StructureAmount {
  /** How many planes there are. */
  readonly planes: number;
  /** The sum of areas times the usual distance of planes. */
  readonly ml?: number;
  /** Why it is absent. */
  readonly noVolume?: NoStructureVolume;
  /** The middle of the middle plane's points, LPS mm. */
  readonly atLps?: Triple;
}

const middleOf = ({ pointsLps }: Contour): Triple => {
  const count = pointsLps.length / 3;
  const sum: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < count; at++) pointAt(pointsLps, at).forEach((part, axis) => (sum[axis as 0] += part));
  return [sum[0] / count, sum[1] / count, sum[2] / count];
};

/** Planes of one structure for its volume: contours beside each other by less than a part of the way to the next plane lie in one. */
export function measuredPlanes(closed: readonly Contour[], normal: Triple): readonly ContourPlane[] {
  const gap = mainGap(contourPlanes(closed, normal).map((one) => one.distanceMm));
  const nearerMm = gap === undefined ? SAME_MM : Math.min(MOST_BESIDE_MM, BESIDE_PART * gap);
  return contourPlanes(closed, normal, nearerMm);
}

function* volumeOf(
  planes: readonly ContourPlane[],
  isFlat: boolean,
): Generator<void, Pick<StructureAmount, 'ml' | 'noVolume'>> {
  if (!isFlat) return { noVolume: 'not-flat' };
  if (planes.length < 2) return { noVolume: 'one-plane' };
  const gaps = planes.slice(1).map((one, at) => one.distanceMm - (planes[at]?.distanceMm ?? 0));
  const gapMm = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? 0;
  if (gapMm > FARTHEST_PLANES_MM) return { noVolume: 'planes-apart' };
  let mm2 = 0;
  for (const { contours } of planes) {
    const area = yield* measuredArea(contours);
    yield;
    if (area === undefined) return { noVolume: 'crossing' };
    mm2 += area;
  }
  return { ml: (mm2 * gapMm) / 1000 };
}

/** What a structure's closed contours enclose, measured with rests. Planes lie across the normal of its largest contour. */
export function* measuredStructure({
  contours,
}: Pick<Structure, 'contours'>): Generator<void, StructureAmount> {
  const closed = contours.filter(({ shape }) => shape === 'closed');
  const [first] = contours;
  const normal = closedNormal(closed);
  if (!normal) return { planes: 0, ...(first ? { noVolume: 'open' as const, atLps: middleOf(first) } : {}) };
  const planes = measuredPlanes(closed, normal);
  const middle = planes[Math.floor(planes.length / 2)]?.contours[0];
  const isFlat = closed.every((one) => contourDistance(one, normal) !== undefined);
  return {
    planes: planes.length,
    ...(yield* volumeOf(planes, isFlat)),
    ...(middle ? { atLps: middleOf(middle) } : {}),
  };
}

/** Likewise at once. */
export const structureAmount = (structure: Pick<Structure, 'contours'>): StructureAmount =>
  runOn(measuredStructure(structure));
