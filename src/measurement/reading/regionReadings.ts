import type { PointPx } from '@/dicom/geometry/pointPx';
import { pathReadings } from './lineReadings';
import type { MeasuredImage } from './measuredImage';
import type { Reading } from './reading';
import { circleHandles, contourRegion, ellipseRegion, partInImage, type Region } from './region';
import { regionStatistics } from './regionStatistics';

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
export function regionReadings(region: Region | undefined, image: MeasuredImage): Reading[] {
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
  const handles = circleHandles(points, drawn);
  const [bottom, top, left, right] = handles;
  const readings = regionReadings(ellipseRegion(handles), image);
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

/** A closed contour; nothing where it crosses itself, since inside and outside are then not to be told. */
export function contourReadings(corners: readonly PointPx[], image: MeasuredImage): Reading[] {
  const region = contourRegion(corners);
  const [first] = corners;
  if (!region || !first || partInImage(region, image).lies === 'beside') return [];
  return [...regionReadings(region, image), ...pathReadings('perimeter', [...corners, first], image)];
}
