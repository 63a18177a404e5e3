import type { ValueRange } from '@/dicom/padding';
import type { RegionAxes, RegionAxis } from '@/dicom/ultrasoundRegions';
import type { MeasurementKind, Reading, Refusal } from '@/view/measurement';
import {
  ellipseInside,
  isPicture,
  polygonInside,
  regionStatistics,
  type Inside,
  type PointPx,
} from './regionStatistics';

/** What is needed of the image to read a measurement. */
export interface MeasuredImage {
  readonly rows: number;
  readonly columns: number;
  /** Modality values, row-major; absent for colour and while the image is not loaded. */
  readonly values?: ArrayLike<number>;
  /** Modality values that stand for no image. */
  readonly padding?: ValueRange;
  /** Unit of the readings; empty when unknown. */
  readonly unit: string;
  /** Reading = modality value * factor: standardized uptake values. Absent: 1. */
  readonly factor?: number;
  /** Size of a pixel in mm; absent where it is not known: lengths are then in pixels. */
  readonly spacing?: { readonly rowMm: number; readonly columnMm: number };
  /** Height and width of a pixel in proportion, where its size is not known: angles need no more. */
  readonly proportions?: readonly [row: number, column: number];
  /** In an ultrasound region of time, velocity or the like, what the axes count: there are no lengths. */
  readonly axes?: RegionAxes;
  /** A picture made by the archive, at whatever size and window: nothing on it is a number. */
  readonly isRendered?: boolean;
  /** The points lie in ultrasound regions of their own: nothing leads from one to another. */
  readonly isCrossing?: boolean;
}

/** Image pixels to a flat plane in mm, or in pixels of the right shape where spacing is unknown. */
const flatten =
  ({ spacing, proportions: [row, column] = [1, 1] }: MeasuredImage) =>
  ([x, y]: PointPx): PointPx =>
    spacing ? [x * spacing.columnMm, y * spacing.rowMm] : [(x * column) / row, y];

const distance = ([x1, y1]: PointPx, [x2, y2]: PointPx): number => Math.hypot(x2 - x1, y2 - y1);

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

/** Degrees between two arms, 0 to 180. */
function angleOf(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [from, vertex, to] = points.map(flatten(image));
  if (!from || !vertex || !to || image.axes || image.isCrossing) return [];
  const a: PointPx = [from[0] - vertex[0], from[1] - vertex[1]];
  const b: PointPx = [to[0] - vertex[0], to[1] - vertex[1]];
  const value = Math.abs(Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]));
  return [{ name: 'angle', value: (value * 180) / Math.PI, unit: 'deg' }];
}

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

function ellipseReadings(points: readonly PointPx[], image: MeasuredImage): Reading[] {
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
function rectangleReadings([p0, p1, p2, p3]: readonly PointPx[], image: MeasuredImage): Reading[] {
  if (!p0 || !p1 || !p2 || !p3) return [];
  const around = [p0, p1, p3, p2];
  const doubled = around.reduce((sum, [x1, y1], i) => {
    const [x2, y2] = around[(i + 1) % 4] ?? p0;
    return sum + x1 * y2 - x2 * y1;
  }, 0);
  return regionReadings(image, around, polygonInside(around), Math.abs(doubled) / 2);
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

const READERS: Record<MeasurementKind, Reader> = {
  length: ([from, to], image) => (from && to ? lengthsOf('length', from, to, image) : []),
  bidirectional: ([a, b, c, d], image) =>
    a && b && c && d && !image.axes
      ? [...lengthsOf('length', a, b, image), ...lengthsOf('width', c, d, image)]
      : [],
  angle: angleOf,
  ellipse: ellipseReadings,
  rectangle: rectangleReadings,
  probe: probeReadings,
  arrow: () => [],
};

/** What a measurement says. Millimetres only where spacing is known; statistics only where pixels are. */
export const readMeasurement = (
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): readonly Reading[] => (image.isRendered ? [] : READERS[kind](points, image));

/** Kinds whose numbers are lengths, areas or angles on the picture. */
const GEOMETRIC: ReadonlySet<MeasurementKind> = new Set([
  'length',
  'bidirectional',
  'angle',
  'ellipse',
  'rectangle',
]);

/** Why a measurement lacks a number that people expect of it. */
export function refusalOf(
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): Refusal | undefined {
  if (image.isRendered) return kind === 'arrow' ? undefined : 'rendered';
  if (GEOMETRIC.has(kind) && image.isCrossing) return 'crossing';
  if (image.axes && (kind === 'length' ? READERS.length(points, image).length === 0 : GEOMETRIC.has(kind))) {
    return 'axes';
  }
  if (kind !== 'probe' || !image.values) return undefined;
  const value = valueAt(points, image);
  if (value === undefined) return 'beside';
  return isPicture(value, image.padding) ? undefined : 'padding';
}
