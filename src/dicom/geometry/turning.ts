import { texts } from '@/dicom/dataset/dicomJson';
import { cross, dot, type Orientation, type Triple } from './geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';

/** An image with its direction. */
interface Directed {
  readonly instance: Instance;
  readonly orientation?: Orientation;
}

/** Sine of some three degrees. */
const NEAR = 0.05;

/** The axis that all normals are perpendicular to, where there is one. */
function turnsRoundOneAxis(directions: readonly Orientation[]): boolean {
  const [first] = directions;
  if (!first) return false;
  const size = (a: Triple): number => Math.hypot(a[0], a[1], a[2]);
  const crossed = directions.map(({ normal }) => cross(first.normal, normal));
  const widest = crossed.toSorted((a, b) => size(b) - size(a))[0] ?? [0, 0, 0];
  const length = size(widest);
  return length > NEAR && directions.every(({ normal }) => Math.abs(dot(normal, widest)) / length < NEAR);
}

const isProjection = ({ instance }: Directed): boolean =>
  texts(instance.dataset, TAG.ImageType).some((value) => value === 'PROJECTION IMAGE' || value === 'MIP');

/**
 * Whether images are views of one thing from all round, as a rotating MIP: a loop, not as many stacks as directions.
 * Projections (PS3.3 C.8.3.1.1.1) of three directions or more round an axis, of which none has a stack of its own; other
 * images where each of four or more has another direction, round one axis (radial slices).
 */
export function isTurning(all: readonly Directed[], directions: readonly Orientation[]): boolean {
  const count = directions.length;
  if (count < 3 || all.some(({ orientation }) => !orientation)) return false;
  const isRound = turnsRoundOneAxis(directions);
  if (all.every(isProjection))
    return isRound ? all.length <= 2 * count : count > 3 && all.length <= count + 1;
  return count > 3 && all.length <= count + 1 && isRound;
}
