import type { GraphicType } from '@/dicom/sr/content';
import type { MeasurementKind } from '@/measurement/measurement';
import { outlineOf } from '@/measurement/outline';

/** Column and row, the middle of the first pixel at 0, 0. */
export type PointPx = readonly [column: number, row: number];

/** A graphic of a report, in pixels as everywhere here. */
export interface Graphic {
  readonly type: GraphicType;
  readonly pointsPx: readonly PointPx[];
}

/** How the handles of a kind become graphics of PS3.3 C.18.6.1.1. */
export interface Shape {
  graphics(handles: readonly PointPx[]): readonly Graphic[];
  /** The handles again, where the graphics tell them all; else they stand beside as Reference Points. */
  readonly handles?: (graphics: readonly Graphic[]) => readonly PointPx[];
  /**
   * A line whose numbers are inferred from it (TID 1501), or a region that the numbers are about (TID 1410; also points).
   */
  readonly role: 'line' | 'region';
}

const joined = (graphics: readonly Graphic[]): readonly PointPx[] =>
  graphics.flatMap(({ pointsPx }) => [...pointsPx]);

const isSame = ([x1, y1]: PointPx, [x2, y2]: PointPx): boolean => x1 === x2 && y1 === y2;

/** The outline with its first point again at the end, as PS3.3 C.18.6.1.1 has closed polylines. */
export function closed(points: readonly PointPx[]): readonly PointPx[] {
  const [first] = points;
  const last = points.at(-1);
  return first && last && !isSame(first, last) ? [...points, first] : points;
}

const line: Shape = {
  graphics: (handles) => [{ type: 'POLYLINE', pointsPx: handles }],
  handles: joined,
  role: 'line',
};

/** Lines of two points each. */
const pairs: Shape = {
  graphics: (handles) =>
    Array.from({ length: Math.floor(handles.length / 2) }, (_, i) => ({
      type: 'POLYLINE' as const,
      pointsPx: handles.slice(2 * i, 2 * i + 2),
    })),
  handles: joined,
  role: 'line',
};

const point: Shape = {
  graphics: (handles) => [{ type: 'POINT', pointsPx: handles.slice(0, 1) }],
  handles: joined,
  role: 'region',
};

/** Its tip; the other end is no place of anything. */
const arrow: Shape = { graphics: point.graphics, role: 'region' };

/** A closed contour through its handles, without the first again. */
const outline: Shape = {
  graphics: (handles) => [{ type: 'POLYLINE', pointsPx: closed(handles) }],
  handles: ([graphic]) => graphic?.pointsPx.slice(0, -1) ?? [],
  role: 'region',
};

/** The curve in corners; its knots stand beside. */
const spline: Shape = {
  graphics: (handles) => [{ type: 'POLYLINE', pointsPx: closed(outlineOf('spline', handles) ?? handles) }],
  role: 'region',
};

/** Corners 0 1 / 2 3 in reading order; around the shape that is 0 1 3 2. */
const rectangle: Shape = {
  graphics: ([a, b, c, d]) => (a && b && c && d ? [{ type: 'POLYLINE', pointsPx: [a, b, d, c, a] }] : []),
  handles: ([graphic]) => {
    const [a, b, d, c] = graphic?.pointsPx ?? [];
    return a && b && c && d ? [a, b, c, d] : [];
  },
  role: 'region',
};

const lengthOf = ([x1, y1]: PointPx, [x2, y2]: PointPx): number => Math.hypot(x2 - x1, y2 - y1);

/** Handles bottom, top, left, right; written as the ends of the longer axis, then of the shorter. */
const ellipse: Shape = {
  graphics: ([bottom, top, left, right]) => {
    if (!bottom || !top || !left || !right) return [];
    const [upright, level] = [
      [bottom, top],
      [left, right],
    ] as const;
    const isUpright = lengthOf(bottom, top) > lengthOf(left, right);
    const pointsPx = isUpright ? [...upright, ...level] : [...level, ...upright];
    return [{ type: 'ELLIPSE', pointsPx }];
  },
  handles: ([graphic]) => {
    const [a, b, c, d] = graphic?.pointsPx ?? [];
    if (!a || !b || !c || !d) return [];
    const isUpright = Math.abs(b[1] - a[1]) > Math.abs(b[0] - a[0]);
    const [[p, q], [r, s]] = isUpright
      ? [
          [a, b],
          [c, d],
        ]
      : [
          [c, d],
          [a, b],
        ];
    return [...(p[1] >= q[1] ? [p, q] : [q, p]), ...(r[0] <= s[0] ? [r, s] : [s, r])];
  },
  role: 'region',
};

