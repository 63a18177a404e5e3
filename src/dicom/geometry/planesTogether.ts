import { dot, lpsToPixel, pixelToLps, type Orientation, type Plane, type Triple } from './geometry';
import type { PointPx } from './pointPx';

/** An image where it lies: its plane, and how many rows and columns of it are picture. */
export interface PlacedImage {
  readonly plane: Plane;
  readonly rows: number;
  readonly columns: number;
}

/** Cosine of the angle between normals up to which planes count as parallel: some 8 degrees. */
const PARALLEL = 0.99;

/** Whether one plane can be scrolled along with the other, whichever way their normals point. */
export const areParallel = (a: Pick<Orientation, 'normal'>, b: Pick<Orientation, 'normal'>): boolean =>
  Math.abs(dot(a.normal, b.normal)) > PARALLEL;

/** How far a point (LPS mm) lies above a plane along its normal, mm; below it negative. */
export const aboveMm = ({ normal, positionLps: p }: Plane, point: Triple): number =>
  dot([point[0] - p[0], point[1] - p[1], point[2] - p[2]], normal);

/** The middle of an image, LPS mm. */
export const middleLps = ({ plane, rows, columns }: PlacedImage): Triple =>
  pixelToLps(plane, (columns - 1) / 2, (rows - 1) / 2);

/** A normal with its sign chosen: towards left, back or head, whichever of them it is nearest to. */
export function towardsLeftBackHead(normal: Triple): Triple {
  const sizes = normal.map(Math.abs);
  const main = normal[sizes.indexOf(Math.max(...sizes))] ?? 0;
  return main < 0 ? [-normal[0], -normal[1], -normal[2]] : normal;
}

/** A point moved along a direction by so many mm. */
export const along = (point: Triple, direction: Triple, mm: number): Triple => [
  point[0] + direction[0] * mm,
  point[1] + direction[1] * mm,
  point[2] + direction[2] * mm,
];

/** What of a line from `a` to `b` lies within the pixels of an image, to their outer edges (Liang and Barsky); undefined: nothing. */
function cut(
  a: PointPx,
  b: PointPx,
  { rows, columns }: Pick<PlacedImage, 'rows' | 'columns'>,
): readonly [PointPx, PointPx] | undefined {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [-dx, a[0] + 0.5],
    [dx, columns - 0.5 - a[0]],
    [-dy, a[1] + 0.5],
    [dy, rows - 0.5 - a[1]],
  ] as const) {
    if (step === 0 && room < 0) return undefined;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  const at = (part: number): PointPx => [a[0] + dx * part, a[1] + dy * part];
  return from < to ? [at(from), at(to)] : undefined;
}

/**
 * Where one image cuts another of the same frame of reference, in pixels of `on` (middle of the first at 0, 0): as long as both
 * are pictures there. Undefined where they are parallel or do not meet.
 */
export function cutLine(of: PlacedImage, on: PlacedImage): readonly [PointPx, PointPx] | undefined {
  if (areParallel(of.plane, on.plane)) return undefined;
  const [right, bottom] = [of.columns - 0.5, of.rows - 0.5];
  const corners = [
    [-0.5, -0.5],
    [right, -0.5],
    [right, bottom],
    [-0.5, bottom],
  ] as const;
  const points = corners.map(([column, row]) => {
    const lps = pixelToLps(of.plane, column, row);
    return { lps, above: aboveMm(on.plane, lps) };
  });
  // A corner that lies on the plane counts as above it, so that each crossing is counted once.
  const crossings = points.flatMap((a, at): Triple[] => {
    const b = points[(at + 1) % points.length];
    if (!b || a.above >= 0 === b.above >= 0) return [];
    const part = a.above / (a.above - b.above);
    return [[0, 1, 2].map((i) => (a.lps[i] ?? 0) * (1 - part) + (b.lps[i] ?? 0) * part) as unknown as Triple];
  });
  const [first, second] = crossings;
  return first && second && cut(lpsToPixel(on.plane, first), lpsToPixel(on.plane, second), on);
}

/** The pixel of an image that a point (LPS mm) lies above, and how far, mm; undefined where it lies beside the picture. */
export function pixelBelow(
  image: PlacedImage,
  point: Triple,
): { readonly at: PointPx; readonly awayMm: number } | undefined {
  const at = lpsToPixel(image.plane, point);
  const isIn = (part: number, count: number) => part >= -0.5 && part <= count - 0.5;
  if (!isIn(at[0], image.columns) || !isIn(at[1], image.rows)) return undefined;
  return { at, awayMm: Math.abs(aboveMm(image.plane, point)) };
}
