import type { GraphicAnnotation, GraphicLayer, GraphicObject, GraphicPoint } from '@/dicom/ps/state';
import { KINDS } from './kinds';
import type { Measurement } from './measurement';

/** Where measurements are drawn in a presentation state. */
export const MEASURE_LAYER: GraphicLayer = { name: 'MEASUREMENTS', order: 1, colour: [255, 214, 10] };

/** Graphic Data is FL of two bytes of length: 65,534 bytes are 8,191 points (PS3.5 7.1.2). */
const MOST_POINTS = 8_000;

/** Fewer points of a line, its ends among them. */
const fewer = (points: readonly GraphicPoint[]): readonly GraphicPoint[] => {
  const step = Math.ceil((points.length - 1) / MOST_POINTS);
  return step > 1 ? points.filter((_, i) => i % step === 0 || i === points.length - 1) : points;
};

/** Handles count from the middle of the first pixel, graphics from its outer corner. */
const shifted = (points: Measurement['pointsPx']): readonly GraphicPoint[] =>
  points.map(([column, row]) => [column + 0.5, row + 0.5]);

function graphicsOf({ kind, pointsPx }: Measurement): readonly GraphicObject[] {
  const { presentation, report } = KINDS[kind];
  if (presentation) return presentation(shifted(pointsPx));
  return report.graphics(pointsPx).map((graphic) => ({
    type: graphic.type,
    units: 'pixel',
    points: fewer(shifted(graphic.pointsPx)),
    isFilled: false,
  }));
}

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
  const { sop, frame, pointsPx } = measurement;
  const text = words(measurement);
  const last = shifted(pointsPx).at(-1);
  return {
    images: [{ sop, sopClass, ...(frames > 1 ? { frames: [frame] } : {}) }],
    layer: MEASURE_LAYER.name,
    graphics: graphicsOf(measurement),
    texts: text && last ? [{ text, anchor: { units: 'pixel', point: last, isShown: false } }] : [],
  };
}
