import { expect, test, vi } from 'vitest';
import { toSopUid, type SopUid } from '@/dicom/dataset/uid';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { buildInstance } from '@/dicom/testing/build';
import type { MeasurementKind } from '@/measurement/kinds';
import type { Adopted } from '@/measurement/measurement';
import { MeasurementStore } from '@/imaging/measuring/measurementStore';
import type { PaneView } from '@/imaging/pane/paneView';
import { canvasToPixel } from '@/imaging/projection/paneCamera';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { projectPane } from '@/imaging/projection/projection';
import type { StackFrame } from '@/imaging/stack/stack';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { DrawingController } from './drawingController';
import { layOut } from './layout';
import type { Spot } from './plane2d';

const SIZE = { width: 400, height: 400, ratio: 1 };

/** Images of one study whose pixels have different sizes: the same spot of a pane is another pixel on each. */
function frameOf(side: number, sop: string): StackFrame {
  const built = buildInstance({ Rows: side, Columns: side, PixelSpacing: [100 / side, 100 / side] });
  const instance = { ...built, sop: toSopUid(sop) as SopUid };
  const { study, series } = instance;
  return {
    imageId: sop,
    study,
    series,
    sop: instance.sop,
    frame: 1,
    instance,
    rows: side,
    columns: side,
  } as StackFrame;
}

const FIRST = frameOf(100, '1.2.1');
const OTHER = frameOf(400, '1.2.2');
const SLICE = frameOf(100, '1.2.3');

function setUp() {
  const shown = new Map<PaneView, StackFrame | undefined>();
  const paneOf = (): PaneView => {
    const projectionOf = (frame: StackFrame) => {
      return projectPane({}, drawnPlane(frame.instance, 1).plane, frame, SIZE);
    };
    const seen = () => {
      const frame = shown.get(view);
      return frame && { frame, drawn: drawnPlane(frame.instance, 1), window: { width: 100 } };
    };
    const view: PaneView = {
      get seen() {
        return seen();
      },
      get shown() {
        return seen();
      },
      get projection() {
        return projectionOf(shown.get(view) ?? FIRST);
      },
    } as unknown as PaneView;
    shown.set(view, FIRST);
    return view;
  };
  const book = new MeasurementStore({
    views: createViewStore(freshView(FIRST.study)),
    frameOf: (mark) => [FIRST, OTHER, SLICE].find(({ sop }) => sop === mark.sop),
    reader: { read: () => ({ readings: [] }), samples: () => undefined },
  });
  const hand = new DrawingController({
    book,
    redraw: vi.fn(),
    drawnOn: (view) => {
      const frame = shown.get(view);
      if (!frame) return [];
      const { selected, labelsPx = {} } = book.store.getState();
      return layOut({
        marks: book.list.filter(({ sop }) => sop === frame.sop),
        frame,
        selected,
        draft: undefined,
        projection: view.projection,
        size: SIZE,
        lines: () => ['50 mm'],
        sizeOf: () => ({ width: 40, height: 16 }),
        labelPx: ({ id }) => labelsPx[id],
      });
    },
    askText: () => Promise.resolve('text'),
    edit: vi.fn(),
    onDrawn: vi.fn(),
  });
  const view = paneOf();
  let ms = 0;
  const at = (does: 'press' | 'move' | 'release', spot: Spot, where = view) => {
    ms += 1000;
    if (does === 'press') hand.press(where, spot, ms, 'mouse');
    else hand[does](where, spot, ms);
  };
  const pixelAt = (spot: Spot): PointPx =>
    canvasToPixel(view.projection, drawnPlane(FIRST.instance, 1).plane, ...spot);
  return {
    book,
    hand,
    view,
    at,
    pixelAt,
    pane: paneOf,
    /** Whether the pane tells of its new picture, or a pointer comes before it does. */
    show(frame: StackFrame | undefined, tells = true) {
      shown.set(view, frame);
      if (tells) hand.pictureChanged(view);
    },
    tap(spot: Spot) {
      at('press', spot);
      at('release', spot);
    },
    keep(kind: MeasurementKind = 'length') {
      const { study, series, sop, frame } = FIRST;
      const mark: Adopted = {
        id: 'a',
        tracking: '2.25.1',
        label: '',
        kind,
        study,
        series,
        sop,
        frame,
        pointsPx: [pixelAt([100, 200]), pixelAt([300, 200])],
      };
      book.keep(mark);
      return mark.pointsPx;
    },
  };
}

const PICTURES = [
  ['another series', OTHER],
  ['another slice', SLICE],
  ['nothing', undefined],
] as const;

