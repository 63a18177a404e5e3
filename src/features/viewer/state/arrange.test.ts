import { expect, test } from 'vitest';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { addCalibration, patchPane, setPetUnit } from '@/view/actions';
import type { ViewState } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { alone, arrange, arrangeCells, gridsFor, nextPane, backTogether } from './arrange';

const study = toStudyUid('1.2') as StudyUid;
const view = (rows: number, columns: number, active: number): ViewState => ({
  studies: [study],
  grid: { rows, columns },
  panes: Array.from({ length: rows * columns }, (_, i) => ({
    study,
    series: toSeriesUid(`1.${i}`) as SeriesUid,
  })),
  active,
});

test.each([
  ['desk', 3, 3, 8, 3, 3, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ['tablet', 3, 3, 0, 2, 2, [0, 1, 3, 4]],
  ['tablet', 3, 3, 8, 2, 2, [4, 5, 7, 8]],
  ['tablet', 1, 3, 2, 1, 2, [1, 2]],
  ['tablet', 2, 1, 1, 2, 1, [0, 1]],
  ['phone', 2, 2, 3, 1, 1, [3]],
  ['phone', 1, 1, 0, 1, 1, [0]],
] as const)('%s shows of %i x %i with pane %i active', (screen, rows, columns, active, r, c, panes) => {
  expect(arrange(view(rows, columns, active), screen)).toEqual({ grid: { rows: r, columns: c }, panes });
});

test('a pane alone and back keeps the others and what changed meanwhile', () => {
  const before = view(2, 2, 3);
  const lone = alone(before, 3);
  expect(lone.panes).toEqual([before.panes[3]]);
  const after = backTogether(patchPane(lone, 0, { inverted: true }), before);
  expect(after.grid).toEqual({ rows: 2, columns: 2 });
  expect(after.active).toBe(3);
  expect(after.panes[3]).toEqual({ ...before.panes[3], inverted: true });
  expect(after.panes.slice(0, 3)).toEqual(before.panes.slice(0, 3));
});

test('the last pane is followed by the first', () => {
  expect(nextPane(view(1, 2, 0))).toBe(1);
  expect(nextPane(view(1, 2, 1))).toBe(0);
});

test('a desk offers up to 3 x 3, a tablet up to 2 x 2', () => {
  expect(gridsFor('desk')).toHaveLength(9);
  expect(gridsFor('desk').at(-1)).toEqual({ rows: 3, columns: 3 });
  expect(gridsFor('tablet').at(-1)).toEqual({ rows: 2, columns: 2 });
});

test('a calibration made while a pane is alone is not forgotten with all panes', () => {
  const before = view(1, 2, 0);
  const lone = alone(before, 0);
  const { study: of, series } = before.panes[0] ?? { study, series: toSeriesUid('1') as SeriesUid };
  const size = { rows: 10, columns: 10, fileRowMm: 1, fileColumnMm: 1, rowMm: 0.5, columnMm: 0.5 };
  const calibrated = setPetUnit(addCalibration(lone, { study: of, series, ...size }), 'bsa');
  expect(backTogether(calibrated, before)).toMatchObject({
    panes: before.panes,
    calibrations: calibrated.calibrations,
    petUnit: 'bsa',
  });
});

test('two panes in one place stand in the cell of the first, and one of them is hidden; a screen for one holds both', () => {
  const pane = { study: '1.2' as StudyUid, series: '1.2.3' as SeriesUid };
  const view = {
    ...{ studies: ['1.2' as StudyUid] as const, grid: { rows: 2, columns: 2 }, active: 3 },
    panes: [pane, pane, pane, pane],
    blink: { panes: [1, 3], isOther: true },
  } satisfies ViewState;
  const { cells, vacant } = arrangeCells(view, 'desk');
  expect(cells).toEqual([
    { pane: 0, row: 1, column: 1, isHidden: false },
    { pane: 2, row: 2, column: 1, isHidden: false },
    { pane: 1, row: 1, column: 2, isHidden: true },
    { pane: 3, row: 1, column: 2, isHidden: false },
  ]);
  expect(vacant).toEqual({ row: 2, column: 2 });
  expect(arrangeCells(view, 'phone')).toEqual({
    grid: { rows: 1, columns: 1 },
    cells: [
      { pane: 1, row: 1, column: 1, isHidden: true },
      { pane: 3, row: 1, column: 1, isHidden: false },
    ],
    vacant: undefined,
  });
  // Where the screen shows a third alone, none is hidden.
  expect(arrangeCells({ ...view, active: 0 }, 'phone').cells).toEqual([
    { pane: 0, row: 1, column: 1, isHidden: false },
  ]);
});

test('a pane alone is of no step of mammograms; back together the step is that of before', () => {
  const before = { ...view(1, 2, 1), breastStep: 'cc' } as const;
  const views = createViewStore(before);
  updateView(views, (now) => alone(now, 1));
  const lone = views.getState().view;
  expect(lone.breastStep).toBeUndefined();
  expect(backTogether(lone, before).breastStep).toBe('cc');
  const other = patchPane(lone, 0, { at: { sop: toSopUid('1.9') as SopUid, frame: 1 } });
  expect(backTogether(other, before).breastStep).toBeUndefined();
});
