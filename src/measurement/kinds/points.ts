import type { PointPx } from '@/dicom/geometry/pointPx';
import type { GraphicObject, GraphicPoint } from '@/dicom/ps/state';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import { isPicture } from '@/measurement/reading/regionStatistics';
import type { Kind } from './kind';
import { POINT_FORM } from './reportForms';

/** The value of the pixel under a point; undefined outside the image. */
function valueAt([point]: readonly PointPx[], { rows, columns, values }: MeasuredImage): number | undefined {
  const [column, row] = (point ?? []).map(Math.round);
  if (column === undefined || row === undefined) return undefined;
  const isInside = column >= 0 && row >= 0 && column < columns && row < rows;
  return isInside ? values?.[row * columns + column] : undefined;
}

/** How far the barbs of an arrow's head stand back, in image pixels. */
const BARB_PX = 6;

const polyline = (points: readonly GraphicPoint[]): GraphicObject => ({
  type: 'POLYLINE',
  units: 'pixel',
  points,
  isFilled: false,
});

/** Kinds that point at a place. */
export const POINTS = {
  /** One point, and the value of its pixel. */
  probe: {
    link: { code: 5, least: 1, most: 1 },
    icon: 'probe',
    key: 'i',
    hand: { by: 'points', count: 1 },
    tip: 'cross',
    read: (points, image) => {
      const value = valueAt(points, image);
      if (value === undefined || !isPicture(value, image.padding)) return [];
      return [{ name: 'value', value: value * (image.factor ?? 1), unit: image.unit }];
    },
    refuse: (points, image) => {
      if (!image.values) return undefined;
      const value = valueAt(points, image);
      if (value === undefined) return 'beside';
      return isPicture(value, image.padding) ? undefined : 'padding';
    },
    report: POINT_FORM,
  },
  /** Its tip, then its end; a text. */
  arrow: {
    link: { code: 6, least: 2, most: 2 },
    icon: 'arrow',
    key: 'a',
    hand: { by: 'points', count: 2, asksText: true },
    tip: 'head',
    // Its tip; the other end is no place of anything.
    report: { graphics: POINT_FORM.graphics, role: 'region' },
    presentation: ([to, from]) => {
      if (!from || !to) return [];
      const angle = Math.atan2(from[1] - to[1], from[0] - to[0]);
      const barb = (turn: number): GraphicPoint => [
        to[0] + BARB_PX * Math.cos(angle + turn),
        to[1] + BARB_PX * Math.sin(angle + turn),
      ];
      return [polyline([from, to]), polyline([barb(0.5), to, barb(-0.5)])];
    },
  },
} as const satisfies Record<string, Kind>;
