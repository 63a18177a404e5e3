import { expect, test } from 'vitest';
import { lpsToPixel } from '@/dicom/geometry/geometry';
import type { ViewState } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { askedPlace } from './linkedSeries';
import { createFollow } from './paneLinks';
import { markPoint, pixelOfPoint, togglePoint } from './spacePoint';
import { CORONAL, heightMm, paneAt, PRIOR, seriesOf, STUDY } from './testing/boxes';

const range = (from: number, count: number, step: number) =>
  Array.from({ length: count }, (_, at) => from + at * step);
const aslant = [0.8, 0.6, 0, -0.6 * Math.cos(0.5), 0.8 * Math.cos(0.5), Math.sin(0.5)];
const all = [
  seriesOf('1', { heightsMm: range(-50, 51, 2) }),
  seriesOf('2', { heightsMm: range(-50, 21, 5), cosines: CORONAL, pixelMm: 0.7, side: 143 }),
  seriesOf('3', {
    heightsMm: range(-60, 41, 3),
    cosines: aslant,
    corner: [-91, -91],
    pixelMm: 1.3,
    side: 141,
  }),
  seriesOf('4', { heightsMm: range(-50, 51, 2), study: PRIOR }),
  seriesOf('5', { heightsMm: range(-50, 51, 2) }),
];
const of = (pane: number) => all[pane];

function store(links?: ViewState['links']) {
  const made = createViewStore({
    ...{ studies: [STUDY, PRIOR], grid: { rows: 1, columns: 5 }, active: 0 },
    panes: all.map((one) => paneAt(one, 3)),
    ...(links ? { links } : {}),
  });
  made.setState({ follow: createFollow(of) });
  return { made, now: () => made.getState().view };
}

test('a point is shown within a pixel in every pane of its frame of reference, on the slice that it lies in', () => {
  const { made, now } = store();
  for (const at of [
    [50, 50],
    [31.4, 62.8],
    [70, 12],
  ] as const) {
    updateView(made, (view) => markPoint(view, 0, at, (pane) => all[pane]));
    const { point, panes } = now();
    if (!point) throw new Error('no point');
    const shown = panes.map((pane, index) => {
      const place = askedPlace(pane, all[index]);
      return place && { place, px: pixelOfPoint(place, point) };
    });
    for (const index of [0, 1, 2, 4]) {
      const { place, px } = shown[index] ?? {};
      const plane = place?.image.plane;
      if (!plane || !px) throw new Error(`pane ${index} does not show it`);
      const [column, row] = lpsToPixel(plane, point.pointLps);
      expect(Math.hypot(px[0] - column, px[1] - row)).toBeLessThan(1e-6);
    }
    // Where it was set it is where it was set.
    expect(shown[0]?.px?.[0]).toBeCloseTo(at[0], 2);
    expect(shown[0]?.px?.[1]).toBeCloseTo(at[1], 2);
    // The prior is another frame of reference, whatever its UID says: it stays, and shows none.
    expect(shown[3]?.px).toBeUndefined();
    expect(panes[3]).toEqual(paneAt(all[3] as never, 3));
  }
});

test('it is shown by its own slice alone', () => {
  const { made, now } = store();
  updateView(made, (view) => markPoint(view, 0, [50, 50], of));
  const shown = (index: number) => {
    const place = askedPlace(paneAt(all[0] as never, index), all[0]);
    return place && pixelOfPoint(place, now().point);
  };
  expect(shown(3)).toBeDefined();
  expect(shown(2)).toBeUndefined();
  expect(shown(4)).toBeUndefined();
});

test('where panes scroll together, setting it does not move the pane that it is set in', () => {
  const { made, now } = store({ scroll: true });
  const pair = {
    ...now(),
    grid: { rows: 1, columns: 2 },
    panes: [now().panes[1] ?? null, now().panes[0] ?? null],
  };
  const mine = [all[1], all[0]];
  made.setState({ view: pair, follow: createFollow((pane) => mine[pane]) });
  const before = now().panes[0];
  updateView(made, (view) => markPoint(view, 0, [71, 30], (pane) => mine[pane]));
  expect(now().panes[0]).toBe(before);
  expect(heightMm(all[0] as never, now().panes[1])).not.toBe(heightMm(all[0] as never, pair.panes[1]));
});

test('by key it comes in the middle of what is seen, and goes', () => {
  const { made, now } = store();
  updateView(made, (view) => togglePoint(view, of));
  expect(now().point).toEqual({ study: STUDY, frame: '1.9', pointLps: [0, 0, -44] });
  updateView(made, (view) => togglePoint(view, of));
  expect('point' in now()).toBe(false);
});
