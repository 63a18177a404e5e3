import { cross, dot, type Triple } from './geometry';

type Row = readonly [x: number, y: number, z: number, shiftMm: number];
/** A turn and a shift of the patient's coordinates (mm), row by row; the fourth row is 0, 0, 0, 1. */
export type Rigid = readonly [Row, Row, Row];

export const STILL: Rigid = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
];

const unit = (a: Triple): Triple => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};
const turnOf = ([a, b, c, d]: Row): readonly [Triple, number] => [[a, b, c], d];
/** None of them is -0, which no link keeps. */
const rowOf = ([a, b, c]: Triple, shift: number): Row => [a + 0, b + 0, c + 0, shift + 0];

/** What rounding leaves of a right angle and of length 1. */
const ROUNDING = 1e-3;
/** Further apart than this nothing in a patient lies, mm. */
export const MOST_TRANSLATION_MM = 100_000;

/**
 * The turn and shift that sixteen numbers in rows say (PS3.3 C.20.2.1.1), the turn made exact; undefined where they say another
 * change: one that scales, shears or mirrors, or shifts beyond MOST_TRANSLATION_MM.
 */
export function readRigid(values: readonly number[]): Rigid | undefined {
  const isWhole = values.length === 16 && values.every(Number.isFinite);
  if (!isWhole || [0, 0, 0, 1].some((part, at) => values[12 + at] !== part)) return undefined;
  const row = (at: number): Row => [
    values[at * 4] ?? 0,
    values[at * 4 + 1] ?? 0,
    values[at * 4 + 2] ?? 0,
    values[at * 4 + 3] ?? 0,
  ];
  const [[a, p], [b, q], [c, r]] = [turnOf(row(0)), turnOf(row(1)), turnOf(row(2))];
  if ([p, q, r].some((shift) => Math.abs(shift) > MOST_TRANSLATION_MM)) return undefined;
  const isUnit = [a, b, c].every((one) => Math.abs(Math.hypot(...one) - 1) < ROUNDING);
  const isRight = [dot(a, b), dot(b, c), dot(c, a)].every((part) => Math.abs(part) < ROUNDING);
  // A mirrored patient has the heart on the right.
  if (!isUnit || !isRight || dot(cross(a, b), c) < 0) return undefined;
  const first = unit(a);
  const third = unit(cross(first, b));
  return [rowOf(first, p), rowOf(cross(third, first), q), rowOf(third, r)];
}

/** A direction, turned. */
export const turned = (by: Rigid, way: Triple): Triple => {
  const part = (row: Row) => row[0] * way[0] + row[1] * way[1] + row[2] * way[2];
  return [part(by[0]), part(by[1]), part(by[2])];
};

/** A point, turned and shifted. */
export const moved = (by: Rigid, point: Triple): Triple => {
  const [x, y, z] = turned(by, point);
  return [x + by[0][3], y + by[1][3], z + by[2][3]];
};

/** The way back. */
export function inverseRigid(by: Rigid): Rigid {
  const [a, b, c] = by;
  const back: Rigid = [
    [a[0], b[0], c[0], 0],
    [a[1], b[1], c[1], 0],
    [a[2], b[2], c[2], 0],
  ];
  const [x, y, z] = turned(back, [a[3], b[3], c[3]]);
  return [rowOf([a[0], b[0], c[0]], -x), rowOf([a[1], b[1], c[1]], -y), rowOf([a[2], b[2], c[2]], -z)];
}

/** The one after the other: `first`, then `then`. */
export function composeRigid(then: Rigid, first: Rigid): Rigid {
  const column = (at: 0 | 1 | 2): Triple => turned(then, [first[0][at], first[1][at], first[2][at]]);
  const [x, y, z] = [column(0), column(1), column(2)];
  const shift = moved(then, [first[0][3], first[1][3], first[2][3]]);
  return [
    [x[0], y[0], z[0], shift[0]],
    [x[1], y[1], z[1], shift[1]],
    [x[2], y[2], z[2], shift[2]],
  ];
}

/** Whether two are the same but for rounding. */
export const isSameRigid = (a: Rigid, b: Rigid): boolean =>
  a.every((row, at) => row.every((part, place) => Math.abs(part - (b[at]?.[place] ?? NaN)) < 1e-6));
