import { dot, type Triple } from '@/dicom/geometry/geometry';
import type { Contour, Structure } from './readStructures';

type Point = readonly [x: number, y: number];

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

const pointAt = (points: Float64Array, at: number): Triple => [
  points[3 * at] ?? 0,
  points[3 * at + 1] ?? 0,
  points[3 * at + 2] ?? 0,
];

/** Where a contour lies along a normal; undefined: it does not lie across it. */
function distanceOf({ pointsLps }: Contour, normal: Triple): number | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < pointsLps.length / 3; at++) {
    const distance = dot(pointAt(pointsLps, at), normal);
    least = Math.min(least, distance);
    most = Math.max(most, distance);
  }
  return most - least <= 2 * FLAT_MM ? (least + most) / 2 : undefined;
}

/** The contours that lie across a normal (unit vector), by plane, with rising distance. */
export function contourPlanes(contours: readonly Contour[], normal: Triple): readonly ContourPlane[] {
  const placed = contours
    .flatMap((contour) => {
      const distanceMm = distanceOf(contour, normal);
      return distanceMm === undefined ? [] : [{ contour, distanceMm }];
    })
    .sort((a, b) => a.distanceMm - b.distanceMm);
  const planes: { distanceMm: number; contours: Contour[] }[] = [];
  for (const { contour, distanceMm } of placed) {
    const last = planes.at(-1);
    if (last && distanceMm - last.distanceMm < SAME_MM) last.contours.push(contour);
    else planes.push({ distanceMm, contours: [contour] });
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

/** The plane's own axes: two that span it. */
function flat(points: Float64Array, normal: Triple): readonly Point[] {
  const sizes = normal.map(Math.abs);
  const main = sizes.indexOf(Math.max(...sizes));
  const [u, v] = [(main + 1) % 3, (main + 2) % 3];
  return Array.from({ length: points.length / 3 }, (_, at) => {
    const point = pointAt(points, at);
    return [point[u] ?? 0, point[v] ?? 0] as const;
  });
}

/** Whether a point lies inside of a polygon, by even-odd. */
function isInside([x, y]: Point, polygon: readonly Point[]): boolean {
  let isIn = false;
  polygon.forEach(([ax, ay], at) => {
    const [bx, by] = polygon[(at + 1) % polygon.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn;
  });
  return isIn;
}

/** Contours of one plane are looked at against each other's points: so often at the most, else the plane is not measured. */
const MOST_STEPS = 5_000_000;

/**
 * The area of closed contours of one plane, mm²: what lies in an odd number of them (PS3.3 C.8.8.6.3). A hole is a contour within another,
 * or a keyhole, whose one path goes in, round the hole the other way, and out again. Contours do not cross each other.
 */
export function areaMm2(contours: readonly Contour[]): number | undefined {
  const closed = contours.filter(({ shape }) => shape === 'closed');
  const points = closed.reduce((sum, { pointsLps }) => sum + pointsLps.length / 3, 0);
  if (closed.length * points > MOST_STEPS) return undefined;
  const normals = closed.map(({ pointsLps }) => newell(pointsLps));
  const largest = longestOf(normals);
  const polygons = closed.map(({ pointsLps }) => flat(pointsLps, largest));
  return normals.reduce((sum, normal, at) => {
    const [first] = polygons[at] ?? [];
    const depth = first
      ? polygons.filter((other, place) => place !== at && isInside(first, other)).length
      : 0;
    return sum + (Math.hypot(...normal) / 2) * (depth % 2 === 0 ? 1 : -1);
  }, 0);
}

/** How much a structure holds. */
export interface StructureAmount {
  /** Area by plane, mm², and how many planes there are. */
  readonly planes: number;
  /** The sum of areas times the usual distance of planes; absent: of less than two planes, or where that cannot be told. */
  readonly ml?: number;
  /** The middle of the middle plane's points, LPS mm. */
  readonly atLps?: Triple;
}

const middleOf = ({ pointsLps }: Contour): Triple => {
  const count = pointsLps.length / 3;
  const sum: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < count; at++) pointAt(pointsLps, at).forEach((part, axis) => (sum[axis as 0] += part));
  return [sum[0] / count, sum[1] / count, sum[2] / count];
};

/** What a structure's closed contours enclose. Planes lie across the normal of its largest contour. */
export function structureAmount({ contours }: Pick<Structure, 'contours'>): StructureAmount {
  const closed = contours.filter(({ shape }) => shape === 'closed');
  const [first] = contours;
  if (closed.length === 0) return { planes: 0, ...(first ? { atLps: middleOf(first) } : {}) };
  const normals = closed.map(({ pointsLps }) => newell(pointsLps));
  const largest = longestOf(normals);
  const length = Math.hypot(...largest) || 1;
  const normal: Triple = [largest[0] / length, largest[1] / length, largest[2] / length];
  const planes = contourPlanes(closed, normal);
  const gaps = planes.slice(1).map((one, at) => one.distanceMm - (planes[at]?.distanceMm ?? 0));
  const gapMm = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
  const areas = planes.map((one) => areaMm2(one.contours));
  const middle = planes[Math.floor(planes.length / 2)]?.contours[0];
  const isFlat = planes.reduce((sum, one) => sum + one.contours.length, 0) === closed.length;
  const mm3 =
    isFlat && gapMm !== undefined && areas.every((one) => one !== undefined)
      ? areas.reduce((sum, area) => sum + area * gapMm, 0)
      : undefined;
  return {
    planes: planes.length,
    ...(mm3 === undefined ? {} : { ml: mm3 / 1000 }),
    ...(middle ? { atLps: middleOf(middle) } : {}),
  };
}
