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
