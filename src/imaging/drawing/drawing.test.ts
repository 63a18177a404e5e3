import { describe, expect, test } from 'vitest';
import { areaPx2, isKnotted } from '@/measurement/reading/outline';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { DrawingDraft, type At, type DrawingGround } from './draft';
import type { GreyRaster } from './greyPicture';
import { growRegion, likenessAt } from './growRegion';
import { createWire, settle } from './livewire';
import { boundsOfSpots, crosses, isIn, placeLabel, toPath, type PaneBox } from './plane2d';
import { moveHandle, strokesOf } from './shapes';

/** A disc of 1000 over 0, radius 30 about (60, 50), with noise that repeats from run to run. */
function disc(noise: number): GreyRaster {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const values = Float32Array.from({ length: 120 * 100 }, (_, at) => {
    const isInside = Math.hypot((at % 120) - 60, Math.floor(at / 120) - 50) <= 30;
    const gauss = random() + random() + random() + random() - 2; // Standard deviation 1 / sqrt(3).
    return (isInside ? 1000 : 0) + gauss * Math.sqrt(3) * noise;
  });
  return { rows: 100, columns: 120, values, span: 1000 };
}
const count = (picture: GreyRaster, above: number) =>
  Array.from(picture.values).filter((value) => value > above).length;

describe('region growing', () => {
  test.each([0, 5, 40])('finds the disc, its area and its outline, with noise of %i', (noise) => {
    const picture = disc(noise);
    const likeness = likenessAt(picture, [60, 50], 400);
    const contour = likeness ? growRegion(picture, [60, 50], likeness) : [];
    expect(Math.abs(areaPx2(contour) / count(picture, 500) - 1)).toBeLessThan(0.01);
    for (const [x, y] of contour) expect(Math.abs(Math.hypot(x - 60, y - 50) - 30)).toBeLessThan(1.2);
    expect(isKnotted(contour)).toBe(false);
  });

  test('one pixel is a region, and so is the whole picture', () => {
    const values = new Float32Array(100);
    const whole = growRegion({ rows: 10, columns: 10, values, span: 1 }, [3, 3], { mean: 0, tolerance: 1 });
    expect(boundsOfSpots(whole)).toEqual({ left: -0.5, top: -0.5, width: 10, height: 10 });
    const dot = values.slice();
    dot[33] = 9;
    const one = growRegion({ rows: 10, columns: 10, values: dot, span: 9 }, [3, 3], {
      mean: 9,
      tolerance: 1,
    });
    expect(boundsOfSpots(one)).toEqual({ left: 2.5, top: 2.5, width: 1, height: 1 });
  });

  test('holes are filled, and corners that only touch are walked around', () => {
    const rows = ['#####', '#..##', '##.##', '#####', '#.#..'];
    const values = Float32Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0));
    const picture = { rows: 5, columns: 5, values, span: 1 };
    const contour = growRegion(picture, [0, 0], { mean: 1, tolerance: 0.1 });
    // 22 pixels; the border cuts its corners: half a pixel in all.
    expect(areaPx2(contour)).toBeCloseTo(21.5, 6);
  });

  test('a seed beside the picture grows nothing', () => {
    expect(likenessAt(disc(0), [-3, 5], 100)).toBeUndefined();
  });
});

describe('livewire', () => {
  test('keeps to the edge between two points on it', () => {
    const picture = disc(5);
    const wire = createWire(picture, [90, 50]).to([60, 80]);
    expect(wire[0]).toEqual([90, 50]);
    expect(wire.at(-1)).toEqual([60, 80]);
    for (const [x, y] of settle(picture, wire)) {
      expect(Math.abs(Math.hypot(x - 60, y - 50) - 30)).toBeLessThan(1.5);
    }
  });

  test('is straight where its end is out of reach', () => {
    const picture = { rows: 1, columns: 2000, values: new Float32Array(2000), span: 1 };
    expect(createWire(picture, [0, 0]).to([1500, 0])).toEqual([
      [0, 0],
      [1500, 0],
    ]);
  });
});

