import type { PointPx } from '@/dicom/geometry/pointPx';
import { KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { PixelShape, Stroke } from '@/measurement/kinds/kind';
import { add, minus, times } from '@/measurement/kinds/vectors';

export { moveAll } from '@/measurement/kinds/vectors';

export const isBent = (kind: MeasurementKind): boolean => KINDS[kind].isBent === true;

/** The handles of what was placed by hand. */
export function handlesOf(
  kind: MeasurementKind,
  placed: readonly PointPx[],
  shape: PixelShape,
): readonly PointPx[] {
  const [a, b] = placed;
  return (a && b && KINDS[kind].handles?.([a, b], shape)) ?? placed;
}

/** Points with one handle moved; what must stay round, square or symmetric does. */
export const moveHandle = (
  kind: MeasurementKind,
  points: readonly PointPx[],
  at: number,
  to: PointPx,
  shape: PixelShape,
): readonly PointPx[] =>
  KINDS[kind].move?.(points, at, to, shape) ?? points.map((point, i) => (i === at ? to : point));

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

/** What is drawn between handles, in image pixels. `open`: a contour that is still being drawn. */
export function strokesOf(
  kind: MeasurementKind,
  points: readonly PointPx[],
  shape: PixelShape,
  open = false,
): readonly Stroke[] {
  const { strokes, outline, isBent } = KINDS[kind];
  if (points.length < 2) return [];
  if (strokes) return strokes(points, shape);
  return outline && !(open && isBent)
    ? [{ points: outline(points), closed: points.length > 2 }]
    : [{ points }];
}
