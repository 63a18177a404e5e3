import type { PointPx } from '@/dicom/geometry/pointPx';
import type { Graphic, ReportForm } from './kind';

/** The points of all graphics, one after another. */
export const allPoints = (graphics: readonly Graphic[]): readonly PointPx[] =>
  graphics.flatMap(({ pointsPx }) => [...pointsPx]);

const isSame = ([x1, y1]: PointPx, [x2, y2]: PointPx): boolean => x1 === x2 && y1 === y2;

/** The outline with its first point again at the end, as PS3.3 C.18.6.1.1 has closed polylines. */
export function closed(points: readonly PointPx[]): readonly PointPx[] {
  const [first] = points;
  const last = points.at(-1);
  return first && last && !isSame(first, last) ? [...points, first] : points;
}

/** A line through its handles. */
export const LINE_FORM: ReportForm = {
  graphics: (handles) => [{ type: 'POLYLINE', pointsPx: handles }],
  handles: allPoints,
  role: 'line',
};

/** Lines of two points each. */
export const PAIRS_FORM: ReportForm = {
  graphics: (handles) =>
    Array.from({ length: Math.floor(handles.length / 2) }, (_, i) => ({
      type: 'POLYLINE' as const,
      pointsPx: handles.slice(2 * i, 2 * i + 2),
    })),
  handles: allPoints,
  role: 'line',
};

export const POINT_FORM: ReportForm = {
  graphics: (handles) => [{ type: 'POINT', pointsPx: handles.slice(0, 1) }],
  handles: allPoints,
  role: 'region',
};