describe('a drawing in the making', () => {
  const ground: DrawingGround = { shape: [1, 1], pxPerCss: 0.5, picture: () => undefined, greys: 100 };
  const at = (x: number, y: number, ms: number): At => ({ spot: [2 * x, 2 * y], px: [x, y], ms });
  const tap = (draft: DrawingDraft, x: number, y: number, ms: number) => {
    draft.move(at(x, y, ms));
    draft.press(at(x, y, ms));
    draft.release(at(x, y, ms));
  };
  const drag = (draft: DrawingDraft, from: PointPx, to: PointPx) => {
    draft.press(at(...from, 0));
    draft.move(at(...to, 5000));
    draft.release(at(...to, 5000));
  };

  test('a length is a drag, or two taps', () => {
    const dragged = new DrawingDraft('length', ground);
    drag(dragged, [10, 10], [60, 10]);
    const tapped = new DrawingDraft('length', ground);
    tap(tapped, 10, 10, 0);
    expect(tapped.isDone).toBe(false);
    tap(tapped, 60, 10, 900);
    for (const draft of [dragged, tapped]) {
      expect(draft.isDone).toBe(true);
      expect(draft.points).toEqual([
        [10, 10],
        [60, 10],
      ]);
    }
  });

  test.each(['cobb', 'ratio'] as const)('%s is two lines, dragged or tapped', (kind) => {
    const points = [
      [10, 10],
      [60, 10],
      [20, 40],
      [50, 44],
    ] as const;
    const dragged = new DrawingDraft(kind, ground);
    drag(dragged, points[0], points[1]);
    expect(dragged.next).toBe('second');
    drag(dragged, points[2], points[3]);
    const tapped = new DrawingDraft(kind, ground);
    points.forEach(([x, y], i) => tap(tapped, x, y, 900 * i));
    for (const draft of [dragged, tapped]) expect([draft.isDone, draft.points]).toEqual([true, points]);
  });

  test('a path ends with a double tap, on its last point, or by a key', () => {
    const ways: readonly ((draft: DrawingDraft) => void)[] = [
      (draft) => tap(draft, 60, 40, 1900),
      (draft) => tap(draft, 61, 41, 9000),
      (draft) => draft.finish(),
    ];
    for (const end of ways) {
      const draft = new DrawingDraft('polyline', ground);
      tap(draft, 10, 10, 0);
      tap(draft, 60, 10, 900);
      tap(draft, 60, 40, 1800);
      expect(draft.isDone).toBe(false);
      end(draft);
      expect([draft.isDone, draft.isVoid, draft.points.length]).toEqual([true, false, 3]);
    }
  });

  test('one point is no path, and a touch is no contour', () => {
    const path = new DrawingDraft('spline', ground);
    tap(path, 10, 10, 0);
    path.finish();
    expect(path.isVoid).toBe(true);
    const stroke = new DrawingDraft('freehand', ground);
    tap(stroke, 10, 10, 0);
    expect([stroke.isDone, stroke.isVoid]).toEqual([true, true]);
  });
});

describe('a handle that is moved', () => {
  const square: readonly PointPx[] = [
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
  ];
  test('of a rectangle leaves the corner opposite', () => {
    expect(moveHandle('rectangle', square, 1, [14, -2], [1, 1])).toEqual([
      [0, -2],
      [14, -2],
      [0, 10],
      [14, 10],
    ]);
  });

  test('of a lesion keeps its axes at right angles, also on pixels that are not square', () => {
    const shape = [0.5, 1] as const;
    const points: readonly PointPx[] = [
      [0, 0],
      [40, 0],
      [20, 20],
      [20, -20],
    ];
    const moved = moveHandle('bidirectional', points, 1, [30, 60], shape);
    const [a = [0, 0], b = [0, 0], c = [0, 0], d = [0, 0]] = moved.map(([x, y]) => [x, y * 0.5] as const);
    expect((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])).toBeCloseTo(0, 9);
    expect(Math.hypot(d[0] - c[0], d[1] - c[1])).toBeCloseTo(20, 9);
  });

  test('of an ellipse grows it to both sides', () => {
    const points: readonly PointPx[] = [
      [50, 60],
      [50, 40],
      [30, 50],
      [70, 50],
    ];
    expect(moveHandle('ellipse', points, 3, [80, 53], [1, 1])).toEqual([
      [50, 60],
      [50, 40],
      [20, 50],
      [80, 50],
    ]);
  });

  test('a circle is round on the screen, whatever the shape of its pixels', () => {
    const [round] = strokesOf(
      'circle',
      [
        [50, 50],
        [60, 50],
      ],
      [2, 1],
    );
    const away = (round?.points ?? []).map(([x, y]) => Math.hypot(x - 50, 2 * (y - 50)));
    expect(Math.min(...away)).toBeCloseTo(10, 9);
    expect(Math.max(...away)).toBeCloseTo(10, 9);
  });
});

