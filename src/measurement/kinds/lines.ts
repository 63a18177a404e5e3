import type { PointPx } from '@/dicom/geometry/pointPx';
import { QUANTITIES } from '@/dicom/sr/codes';
import {
  angleBetween,
  cobbAngle,
  lengthBetween,
  longAndShort,
  pathReadings,
  ratioOfWidths,
} from '@/measurement/reading/lineReadings';
import { bidirectionalHandles, moveBidirectional } from './bidirectional';
import type { Kind, Stroke } from './kind';
import { LINE_FORM, PAIRS_FORM } from './reportForms';
import { middle } from './vectors';

function twoLines(points: readonly PointPx[]): Stroke[] {
  const pairs = [points.slice(0, 2), points.slice(2, 4)];
  return pairs.filter((pair) => pair.length === 2).map((pair) => ({ points: pair }));
}

/** Kinds made of lines: lengths, angles, and what compares two of them. */
export const LINES = {
  /** Start and end. */
  length: {
    link: { code: 0, least: 2, most: 2 },
    icon: 'length',
    key: 'l',
    hand: { by: 'points', count: 2 },
    read: ([from, to], image) => (from && to ? lengthBetween(from, to, image) : []),
    readsAxes: true,
    hasProfile: true,
    calibrates: true,
    report: LINE_FORM,
  },
  /** Arm, vertex, arm. */
  angle: {
    link: { code: 1, least: 3, most: 3 },
    icon: 'angle',
    key: 'n',
    hand: { by: 'points', count: 3 },
    read: angleBetween,
    report: LINE_FORM,
  },
  /** Two axes at right angles, as drawn: whichever is longer is the long one, so that dragging exchanges their names. */
  bidirectional: {
    link: { code: 2, least: 4, most: 4 },
    icon: 'bidirectional',
    key: 'b',
    hand: { by: 'points', count: 2 },
    handles: bidirectionalHandles,
    move: moveBidirectional,
    strokes: twoLines,
    read: longAndShort,
    report: PAIRS_FORM,
    names: { length: QUANTITIES.longAxis, width: QUANTITIES.shortAxis },
  },
  /** A way through its points. */
  polyline: {
    link: { code: 12, least: 2, most: 200 },
    icon: 'polyline',
    hand: { by: 'path', count: 2 },
    read: (points, image) => pathReadings('length', points, image),
    hasProfile: true,
    report: LINE_FORM,
  },
  /** Two lines. */
  cobb: {
    link: { code: 7, least: 4, most: 4 },
    icon: 'cobb',
    key: 'c',
    hand: { by: 'points', count: 4, starts: [2], second: 'draw.secondLine' },
    strokes: (points) => {
      const [a, b, c, d] = points;
      return a && b && c && d
        ? [...twoLines(points), { points: [middle(a, b), middle(c, d)], thin: true }]
        : twoLines(points);
    },
    read: cobbAngle,
    report: PAIRS_FORM,
    names: { angle: QUANTITIES.cobb },
  },
  /** Two widths. */
  ratio: {
    link: { code: 13, least: 4, most: 4 },
    icon: 'ratio',
    hand: { by: 'points', count: 4, starts: [2], second: 'draw.secondWidth' },
    strokes: twoLines,
    read: ratioOfWidths,
    report: PAIRS_FORM,
  },
} as const satisfies Record<string, Kind>;
