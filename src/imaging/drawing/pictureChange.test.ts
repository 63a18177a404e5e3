import { expect, test } from 'vitest';
import { drawingPanes, FIRST, OTHER, SLICE } from './testing/drawingPanes';

const PICTURES = [
  ['another series', OTHER],
  ['another slice', SLICE],
  ['nothing', undefined],
] as const;

test.each(PICTURES.flatMap(([name, frame]) => [true, false].map((tells) => [name, frame, tells] as const)))(
  'a line that is dragged while %s comes is no measurement (%#)',
  (_, frame, tells) => {
    for (const kind of ['length', 'ellipse', 'freehand', 'region', 'cobb', 'livewire', 'probe'] as const) {
      const { measurements, hand, at, show } = drawingPanes();
      hand.activate(kind);
      at('press', [100, 200]);
      at('move', [200, 200]);
      show(frame, tells);
      at('move', [250, 210]);
      at('release', [300, 200]);
      expect([kind, measurements.list, hand.draft]).toEqual([kind, [], undefined]);
      // Nor is it once its own picture is there again.
      show(FIRST);
      at('move', [300, 300]);
      at('release', [300, 300]);
      expect([kind, measurements.list, hand.draft]).toEqual([kind, [], undefined]);
    }
  },
);

test.each(PICTURES)('a picture that goes for %s and comes back ends the press all the same', (_, frame) => {
  const { measurements, hand, at, show } = drawingPanes();
  hand.activate('length');
  at('press', [100, 200]);
  at('move', [200, 200]);
  show(frame);
  show(FIRST);
  at('move', [250, 210]);
  at('release', [300, 200]);
  expect([measurements.list, hand.draft]).toEqual([[], undefined]);
});

test.each(PICTURES)('a handle, a line and a label go back where they were when %s comes', (_, frame) => {
  for (const spot of [
    [300, 200],
    [200, 200],
  ] as const) {
    const { measurements, hand, at, show, keep } = drawingPanes();
    const points = keep();
    at('press', spot);
    at('move', [spot[0] + 40, 260]);
    expect(measurements.list[0]?.pointsPx).not.toEqual(points);
    show(frame);
    expect(hand.held).toBeUndefined();
    at('move', [350, 300]);
    at('release', [350, 300]);
    expect(measurements.list[0]?.pointsPx).toEqual(points);
    show(FIRST);
    at('move', [350, 300]);
    expect(measurements.list[0]?.pointsPx).toEqual(points);
  }
  const { measurements, at, show, keep, view, hand } = drawingPanes();
  keep();
  measurements.setLabelPx('a', [20, 20]);
  const spot = [90, 90] as const;
  expect(hand.hit(view, spot, 'mouse')?.on).toBe('label');
  at('press', spot);
  at('move', [200, 260]);
  show(frame, false);
  at('move', [220, 280]);
  at('release', [220, 280]);
  const [x = 0, y = 0] = measurements.store.getState().labelsPx?.['a'] ?? [];
  expect([Math.round(x), Math.round(y)]).toEqual([20, 20]);
});

test('points that were set wait on their own image, and take none from another', () => {
  const { measurements, hand, at, tap, show, pixelAt } = drawingPanes();
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
  expect(measurements.list.map(({ sop, pointsPx }) => [sop, pointsPx])).toEqual([
    [FIRST.sop, [pixelAt([100, 100]), pixelAt([200, 100]), pixelAt([200, 300])]],
  ]);
});

test('a second line whose drag is ended is drawn anew, and the first one stays', () => {
  const { measurements, hand, at, tap, show, pixelAt } = drawingPanes();
  hand.activate('cobb');
  tap([100, 100]);
  tap([200, 100]);
  at('press', [100, 200]);
  at('move', [150, 200]);
  show(OTHER);
  at('release', [300, 300]);
  expect(measurements.list).toEqual([]);
  show(FIRST);
  expect(hand.step).toBe('second');
  at('press', [120, 300]);
  at('move', [200, 320]);
  at('release', [220, 320]);
  expect(measurements.list[0]?.pointsPx).toEqual(
    [[100, 100] as const, [200, 100] as const, [120, 300] as const, [220, 320] as const].map(pixelAt),
  );
});

test('a pointer in one pane moves nothing that another pane holds', () => {
  const { measurements, hand, at, keep, pane, show } = drawingPanes();
  const points = keep();
  const beside = pane();
  at('press', [300, 200]);
  at('move', [350, 380], beside);
  at('release', [350, 380], beside);
  expect([hand.held?.on, measurements.list[0]?.pointsPx]).toEqual(['handle', points]);
  // What a pane beside shows is nothing to the hand in this one.
  hand.pictureChanged(beside);
  expect(hand.held?.on).toBe('handle');
  show(OTHER);
  expect(hand.held).toBeUndefined();
});

test('undo in the middle of a drag ends it: nothing is pulled on afterwards', () => {
  const { measurements, hand, at, keep } = drawingPanes();
  const points = keep();
  at('press', [300, 200]);
  at('move', [340, 260]);
  hand.letGo();
  measurements.setPoints('a', points);
  at('move', [380, 300]);
  at('release', [380, 300]);
  expect(measurements.list[0]?.pointsPx).toEqual(points);
});

test('a finger has a loupe while it presses, not between two taps', () => {
  const { hand, view } = drawingPanes();
  hand.activate('length');
  hand.press(view, [100, 100], 1, 'touch');
  expect(hand.wantsLoupe).toBe(true);
  hand.release(view, [100, 100], 2);
  expect([hand.wantsLoupe, hand.draft !== undefined]).toEqual([false, true]);
});

const WAYS_ON = [
  ['another tool', (panes: ReturnType<typeof drawingPanes>) => panes.hand.activate('ellipse')],
  [
    'a press on another image',
    (panes: ReturnType<typeof drawingPanes>) => (panes.show(SLICE), panes.tap([300, 300])),
  ],
  ['the study is left', (panes: ReturnType<typeof drawingPanes>) => panes.hand.conclude()],
] as const;

test.each(WAYS_ON)('a path that could end is no lost work when %s comes', (_, goOn) => {
  const panes = drawingPanes();
  const { measurements, hand, tap, pixelAt } = panes;
  hand.activate('polyline');
  const spots = [[100, 100] as const, [200, 100] as const, [200, 200] as const, [300, 200] as const];
  for (const spot of spots) tap(spot);
  expect(hand.unfinished).toBe('whole');
  goOn(panes);
  expect(measurements.list.map(({ sop, pointsPx }) => [sop, pointsPx])).toEqual([
    [FIRST.sop, spots.map(pixelAt)],
  ]);
  expect(hand.draft?.sop).not.toBe(FIRST.sop);
});

test('a line that is begun could not end, and is told of', () => {
  const { measurements, hand, at, tap } = drawingPanes();
  hand.activate('length');
  expect([hand.unfinished, hand.isAtWork]).toEqual([undefined, false]);
  tap([100, 100]);
  expect([hand.unfinished, hand.isAtWork]).toEqual(['part', false]);
  hand.cancel();
  at('press', [100, 100]);
  at('move', [200, 100]);
  expect([hand.unfinished, hand.isAtWork]).toEqual(['part', true]);
  hand.conclude();
  expect([hand.unfinished, hand.isAtWork, measurements.list]).toEqual([undefined, false, []]);
});
