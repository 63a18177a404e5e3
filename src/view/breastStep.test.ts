import { expect, test } from 'vitest';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { activate, patchPane, place } from './actions';
import type { ViewState } from './viewState';
import { createViewStore, hangView, updateView } from './viewStore';

const study = toStudyUid('1.2') as StudyUid;
const series = (at: number) => toSeriesUid(`1.2.${at}`) as SeriesUid;
const sop = (at: number) => toSopUid(`1.2.9.${at}`) as SopUid;

const VIEW: ViewState = {
  studies: [study],
  grid: { rows: 1, columns: 2 },
  panes: [1, 2].map((at) => ({ study, series: series(at), at: { sop: sop(at), frame: 1 } })),
  active: 0,
  breastStep: 'cc',
};

const after = (change: (view: ViewState) => ViewState) => {
  const views = createViewStore(VIEW);
  updateView(views, change);
  return views.getState().view.breastStep;
};

test('what is on the screen is of its step until another picture stands in a pane', () => {
  expect(after((view) => activate(view, 1))).toBe('cc');
  expect(after((view) => patchPane(view, 0, { zoom: 2, inverted: true }))).toBe('cc');
  expect(after((view) => patchPane(view, 0, { at: { sop: sop(1), frame: 7 } }))).toBe('cc');
  expect(after((view) => patchPane(view, 0, { at: { sop: sop(3), frame: 1 } }))).toBeUndefined();
  expect(after((view) => place(view, 1, study, series(3)))).toBeUndefined();
  expect(after((view) => ({ ...view, panes: view.panes.toReversed() }))).toBeUndefined();
  expect(
    after((view) => ({ ...view, grid: { rows: 1, columns: 1 }, panes: view.panes.slice(1) })),
  ).toBeUndefined();
});

test('what follows in other panes counts too', () => {
  const views = createViewStore({ ...VIEW, links: { scroll: true } });
  views.setState({ follow: (_, changed) => place(changed, 1, study, series(3)) });
  updateView(views, (view) => patchPane(view, 0, { at: { sop: sop(1), frame: 2 } }));
  expect(views.getState().view.breastStep).toBeUndefined();
});

test('an arrangement brings its own', () => {
  const views = createViewStore(VIEW);
  hangView(views, { ...VIEW, panes: VIEW.panes.toReversed(), breastStep: 'mlo' });
  expect(views.getState().view.breastStep).toBe('mlo');
});
