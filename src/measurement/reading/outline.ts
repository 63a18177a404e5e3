import type { PointPx } from '@/dicom/geometry/pointPx';

/** Parts of the curve between two knots: the corners of a circle through eight knots lie within a hundredth of a pixel. */
const STEPS = 16;
/** Sweeps of the iteration below; each leaves at most half of the error. */
const SWEEPS = 40;

const distance = ([x1, y1]: PointPx, [x2, y2]: PointPx): number => Math.hypot(x2 - x1, y2 - y1);

/** Second derivatives of the closed cubic spline at its knots (one coordinate): Gauss-Seidel on the cyclic system. */
function curvatures(values: readonly number[], spans: readonly number[]): number[] {
  const count = values.length;
  const at = (list: readonly number[], i: number): number => list[(i + count) % count] ?? 0;
  const found = values.map(() => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let i = 0; i < count; i++) {
      const [before, after] = [at(spans, i - 1), at(spans, i)];
      const slope =
        (at(values, i + 1) - at(values, i)) / after - (at(values, i) - at(values, i - 1)) / before;
      found[i] = (6 * slope - before * at(found, i - 1) - after * at(found, i + 1)) / (2 * (before + after));
    }
  }
  return found;
}

/** Corners of the closed cubic spline through knots, the knots among them. */
export function splineThrough(knots: readonly PointPx[]): readonly PointPx[] {
  const apart = knots.filter((knot, i) => distance(knot, knots.at(i - 1) ?? knot) > 1e-9);
  if (apart.length < 3) return knots;
  const spans = apart.map((knot, i) => distance(knot, apart[(i + 1) % apart.length] ?? knot));
  const axes = ([0, 1] as const).map((axis) => {
    const values = apart.map((knot) => knot[axis]);
    const second = curvatures(values, spans);
    return (i: number, t: number): number => {
      const next = (i + 1) % apart.length;
      const [h, p, q, m, n] = [spans[i], values[i], values[next], second[i], second[next]].map(
        (one) => one ?? 0,
      ) as [number, number, number, number, number];
      const rest = h - t;
      return (
        (m * rest ** 3 + n * t ** 3) / (6 * h) + (p / h - (m * h) / 6) * rest + (q / h - (n * h) / 6) * t
      );
    };
  });
  const [x, y] = axes;
  if (!x || !y) return knots;
  return apart.flatMap((_, i) =>
    Array.from({ length: STEPS }, (__, step): PointPx => {
      const t = ((spans[i] ?? 0) * step) / STEPS;
      return [x(i, t), y(i, t)];
    }),
  );
}

/** Area of a closed contour, in square pixels. */
export function areaPx2(corners: readonly PointPx[]): number {
  const doubled = corners.reduce((sum, [x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % corners.length] ?? [x1, y1];
    return sum + x1 * y2 - x2 * y1;
  }, 0);
  return Math.abs(doubled) / 2;
}

const turn = ([ax, ay]: PointPx, [bx, by]: PointPx, [cx, cy]: PointPx): number =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));

/** Whether two sides cross in their insides. */
const isCrossed = (a: PointPx, b: PointPx, c: PointPx, d: PointPx): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Whether a closed contour crosses itself: its inside is then ambiguous. */
export function isKnotted(corners: readonly PointPx[]): boolean {
  const sides = corners.map((from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    return { from, to, left: Math.min(from[0], to[0]), right: Math.max(from[0], to[0]) };
  });
  // From left to right, a side meets only those that begin before it ends.
  sides.sort((a, b) => a.left - b.left);
  return sides.some((one, i) => {
    for (let j = i + 1; j < sides.length; j++) {
      const other = sides[j];
      if (!other || other.left > one.right) return false;
      if (isCrossed(one.from, one.to, other.from, other.to)) return true;
    }
    return false;
  });
}

/** The fewest corners of a line that stay within `tolerancePx` of all of its points (Douglas and Peucker). */
export function simplify(line: readonly PointPx[], tolerancePx: number): readonly PointPx[] {
  const keep = new Uint8Array(line.length);
  const todo: [number, number][] = [[0, line.length - 1]];
  keep[0] = keep[line.length - 1] = 1;
  for (let span = todo.pop(); span; span = todo.pop()) {
    const [from, to] = span;
    const [a, b] = [line[from], line[to]];
    if (!a || !b) continue;
    const length = distance(a, b);
    let [furthest, at] = [tolerancePx, -1];
    for (let i = from + 1; i < to; i++) {
      const p = line[i] ?? a;
      const away =
        length < 1e-9
          ? distance(a, p)
          : Math.abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) / length;
      if (away > furthest) [furthest, at] = [away, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    todo.push([from, at], [at, to]);
  }
  return line.filter((_, i) => keep[i] === 1);
}
