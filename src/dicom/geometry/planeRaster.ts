import type { Plane } from './geometry';

/** A plane as a picture of so many pixels. */
export interface PlaneRaster {
  readonly plane: Plane;
  readonly columns: number;
  readonly rows: number;
}

/** A picture that is being filled. */
export interface Fillable {
  /** A pixel inside of it, by 0 to 255. */
  mark(column: number, row: number, level: number): void;
  /** All pixels of a row from one to the one before another, as far as they lie in it. */
  fill(row: number, from: number, to: number): void;
}

/** Steps along a line shorter than this are none, mm or pixels. */
const NO_STEP = 1e-12;

/**
 * The whole numbers `i`, from 0 to the one before `count`, for which `from < at + i * step <= to`: the first and the one behind the last.
 * Neighbours that share an end share no number.
 */
export function stepsWithin(
  at: number,
  step: number,
  [from, to]: readonly [from: number, to: number],
  count: number,
): readonly [first: number, end: number] {
  if (Math.abs(step) < NO_STEP) return at > from && at <= to ? [0, count] : [0, 0];
  const [a, b] = [(from - at) / step, (to - at) / step];
  const [first, end] = step > 0 ? [Math.floor(a) + 1, Math.floor(b) + 1] : [Math.ceil(b), Math.ceil(a)];
  return [Math.max(0, first), Math.min(count, end)];
}
