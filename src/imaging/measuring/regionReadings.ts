import type { MeasurementKind, Reading } from '@/measurement/measurement';
import { distance, flatten, type MeasuredImage } from './measuredImage';
import { circleHandles, partInImage, regionOf } from './region';
import { regionStatistics, type PointPx } from './regionStatistics';

/** The area of the shape itself, not of the pixels in it. */
function areaOf(areaPx: number, { spacing, axes, isCrossing }: MeasuredImage): Reading[] {
  if (axes || isCrossing) return [];
  return spacing
    ? [{ name: 'area', value: areaPx * spacing.rowMm * spacing.columnMm, unit: 'mm2' }]
    : [{ name: 'area', value: areaPx, unit: 'px2' }];
}

/**
 * Statistics and area of what a drawing encloses; where it reaches over the border of the image both are of the part in
 * it, and where nothing of it is in the image there is none.
 */
export function regionReadings(
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): Reading[] {
  const region = regionOf(kind, points, image.drawn);
  const part = region && partInImage(region, image);
  if (!region || !part || part.lies === 'beside') return [];
  const found =
    image.values && regionStatistics({ ...image, values: image.values }, region.box, region.inside);
  const area = areaOf(part.areaPx2, image);
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

/** A circle as it is drawn; its diameter only where it is one in millimetres too. */
export function circleReadings(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const { drawn, spacing, axes, isCrossing } = image;
  const [bottom, top, left, right] = circleHandles(points, drawn);
  const readings = regionReadings('circle', points, image);
  if (!bottom || !top || !left || !right) return readings;
  const width = (right[0] - left[0]) * (spacing?.columnMm ?? 1);
  const height = (bottom[1] - top[1]) * (spacing?.rowMm ?? 1);
  const isRound = Math.abs(width - height) <= 1e-3 * width;
  return [
    ...readings,
    ...(readings.length > 0 && isRound && !axes && !isCrossing
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
export function contourReadings(
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): Reading[] {
  const region = regionOf(kind, points);
  const corners = region?.border() ?? [];
  const [first] = corners;
  if (!region || !first || partInImage(region, image).lies === 'beside') return [];
  return [...regionReadings(kind, points, image), ...pathReadings('perimeter', [...corners, first], image)];
}
