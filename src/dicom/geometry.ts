import { numbers, texts } from './dicomJson';
import { frameItem } from './functionalGroups';
import type { Instance } from './instance';

export type Vector = readonly [x: number, y: number, z: number];

/** Image Plane (PS3.3 C.7.6.2): where an image lies in the patient (LPS, mm). */
export interface Plane {
  /** Along a row: the direction of increasing column index. */
  readonly rowDirection: Vector;
  /** Along a column: the direction of increasing row index. */
  readonly columnDirection: Vector;
  readonly normal: Vector;
  /** The middle of the first pixel. */
  readonly positionLps: Vector;
  readonly rowSpacingMm: number;
  readonly columnSpacingMm: number;
}

const triple = ([x, y, z]: readonly number[]): Vector | undefined =>
  x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export function readPlane({ dataset }: Instance, frame: number): Plane | undefined {
  const orientation = numbers(frameItem(dataset, frame, '00209116') ?? dataset, '00200037');
  const position = triple(numbers(frameItem(dataset, frame, '00209113') ?? dataset, '00200032'));
  const spacing = numbers(frameItem(dataset, frame, '00289110') ?? dataset, '00280030');
  const rowDirection = triple(orientation.slice(0, 3));
  const columnDirection = triple(orientation.slice(3, 6));
  const [rowSpacingMm = 0, columnSpacingMm = 0] = spacing;
  if (!rowDirection || !columnDirection || !position || rowSpacingMm <= 0 || columnSpacingMm <= 0)
    return undefined;
  const normal = cross(rowDirection, columnDirection);
  if (Math.abs(Math.hypot(...normal) - 1) > 0.01) return undefined;
  return { rowDirection, columnDirection, normal, positionLps: position, rowSpacingMm, columnSpacingMm };
}

export function pixelToLps(plane: Plane, column: number, row: number): Vector {
  const { positionLps, rowDirection, columnDirection, columnSpacingMm, rowSpacingMm } = plane;
  const at = (i: 0 | 1 | 2) =>
    positionLps[i] + rowDirection[i] * columnSpacingMm * column + columnDirection[i] * rowSpacingMm * row;
  return [at(0), at(1), at(2)];
}

export function lpsToPixel(plane: Plane, point: Vector): readonly [column: number, row: number] {
  const { positionLps: p } = plane;
  const from: Vector = [point[0] - p[0], point[1] - p[1], point[2] - p[2]];
  return [
    dot(from, plane.rowDirection) / plane.columnSpacingMm,
    dot(from, plane.columnDirection) / plane.rowSpacingMm,
  ];
}

const LETTERS = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
] as const;

/** PS3.3 C.7.6.1.1.1: dominant letter first. */
export const orientationLetters = (vector: Vector): string =>
  vector
    .map((value, axis) => ({ size: Math.abs(value), letter: LETTERS[axis]?.[value > 0 ? 0 : 1] ?? '' }))
    .filter(({ size }) => size > 0.15)
    .sort((a, b) => b.size - a.size)
    .slice(0, 2)
    .map(({ letter }) => letter)
    .join('');

const OPPOSITE: Record<string, string> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };
const opposite = (letters: string) => [...letters].map((letter) => OPPOSITE[letter] ?? '').join('');

export function edgeMarkers(instance: Instance, frame: number, rotationDeg: number, mirrored: boolean) {
  const plane = readPlane(instance, frame);
  const written = texts(instance.dataset, '00200020');
  const right = plane ? orientationLetters(plane.rowDirection) : written[0];
  const bottom = plane ? orientationLetters(plane.columnDirection) : written[1];
  if (!right || !bottom) return undefined;
  const around = [opposite(bottom), right, bottom, opposite(right)]; // top, right, bottom, left
  const turns = (rotationDeg / 90) % 4;
  const turned = around.map((_, i) => around[(i - turns + 4) % 4] ?? '');
  const [top = '', r = '', b = '', left = ''] = turned;
  return mirrored ? { top, right: left, bottom: b, left: r } : { top, right: r, bottom: b, left };
}
