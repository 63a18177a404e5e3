import { areaPx2, isKnotted } from './outline';
import type { MeasuredImage } from './measuredImage';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { ellipseInside, polygonInside, type IsInside } from './regionStatistics';

/** Where a region lies, in image pixels. */
export interface Region {
  /** Corners of a box around it. */
  readonly box: readonly PointPx[];
  readonly inside: IsInside;
  /** Its border as corners; a curve as many short sides. */
  readonly border: () => readonly PointPx[];
  /** Of the whole drawn shape, exactly. */
  readonly areaPx2: number;
}

/** Sides that an ellipse over the border is cut up into: its area is then right to less than a millionth. */
const ELLIPSE_SIDES = 4096;

/** The region in a polygon; undefined of fewer than three corners. */
export const polygonRegion = (corners: readonly PointPx[]): Region | undefined =>
  corners.length < 3
    ? undefined
    : {
        box: corners,
        inside: polygonInside(corners),
        border: () => corners,
        areaPx2: areaPx2(corners),
      };

/** The region in an ellipse, of its handles: bottom, top, left, right. */
export function ellipseRegion(handles: readonly PointPx[]): Region | undefined {
  const [bottom, top, left, right] = handles;
  if (!bottom || !top || !left || !right) return undefined;
  const a: PointPx = [(right[0] - left[0]) / 2, (right[1] - left[1]) / 2];
  const b: PointPx = [(top[0] - bottom[0]) / 2, (top[1] - bottom[1]) / 2];
  const [x, y]: PointPx = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const reach: PointPx = [Math.hypot(a[0], b[0]), Math.hypot(a[1], b[1])];
  return {
    box: [
      [x - reach[0], y - reach[1]],
      [x + reach[0], y + reach[1]],
    ],
    inside: ellipseInside(handles),
    border: () =>
      Array.from({ length: ELLIPSE_SIDES }, (_, side): PointPx => {
        const turn = (2 * Math.PI * side) / ELLIPSE_SIDES;
        const [u, v] = [Math.cos(turn), Math.sin(turn)];
        return [x + a[0] * u + b[0] * v, y + a[1] * u + b[1] * v];
      }),
    areaPx2: Math.PI * Math.abs(a[0] * b[1] - a[1] * b[0]),
  };
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

/** The region in a closed contour; undefined where it crosses itself, since inside and outside are then not to be told. */
export const contourRegion = (corners: readonly PointPx[]): Region | undefined =>
  corners.length < 3 || isKnotted(corners) ? undefined : polygonRegion(corners);

/** What is on one side of a line along an axis (Sutherland and Hodgman); areas stay right for hollow shapes too. */
function cutAt(corners: readonly PointPx[], axis: 0 | 1, at: number, keep: 1 | -1): readonly PointPx[] {
  const isKept = (point: PointPx) => keep * (point[axis] - at) <= 0;
  return corners.flatMap((to, i) => {
    const from = corners.at(i - 1) ?? to;
    if (isKept(from) === isKept(to)) return isKept(to) ? [to] : [];
    const share = (at - from[axis]) / (to[axis] - from[axis]);
    const other = axis === 0 ? 1 : 0;
    const across = from[other] + share * (to[other] - from[other]);
    const crossing: PointPx = axis === 0 ? [at, across] : [across, at];
    return isKept(to) ? [crossing, to] : [crossing];
  });
}

/** How much of a region lies in the image. */
export interface PartInImage {
  readonly lies: 'inside' | 'partly' | 'beside';
  /** Of the part in the image: what the statistics are of, too. */
  readonly areaPx2: number;
}

/** Corners on the border itself, as those of a grown region, are not beyond it. */
const TOLERANCE_PX = 1e-6;

/** The part of a region in the image, whose pixels reach half a pixel beyond their middles. */
export function partInImage(region: Region, { rows, columns }: MeasuredImage): PartInImage {
  const edges = [
    [0, columns - 0.5],
    [1, rows - 0.5],
  ] as const;
  const isBeyond = region.box.some((point) =>
    edges.some(([axis, far]) => point[axis] < -0.5 - TOLERANCE_PX || point[axis] > far + TOLERANCE_PX),
  );
  if (!isBeyond) return { lies: 'inside', areaPx2: region.areaPx2 };
  const cut = edges.reduce(
    (corners, [axis, far]) => cutAt(cutAt(corners, axis, far, 1), axis, -0.5, -1),
    region.border(),
  );
  const area = areaPx2(cut);
  return area > 0 ? { lies: 'partly', areaPx2: area } : { lies: 'beside', areaPx2: 0 };
}
