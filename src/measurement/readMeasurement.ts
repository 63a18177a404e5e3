import type { PointPx } from '@/dicom/geometry/pointPx';
import { KINDS, type MeasurementKind } from './kinds';
import type { MeasuredImage } from './reading/measuredImage';
import { isKnotted } from './reading/outline';
import type { Reading, Refusal } from './reading/reading';
import { partInImage } from './reading/region';

/** What a measurement says. Millimetres only where spacing is known; statistics only where pixels are. */
export const readMeasurement = (
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): readonly Reading[] => (image.isRendered ? [] : (KINDS[kind].read?.(points, image) ?? []));

/** Why a measurement lacks a number that people expect of it. */
export function refusalOf(
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): Refusal | undefined {
  const { read, readsAxes, refuse, outline, region } = KINDS[kind];
  if (!read) return undefined;
  if (image.isRendered) return 'rendered';
  if (refuse) return refuse(points, image);
  if (image.isCrossing) return 'crossing';
  if (image.axes && !(readsAxes && read(points, image).length > 0)) return 'axes';
  if (outline && isKnotted(outline(points))) return 'knotted';
  const enclosed = region?.(points, image.drawn);
  const part = enclosed && partInImage(enclosed, image);
  return part && part.lies !== 'inside' ? part.lies : undefined;
}
