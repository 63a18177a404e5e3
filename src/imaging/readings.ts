import type { MeasurementKind, Reading } from '@/view/measurement';
import {
  ellipseInside,
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
  /** Pixel Padding Value in modality units. */
  readonly padding?: number;
  /** Unit of the values; empty when unknown. */
  readonly unit: string;
  /** Size of a pixel in mm; absent where it is not known: lengths are then in pixels. */
  readonly spacing?: { readonly rowMm: number; readonly columnMm: number };
}

/** Image pixels to a flat plane in mm, or in pixels where spacing is unknown. */
const flatten =
  ({ spacing }: MeasuredImage) =>
  ([column, row]: PointPx): PointPx =>
    spacing ? [column * spacing.columnMm, row * spacing.rowMm] : [column, row];

const lengthUnit = ({ spacing }: MeasuredImage) => (spacing ? 'mm' : 'px');

const distance = ([x1, y1]: PointPx, [x2, y2]: PointPx): number => Math.hypot(x2 - x1, y2 - y1);

function lengthOf(name: 'length' | 'width', from: PointPx, to: PointPx, image: MeasuredImage): Reading {
  const place = flatten(image);
  return { name, value: distance(place(from), place(to)), unit: lengthUnit(image) };
}

/** Degrees between two arms, 0 to 180. */
function angleOf(points: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [from, vertex, to] = points.map(flatten(image));
  if (!from || !vertex || !to) return [];
  const a: PointPx = [from[0] - vertex[0], from[1] - vertex[1]];
  const b: PointPx = [to[0] - vertex[0], to[1] - vertex[1]];
  const value = Math.abs(Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]));
  return [{ name: 'angle', value: (value * 180) / Math.PI, unit: 'deg' }];
}

function areaReading(areaPx: number, { spacing }: MeasuredImage): Reading {
  return spacing
    ? { name: 'area', value: areaPx * spacing.rowMm * spacing.columnMm, unit: 'mm2' }
    : { name: 'area', value: areaPx, unit: 'px2' };
}

function regionReadings(
  image: MeasuredImage,
  box: readonly PointPx[],
  inside: Inside,
  areaPx: number,
): Reading[] {
  const found = image.values && regionStatistics({ ...image, values: image.values }, box, inside);
  const area = areaReading(areaPx, image);
  if (!found) return [area];
  const { unit } = image;
  return [
    { name: 'mean', value: found.mean, unit },
    { name: 'sd', value: found.sd, unit },
    { name: 'min', value: found.min, unit },
    { name: 'max', value: found.max, unit },
    area,
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

function probeReadings([point]: readonly PointPx[], image: MeasuredImage): Reading[] {
  const [column, row] = (point ?? []).map(Math.round);
  if (column === undefined || row === undefined || !image.values) return [];
  const isInside = column >= 0 && row >= 0 && column < image.columns && row < image.rows;
  const value = isInside ? image.values[row * image.columns + column] : undefined;
  return value === undefined ? [] : [{ name: 'value', value, unit: image.unit }];
}

type Reader = (points: readonly PointPx[], image: MeasuredImage) => readonly Reading[];

const READERS: Record<MeasurementKind, Reader> = {
  length: ([from, to], image) => (from && to ? [lengthOf('length', from, to, image)] : []),
  bidirectional: ([a, b, c, d], image) =>
    a && b && c && d ? [lengthOf('length', a, b, image), lengthOf('width', c, d, image)] : [],
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
): readonly Reading[] => READERS[kind](points, image);
