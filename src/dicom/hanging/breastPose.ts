/** A breast, as Image Laterality (0020,0062) names it. */
export type BreastSide = 'R' | 'L';

/** How a stored picture is turned on the screen: clockwise first, then left and right exchanged. */
export interface BreastPose {
  readonly rotationDeg: 0 | 90 | 180 | 270;
  readonly mirrored: boolean;
}

/** Which way in the patient is to the right and which is down, as Patient Orientation (0020,0020) writes it. */
export type Directions = readonly [right: string, down: string];

const OPPOSITE: Readonly<Record<string, string>> = { A: 'P', P: 'A', L: 'R', R: 'L', H: 'F', F: 'H' };
const opposite = (way: string): string => [...way].map((one) => OPPOSITE[one] ?? one).join('');

const TURNS = [0, 90, 180, 270] as const;

/** The directions of a picture that is turned and mirrored so. */
export function directionsAs([right, down]: Directions, { rotationDeg, mirrored }: BreastPose): Directions {
  const turned: Readonly<Record<BreastPose['rotationDeg'], Directions>> = {
    0: [right, down],
    90: [opposite(down), right],
    180: [opposite(right), opposite(down)],
    270: [down, opposite(right)],
  };
  const [across, below] = turned[rotationDeg];
  return [mirrored ? opposite(across) : across, below];
}

/** The edge of the screen at which the chest wall lies: that which goes to the back; undefined where none does. */
export function wallEdge(of: Directions, pose: BreastPose): 'left' | 'right' | undefined {
  const [right] = directionsAs(of, pose);
  return right.startsWith('P') ? 'right' : right.startsWith('A') ? 'left' : undefined;
}

/** Down is to the feet; in a view that does not tell (craniocaudal), to the middle of the body. */
const isUpright = (down: string, side: BreastSide): boolean =>
  down.includes('F') || (!down.includes('H') && down.includes(side === 'R' ? 'L' : 'R'));

/**
 * How a mammogram is turned so that its chest wall lies in the middle of two that hang back to back: that of a right breast at its right, that
 * of a left one at its left; the head is up, or the outer side. By Patient Orientation alone (PS3.3 C.7.6.1.1.1); undefined where that does
 * not tell.
 */
export function breastPose(of: Directions, side: BreastSide): BreastPose | undefined {
  for (const mirrored of [false, true])
    for (const rotationDeg of TURNS) {
      const pose = { rotationDeg, mirrored };
      const [, down] = directionsAs(of, pose);
      if (wallEdge(of, pose) === (side === 'R' ? 'right' : 'left') && isUpright(down, side)) return pose;
    }
  return undefined;
}