describe('a label', () => {
  const size = { width: 80, height: 34 };
  const pane = { width: 400, height: 300 };
  test('lies in the pane and not on what it measures, wherever that is', () => {
    for (let x = 0; x <= 400; x += 40) {
      for (let y = 0; y <= 300; y += 30) {
        const shape = [
          [x, y],
          [Math.min(400, x + 90), Math.min(300, y + 50)],
        ] as const;
        const box = placeLabel(size, shape, pane, []);
        expect(box.left >= 0 && box.top >= 0).toBe(true);
        expect(box.left + box.width <= 400 && box.top + box.height <= 300).toBe(true);
        for (let part = 0; part <= 1; part += 0.1) {
          const [a, b] = shape;
          const spot = [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])] as const;
          expect(isIn(spot, box)).toBe(false);
        }
      }
    }
  });

  test('goes elsewhere where another label is', () => {
    const shape = [
      [100, 100],
      [150, 120],
    ] as const;
    const one = placeLabel(size, shape, pane, []);
    const other = placeLabel(size, shape, pane, [one]);
    expect(other).not.toEqual(one);
    const drawing = { left: 140, top: 60, width: 120, height: 100 };
    const third = placeLabel(size, shape, pane, [], [{ box: drawing }]);
    expect(third.left + third.width <= drawing.left || third.top >= 160 || third.top + 34 <= 60).toBe(true);
  });

  test('may lie beside a line, also in the box around it, and not on it', () => {
    const shape = [
      [100, 100],
      [150, 120],
    ] as const;
    const alone = placeLabel(size, shape, pane, []);
    const far = [
      [alone.left - 5, alone.top + size.height + 60],
      [alone.left + size.width + 60, alone.top + size.height - 5],
    ] as const;
    const beside = { box: boundsOfSpots([...far, [alone.left, alone.top]]), lines: [far] };
    expect(placeLabel(size, shape, pane, [], [beside])).toEqual(alone);
    const through = [
      [alone.left - 5, alone.top + 5],
      [alone.left + size.width + 5, alone.top + 20],
    ] as const;
    const box = placeLabel(size, shape, pane, [], [{ box: boundsOfSpots(through), lines: [through] }]);
    expect(box).not.toEqual(alone);
  });

  const shares = (a: PaneBox, b: PaneBox) =>
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height;

  test.each([
    [
      'twelve small drawings on one spot',
      [
        [200, 150],
        [220, 160],
      ],
    ],
    [
      'eight drawings that fill the pane',
      [
        [2, 2],
        [398, 2],
        [398, 298],
        [2, 298],
      ],
    ],
  ] as const)('lies on no other label: %s', (_, shape) => {
    const taken: PaneBox[] = [];
    for (let i = 0; i < (shape.length === 2 ? 12 : 8); i += 1) {
      const box = placeLabel(size, shape, pane, taken, [{ box: boundsOfSpots(shape) }]);
      expect(taken.filter((one) => shares(one, box))).toEqual([]);
      taken.push(box);
    }
  });

  test.each([
    ['through it', [-10, 20], [200, 20], true],
    ['ending in it', [50, 20], [50, -40], true],
    ['past its corner', [-20, 10], [20, -40], false],
    ['beside it', [120, 0], [120, 100], false],
    ['a point in it', [10, 10], [10, 10], true],
    ['a point beside it', [10, 50], [10, 50], false],
  ] as const)('a line %s', (_, from, to, isTouching) => {
    expect(crosses({ left: 0, top: 0, width: 100, height: 40 }, from, to)).toBe(isTouching);
  });
});

test('how far a point is from a line through points', () => {
  const path = [
    [0, 0],
    [10, 0],
    [10, 10],
  ] as const;
  expect(toPath([5, 3], path, false)).toBe(3);
  expect(toPath([0, 10], path, false)).toBe(10);
  expect(toPath([5, 5], path, true)).toBe(0);
});
