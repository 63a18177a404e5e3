import type { Reading } from '@/view/measurement';
import { areaPx2, isKnotted } from '@/view/outline';
import { distance, flatten, type MeasuredImage } from './measuredImage';
import {
  ellipseInside,
  polygonInside,
  regionStatistics,
  type Inside,
  type PointPx,
} from './regionStatistics';

/** The area of the drawn shape itself, not of the pixels in it. */
function areaOf(areaPx: number, { spacing, axes, isCrossing }: MeasuredImage): Reading[] {
  if (axes || isCrossing) return [];
  return spacing
    ? [{ name: 'area', value: areaPx * spacing.rowMm * spacing.columnMm, unit: 'mm2' }]
    : [{ name: 'area', value: areaPx, unit: 'px2' }];
}

function regionReadings(
  image: MeasuredImage,
  box: readonly PointPx[],
  inside: Inside,
  areaPx: number,
): Reading[] {
  const found = image.values && regionStatistics({ ...image, values: image.values }, box, inside);
  const area = areaOf(areaPx, image);
  if (!found) return area;
  const { unit, factor = 1 } = image;
  return [
    { name: 'mean', value: found.mean * factor, unit },
    { name: 'sd', value: found.sd * factor, unit },
    { name: 'min', value: found.min * factor, unit },
    { name: 'max', value: found.max * factor, unit },
    ...area,
    { name: 'pixels', value: found.count, unit: '' },
  ];
}

export function ellipseReadings(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [bottom, top, left, right] = points;
  if (!bottom || !top || !left || !right) return [];
  const a: PointPx = [(right[0] - left[0]) / 2, (right[1] - left[1]) / 2];
  const b: PointPx = [(top[0] - bottom[0]) / 2, (top[1] - bottom[1]) / 2];
  const centre: PointPx = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const reach: PointPx = [Math.hypot(a[0], b[0]), Math.hypot(a[1], b[1])];
  const box: PointPx[] = [
    [centre[0] - reach[0], centre[1] - reach[1]],
    [centre[0] + reach[0], centre[1] + reach[1]],
  ];
  return regionReadings(image, box, ellipseInside(points), Math.PI * Math.abs(a[0] * b[1] - a[1] * b[0]));
}

/** Cornerstone keeps a rectangle's corners as 0 1 / 2 3 in reading order; around the shape that is 0 1 3 2. */
export function rectangleReadings([p0, p1, p2, p3]: readonly PointPx[], image: MeasuredImage): Reading[] {
  if (!p0 || !p1 || !p2 || !p3) return [];
  const around = [p0, p1, p3, p2];
  return regionReadings(image, around, polygonInside(around), areaPx2(around));
}

/** Bottom, top, left and right of a circle, which is round on the screen: centre and a point on it. */
export function circleHandles(
  [centre, edge]: readonly PointPx[],
  [rowSize, columnSize]: readonly [row: number, column: number] = [1, 1],
): readonly PointPx[] {
  if (!centre || !edge) return [];
  const radius = Math.hypot((edge[0] - centre[0]) * columnSize, (edge[1] - centre[1]) * rowSize);
  const [across, down] = [radius / columnSize, radius / rowSize];
  const [x, y] = centre;
  return [
    [x, y + down],
    [x, y - down],
    [x - across, y],
    [x + across, y],
  ];
}

/** A circle as it is drawn; its diameter only where it is one in millimetres too. */
export function circleReadings(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const { drawn, spacing, axes, isCrossing } = image;
  const handles = circleHandles(points, drawn);
  const [bottom, top, left, right] = handles;
  if (!bottom || !top || !left || !right) return [];
  const width = (right[0] - left[0]) * (spacing?.columnMm ?? 1);
  const height = (bottom[1] - top[1]) * (spacing?.rowMm ?? 1);
  const isRound = Math.abs(width - height) <= 1e-3 * width;
  return [
    ...ellipseReadings(handles, image),
    ...(isRound && !axes && !isCrossing
      ? [{ name: 'diameter', value: width, unit: spacing ? 'mm' : 'px' } as const]
      : []),
  ];
}

/** The length of a line through points. */
export function pathReadings(
  name: 'length' | 'perimeter',
  path: readonly PointPx[],
  image: MeasuredImage,
): Reading[] {
  const { spacing, axes, isCrossing } = image;
  if (axes || isCrossing || path.length < 2) return [];
  const flat = spacing ? path.map(flatten(image)) : path;
  const value = flat.reduce((sum, point, i) => sum + distance(flat[i - 1] ?? point, point), 0);
  return [{ name, value, unit: spacing ? 'mm' : 'px' }];
}

/** A closed contour; nothing where it crosses itself, since inside and outside are then not to be told. */
export function contourReadings(corners: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [first] = corners;
  if (!first || corners.length < 3 || isKnotted(corners)) return [];
  return [
    ...regionReadings(image, corners, polygonInside(corners), areaPx2(corners)),
    ...pathReadings('perimeter', [...corners, first], image),
  ];
}