const circle: Shape = {
  graphics: (handles) => [{ type: 'CIRCLE', pointsPx: handles.slice(0, 2) }],
  handles: joined,
  role: 'region',
};

/** What each kind of measurement is in a report. A new kind is a new row. */
const SHAPES = {
  length: line,
  angle: line,
  polyline: line,
  bidirectional: pairs,
  cobb: pairs,
  ratio: pairs,
  probe: point,
  arrow,
  rectangle,
  ellipse,
  circle,
  freehand: outline,
  spline,
  livewire: outline,
  region: outline,
} as const satisfies Record<MeasurementKind, Shape>;

export const shapeOf = (kind: MeasurementKind): Shape => SHAPES[kind];

/** The kind of that name, as reports of this viewer carry it. */
export const toKind = (name: string): MeasurementKind | undefined =>
  Object.hasOwn(SHAPES, name) ? (name as MeasurementKind) : undefined;

/** Half a pixel: what programs that round call a closed outline. */
const CLOSED_PX = 0.5;

const isClosed = (points: readonly PointPx[]): boolean => {
  const [first] = points;
  const last = points.at(-1);
  return points.length > 3 && first !== undefined && last !== undefined && lengthOf(first, last) < CLOSED_PX;
};

/** Four corners at right angles, to a hundredth of the sides. */
function isRectangle(points: readonly PointPx[]): boolean {
  const [a, b, c, d] = points;
  if (points.length !== 5 || !a || !b || !c || !d) return false;
  const side: PointPx = [b[0] - a[0], b[1] - a[1]];
  const other: PointPx = [d[0] - a[0], d[1] - a[1]];
  const [width, height] = [Math.hypot(...side), Math.hypot(...other)];
  const skew = Math.abs(side[0] * other[0] + side[1] * other[1]) / (width * height || 1);
  return skew < 0.01 && lengthOf(c, [b[0] + other[0], b[1] + other[1]]) < 0.01 * Math.max(width, height);
}

/** What is known of a foreign finding beside its graphics. */
export interface Hints {
  /** It has an angle among its numbers. */
  readonly hasAngle: boolean;
  /** It was an arrow with a text in the program that drew it. */
  readonly isArrow: boolean;
}

export interface Interpreted {
  readonly kind: MeasurementKind;
  readonly handles: readonly PointPx[];
}

/** How far from its tip an arrow begins whose other end is not told. */
const ARROW_PX = 20;

function ofPolyline(points: readonly PointPx[], { hasAngle }: Hints): Interpreted | undefined {
  if (points.length < 2) return undefined;
  if (points.length === 2) return { kind: 'length', handles: points };
  if (points.length === 3 && hasAngle) return { kind: 'angle', handles: points };
  if (isRectangle(points))
    return {
      kind: 'rectangle',
      handles: rectangle.handles?.([{ type: 'POLYLINE', pointsPx: points }]) ?? [],
    };
  return isClosed(points)
    ? { kind: 'freehand', handles: points.slice(0, -1) }
    : { kind: 'polyline', handles: points };
}

/**
 * The measurement that graphics of any maker are: two crossing lines with lengths are bidirectional, with an angle Cobb's.
 * Undefined: nothing that is drawn here.
 */
export function interpret(graphics: readonly Graphic[], hints: Hints): Interpreted | undefined {
  const [first, second, third] = graphics;
  if (!first || third) return undefined;
  if (second) {
    const isPair = [first, second].every(
      ({ type, pointsPx }) => type === 'POLYLINE' && pointsPx.length === 2,
    );
    return isPair
      ? { kind: hints.hasAngle ? 'cobb' : 'bidirectional', handles: joined(graphics) }
      : undefined;
  }
  const { type, pointsPx } = first;
  const [start] = pointsPx;
  if (!start) return undefined;
  if (type === 'POINT' && hints.isArrow)
    return { kind: 'arrow', handles: [start, pointsPx[1] ?? [start[0] + ARROW_PX, start[1] + ARROW_PX]] };
  if (type === 'POINT') return { kind: 'probe', handles: [start] };
  if (type === 'POLYLINE') return ofPolyline(pointsPx, hints);
  if (type === 'POLYGON') return ofPolyline(closed(pointsPx), hints);
  if (type === 'CIRCLE' && pointsPx.length === 2) return { kind: 'circle', handles: pointsPx };
  if (type === 'ELLIPSE' && pointsPx.length === 4)
    return { kind: 'ellipse', handles: ellipse.handles?.(graphics) ?? [] };
  return undefined;
}
