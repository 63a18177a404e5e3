import { expect, describe, test } from 'vitest';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { toInstance } from '@/dicom/normalise/normalise';
import { buildInstance } from '@/dicom/testing/build';
import { KINDS, MEASUREMENT_KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Measurement } from '@/measurement/measurement';
import { readMeasurement, refusalOf } from '@/measurement/readMeasurement';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import { readReport, writeReport } from '@/measurement/report/findings';
import { toUnitCode } from '@/measurement/report/reportNumbers';
import { packMarks, unpackMarks } from '@/view/link/codecMarks';
import { readPresentation, writePresentation } from '@/view/presentation/presentation';
import { DrawingDraft, type At, type DrawingGround } from './draft';
import { moveHandle, strokesOf } from './shapes';

const SIDE = 200;
/** A disc of 1000 over 0: edges to follow, and a region to grow. */
const values = Float32Array.from({ length: SIDE * SIDE }, (_, at) =>
  Math.hypot((at % SIDE) - 100, Math.floor(at / SIDE) - 100) <= 30 ? 1000 : 0,
);
const ground: DrawingGround = {
  shape: [1, 1],
  pxPerCss: 1,
  greys: 1000,
  picture: () => ({ rows: SIDE, columns: SIDE, values, span: 1000 }),
};
const measured: MeasuredImage = {
  rows: SIDE,
  columns: SIDE,
  values,
  unit: 'HU',
  spacing: { rowMm: 0.5, columnMm: 0.5 },
};
const image = buildInstance({ Rows: SIDE, Columns: SIDE, RescaleSlope: 1, RescaleIntercept: 0 });

/** Where a hand puts one point after another: around the disc, on its edge, so that a contour does not cross itself. */
const WAY: readonly PointPx[] = [
  [76, 82],
  [119, 77],
  [123, 119],
  [82, 124],
  [70, 100],
];

/** Draws a kind as its row says that it is drawn: taps, or one drag. */
function draw(kind: MeasurementKind): readonly PointPx[] {
  const { by, count } = KINDS[kind].hand;
  const draft = new DrawingDraft(kind, ground);
  let ms = 0;
  const at = (px: PointPx): At => ({ spot: px, px, ms: (ms += 1000) });
  if (by === 'stroke' || by === 'grow') {
    const [first = [0, 0] as const, ...rest] = WAY;
    draft.press(at(first));
    if (by === 'stroke') for (const px of rest) draft.move(at(px));
    draft.release(at(by === 'stroke' ? (WAY.at(-1) ?? first) : first));
  } else
    for (const px of WAY.slice(0, by === 'path' ? WAY.length : count)) {
      draft.press(at(px));
      draft.release(at(px));
    }
  draft.finish();
  expect([draft.isDone, draft.isVoid]).toEqual([true, false]);
  return draft.points;
}

function measure(kind: MeasurementKind): Measurement {
  const pointsPx = draw(kind);
  return {
    id: 'a',
    tracking: '2.25.7',
    kind,
    study: image.study,
    series: image.series,
    sop: image.sop,
    frame: 1,
    label: 'Läsion',
    pointsPx,
    readings: readMeasurement(kind, pointsPx, measured),
  };
}

const at = new Date(2026, 10, 27, 9, 8, 7);
const rounded = (points: readonly PointPx[]) => points.map(([x, y]) => [x.toFixed(3), y.toFixed(3)]);

