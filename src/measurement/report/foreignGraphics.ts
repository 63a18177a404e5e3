import type { PointPx } from '@/dicom/geometry/pointPx';
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
      ? { kind: hints.hasAngle ? 'cobb' : 'bidirectional', handles: allPoints(graphics) }
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
    return { kind: 'ellipse', handles: KINDS.ellipse.report.handles?.(graphics) ?? [] };
  return undefined;
}
