import { expect, test } from 'vitest';
import type { PaneView } from '@/imaging/pane/paneView';
import type { Press } from '@/imaging/pointer/claims';
import { DrawingClaimant } from './drawingClaimant';
import { drawingPanes, OTHER } from './testing/drawingPanes';
import type { Spot } from './plane2d';

const LINE = [
  [100, 200],
  [300, 200],
] as const;

const spot = (at: Spot) => ({ at, ms: 0 });
const pressAt = (at: Spot, more: Partial<Press> = {}): Press => ({
  ...{ id: 1, kind: 'mouse', button: 0, isOnPicture: true, page: at, ms: 0, at },
  ...more,
});

function setUp() {
  const panes = drawingPanes();
  const claimantOf = (view: PaneView) => new DrawingClaimant(view, panes.hand);
  const claimant = claimantOf(panes.view);
  const drag = (from: Spot, to: Spot, by = claimant) => {
    const claim = by.press(pressAt(from));
    claim?.move(spot(to), () => [spot(to)]);
    return claim;
  };
  return { ...panes, claimant, claimantOf, drag, points: () => panes.measurements.list[0]?.pointsPx };
}

test('the first button takes a drawing, others and what stands beside the picture do not', () => {
  const { keep, claimant } = setUp();
  keep();
  expect(claimant.press(pressAt(LINE[0], { button: 2 }))).toBeUndefined();
  expect(claimant.press(pressAt(LINE[0], { isOnPicture: false }))).toBeUndefined();
  expect(claimant.press(pressAt([200, 300]))).toBeUndefined();
  expect(claimant.press(pressAt(LINE[0]))).toBeDefined();
});

test('a pane that goes while a handle of its is in the hand puts it back, and the hand is free in another', () => {
  const { keep, hand, claimant, claimantOf, drag, pane, points, measurements } = setUp();
  const before = keep();
  drag(LINE[0], [100, 320]);
  expect(points()).not.toEqual(before);
  claimant.end();
  expect([points(), hand.held]).toEqual([before, undefined]);
  hand.activate('length');
  drag([50, 50], [150, 90], claimantOf(pane()))?.release(spot([150, 90]));
  expect(measurements.list).toHaveLength(2);
});

test('a claim outlives its pane without touching what another has in the hand', () => {
  const { keep, hand, claimant, claimantOf, drag, pane } = setUp();
  keep();
  const old = drag(LINE[0], [100, 320]);
  claimant.end();
  drag(LINE[1], [300, 320], claimantOf(pane()));
  old?.move(spot([0, 0]), () => [spot([0, 0])]);
  old?.release(spot([0, 0]));
  old?.cancel();
  expect(hand.held?.on).toBe('handle');
});

test('a finger that rests on a drawing asks for its text, one that draws or whose drawing went does not', () => {
  const { keep, hand, claimant, drag, show } = setUp();
  keep();
  const claim = claimant.press(pressAt(LINE[0]));
  expect(claim?.rest?.()).toBeTypeOf('function');
  show(OTHER);
  expect(claim?.rest?.()).toBe('stay');
  claim?.cancel();
  hand.activate('length');
  expect(drag([50, 50], [150, 90])?.rest?.()).toBe('stay');
});

test('a finger takes a drawing that is chosen; of another a tap chooses it, a rest or two taps ask for its text', () => {
  const { keep, hand, claimant, measurements } = setUp();
  keep();
  measurements.store.setState({ list: measurements.list }, true);
  const finger = (at: Spot) => pressAt(at, { kind: 'touch' });
  let asked = 0;
  hand.edit = () => void asked++;
  expect(claimant.press(finger([200, 204]))).toBeUndefined();
  claimant.hold(finger([200, 204]))?.();
  expect([claimant.hold(finger([200, 300])), asked]).toEqual([undefined, 1]);
  expect([claimant.tap(spot([200, 300])), claimant.tap(spot([200, 204]))]).toEqual([false, true]);
  expect(measurements.store.getState().selected).toBe('a');
  const claim = claimant.press(finger([200, 204]));
  claim?.release(spot([200, 204]));
  claim?.doubleTap?.(spot([200, 204]));
  expect(asked).toBe(2);
  // A measuring tool takes whatever is there, as a mouse does.
  measurements.store.setState({ list: measurements.list }, true);
  hand.activate('length');
  expect(claimant.tap(spot([200, 204]))).toBe(false);
  expect(claimant.press(finger([200, 204]))).toBeDefined();
});

test('a tap beside all drawings lets go of the chosen one, and a swipe over it moves the view', () => {
  const { keep, hand, claimant, measurements, points } = setUp();
  const before = keep();
  const finger = (at: Spot) => pressAt(at, { kind: 'touch' });
  expect(measurements.store.getState().selected).toBe('a');
  expect(claimant.tap(spot([200, 300]))).toBe(false);
  expect(measurements.store.getState().selected).toBeUndefined();
  expect(claimant.press(finger([200, 204]))).toBeUndefined();
  expect(points()).toEqual(before);
  // A tap of a measuring tool is a point of it.
  claimant.tap(spot([200, 204]));
  hand.activate('length');
  claimant.tap(spot([200, 300]));
  expect(measurements.store.getState().selected).toBe('a');
});

test('keys leave off where a pointer draws', () => {
  const { view, hand } = setUp();
  let pressed = 0;
  const claimant = new DrawingClaimant(view, hand, () => pressed++);
  for (const more of [{}, { button: 2 }, { isOnPicture: false }])
    claimant.press(pressAt([200, 300], more))?.release(spot([200, 300]));
  expect(pressed).toBe(1);
});

test('a double press asks for the text of what both presses took, and belongs to a measuring tool anywhere', () => {
  const { keep, hand, claimant } = setUp();
  keep();
  const press = (at: Spot) => {
    claimant.press(pressAt(at))?.release(spot(at));
    return at;
  };
  let asked = 0;
  hand.edit = () => void asked++;
  press([200, 300]);
  expect(claimant.doublePress(pressAt(press(LINE[0])))).toBe(true);
  expect(asked, 'the first press was beside it').toBe(0);
  expect(claimant.doublePress(pressAt(press(LINE[0])))).toBe(true);
  expect(asked).toBe(1);
  expect(claimant.doublePress(pressAt([200, 300]))).toBe(false);
  hand.activate('length');
  expect(claimant.doublePress(pressAt([200, 300]))).toBe(true);
});

test.each(['polyline', 'spline', 'cobb', 'length'] as const)(
  'a press of a %s that is cancelled leaves the points that were set before it',
  (kind) => {
    const { hand, claimant, drag, measurements } = setUp();
    hand.activate(kind);
    const tap = (at: Spot) => claimant.press(pressAt(at))?.release(spot(at));
    tap([100, 100]);
    const first = hand.draft?.pointsPx[0];
    drag([200, 100], [220, 140])?.cancel();
    expect(hand.draft?.pointsPx[0]).toEqual(first);
    tap([200, 100]);
    if (kind === 'polyline' || kind === 'spline') tap([200, 300]);
    if (kind === 'polyline' || kind === 'spline') hand.finish();
    if (kind === 'cobb') drag([100, 300], [200, 320])?.release(spot([200, 320]));
    expect(measurements.list.map(({ pointsPx }) => pointsPx[0])).toEqual([first]);
    drag([50, 50], [150, 90])?.cancel();
    expect([hand.draft, measurements.list.length]).toEqual([undefined, 1]);
  },
);
