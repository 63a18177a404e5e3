import { cross, type Triple } from '@/dicom/geometry/geometry';

/** The planes of the patient's body. */
export type BodyPlane = 'axial' | 'coronal' | 'sagittal';

/** How a plane lies on the screen: unit vectors, LPS, at right angles. */
export interface PlaneDirections {
  readonly right: Triple;
  readonly down: Triple;
  /** right x down: the way of the next plane, as with the slices of a stack. */
  readonly normal: Triple;
}

/**
 * Vector part of a unit quaternion whose scalar part is not negative: a turn by at most half a turn. Absent or (0, 0, 0): none.
 */
export type Turn = Triple;

/**
 * As stored slices of a supine patient are shown: axial from below (the patient's left on the right of the screen, front on top, next:
 * towards the head), coronal from the front (next: towards the back), sagittal from the left (front on the left, next: towards the right).
 */
const UNTURNED: Readonly<Record<BodyPlane, readonly [right: Triple, down: Triple]>> = {
  axial: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  coronal: [
    [1, 0, 0],
    [0, 0, -1],
  ],
  sagittal: [
    [0, 1, 0],
    [0, 0, -1],
  ],
};

const scalarOf = ([x, y, z]: Turn): number => Math.sqrt(Math.max(0, 1 - x * x - y * y - z * z));

/** A direction, turned. */
export function turnedBy(turn: Turn | undefined, direction: Triple): Triple {
  if (!turn) return direction;
  const w = scalarOf(turn);
  const once = cross(turn, direction);
  const twice = cross(turn, once);
  const part = (at: 0 | 1 | 2) => direction[at] + 2 * (w * once[at] + twice[at]);
  return [part(0), part(1), part(2)];
}

/** The turn by an angle round an axis (unit vector), counter-clockwise for who looks against it. */
export function turnRound(axis: Triple, angleRad: number): Turn {
  const half = angleRad / 2;
  const by = Math.sin(half) * (Math.cos(half) < 0 ? -1 : 1);
  return [axis[0] * by, axis[1] * by, axis[2] * by];
}

/** One turn after the other, both round axes of the patient: `first`, then `then`. */
export function composeTurns(then: Turn, first: Turn): Turn {
  const [a, b] = [scalarOf(then), scalarOf(first)];
  const across = cross(then, first);
  const w = a * b - (then[0] * first[0] + then[1] * first[1] + then[2] * first[2]);
  const sign = w < 0 ? -1 : 1;
  const part = (at: 0 | 1 | 2) => sign * (a * first[at] + b * then[at] + across[at]);
  return [part(0), part(1), part(2)];
}

/** How a plane of the body lies, turned; at once exactly at right angles and of unit length. */
export function planeDirections(plane: BodyPlane, turn?: Turn): PlaneDirections {
  const [right, down] = UNTURNED[plane].map((direction) => turnedBy(turn, direction)) as [Triple, Triple];
  return { right, down, normal: cross(right, down) };
}
