import { expect, test } from 'vitest';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Mark } from '@/measurement/measurement';
import { cutToScope, seriesOnScreen, studiesOnScreen } from './scope';
import type { ViewState } from './viewState';

const [now, prior] = ['1.2.1', '1.2.2'] as StudyUid[] as [StudyUid, StudyUid];
const [ct, pet, old, state] = ['1.3.1', '1.3.2', '1.3.3', '1.3.4'] as SeriesUid[] as [
  SeriesUid,
  SeriesUid,
  SeriesUid,
  SeriesUid,
];
const sop = '1.4.1' as SopUid;

const view: ViewState = {
  studies: [now, prior],
  grid: { rows: 1, columns: 3 },
  panes: [
    { study: now, series: ct, zoom: 2, presentation: { series: state, sop } },
    { study: prior, series: old },
    null,
  ],
  active: 1,
  keyImages: [
    { study: now, series: ct, sop, frame: 1 },
    { study: prior, series: old, sop, frame: 1 },
  ],
};
const mark = (study: StudyUid, series: SeriesUid): Mark => ({
  kind: 'length',
  study,
  series,
  sop,
  frame: 1,
  pointsPx: [
    [1, 1],
    [2, 2],
  ],
});

test('what is in scope stays as it is', () => {
  const cut = cutToScope(view, [mark(now, ct)], { studies: [now, prior] });
  expect(cut).toEqual({ view, marks: [mark(now, ct)], lostMarks: 0 });
});

test('a study outside leaves its pane, its stars, its measurements and its name', () => {
  const {
    view: cut,
    marks,
    lostMarks,
  } = cutToScope(view, [mark(now, ct), mark(prior, old)], { studies: [now] });
  expect(cut.studies).toEqual([now]);
  expect(cut.panes).toEqual([view.panes[0], null, null]);
  expect(cut.active).toBe(1);
  expect(JSON.stringify([cut, marks])).not.toContain(prior);
  expect(lostMarks).toBe(1);
});

test('a presentation state outside is not named, its image stays', () => {
  const { view: cut } = cutToScope(view, [], { studies: [now], series: [ct, pet] });
  expect(cut.panes[0]).toEqual({ study: now, series: ct, zoom: 2 });
});

test('a view of nothing shared opens the shared studies', () => {
  const { view: cut } = cutToScope(view, [], { studies: ['1.2.9' as StudyUid] });
  expect(cut.studies).toEqual(['1.2.9']);
  expect(cut.panes).toEqual([null, null, null]);
});

test('the series on the screen come with their presentation states', () => {
  expect(seriesOnScreen(view)).toEqual([ct, state, old]);
  expect(studiesOnScreen(view)).toEqual([now, prior]);
});

test('what was linked by hand with a study outside goes, and its frame of reference with it', () => {
  const pair = (from: StudyUid, to: StudyUid) => ({
    ...{ from: { study: from, frame: '1.9.1' }, to: { study: to, frame: '1.9.2' } },
    ...{ normal: [0, 0, 1] as const, offsetMm: 12 },
  });
  const cut = (links: ViewState['links']) =>
    cutToScope({ ...view, ...(links ? { links } : {}) }, [], { studies: [now] }).view.links;
  expect(cut({ scroll: true, offsets: [pair(now, now), pair(now, prior)] })).toEqual({
    scroll: true,
    offsets: [pair(now, now)],
  });
  expect(cut({ offsets: [pair(prior, now)] })).toBeUndefined();
});

test('a point in the patient of a study outside goes', () => {
  const cut = (study: StudyUid) =>
    cutToScope({ ...view, point: { study, frame: '1.9', pointLps: [1, 2, 3] } }, [], { studies: [now] }).view;
  expect(cut(now).point).toEqual({ study: now, frame: '1.9', pointLps: [1, 2, 3] });
  expect('point' in cut(prior)).toBe(false);
});

test('screens beside the first are cut alike, and what is on them is on the screen', () => {
  const screen = { grid: { rows: 1, columns: 2 }, active: 1 };
  const two = {
    ...view,
    screens: [
      {
        ...screen,
        panes: [
          { study: now, series: pet },
          { study: prior, series: old },
        ],
      },
    ],
  };
  const { view: cut } = cutToScope(two, [], { studies: [now] });
  expect(cut.screens).toEqual([{ ...screen, panes: [{ study: now, series: pet }, null] }]);
  expect(JSON.stringify(cut)).not.toContain(prior);
  expect(seriesOnScreen(two)).toContain(pet);
  expect(studiesOnScreen({ ...two, panes: [null, null, null] })).toEqual([now, prior]);
});

test('what is laid over a plane is shared with it; outside of the scope it goes, and that it was there is left', () => {
  const cut = { plane: 'axial' } as const;
  const fused: ViewState = {
    ...{ studies: [now, prior], grid: { rows: 1, columns: 1 }, active: 0 },
    panes: [{ study: now, series: ct, cut, layers: [{ study: prior, series: pet }] }],
  };
  expect(seriesOnScreen(fused)).toEqual([ct, pet]);
  expect(studiesOnScreen(fused)).toEqual([now, prior]);
  expect(cutToScope(fused, [], { studies: [now, prior] }).view).toEqual(fused);
  const { view: left } = cutToScope(fused, [], { studies: [now] });
  expect(left.panes).toEqual([{ study: now, series: ct, cut, layers: [] }]);
});

test('what is drawn over images is named where it is in scope, and goes with a share of what is on the screens', () => {
  const laid = [
    { study: now, series: state, sop },
    { study: prior, series: old, sop, hidden: [1] },
  ];
  const over = { ...view, overlays: laid };
  expect(cutToScope(over, [], { studies: [now] }).view.overlays).toEqual([laid[0]]);
  expect(cutToScope(over, [], { studies: [now], series: [ct] }).view).not.toHaveProperty('overlays');
  expect(seriesOnScreen({ ...view, panes: [{ study: now, series: ct }], overlays: laid })).toEqual([
    ct,
    state,
    old,
  ]);
});
