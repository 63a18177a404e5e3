import type { PointPx } from '@/dicom/geometry/pointPx';
import { distance } from '@/measurement/reading/measuredImage';
import type { Graphic, ReportForm, Stroke } from './kind';
import { add, scalarProduct, middle, minus, times, unit, upright } from './vectors';

/** Handles of an ellipse around a point, bottom, top, left, right, through the corner of its quarter. */
export function ellipseHandles([[x, y], corner]: readonly [PointPx, PointPx]): readonly PointPx[] {
  const [w, h] = [Math.abs(corner[0] - x), Math.abs(corner[1] - y)];
  return [
    [x, y + h],
    [x, y - h],
    [x - w, y],
    [x + w, y],
  ];
}

/** The axis under the hand grows to both sides of the centre. */
export function moveEllipse(points: readonly PointPx[], at: number, to: PointPx): readonly PointPx[] {
  const other = points[at ^ 1];
  const [from, left, right] = [points[at], points[2], points[3]];
  if (!other || !from || !left || !right) return points;
  const centre = middle(left, right);
  const half = minus(from, centre);
  const fallback = unit(upright(minus(points[at < 2 ? 3 : 0] ?? to, centre)), [0, 1]);
  const axis = unit(half, fallback);
  const reach = times(axis, Math.max(0.01, Math.abs(scalarProduct(minus(to, centre), axis))));
  return points.map((point, i) =>
    i === at ? add(centre, reach) : i === (at ^ 1) ? minus(centre, reach) : point,
  );
}

/** The corners of a circle of radius 1, as it is drawn. */
export const ROUND = Array.from({ length: 72 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 72;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

export function ellipseStrokes(points: readonly PointPx[]): readonly Stroke[] {
  const [, b, c, d] = points;
  if (!b || !c || !d) return [{ points }];
  const centre = middle(c, d);
  const [along, up] = [minus(d, centre), minus(b, centre)];
  const around = ROUND.map(([x, y]) => add(centre, add(times(along, x), times(up, y))));
  return [{ points: around, closed: true }];
}

/** Written as the ends of the longer axis, then of the shorter. */
export const ELLIPSE_FORM: ReportForm = {
  graphics: ([bottom, top, left, right]) => {
    if (!bottom || !top || !left || !right) return [];
    const [upright, level] = [
      [bottom, top],
      [left, right],
    ] as const;
    const isUpright = distance(bottom, top) > distance(left, right);
    return [{ type: 'ELLIPSE', pointsPx: isUpright ? [...upright, ...level] : [...level, ...upright] }];
  },
  handles: ([graphic]: readonly Graphic[]) => {
    const [a, b, c, d] = graphic?.pointsPx ?? [];
    if (!a || !b || !c || !d) return [];
    const isUpright = Math.abs(b[1] - a[1]) > Math.abs(b[0] - a[0]);
    const [[p, q], [r, s]] = isUpright
      ? [
          [a, b],
          [c, d],
        ]
      : [
          [c, d],
          [a, b],
        ];
    return [...(p[1] >= q[1] ? [p, q] : [q, p]), ...(r[0] <= s[0] ? [r, s] : [s, r])];
  },
  role: 'region',
};
