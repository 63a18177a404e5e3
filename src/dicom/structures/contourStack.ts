import type { Triple } from '@/dicom/geometry/geometry';
import { closedNormal, contourDistance, FARTHEST_PLANES_MM, measuredPlanes } from './contourPlanes';
import type { Contour, Structure } from './readStructures';

/** Closed contours of one plane, and how much of the normal they stand for. */
export interface ContourSlab {
  readonly contours: readonly Contour[];
  readonly distanceMm: number;
  /** Half of the way to the next planes; where none is near, half of the usual way. */
  readonly withinMm: readonly [from: number, to: number];
}

/** The closed contours of a structure that lie parallel, by rising distance along their normal. */
export interface ContourStack {
  /** Unit vector, LPS. */
  readonly normal: Triple;
  readonly slabs: readonly ContourSlab[];
  /** The usual way from plane to plane; absent: there is one plane, or they lie too far apart to stand for what is between them. */
  readonly spacingMm?: number;
  /** Closed contours that lie otherwise. */
  readonly others: number;
}

/** Planes farther apart than this part of the usual way have one missing between them: nothing is made up in its place. */
const GAP_PART = 1.5;

const stacks = new WeakMap<Structure, { readonly is: ContourStack | undefined }>();

function stackOf({ contours }: Structure): ContourStack | undefined {
  const closed = contours.filter(({ shape }) => shape === 'closed');
  const normal = closedNormal(closed);
  if (!normal) return undefined;
  const planes = measuredPlanes(closed, normal);
  const gaps = planes.slice(1).map((one, at) => one.distanceMm - (planes[at]?.distanceMm ?? 0));
  const usualMm = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
  const spacingMm = usualMm !== undefined && usualMm <= FARTHEST_PLANES_MM ? usualMm : undefined;
  const half = (gap: number | undefined): number =>
    spacingMm === undefined ? 0 : (gap !== undefined && gap < GAP_PART * spacingMm ? gap : spacingMm) / 2;
  const slabs = planes.map(({ contours: own, distanceMm }, at): ContourSlab => ({
    ...{ contours: own, distanceMm },
    withinMm: [distanceMm - half(gaps[at - 1]), distanceMm + half(gaps[at])],
  }));
  const others = closed.filter((one) => contourDistance(one, normal) === undefined).length;
  return {
    ...{ normal, slabs, others },
    ...(spacingMm === undefined ? {} : { spacingMm }),
  };
}

/** Worked out once for each structure; undefined: nothing of it is closed. */
export function contourStack(structure: Structure): ContourStack | undefined {
  const known = stacks.get(structure) ?? { is: stackOf(structure) };
  stacks.set(structure, known);
  return known.is;
}

/**
 * The contours that a plane along theirs shows: those of the plane that it lies nearest to, within half of the way between planes. Of
 * contours that stand for nothing but their own plane: within `reachMm` of it.
 */
export function slabAt(
  { slabs, spacingMm }: ContourStack,
  distanceMm: number,
  reachMm: number,
): ContourSlab | undefined {
  if (spacingMm !== undefined)
    return slabs.find(({ withinMm: [from, to] }) => distanceMm > from && distanceMm <= to);
  const near = slabs.filter((one) => Math.abs(one.distanceMm - distanceMm) < reachMm);
  const away = (one: ContourSlab) => Math.abs(one.distanceMm - distanceMm);
  return near.toSorted((a, b) => away(a) - away(b))[0];
}
