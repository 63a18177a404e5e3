import type { PointPx } from '@/dicom/geometry/pointPx';
import type { GraphicType } from '@/dicom/sr/content';
import { KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Graphic } from '@/measurement/kinds/kind';
import { closed, allPoints } from '@/measurement/kinds/reportForms';
import { distance } from '@/measurement/reading/measuredImage';

/** Half a pixel: what programs that round call a closed outline. */
const CLOSED_PX = 0.5;

const isClosed = (points: readonly PointPx[]): boolean => {
  const [first] = points;
  const last = points.at(-1);
  return points.length > 3 && first !== undefined && last !== undefined && distance(first, last) < CLOSED_PX;
};

/** Four corners at right angles, to a hundredth of the sides. */
function isRectangle(points: readonly PointPx[]): boolean {
  const [a, b, c, d] = points;
  if (points.length !== 5 || !a || !b || !c || !d) return false;
  const side: PointPx = [b[0] - a[0], b[1] - a[1]];
  const other: PointPx = [d[0] - a[0], d[1] - a[1]];
  const [width, height] = [Math.hypot(...side), Math.hypot(...other)];
  const skew = Math.abs(side[0] * other[0] + side[1] * other[1]) / (width * height || 1);
  return skew < 0.01 && distance(c, [b[0] + other[0], b[1] + other[1]]) < 0.01 * Math.max(width, height);
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
      handles: KINDS.rectangle.report.handles?.([{ type: 'POLYLINE', pointsPx: points }]) ?? [],
    };
  return isClosed(points)
    ? { kind: 'freehand', handles: points.slice(0, -1) }
    : { kind: 'polyline', handles: points };
}

/** What a graphic of a report that another program wrote is here; undefined: nothing that is drawn. */
type Form = (
  graphics: readonly [Graphic, ...Graphic[]],
  start: PointPx,
  hints: Hints,
) => Interpreted | undefined;

const nothing: Form = () => undefined;

/** Every Graphic Type (PS3.3 C.18.6.1.1, C.18.9.1.2) of which a finding has one, by the measurement that it is. */
const FORMS: Readonly<Record<GraphicType, Form>> = {
  POINT: ([{ pointsPx }], start, { isArrow }) =>
    isArrow
      ? { kind: 'arrow', handles: [start, pointsPx[1] ?? [start[0] + ARROW_PX, start[1] + ARROW_PX]] }
      : { kind: 'probe', handles: [start] },
  // Taken apart before: each of its points is a finding (reportReader).
  MULTIPOINT: nothing,
  POLYLINE: ([{ pointsPx }], _, hints) => ofPolyline(pointsPx, hints),
  POLYGON: ([{ pointsPx }], _, hints) => ofPolyline(closed(pointsPx), hints),
  CIRCLE: ([{ pointsPx }]) => (pointsPx.length === 2 ? { kind: 'circle', handles: pointsPx } : undefined),
  ELLIPSE: (graphics) =>
    graphics[0].pointsPx.length === 4
      ? { kind: 'ellipse', handles: KINDS.ellipse.report.handles?.(graphics) ?? [] }
      : undefined,
  // A body in space, of which no slice is drawn.
  ELLIPSOID: nothing,
};

/** Two lines that belong together: with lengths they are the axes of a lesion, with an angle Cobb's. */
const PAIR: Form = (graphics, _, { hasAngle }) =>
  graphics.every(({ type, pointsPx }) => type === 'POLYLINE' && pointsPx.length === 2)
    ? { kind: hasAngle ? 'cobb' : 'bidirectional', handles: allPoints(graphics) }
    : undefined;

/** Forms by how many graphics a finding has; more are nothing that is drawn here. */
const BY_COUNT: readonly Form[] = [
  nothing,
  (graphics, ...rest) => FORMS[graphics[0].type](graphics, ...rest),
  PAIR,
];

/** The measurement that graphics of any maker are; undefined: nothing that is drawn here. */
export function interpret(graphics: readonly Graphic[], hints: Hints): Interpreted | undefined {
  const [first, ...others] = graphics;
  const start = first?.pointsPx[0];
  if (!first || !start) return undefined;
  return BY_COUNT[graphics.length]?.([first, ...others], start, hints);
}