describe.each(MEASUREMENT_KINDS)('%s, drawn by hand,', (kind) => {
  const drawn = measure(kind);
  const { pointsPx, readings } = drawn;

  test('is seen, and each of its handles can be taken hold of and moved', () => {
    const { hand, tip, isBent } = KINDS[kind];
    const strokes = strokesOf(kind, pointsPx, [1, 1]);
    // A single point is no line: something else is drawn there.
    expect(strokes.length > 0 || (hand.count === 1 && tip !== undefined)).toBe(true);
    for (const { points } of strokes) expect(points.length).toBeGreaterThan(1);
    if (isBent) return;
    pointsPx.forEach(([x, y], i) => {
      const moved = moveHandle(kind, pointsPx, i, [x + 3, y + 2], [1, 1]);
      expect(moved).toHaveLength(pointsPx.length);
      expect(moved.flat().every(Number.isFinite)).toBe(true);
      expect(moved[i]).not.toEqual(pointsPx[i]);
    });
  });

  test('travels in a link', () => {
    const { marks, complete } = unpackMarks(packMarks([drawn]));
    expect(complete).toBe(true);
    expect(marks[0]).toMatchObject({ kind, sop: image.sop });
    expect(rounded(marks[0]?.pointsPx ?? [])).toEqual(rounded(pointsPx));
  });

  test('has numbers with units that reports know, or none at all', () => {
    expect(readings.length > 0).toBe(KINDS[kind].read !== undefined);
    for (const { name, value, unit } of readings) {
      expect(Number.isFinite(value), name).toBe(true);
      // {name}: a unit that UCUM has no code for.
      if (unit !== '') expect(toUnitCode(unit).value, name).not.toBe(`{${unit}}`);
    }
    expect(refusalOf(kind, pointsPx, measured)).toBeUndefined();
    const made = { ...measured, isRendered: true };
    expect(readMeasurement(kind, pointsPx, made)).toEqual([]);
    expect(refusalOf(kind, pointsPx, made)).toBe(readings.length > 0 ? 'rendered' : undefined);
  });

  test('comes back from a report: the same kind, points and numbers', () => {
    const { dataset } = writeReport({ source: image, at }, [drawn], () => image, []);
    const stored = toInstance(JSON.parse(JSON.stringify(dataset)));
    if (!stored) throw new Error('the report does not read back');
    const [finding] = readReport(stored).findings;
    const again = finding?.toMeasurement(() => image);
    if (!again || !('kind' in again)) throw new Error('the finding is not drawn');
    expect(again).toMatchObject({ kind, label: 'Läsion' });
    expect(rounded(again.pointsPx)).toEqual(rounded(pointsPx));
    expect(finding?.readings).toMatchObject(readings);
  });

  test('comes back from a report that another program has rewritten: the graphics are enough', () => {
    const { report } = KINDS[kind];
    const graphics = report.graphics(pointsPx);
    expect(graphics.length).toBeGreaterThan(0);
    if (report.handles) expect(rounded(report.handles(graphics))).toEqual(rounded(pointsPx));
  });

  test('is drawn in a presentation state', () => {
    const { dataset } = writePresentation(
      { source: image, at },
      {
        pane: { study: image.study, series: image.series },
        shown: { instance: image, frame: 1 },
        images: [{ instance: image, frame: 1 }],
        isColour: false,
        isInverted: false,
        rotationDeg: 0,
        isMirrored: false,
        area: { left: 0, top: 0, right: SIDE, bottom: SIDE },
        pixel: { row: 0.5, column: 0.5, isMm: true },
        overlays: [],
        measurements: [drawn],
      },
    );
    const state = readPresentation(toInstance(dataset) ?? image);
    const [annotation] = state?.annotations ?? [];
    expect(annotation?.texts[0]?.text).toMatch(/^Läsion/);
    expect(annotation?.graphics.length).toBeGreaterThan(0);
    // PS3.3 C.10.5.1.2: points of each type of graphic.
    const fewest = { POINT: 1, CIRCLE: 2, ELLIPSE: 4, POLYLINE: 2, INTERPOLATED: 2 };
    for (const { type, points } of annotation?.graphics ?? [])
      expect(points.length, type).toBeGreaterThanOrEqual(fewest[type]);
    // The first handle lies on what is drawn, half a pixel from where graphics count.
    const all = (annotation?.graphics ?? []).flatMap(({ points }) => points);
    const [first = [0, 0]] = pointsPx;
    const box = all.map(([x, y]) => Math.hypot(x - first[0] - 0.5, y - first[1] - 0.5));
    expect(Math.min(...box)).toBeLessThan(1e-3);
  });
});
