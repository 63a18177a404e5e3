import { describe, expect, test } from 'vitest';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { areaPx2, isKnotted } from '@/measurement/reading/outline';
import { closeStroke } from './closeStroke';
import { DrawingDraft } from './draft';

const REACH_PX = 40;

/** A hand on its way around (100, 80): from one turn to another (1 is once around), at a radius that may change. */
const around = (from: number, to: number, radius: (turn: number) => number): PointPx[] =>
  Array.from({ length: 241 }, (_, i): PointPx => {
    const turn = from + ((to - from) * i) / 240;
    const angle = 2 * Math.PI * turn;
    return [100 + radius(turn) * Math.cos(angle), 80 + radius(turn) * Math.sin(angle)];
  });
const CIRCLE = Math.PI * 40 ** 2;

const square = (ends: readonly PointPx[], starts: readonly PointPx[] = [[10, 10]]): readonly PointPx[] => [
  ...starts,
  [110, 10],
  [110, 110],
  [10, 110],
  ...ends,
];

/** Strokes that are closed in themselves by eye, and the area of the shape that is meant. */
const CLOSED: readonly (readonly [string, readonly PointPx[], number])[] = [
  ['ends on its start', around(0, 1, () => 40), CIRCLE],
  ['stops short of its start', around(0, 0.99, () => 40), CIRCLE],
  ['runs past its start, inside it', around(0, 1.06, (turn) => 40 - turn), CIRCLE * (39.5 / 40) ** 2],
  ['runs past its start, outside it', around(0, 1.06, (turn) => 40 + turn), CIRCLE * (40.5 / 40) ** 2],
  [
    'crosses its start outwards',
    around(-0.03, 1.05, (turn) => 40 + 20 * (turn > 0.97 ? turn - 1 : 0)),
    CIRCLE,
  ],
  [
    'crosses its start inwards',
    around(-0.03, 1.05, (turn) => 40 - 20 * (turn > 0.97 ? turn - 1 : 0)),
    CIRCLE,
  ],
  [
    'winds about its start',
    around(-0.03, 1.05, (turn) => 40 + (turn > 0.9 ? 0.6 * Math.sin(160 * turn) : 0)),
    CIRCLE,
  ],
  ['a square that runs straight past its corner', square([[10, -2]]), 100 * 100],
  [
    'a square whose start sticks out',
    square(
      [
        [10, 10.5],
        [10, -3],
      ],
      [[-2, 10]],
    ),
    100 * 100,
  ],
];

describe('a stroke that runs past its start is closed where it meets its beginning', () => {
  test.each(CLOSED)('%s', (_, stroke, area) => {
    for (const way of [stroke, stroke.map(([x, y]): PointPx => [y, x]), stroke.toReversed()]) {
      const contour = closeStroke(way, REACH_PX);
      expect(isKnotted(contour)).toBe(false);
      expect(Math.abs(areaPx2(contour) / area - 1)).toBeLessThan(0.01);
    }
  });
});

/** Two circles that touch at (0, 0), drawn in one go from a place on the first. */
const eight = (first: number, second: number, start: number): readonly PointPx[] => {
  const lobe = (radius: number, side: 1 | -1) =>
    Array.from({ length: 120 }, (_, i): PointPx => {
      const angle = (2 * Math.PI * (i + 0.5)) / 120;
      return [side * radius * (1 - Math.cos(angle)), radius * Math.sin(angle)];
    });
  const all = [...lobe(first, 1), ...lobe(second, -1)];
  const from = Math.round(start * 120);
  return [...all.slice(from), ...all.slice(0, from)];
};

describe('what has two parts stays as it was drawn, and is refused', () => {
  test.each([
    ['two alike', eight(40, 40, 0.5)],
    ['begun in the smaller one', eight(10, 40, 0.5)],
    ['begun near the crossing', eight(40, 40, 0.05)],
    ['begun at the crossing', eight(40, 40, 0.004)],
  ])('a figure of eight: %s', (_, stroke) => {
    expect(isKnotted(stroke)).toBe(true);
    expect(closeStroke(stroke, REACH_PX)).toBe(stroke);
  });

  test('a stroke that goes on along itself further than a hand slips', () => {
    const stroke = around(0, 1.3, (turn) => 40 + 2 * Math.sin(40 * turn));
    expect(isKnotted(stroke)).toBe(true);
    expect(isKnotted(closeStroke(stroke, REACH_PX))).toBe(true);
  });

  test('the reach is of the hand, not of the contour', () => {
    const past = around(-0.03, 1.05, (turn) => 40 + 20 * (turn > 0.97 ? turn - 1 : 0));
    expect(isKnotted(past)).toBe(true);
    expect(closeStroke(past, 2)).toBe(past);
  });
});

test.each([0.25, 1, 2.5])(
  'a freehand drawing of %f image pixels per CSS pixel has the area of the closed contour',
  (pxPerCss) => {
    const css = around(-0.03, 1.05, (turn) => 40 + 20 * (turn > 0.97 ? turn - 1 : 0));
    const stroke = css.map(([x, y]): PointPx => [x * pxPerCss, y * pxPerCss]);
    expect(isKnotted(stroke)).toBe(true);
    const draft = new DrawingDraft('freehand', {
      shape: [1, 1],
      pxPerCss,
      greys: 1,
      picture: () => undefined,
    });
    const at = (px: PointPx) => ({ px, spot: [px[0] / pxPerCss, px[1] / pxPerCss] as const, ms: 0 });
    const [first = [0, 0], ...rest] = stroke;
    draft.press(at(first));
    for (const px of rest) draft.move(at(px));
    draft.release(at(rest.at(-1) ?? first));
    expect([draft.isDone, draft.isVoid, isKnotted(draft.points)]).toEqual([true, false, false]);
    expect(Math.abs(areaPx2(draft.points) / (CIRCLE * pxPerCss ** 2) - 1)).toBeLessThan(0.01);
  },
);
