import type { MeasurementKind } from '@/measurement/measurement';
import { outlineOf } from '@/measurement/outline';
import type { PointPx } from '@/imaging/measuring/regionStatistics';

/** Height and width of a pixel on the screen, in any unit: right angles and circles are made there. */
export type PixelShape = readonly [row: number, column: number];

/** How a kind is drawn by hand. */
export interface HandSpec {
  /**
   * points: so many, each by a click or at the end of a drag. path: as many as one likes, until it is ended. stroke: along
   * the pointer. grow: from a seed.
   */
  readonly by: 'points' | 'path' | 'stroke' | 'grow';
  /** Points placed by hand; of a path, the fewest. */
  readonly count: number;
  /** Points, beside the first, that lie where the press begins: a second line is drawn by itself. */
  readonly starts?: readonly number[];
}

export const HAND: Record<MeasurementKind, HandSpec> = {
  length: { by: 'points', count: 2 },
  arrow: { by: 'points', count: 2 },
  angle: { by: 'points', count: 3 },
  bidirectional: { by: 'points', count: 2 },
  ellipse: { by: 'points', count: 2 },
  rectangle: { by: 'points', count: 2 },
  circle: { by: 'points', count: 2 },
  probe: { by: 'points', count: 1 },
  cobb: { by: 'points', count: 4, starts: [2] },
  ratio: { by: 'points', count: 4, starts: [2] },
  polyline: { by: 'path', count: 2 },
  spline: { by: 'path', count: 3 },
  livewire: { by: 'path', count: 2 },
  freehand: { by: 'stroke', count: 3 },
  region: { by: 'grow', count: 3 },
};

/** A contour of many corners: bent, not moved by handles. */
const IS_BENT: ReadonlySet<MeasurementKind> = new Set(['freehand', 'livewire', 'region']);
export const isBent = (kind: MeasurementKind): boolean => IS_BENT.has(kind);

type Vector = readonly [x: number, y: number];

const add = ([ax, ay]: Vector, [bx, by]: Vector): Vector => [ax + bx, ay + by];
const minus = ([ax, ay]: Vector, [bx, by]: Vector): Vector => [ax - bx, ay - by];
const times = ([x, y]: Vector, factor: number): Vector => [x * factor, y * factor];
const dot = ([ax, ay]: Vector, [bx, by]: Vector): number => ax * bx + ay * by;
const middle = (a: Vector, b: Vector): Vector => times(add(a, b), 0.5);
const unit = (vector: Vector, otherwise: Vector): Vector => {
  const length = Math.hypot(...vector);
  return length < 1e-9 ? otherwise : times(vector, 1 / length);
};
const upright = ([x, y]: Vector): Vector => [-y, x];

/** To the screen's proportions and back. */
const flat =
  ([row, column]: PixelShape) =>
  ([x, y]: Vector): Vector => [x * column, y * row];
const raise =
  ([row, column]: PixelShape) =>
  ([x, y]: Vector): PointPx => [x / column, y / row];

/** The short axis of a lesion begins as half of the long one. */
const FIRST_WIDTH = 0.25;

/** The handles of what was placed by hand. */
export function handlesOf(
  kind: MeasurementKind,
  placed: readonly PointPx[],
  shape: PixelShape,
): readonly PointPx[] {
  const [a, b] = placed;
  if (!a || !b) return placed;
  if (kind === 'rectangle') return [a, [b[0], a[1]], [a[0], b[1]], b];
  if (kind === 'ellipse') {
    const [x, y] = a;
    const [w, h] = [Math.abs(b[0] - x), Math.abs(b[1] - y)];
    return [
      [x, y + h],
      [x, y - h],
      [x - w, y],
      [x + w, y],
    ];
  }
  if (kind === 'bidirectional') {
    const [from, to] = [flat(shape)(a), flat(shape)(b)];
    const side = times(upright(minus(to, from)), FIRST_WIDTH);
    const centre = middle(from, to);
    return [a, b, raise(shape)(add(centre, side)), raise(shape)(minus(centre, side))];
  }
  return placed;
}

