import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { patchPane, setGrid } from '@/view/actions';
import { freshView, type Pane, type ViewState } from '@/view/viewState';
import { plan } from './plan';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not a UID');
  return value;
};
const study = must(toStudyUid('1.2.3'));
const pane = (series: string): Pane => ({ study, series: must(toSeriesUid(series)) });
const view = (...panes: (Pane | null)[]): ViewState => ({
  ...freshView(study),
  grid: { rows: 1, columns: panes.length },
  panes,
});
const at = { sop: must(toSopUid('1.2.3.4')), frame: 1 };

test.each([
  ['nothing for the same view', view(pane('1.1')), view(pane('1.1')), []],
  ['places a series', view(null), view(pane('1.1')), ['place 0']],
  [
    'places the same series UID of another study',
    view({ ...pane('1.1'), study: must(toStudyUid('9.9')) }),
    view(pane('1.1')),
    ['place 0'],
  ],
  ['clears', view(pane('1.1')), view(null), ['clear 0']],
  ['moves to an image', view(pane('1.1')), view({ ...pane('1.1'), at }), ['image 0']],
  ['changes settings only', view(pane('1.1')), view({ ...pane('1.1'), zoom: 2 }), ['settings 0']],
  ['clears panes that went', view(pane('1.1'), pane('1.2')), view(pane('1.1')), ['clear 1']],
] as const)('%s', (_, shown, next, steps) => {
  expect(plan(shown, next).map(({ do: what, pane: index }) => `${what} ${index}`)).toEqual(steps);
});

test('a larger grid leaves what is shown alone', () => {
  const shown = view(pane('1.1'));
  expect(plan(shown, setGrid(shown, { rows: 2, columns: 2 }))).toEqual([]);
});

test('a patch that changes nothing is the same view', () => {
  const shown = view({ ...pane('1.1'), zoom: 2 });
  expect(patchPane(shown, 0, { zoom: 2 })).toBe(shown);
});

test('the active pane is served first, the others in their order', () => {
  const next = { ...view(pane('1.1'), pane('1.2'), pane('1.3')), active: 1 };
  expect(plan(undefined, next).map(({ pane: index }) => index)).toEqual([1, 0, 2]);
});
