import { dot, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { FEWEST_PLACES, MOST_SHIFT_MM, MOST_WIDE_PART, shearOf } from '@/dicom/geometry/volume';
import { MOST_GAP_STEPS, type VolumeGrid } from './volumeGrid';

/** Slices up to so far from where even steps have them are even, mm: what rounding of positions leaves. */
const EVEN_MM = 0.01;

/**
 * The usual distance of neighbouring slices: the one in the middle of all. Where more than a few are half as far again, that is no missing
 * slice but how the stack was taken: the mean.
 */
function usualGapMm(distancesMm: readonly number[]): number {
  const gaps = distancesMm.slice(1).map((distance, at) => distance - (distancesMm[at] ?? 0));
  const sorted = gaps.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const wide = gaps.filter((gap) => gap > MOST_GAP_STEPS * middle).length;
  return wide <= Math.max(1, MOST_WIDE_PART * gaps.length)
    ? middle
    : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/** A slice and where it lies. */
interface SlicePlace {
  readonly plane: Plane;
  readonly distanceMm: number;
}

/** How many voxels a grid has, and in which frame of reference. */
type Extent = Pick<VolumeGrid, 'frameOfReference' | 'columns' | 'rows'>;

/**
 * The grid of parallel slices in the order of their distance along the normal, each at another place. Steps lean where the gantry was
 * tilted; places that are no even steps are told one by one.
 */
export function gridOfSlices(
  slices: readonly SlicePlace[],
  extent: Extent,
): VolumeGrid | 'too-few-slices' | 'shifted' {
  const [first, last] = [slices[0], slices.at(-1)];
  if (!first || !last || slices.length < FEWEST_PLACES) return 'too-few-slices';
  const { plane } = first;
  const shear = shearOf(
    slices.map((slice) => slice.plane.positionLps),
    plane.normal,
  );
  if (!shear || shear.offMm > MOST_SHIFT_MM) return 'shifted';
  const { perMm } = shear;
  const distances = slices.map(({ distanceMm }) => distanceMm - first.distanceMm);
  const meanMm = (last.distanceMm - first.distanceMm) / (slices.length - 1);
  const isEven = distances.every((distance, at) => Math.abs(distance - at * meanMm) <= EVEN_MM);
  const gapMm = isEven ? meanMm : usualGapMm(distances);
  const scaled = (way: Triple, by: number): Triple => [way[0] * by, way[1] * by, way[2] * by];
  const leaning: Triple = [
    plane.normal[0] + perMm[0],
    plane.normal[1] + perMm[1],
    plane.normal[2] + perMm[2],
  ];
  return {
    ...extent,
    slices: slices.length,
    originLps: plane.positionLps,
    columnStep: scaled(plane.rowDirection, plane.columnSpacingMm),
    rowStep: scaled(plane.columnDirection, plane.rowSpacingMm),
    sliceStep: scaled(leaning, gapMm),
    ...(isEven ? {} : { sliceAt: distances.map((distance) => distance / gapMm) }),
  };
}

/** How far a plane lies along a normal, mm. */
export const distanceAlong = ({ positionLps }: Plane, normal: Triple): number => dot(positionLps, normal);
