import type { RegionAxis } from '@/dicom/geometry/ultrasoundRegions';
import type { MeasurementKind, Reading, Refusal } from '@/measurement/measurement';
import { isContour, isKnotted, outlineOf } from '@/measurement/outline';
import { distance, flatten, type MeasuredImage } from './measuredImage';
import { partInImage, regionOf } from './region';
import { circleReadings, contourReadings, pathReadings, regionReadings } from './regionReadings';
import { isPicture, type PointPx } from './regionStatistics';

export type { MeasuredImage } from './measuredImage';

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

function lengthsOf(name: 'length' | 'width', from: PointPx, to: PointPx, image: MeasuredImage): Reading[] {
  const { axes, spacing } = image;
  if (image.isCrossing) return [];
  if (axes) {
    const across = axisReading(axes.across, to[0] - from[0]);
    const down = axisReading(axes.down, to[1] - from[1]);
    return name === 'length' ? [...across, ...down.filter((one) => one.name !== across[0]?.name)] : [];
  }
  // Pixels are counted as they are; only sizes make their shape matter.
  const value = spacing ? distance(flatten(image)(from), flatten(image)(to)) : distance(from, to);
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

function angleOf(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [from, vertex, to] = points.map(flatten(image));
  if (!from || !vertex || !to || image.axes || image.isCrossing) return [];
  return degrees(between(vertex, from), between(vertex, to));
}

/**
 * The angle between two lines, whichever way each was drawn: both are taken to cross the way from one to the other in
 * the same sense, so that curves of more than 90 degrees read right.
 */
function cobbOf(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [a, b, c, d] = points.map(flatten(image));
  if (!a || !b || !c || !d || image.axes || image.isCrossing) return [];
  const way: PointPx = [(c[0] + d[0] - a[0] - b[0]) / 2, (c[1] + d[1] - a[1] - b[1]) / 2];
  const alike = (line: PointPx): PointPx => (cross(way, line) < 0 ? [-line[0], -line[1]] : line);
  return degrees(alike(between(a, b)), alike(between(c, d)));
}

/** Cardiothoracic ratio: the smaller of two widths, the heart's, over the larger. */
function ratioOf(points: readonly PointPx[], image: MeasuredImage): Reading[] {
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

/** The value of the pixel under a point; undefined outside the image. */
function valueAt([point]: readonly PointPx[], { rows, columns, values }: MeasuredImage): number | undefined {
  const [column, row] = (point ?? []).map(Math.round);
  if (column === undefined || row === undefined) return undefined;
  const isInside = column >= 0 && row >= 0 && column < columns && row < rows;
  return isInside ? values?.[row * columns + column] : undefined;
}

function probeReadings(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const value = valueAt(points, image);
  if (value === undefined || !isPicture(value, image.padding)) return [];
  return [{ name: 'value', value: value * (image.factor ?? 1), unit: image.unit }];
}

type Reader = (points: readonly PointPx[], image: MeasuredImage) => readonly Reading[];

const contour =
  (kind: MeasurementKind): Reader =>
  (points, image) =>
    contourReadings(kind, points, image);

const READERS: Record<MeasurementKind, Reader> = {
  length: ([from, to], image) => (from && to ? lengthsOf('length', from, to, image) : []),
  bidirectional: ([a, b, c, d], image) =>
    a && b && c && d && !image.axes
      ? [...lengthsOf('length', a, b, image), ...lengthsOf('width', c, d, image)]
      : [],
  angle: angleOf,
  ellipse: (points, image) => regionReadings('ellipse', points, image),
  rectangle: (points, image) => regionReadings('rectangle', points, image),
  probe: probeReadings,
  arrow: () => [],
  cobb: cobbOf,
  circle: circleReadings,
  freehand: contour('freehand'),
  spline: contour('spline'),
  livewire: contour('livewire'),
  polyline: (points, image) => pathReadings('length', points, image),
  ratio: ratioOf,
  region: contour('region'),
};

/** What a measurement says. Millimetres only where spacing is known; statistics only where pixels are. */
export const readMeasurement = (
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): readonly Reading[] => (image.isRendered ? [] : READERS[kind](points, image));

/** Kinds without a length, an area or an angle on the picture. */
const NOT_GEOMETRIC: ReadonlySet<MeasurementKind> = new Set(['probe', 'arrow']);

/** Why a measurement lacks a number that people expect of it. */
export function refusalOf(
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): Refusal | undefined {
  if (image.isRendered) return kind === 'arrow' ? undefined : 'rendered';
  if (!NOT_GEOMETRIC.has(kind) && image.isCrossing) return 'crossing';
  if (
    image.axes &&
    (kind === 'length' ? READERS.length(points, image).length === 0 : !NOT_GEOMETRIC.has(kind))
  ) {
    return 'axes';
  }
  if (isContour(kind) && isKnotted(outlineOf(kind, points) ?? points)) return 'knotted';
  const region = regionOf(kind, points, image.drawn);
  const part = region && partInImage(region, image);
  if (part && part.lies !== 'inside') return part.lies;
  if (kind !== 'probe' || !image.values) return undefined;
  const value = valueAt(points, image);
  if (value === undefined) return 'beside';
  return isPicture(value, image.padding) ? undefined : 'padding';
}
