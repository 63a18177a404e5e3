import { cache, type Types } from '@cornerstonejs/core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { MeasurementStore } from '@/imaging/measuring/measurementStore';
import type { PaneView } from '@/imaging/pane/paneView';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { projectPane } from '@/imaging/projection/projection';
import type { StackFrame } from '@/imaging/stack/stack';
import { KINDS, MEASUREMENT_KINDS } from '@/measurement/kinds';
import { TOOL_IDS, toolSpec } from '@/imaging/pointer/tools';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { DrawingController } from './drawingController';
import { KeyCursor } from './keyCursor';
import { layOut } from './layout';

const SIZE = { width: 400, height: 400, ratio: 1 };
const SIDE = 200;
const instance = buildInstance({ Rows: SIDE, Columns: SIDE, PixelSpacing: [0.5, 0.5] });
const { study, series, sop } = instance;
const frame = {
  imageId: '1',
  ...{ study, series, sop, frame: 1, instance, rows: SIDE, columns: SIDE },
} as StackFrame;

/** A disc of 1000 over 0 about the middle: edges to follow, and a region to grow. */
const values = Float32Array.from({ length: SIDE * SIDE }, (_, at) =>
  Math.hypot((at % SIDE) - 100, Math.floor(at / SIDE) - 100) <= 30 ? 1000 : 0,
);
beforeEach(() => {
  vi.spyOn(cache, 'getImage').mockReturnValue({
    rows: SIDE,
    columns: SIDE,
    slope: 1,
    intercept: 0,
    minPixelValue: 0,
    maxPixelValue: 1000,
    getPixelData: () => values,
  } as unknown as Types.IImage);
});

function setUp() {
  let isSeen = true;
  const projection = projectPane({}, drawnPlane(instance, 1).plane, frame, SIZE);
  const seen = () =>
    isSeen ? { frame, drawn: drawnPlane(instance, 1), window: { width: 1000 } } : undefined;
  const view = {
    get seen() {
      return seen();
    },
    get shown() {
      return seen();
    },
    projection,
    extent: SIZE,
  } as unknown as PaneView;
  const measurements = new MeasurementStore({
    views: createViewStore(freshView(study)),
    frameOf: () => frame,
    reader: { read: () => ({ readings: [] }), samples: () => undefined },
  });
  const hand = new DrawingController({
    measurements,
    redraw: vi.fn(),
    drawnOn: () =>
      layOut({
        marks: measurements.list,
        frame,
        selected: measurements.store.getState().selected,
        draft: undefined,
        projection,
        size: SIZE,
        lines: () => [],
        sizeOf: () => ({ width: 40, height: 16 }),
        labelPx: () => undefined,
      }),
    askText: () => Promise.resolve('text'),
    edit: vi.fn(),
    onDrawn: vi.fn(),
  });
  const paint = vi.fn();
  const cursor = new KeyCursor(hand, paint);
  const said = () => cursor.state.getState().said;
  /** Moves by image pixels, as keys do: one after the other. */
  const go = (right: number, down: number) => {
    cursor.steer(view, right, 0);
    cursor.steer(view, 0, down);
  };
  return { measurements, hand, cursor, view, paint, said, go, see: (is: boolean) => (isSeen = is) };
}

const toolOf = (kind: string) => TOOL_IDS.find((id) => toolSpec(id).measures === kind) ?? 'window';

/** From one point to the next, around the disc. */
const WAY = [
  [-24, -18],
  [43, -5],
  [4, 42],
  [-41, 5],
  [-12, -24],
] as const;

describe.each(MEASUREMENT_KINDS)('%s', (kind) => {
  test('is drawn by keys alone', async () => {
    const { measurements, hand, cursor, view, said, go } = setUp();
    hand.activate(toolOf(kind));
    expect(cursor.press(view)).toBe(true);
    expect([said(), cursor.state.getState().at]).toEqual(['shown', { column: 101, row: 101 }]);
    const { by, count } = KINDS[kind].hand;
    if (by === 'stroke' || by === 'grow') {
      cursor.press(view);
      expect(said()).toBe('held');
      for (const [right, down] of WAY) go(right, down);
      cursor.press(view);
    } else {
      const steps = WAY.slice(0, by === 'path' ? WAY.length : count);
      for (const [right, down] of steps) {
        go(right, down);
        cursor.press(view);
      }
      // A press on the point that was set last ends a path.
      if (by === 'path') cursor.press(view);
    }
    await Promise.resolve();
    expect(measurements.list.map((one) => one.kind)).toEqual([kind]);
    if (KINDS[kind].hand.asksText === undefined) expect(said()).toBe('done');
    // It goes on where it is, for the next one.
    expect(cursor.isIn(view)).toBe(true);
  });
});

test('points lie on the very pixels that the crosshair was on', () => {
  const { measurements, hand, cursor, view, go } = setUp();
  hand.activate('length');
  cursor.press(view);
  go(-20, -10);
  cursor.press(view);
  go(35, 20);
  cursor.press(view);
  const [first = [0, 0], second = [0, 0]] = measurements.list[0]?.pointsPx ?? [];
  expect([...first, ...second].map(Math.round)).toEqual([80, 90, 115, 110]);
  for (const value of [...first, ...second]) expect(value).toBeCloseTo(Math.round(value), 6);
});

test('it stays within the image, and goes with the tool, Escape and the picture', () => {
  const { hand, cursor, view, paint, said, see } = setUp();
  // Without a measuring tool it does not come.
  expect(cursor.press(view)).toBe(false);
  expect(cursor.steer(view, 1, 0)).toBe(false);
  hand.activate('length');
  cursor.press(view);
  cursor.steer(view, 1000, -1000);
  expect(cursor.state.getState().at).toEqual({ column: SIDE, row: 1 });
  cursor.press(view);
  expect(said()).toBe('set');
  expect(hand.cancel()).toBe(true);
  cursor.cancelled();
  expect([said(), hand.draft]).toEqual(['given-up', undefined]);
  see(false);
  cursor.follow(view);
  expect([cursor.isIn(view), said()]).toEqual([false, undefined]);
  expect(paint).toHaveBeenLastCalledWith(view, undefined);
});

test('what was drawn is taken, moved and dropped by keys', () => {
  const { measurements, hand, cursor, view, said, go } = setUp();
  measurements.add([
    {
      ...{ id: 'a', tracking: '2.25.1', label: '', kind: 'length', study, series, sop, frame: 1 },
      pointsPx: [
        [100, 100],
        [150, 100],
      ],
    },
  ]);
  hand.activate('length');
  cursor.press(view);
  // On its first handle.
  cursor.press(view);
  expect(said()).toBe('held');
  go(0, 30);
  cursor.press(view);
  expect(said()).toBe('done');
  expect(measurements.list[0]?.pointsPx.map((point) => point.map(Math.round))).toEqual([
    [100, 130],
    [150, 100],
  ]);
});
