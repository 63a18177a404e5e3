import { circleReadings, regionReadings } from '@/measurement/reading/regionReadings';
import { circleHandles, ellipseRegion, polygonRegion } from '@/measurement/reading/region';
import { ELLIPSE_FORM, ellipseHandles, ellipseStrokes, moveEllipse, ROUND } from './ellipseHandles';
import type { Kind } from './kind';
import { aroundRectangle, moveRectangle, RECTANGLE_FORM } from './rectangleHandles';
import { allPoints } from './reportForms';
import { add, flat, minus, moveAll, raise, times } from './vectors';

/** Kinds that enclose pixels and keep their form. */
export const REGIONS = {
  /** Bottom, top, left, right. */
  ellipse: {
    link: { code: 3, least: 4, most: 4 },
    icon: 'ellipse',
    key: 'e',
    hand: { by: 'points', count: 2 },
    handles: ellipseHandles,
    move: moveEllipse,
    strokes: ellipseStrokes,
    region: ellipseRegion,
    read: (points, image) => regionReadings(ellipseRegion(points), image),
    report: ELLIPSE_FORM,
  },
  /** Four corners in reading order: 0 1 / 2 3. */
  rectangle: {
    link: { code: 4, least: 4, most: 4 },
    icon: 'rectangle',
    key: 'o',
    hand: { by: 'points', count: 2 },
    handles: ([a, b]) => [a, [b[0], a[1]], [a[0], b[1]], b],
    move: moveRectangle,
    strokes: (points) => {
      const around = aroundRectangle(points);
      return around ? [{ points: around, closed: true }] : [{ points }];
    },
    region: (points) => polygonRegion(aroundRectangle(points) ?? []),
    read: (points, image) => regionReadings(polygonRegion(aroundRectangle(points) ?? []), image),
    report: RECTANGLE_FORM,
  },
  /** Its centre and a point on it; round on the screen. */
  circle: {
    link: { code: 8, least: 2, most: 2 },
    icon: 'circle',
    hand: { by: 'points', count: 2 },
    move: (points, at, to) => {
      const from = points[at];
      if (at === 0 && from) return moveAll(points, minus(to, from));
      return points.map((point, i) => (i === at ? to : point));
    },
    strokes: (points, shape) => {
      const [a, b] = points.map(flat(shape));
      if (!a || !b) return [{ points }];
      const radius = Math.hypot(...minus(b, a));
      return [{ points: ROUND.map((one) => raise(shape)(add(a, times(one, radius)))), closed: true }];
    },
    bounds: (points) => {
      const [centre, edge] = points;
      if (!centre || !edge) return points;
      const radius = Math.hypot(...minus(edge, centre));
      return [minus(centre, [radius, radius]), add(centre, [radius, radius])];
    },
    region: (points, drawn) => ellipseRegion(circleHandles(points, drawn)),
    read: circleReadings,
    report: {
      graphics: (handles) => [{ type: 'CIRCLE', pointsPx: handles.slice(0, 2) }],
      handles: allPoints,
      role: 'region',
    },
  },
} as const satisfies Record<string, Kind>;
