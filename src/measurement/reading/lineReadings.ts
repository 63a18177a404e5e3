import type { PointPx } from '@/dicom/geometry/pointPx';
import type { RegionAxis } from '@/dicom/geometry/ultrasoundRegions';
import { distance, flatten, type MeasuredImage } from './measuredImage';
import type { Reading } from './reading';

/** What a line along an axis of an ultrasound region reads. */
const AXIS_NAMES: Partial<Record<RegionAxis['unit'], Reading['name']>> = {
  s: 'time',
  mm: 'depth',
  'cm/s': 'velocity',
  Hz: 'frequency',
};

function axisReading(axis: RegionAxis | undefined, px: number): Reading[] {
  const name = axis && AXIS_NAMES[axis.unit];
  return axis && name ? [{ name, value: Math.abs(px) * axis.perPx, unit: axis.unit }] : [];
}

/** The length of a line, or what the axes of its ultrasound region count. */
export function lengthBetween(from: PointPx, to: PointPx, image: MeasuredImage): Reading[] {
  const { axes, spacing } = image;
  if (image.isCrossing) return [];
  if (axes) {
    const across = axisReading(axes.across, to[0] - from[0]);
    const down = axisReading(axes.down, to[1] - from[1]);
    return [...across, ...down.filter((one) => one.name !== across[0]?.name)];
  }
  // Pixels are counted as they are; only sizes make their shape matter.
  const value = spacing ? distance(flatten(image)(from), flatten(image)(to)) : distance(from, to);
  return [{ name: 'length', value, unit: spacing ? 'mm' : 'px' }];
}

/**
 * The two axes of a lesion in the order of its lines: the longer is its length, the long axis of RECIST, whichever was
 * drawn first.
 */
export function longAndShort([a, b, c, d]: readonly PointPx[], image: MeasuredImage): Reading[] {
  if (!a || !b || !c || !d || image.axes) return [];
  const [first, second] = [lengthBetween(a, b, image), lengthBetween(c, d, image)];
  const isSecondLonger = (second[0]?.value ?? 0) > (first[0]?.value ?? 0);
  const short = (axis: readonly Reading[]) => axis.map((one) => ({ ...one, name: 'width' as const }));
  return isSecondLonger ? [...short(first), ...second] : [...first, ...short(second)];
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

const between = ([x1, y1]: PointPx, [x2, y2]: PointPx): PointPx => [x2 - x1, y2 - y1];
const cross = ([ax, ay]: PointPx, [bx, by]: PointPx): number => ax * by - ay * bx;

/** Degrees between two directions, 0 to 180. */
function degrees(a: PointPx, b: PointPx): Reading[] {
  if (Math.hypot(...a) === 0 || Math.hypot(...b) === 0) return [];
  const value = Math.abs(Math.atan2(cross(a, b), a[0] * b[0] + a[1] * b[1]));
  return [{ name: 'angle', value: (value * 180) / Math.PI, unit: 'deg' }];
}

/** The angle at the second of three points. */
export function angleBetween(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [from, vertex, to] = points.map(flatten(image));
  if (!from || !vertex || !to || image.axes || image.isCrossing) return [];
  return degrees(between(vertex, from), between(vertex, to));
}

/**
 * The angle between two lines, whichever way each was drawn: both are taken to cross the way from one to the other in
 * the same sense, so that curves of more than 90 degrees read right.
 */
export function cobbAngle(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [a, b, c, d] = points.map(flatten(image));
  if (!a || !b || !c || !d || image.axes || image.isCrossing) return [];
  const way: PointPx = [(c[0] + d[0] - a[0] - b[0]) / 2, (c[1] + d[1] - a[1] - b[1]) / 2];
  const alike = (line: PointPx): PointPx => (cross(way, line) < 0 ? [-line[0], -line[1]] : line);
  return degrees(alike(between(a, b)), alike(between(c, d)));
}

/** Cardiothoracic ratio: the smaller of two widths, the heart's, over the larger. */
export function ratioOfWidths(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [a, b, c, d] = points;
  if (!a || !b || !c || !d || image.axes || image.isCrossing) return [];
  const flat = flatten(image);
  const widths = [
    [a, b],
    [c, d],
  ].map(([from = a, to = a]) => ({
    inProportion: distance(flat(from), flat(to)),
    asCounted: image.spacing ? distance(flat(from), flat(to)) : distance(from, to),
  }));
  const [heart, thorax] = widths.sort((one, other) => one.inProportion - other.inProportion);
  if (!heart || !thorax || thorax.inProportion === 0) return [];
  const unit = image.spacing ? 'mm' : 'px';
  return [
    { name: 'ratio', value: heart.inProportion / thorax.inProportion, unit: '' },
    { name: 'heart', value: heart.asCounted, unit },
    { name: 'thorax', value: thorax.asCounted, unit },
  ];
}
