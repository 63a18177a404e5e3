import { expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { place, setGrid } from '@/view/actions';
import { freshView } from '@/view/viewState';
import { hangBeside, hungPrior, priorPane, seriesBeside } from './hangBeside';

const study = (at: number) => `1.2.${at}` as StudyUid;
const series = (at: number) => `1.2.${at}.1` as SeriesUid;
const prior = (at: number) => ({ study: study(at), series: series(at) });
const NOW = place(freshView(study(0)), 0, study(0), series(0));

test('the prior stands in a second pane; what is read stays the first and the active', () => {
  const view = hangBeside(NOW, prior(1), false);
  expect(view.grid).toEqual({ rows: 1, columns: 2 });
  expect(view.panes.map((pane) => pane?.study)).toEqual([study(0), study(1)]);
  expect(view.studies).toEqual([study(0), study(1)]);
  expect(view.active).toBe(0);
  expect(hungPrior(view)).toBe(study(1));
  expect(hungPrior(NOW)).toBeUndefined();
});

test('a screen of one pane shows the prior', () => {
  expect(hangBeside(NOW, prior(1), true).active).toBe(1);
});

test('another prior takes its place, not that of what is read', () => {
  const view = hangBeside(hangBeside(NOW, prior(1), false), prior(2), false);
  expect(view.panes.map((pane) => pane?.study)).toEqual([study(0), study(2)]);
  expect(view.studies).toEqual([study(0), study(1), study(2)]);
});

test('an empty pane is filled before another is taken', () => {
  const four = setGrid(NOW, { rows: 2, columns: 2 });
  const full = place(place(four, 1, study(0), series(0)), 2, study(0), series(0));
  expect(priorPane({ ...full, active: 0 })).toBe(3);
  const all = place(full, 3, study(0), series(0));
  // Full: the one beside, in the row of the active.
  expect([0, 1, 2, 3].map((active) => priorPane({ ...all, active }))).toEqual([1, 0, 3, 2]);
  const column = { ...all, grid: { rows: 4, columns: 1 } };
  expect([0, 3].map((active) => priorPane({ ...column, active }))).toEqual([1, 2]);
});

test('the series beside is the one most like that of the active pane', () => {
  const mr = (at: number, description: string, instanceCount = 20): SeriesSummary => ({
    ...{ ...prior(at), modality: 'MR', description, instanceCount },
  });
  const all = [mr(1, 'T1 axial', 300), mr(2, 'T2 axial'), mr(3, 'T2 coronal'), mr(4, 'T2 coronal', 25)];
  expect(seriesBeside(all, ['MR'], mr(9, 'T2 coronal'))?.series).toBe(series(4));
  expect(seriesBeside(all, ['MR'], mr(9, 'T2 axial'))?.series).toBe(series(2));
  // One that has none like it: the nearest, and of another modality the largest.
  expect(seriesBeside(all.slice(0, 2), ['MR'], mr(9, 'T2 sagittal'))?.series).toBe(series(2));
  expect(seriesBeside(all, ['MR'], { ...mr(9, ''), modality: 'CT' })?.series).toBe(series(1));
});

test('of many priors the latest stay', () => {
  let view = NOW;
  for (let at = 1; at <= 8; at += 1) view = hangBeside(view, prior(at), false);
  expect(view.studies).toEqual([0, 5, 6, 7, 8].map(study));
});

test('the series beside is of a modality that is read, and the largest of it', () => {
  const one = (at: number, modality: string, instanceCount: number): SeriesSummary => ({
    ...prior(at),
    modality,
    instanceCount,
  });
  const all = [one(1, 'PT', 900), one(2, 'CT', 3), one(3, 'CT', 400), one(4, 'SR', 1)];
  expect(seriesBeside(all, ['CT'])?.series).toBe(series(3));
  expect(seriesBeside(all, ['MR'])?.series).toBe(series(1));
  expect(seriesBeside([one(4, 'SR', 1)], ['CT'])).toBeUndefined();
});
