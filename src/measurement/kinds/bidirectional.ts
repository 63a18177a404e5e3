import type { PointPx } from '@/dicom/geometry/pointPx';
import type { PixelShape } from './kind';
import { add, scalarProduct, flat, middle, minus, raise, times, unit, upright, type Vector } from './vectors';

/** The short axis of a lesion begins as half of the long one. */
const FIRST_WIDTH = 0.25;

/** Long axis then short axis, of a long axis that was drawn. */
export function bidirectionalHandles(
  [a, b]: readonly [PointPx, PointPx],
  shape: PixelShape,
): readonly PointPx[] {
  const [from, to] = [flat(shape)(a), flat(shape)(b)];
  const side = times(upright(minus(to, from)), FIRST_WIDTH);
  const centre = middle(from, to);
  return [a, b, raise(shape)(add(centre, side)), raise(shape)(minus(centre, side))];
}

/** The short axis stays at a right angle to the long one, and both keep meeting. */
export function moveBidirectional(
  points: readonly PointPx[],
  at: number,
  to: PointPx,
  shape: PixelShape,
): readonly PointPx[] {
  const [a, b, c, d] = points.map(flat(shape));
  if (!a || !b || !c || !d) return points;
  const target = flat(shape)(to);
  const along = unit(minus(b, a), [1, 0]);
  const across = upright(along);
  const length = Math.hypot(...minus(b, a));
  const place = (point: Vector, origin: Vector, axis: Vector) => scalarProduct(minus(point, origin), axis);
  // Where the short axis meets the long one, as a part of it, and how far it reaches to each side.
  const part = length < 1e-9 ? 0.5 : place(c, a, along) / length;
  const sides = [place(c, a, across), place(d, a, across)] as const;
  const build = (from: Vector, end: Vector, meets: number, [one, other]: readonly [number, number]) => {
    const axis = unit(minus(end, from), along);
    const foot = add(from, times(minus(end, from), meets));
    const side = upright(axis);
    return [from, end, add(foot, times(side, one)), add(foot, times(side, other))].map(raise(shape));
  };
  if (at === 0) return build(target, b, part, sides);
  if (at === 1) return build(a, target, part, sides);
  const meets = Math.min(1, Math.max(0, length < 1e-9 ? 0.5 : place(target, a, along) / length));
  const reach = place(target, a, across);
  return build(a, b, meets, at === 2 ? [reach, sides[1]] : [sides[0], reach]);
}
