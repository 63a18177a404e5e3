import type { PointPx } from '@/dicom/geometry/pointPx';
import type { ReportForm } from './kind';
import { add, minus, times, unit, upright } from './vectors';

/** Corners 0 1 / 2 3: the one opposite stays, also of a rectangle that stands at an angle. */
export function moveRectangle(points: readonly PointPx[], at: number, to: PointPx): readonly PointPx[] {
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

/** The corners around the shape, of those in reading order: 0 1 3 2. */
export const aroundRectangle = ([a, b, c, d]: readonly PointPx[]): readonly PointPx[] | undefined =>
  a && b && c && d ? [a, b, d, c] : undefined;

export const RECTANGLE_FORM: ReportForm = {
  graphics: (corners) => {
    const around = aroundRectangle(corners);
    return around ? [{ type: 'POLYLINE', pointsPx: [...around, ...around.slice(0, 1)] }] : [];
  },
  handles: ([graphic]) => {
    const [a, b, d, c] = graphic?.pointsPx ?? [];
    return a && b && c && d ? [a, b, c, d] : [];
  },
  role: 'region',
};