test.each(PICTURES.flatMap(([name, frame]) => [true, false].map((tells) => [name, frame, tells] as const)))(
  'a line that is dragged while %s comes is no measurement (%#)',
  (_, frame, tells) => {
    for (const kind of ['length', 'ellipse', 'freehand', 'region', 'cobb', 'livewire', 'probe'] as const) {
      const { book, hand, at, show } = setUp();
      hand.activate(kind);
      at('press', [100, 200]);
      at('move', [200, 200]);
      show(frame, tells);
      at('move', [250, 210]);
      at('release', [300, 200]);
      expect([kind, book.list, hand.draft]).toEqual([kind, [], undefined]);
      // Nor is it once its own picture is there again.
      show(FIRST);
      at('move', [300, 300]);
      at('release', [300, 300]);
      expect([kind, book.list, hand.draft]).toEqual([kind, [], undefined]);
    }
  },
);

test.each(PICTURES)('a picture that goes for %s and comes back ends the press all the same', (_, frame) => {
  const { book, hand, at, show } = setUp();
  hand.activate('length');
  at('press', [100, 200]);
  at('move', [200, 200]);
  show(frame);
  show(FIRST);
  at('move', [250, 210]);
  at('release', [300, 200]);
  expect([book.list, hand.draft]).toEqual([[], undefined]);
});

test.each(PICTURES)('a handle, a line and a label go back where they were when %s comes', (_, frame) => {
  for (const spot of [
    [300, 200],
    [200, 200],
  ] as const) {
    const { book, hand, at, show, keep } = setUp();
    const points = keep();
    at('press', spot);
    at('move', [spot[0] + 40, 260]);
    expect(book.list[0]?.pointsPx).not.toEqual(points);
    show(frame);
    expect(hand.held).toBeUndefined();
    at('move', [350, 300]);
    at('release', [350, 300]);
    expect(book.list[0]?.pointsPx).toEqual(points);
    show(FIRST);
    at('move', [350, 300]);
    expect(book.list[0]?.pointsPx).toEqual(points);
  }
  const { book, at, show, keep, view, hand } = setUp();
  keep();
  book.setLabelPx('a', [20, 20]);
  const spot = [90, 90] as const;
  expect(hand.hit(view, spot, 'mouse')?.on).toBe('label');
  at('press', spot);
  at('move', [200, 260]);
  show(frame, false);
  at('move', [220, 280]);
  at('release', [220, 280]);
  const [x = 0, y = 0] = book.store.getState().labelsPx?.['a'] ?? [];
  expect([Math.round(x), Math.round(y)]).toEqual([20, 20]);
});

test('points that were set wait on their own image, and take none from another', () => {
  const { book, hand, at, tap, show, pixelAt } = setUp();
  hand.activate('polyline');
  tap([100, 100]);
  tap([200, 100]);
  // The third is pressed when the next slice comes.
  at('press', [200, 200]);
  show(SLICE);
  at('move', [300, 300]);
  at('release', [300, 300]);
  show(FIRST);
  tap([200, 300]);
  hand.finish();
  expect(book.list.map(({ sop, pointsPx }) => [sop, pointsPx])).toEqual([
    [FIRST.sop, [pixelAt([100, 100]), pixelAt([200, 100]), pixelAt([200, 300])]],
  ]);
});

test('a second line whose drag is ended is drawn anew, and the first one stays', () => {
  const { book, hand, at, tap, show, pixelAt } = setUp();
  hand.activate('cobb');
  tap([100, 100]);
  tap([200, 100]);
  at('press', [100, 200]);
  at('move', [150, 200]);
  show(OTHER);
  at('release', [300, 300]);
  expect(book.list).toEqual([]);
  show(FIRST);
  expect(hand.step).toBe('second');
  at('press', [120, 300]);
  at('move', [200, 320]);
  at('release', [220, 320]);
  expect(book.list[0]?.pointsPx).toEqual(
    [[100, 100] as const, [200, 100] as const, [120, 300] as const, [220, 320] as const].map(pixelAt),
  );
});

test('a pointer in one pane moves nothing that another pane holds', () => {
  const { book, hand, at, keep, pane, show } = setUp();
  const points = keep();
  const beside = pane();
  at('press', [300, 200]);
  at('move', [350, 380], beside);
  at('release', [350, 380], beside);
  expect([hand.held?.on, book.list[0]?.pointsPx]).toEqual(['handle', points]);
  // What a pane beside shows is nothing to the hand in this one.
  hand.pictureChanged(beside);
  expect(hand.held?.on).toBe('handle');
  show(OTHER);
  expect(hand.held).toBeUndefined();
});

test('undo in the middle of a drag ends it: nothing is pulled on afterwards', () => {
  const { book, hand, at, keep } = setUp();
  const points = keep();
  at('press', [300, 200]);
  at('move', [340, 260]);
  hand.letGo();
  book.setPoints('a', points);
  at('move', [380, 300]);
  at('release', [380, 300]);
  expect(book.list[0]?.pointsPx).toEqual(points);
});

test('a finger has a loupe while it presses, not between two taps', () => {
  const { hand, view } = setUp();
  hand.activate('length');
  hand.press(view, [100, 100], 1, 'touch');
  expect(hand.wantsLoupe).toBe(true);
  hand.release(view, [100, 100], 2);
  expect([hand.wantsLoupe, hand.draft !== undefined]).toEqual([false, true]);
});
