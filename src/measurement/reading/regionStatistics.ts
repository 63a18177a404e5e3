import type { PointPx } from '@/dicom/geometry/pointPx';
import type { ValueRange } from '@/dicom/transforms/padding';

/** Pixels inside a shape. */
export interface RegionStatistics {
  readonly count: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/** Whether a point lies inside. */
export type IsInside = (column: number, row: number) => boolean;

/** The ellipse through four handles: bottom, top, left, right (any order of the two axes), possibly turned. */
export function ellipseInside([bottom, top, left, right]: readonly PointPx[]): IsInside {
  if (!bottom || !top || !left || !right) return () => false;
  const [cx, cy] = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const a: PointPx = [(right[0] - left[0]) / 2, (right[1] - left[1]) / 2];
  const b: PointPx = [(top[0] - bottom[0]) / 2, (top[1] - bottom[1]) / 2];
  const determinant = a[0] * b[1] - a[1] * b[0];
  if (Math.abs(determinant) < 1e-9) return () => false;
  return (column, row) => {
    const [x, y] = [column - cx, row - cy];
    const u = (x * b[1] - y * b[0]) / determinant;
    const v = (a[0] * y - a[1] * x) / determinant;
    return u * u + v * v <= 1;
  };
}

/** The inside of a closed polygon, by crossings; those of a row are found once. */
export function polygonInside(corners: readonly PointPx[]): IsInside {
  const rows = new Map<number, readonly number[]>();
  const crossingsOf = (row: number): readonly number[] => {
    const known = rows.get(row);
    if (known) return known;
    const found = corners.flatMap(([x1, y1], i) => {
      const [x2, y2] = corners[(i + 1) % corners.length] ?? [x1, y1];
      return y1 > row !== y2 > row ? [((x2 - x1) * (row - y1)) / (y2 - y1) + x1] : [];
    });
    rows.set(row, found);
    return found;
  };
  return (column, row) => crossingsOf(row).reduce((inside, at) => (column < at ? !inside : inside), false);
}

/** Whether a value is one: a number that is no padding. */
export const isPicture = (value: number, padding: ValueRange | undefined): boolean =>
  Number.isFinite(value) && !(padding && value >= padding.from && value <= padding.to);

/**
 * Statistics over the pixels whose middle lies inside. Values within `padding` (PS3.3 C.7.5.1.1.2) do not count, nor does
 * what is no number or lies outside the image. Undefined when no pixel is inside. `values` row-major, one per pixel.
 */
export function regionStatistics(
  image: {
    readonly rows: number;
    readonly columns: number;
    readonly values: ArrayLike<number>;
    readonly padding?: ValueRange;
  },
  corners: readonly PointPx[],
  inside: IsInside,
): RegionStatistics | undefined {
  const { rows, columns, values, padding } = image;
  const span = (of: readonly number[], most: number) =>
    [Math.max(0, Math.ceil(Math.min(...of))), Math.min(most - 1, Math.floor(Math.max(...of)))] as const;
  const [left, right] = span(
    corners.map(([column]) => column),
    columns,
  );
  const [top, bottom] = span(
    corners.map(([, row]) => row),
    rows,
  );
  let [count, sum, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  const corner = values[top * columns + left] ?? 0;
  const shift = Number.isFinite(corner) ? corner : 0; // Sums of differences keep their digits.
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const value = values[row * columns + column];
      if (value === undefined || !isPicture(value, padding) || !inside(column, row)) continue;
      const difference = value - shift;
      count++;
      sum += difference;
      squares += difference * difference;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (count === 0) return undefined;
  const mean = sum / count;
  return { count, mean: mean + shift, sd: Math.sqrt(Math.max(0, squares / count - mean * mean)), min, max };
}