/** Long axis then short axis; the short one stays at a right angle to the long one, and both keep meeting. */
function moveBidirectional(
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
  const place = (point: Vector, origin: Vector, axis: Vector) => dot(minus(point, origin), axis);
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

/** Bottom, top, left, right: the axis under the hand grows to both sides of the centre. */
function moveEllipse(points: readonly PointPx[], at: number, to: PointPx): readonly PointPx[] {
  const other = points[at ^ 1];
  const [from, left, right] = [points[at], points[2], points[3]];
  if (!other || !from || !left || !right) return points;
  const centre = middle(left, right);
  const half = minus(from, centre);
  const fallback = unit(upright(minus(points[at < 2 ? 3 : 0] ?? to, centre)), [0, 1]);
  const axis = unit(half, fallback);
  const reach = times(axis, Math.max(0.01, Math.abs(dot(minus(to, centre), axis))));
  return points.map((point, i) =>
    i === at ? add(centre, reach) : i === (at ^ 1) ? minus(centre, reach) : point,
  );
}

/** Corners 0 1 / 2 3: the one opposite stays, also of a rectangle that stands at an angle. */
function moveRectangle(points: readonly PointPx[], at: number, to: PointPx): readonly PointPx[] {
  const [p0, p1, p2] = points;
  const fixed = points[3 - at];
  if (!p0 || !p1 || !p2 || !fixed) return points;
  const across = unit(minus(p1, p0), [1, 0]);
  const down = unit(minus(p2, p0), upright(across));
  const by = minus(to, fixed);
  // The sides may not stand at right angles in pixels: solve for both.
  const determinant = across[0] * down[1] - across[1] * down[0];
  if (Math.abs(determinant) < 1e-9) return points;
  const u = (by[0] * down[1] - by[1] * down[0]) / determinant;
  const v = (across[0] * by[1] - across[1] * by[0]) / determinant;
  return points.map((_, i) =>
    i === at
      ? to
      : i === 3 - at
        ? fixed
        : i === (at ^ 1)
          ? add(fixed, times(down, v))
          : add(fixed, times(across, u)),
  );
}

/** Points with one handle moved; what must stay round, square or symmetric does. */
export function moveHandle(
  kind: MeasurementKind,
  points: readonly PointPx[],
  at: number,
  to: PointPx,
  shape: PixelShape,
): readonly PointPx[] {
  if (kind === 'bidirectional') return moveBidirectional(points, at, to, shape);
  if (kind === 'ellipse') return moveEllipse(points, at, to);
  if (kind === 'rectangle') return moveRectangle(points, at, to);
  const from = points[at];
  if (kind === 'circle' && at === 0 && from) return moveAll(points, minus(to, from));
  return points.map((point, i) => (i === at ? to : point));
}

export const moveAll = (points: readonly PointPx[], by: PointPx): readonly PointPx[] =>
  points.map((point) => add(point, by));

/** A contour with the corner nearest to `from` brought along, and its neighbours within `reachPx` the less the further. */
export function bend(
  points: readonly PointPx[],
  from: PointPx,
  by: PointPx,
  reachPx: number,
): readonly PointPx[] {
  return points.map((point) => {
    const away = Math.hypot(...minus(point, from)) / reachPx;
    return away >= 1 ? point : add(point, times(by, (1 - away * away) ** 2));
  });
}

/** A line of a drawing. */
export interface Stroke {
  readonly points: readonly PointPx[];
  readonly closed?: boolean;
  /** A line that only leads from one part to another. */
  readonly thin?: boolean;
}

const ROUND = Array.from({ length: 72 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 72;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

function lines(points: readonly PointPx[]): Stroke[] {
  const pairs = [points.slice(0, 2), points.slice(2, 4)];
  return pairs.filter((pair) => pair.length === 2).map((pair) => ({ points: pair }));
}

/** What is drawn between handles, in image pixels. `open`: a contour that is still being drawn. */
export function strokesOf(
  kind: MeasurementKind,
  points: readonly PointPx[],
  shape: PixelShape,
  open = false,
): readonly Stroke[] {
  const [a, b, c, d] = points;
  if (!a || !b) return [];
  if (kind === 'cobb' && c && d) {
    return [...lines(points), { points: [middle(a, b), middle(c, d)], thin: true }];
  }
  if (kind === 'cobb' || kind === 'ratio' || kind === 'bidirectional') return lines(points);
  if (kind === 'rectangle' && c && d) return [{ points: [a, b, d, c], closed: true }];
  if (kind === 'ellipse' && c && d) {
    const centre = middle(c, d);
    const [along, up] = [minus(d, centre), minus(b, centre)];
    const around = ROUND.map(([x, y]) => add(centre, add(times(along, x), times(up, y))));
    return [{ points: around, closed: true }];
  }
  if (kind === 'circle') {
    const centre = flat(shape)(a);
    const radius = Math.hypot(...minus(flat(shape)(b), centre));
    return [{ points: ROUND.map((one) => raise(shape)(add(centre, times(one, radius)))), closed: true }];
  }
  const outline = outlineOf(kind, points);
  if (outline && !(open && kind !== 'spline')) return [{ points: outline, closed: points.length > 2 }];
  return [{ points }];
}
