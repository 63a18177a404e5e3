import type { PointPx } from '@/dicom/geometry/pointPx';
import type { PixelShape } from './kind';

export type Vector = readonly [x: number, y: number];

export const add = ([ax, ay]: Vector, [bx, by]: Vector): Vector => [ax + bx, ay + by];
export const minus = ([ax, ay]: Vector, [bx, by]: Vector): Vector => [ax - bx, ay - by];
export const times = ([x, y]: Vector, factor: number): Vector => [x * factor, y * factor];
export const scalarProduct = ([ax, ay]: Vector, [bx, by]: Vector): number => ax * bx + ay * by;
export const middle = (a: Vector, b: Vector): Vector => times(add(a, b), 0.5);
/** A vector of length 1; `otherwise` where it has no length. */
export const unit = (vector: Vector, otherwise: Vector): Vector => {
  const length = Math.hypot(...vector);
  return length < 1e-9 ? otherwise : times(vector, 1 / length);
};
/** Turned by a right angle. */
export const upright = ([x, y]: Vector): Vector => [-y, x];

/** Image pixels in the screen's proportions. */
export const flat =
  ([row, column]: PixelShape) =>
  ([x, y]: Vector): Vector => [x * column, y * row];
/** The way back: the screen's proportions in image pixels. */
export const raise =
  ([row, column]: PixelShape) =>
  ([x, y]: Vector): PointPx => [x / column, y / row];

export const moveAll = (points: readonly PointPx[], by: PointPx): readonly PointPx[] =>
  points.map((point) => add(point, by));
