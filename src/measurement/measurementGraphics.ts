import type { GraphicAnnotation, GraphicLayer, GraphicObject, GraphicPoint } from '@/dicom/ps/state';
import type { Measurement } from './measurement';
import { outlineOf } from './outline';

/** Where measurements are drawn in a presentation state. */
export const MEASURE_LAYER: GraphicLayer = { name: 'MEASUREMENTS', order: 1, colour: [255, 214, 10] };

type Points = readonly GraphicPoint[];

const graphic = (type: GraphicObject['type'], points: Points): GraphicObject => ({
  type,
  units: 'pixel',
  points,
  isFilled: false,
});

const line = (points: Points): GraphicObject => graphic('POLYLINE', points);
const closed = (points: Points): GraphicObject => line([...points, ...points.slice(0, 1)]);

/** Graphic Data is FL of two bytes of length: 65,534 bytes are 8,191 points (PS3.5 7.1.2). */
const MOST_POINTS = 8_000;
const fewer = (points: Points): Points => {
  const step = Math.ceil(points.length / MOST_POINTS);
  return step > 1 ? points.filter((_, i) => i % step === 0) : points;
};

/** Two lines: of four points, the first pair and the second. */
const twoLines = ([a, b, c, d]: Points): GraphicObject[] =>
  a && b && c && d ? [line([a, b]), line([c, d])] : [];

/** How far the barbs of an arrow's head stand back, in image pixels. */
const BARB_PX = 6;

/** Two points as an arrow that points at the first, as it is drawn. */
function arrow([to, from]: Points): GraphicObject[] {
  if (!from || !to) return [];
  const angle = Math.atan2(from[1] - to[1], from[0] - to[0]);
  const barb = (turn: number): GraphicPoint => [
    to[0] + BARB_PX * Math.cos(angle + turn),
    to[1] + BARB_PX * Math.sin(angle + turn),
  ];
  return [line([from, to]), line([barb(0.5), to, barb(-0.5)])];
}

/** An ellipse from its ends as Cornerstone keeps them, bottom, top, left, right: DICOM has the major axis first. */
function ellipse([bottom, top, left, right]: Points): GraphicObject[] {
  if (!bottom || !top || !left || !right) return [];
  const length = (one: GraphicPoint, other: GraphicPoint) => Math.hypot(one[0] - other[0], one[1] - other[1]);
  const isTall = length(bottom, top) >= length(left, right);
  return [graphic('ELLIPSE', isTall ? [bottom, top, left, right] : [left, right, bottom, top])];
}

/** Kinds that are more than a line through their points. */
const GRAPHICS: Readonly<Record<string, (points: Points) => readonly GraphicObject[]>> = {
  bidirectional: twoLines,
  cobb: twoLines,
  ratio: twoLines,
  arrow,
  ellipse,
  circle: ([middle, edge]) => (middle && edge ? [graphic('CIRCLE', [middle, edge])] : []),
  probe: (points) => [graphic('POINT', points.slice(0, 1))],
  // Cornerstone keeps corners as 0 1 / 2 3 in reading order.
  rectangle: ([a, b, c, d]) => (a && b && c && d ? [closed([a, b, d, c])] : []),
};

const UNITS: Readonly<Record<string, string>> = { mm2: 'mm²', px2: 'px²', deg: '°' };

/** What a measurement says, in one line that needs no language: its name, then its numbers with their units. */
function words({ label, finding, readings }: Measurement): string {
  const numbers = readings
    .filter(({ name }) => name !== 'pixels')
    .slice(0, 3)
    .map(({ value, unit }) => `${Number(value.toPrecision(4))} ${UNITS[unit] ?? unit}`.trim());
  return [label || finding?.meaning, numbers.join(', ')].filter(Boolean).join(': ');
}

/** A measurement as a graphic annotation of its image, its text beside its last handle (PS3.3 C.10.5). */
export function toAnnotation(
  measurement: Measurement,
  { sopClass, frames }: { readonly sopClass: string; readonly frames: number },
): GraphicAnnotation {
  const { kind, sop, frame, pointsPx } = measurement;
  // Handles count from the middle of the first pixel, graphics from its outer corner.
  const shifted = (all: typeof pointsPx) =>
    all.map(([column, row]): GraphicPoint => [column + 0.5, row + 0.5]);
  const points = shifted(pointsPx);
  const outline = outlineOf(kind, pointsPx);
  const text = words(measurement);
  const last = points.at(-1);
  return {
    images: [{ sop, sopClass, ...(frames > 1 ? { frames: [frame] } : {}) }],
    layer: MEASURE_LAYER.name,
    graphics: outline ? [closed(fewer(shifted(outline)))] : (GRAPHICS[kind]?.(points) ?? [line(points)]),
    texts: text && last ? [{ text, anchor: { units: 'pixel', point: last, isShown: false } }] : [],
  };
}
