import { expect, test, vi } from 'vitest';
import { EMPTY_PANE } from '@/imaging/pane/paneStore';
import { linkHere } from '@/view/linked/linkHere';
import { CORONAL, paneAt, PRIOR, seriesOf, STUDY } from '@/view/linked/testing/boxes';
import type { LinkedSeries } from '@/view/linked/linkedSeries';
import { activate } from '@/view/actions';
import { toggleLines } from '@/view/linked/paneLinks';
import type { ViewState } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { PaneLinking } from './linking';
import type { PaneController } from './paneController';

const range = (count: number, step: number) => Array.from({ length: count }, (_, at) => at * step);
const thin = seriesOf('1', { heightsMm: range(60, 1) });
const thick = seriesOf('2', { heightsMm: range(12, 5) });
const coronal = seriesOf('3', { heightsMm: range(12, 5), cosines: CORONAL });
const before = seriesOf('4', { heightsMm: range(20, 3), study: PRIOR });

function linkingOf(series: readonly LinkedSeries[], places: readonly number[], links: ViewState['links']) {
  const views = createViewStore({
    ...{ studies: [STUDY, PRIOR], grid: { rows: 1, columns: series.length }, active: 0 },
    panes: series.map((one, at) => paneAt(one, places[at] ?? 0)),
    ...(links ? { links } : {}),
  });
  const controllers = series.map((linked) => ({ linked })) as unknown as PaneController[];
  const linking = new PaneLinking(views, controllers);
  const shown = () => views.getState().view.panes.map((pane, at) => pane?.at && series[at]?.indexOf(pane.at));
  const told = () => linking.told(series.map(() => EMPTY_PANE)).map(({ link }) => link);
  return { views, linking, places: shown, told };
}

test('where images lie moves no pane, whichever is active: it says how far away it stands', () => {
  const { views, places, told } = linkingOf([thin, thick], [55, 2], { scroll: true });
  expect(told()).toEqual([{ kind: 'leads' }, { kind: 'follows', awayMm: 45 }]);
  updateView(views, (view) => activate(view, 1));
  expect(told()).toEqual([{ kind: 'follows', awayMm: 45 }, { kind: 'leads' }]);
  updateView(views, toggleLines);
  expect(places()).toEqual([55, 2]);
});

test('what is linked by hand stays where it stands, again and again', () => {
  const { views, linking, places } = linkingOf([thin, thick, before], [12, 0, 5], { scroll: true });
  for (let again = 0; again < 3; again++) {
    updateView(views, (view) => linkHere(view, linking.seriesOf));
    expect(places()).toEqual([12, 0, 5]);
  }
});

test('what panes say asks each for its series once, and for two images at the most, however long they are', () => {
  const all = [thin, thick, thin, thick, before, thin, thick, thin, coronal];
  const { linking, told } = linkingOf(all, [0, 0, 0, 0, 0, 0, 0, 0, 0], { scroll: true });
  told();
  let [series, images] = [0, 0];
  const { seriesOf: plain } = linking;
  const counted = all.map((one) => ({ ...one, imageAt: (at: number) => (images++, one.imageAt(at)) }));
  vi.spyOn(linking, 'seriesOf').mockImplementation((pane) => (series++, plain(pane) && counted[pane]));
  // Its levels are worked out once.
  told();
  [series, images] = [0, 0];
  told();
  expect(series).toBe(9);
  expect(images).toBeLessThanOrEqual(18);
});

test('the pane that leads says so; one that nobody goes along with says why', () => {
  const why = (series: LinkedSeries) => linkingOf([thin, series], [12, 2], { scroll: true }).told();
  expect(why(thick)).toEqual([{ kind: 'leads' }, { kind: 'follows' }]);
  const apart = { kind: 'apart', why: 'not-parallel' };
  expect(why(coronal)).toEqual([apart, apart]);
  expect(linkingOf([thin, thick], [12, 2], { lines: true }).told()).toEqual([undefined, undefined]);
  expect(linkingOf([thin, thick, coronal], [12, 2, 0], { scroll: true }).told()).toEqual([
    { kind: 'leads' },
    { kind: 'follows' },
    apart,
  ]);
});

test('panes that go along with each other do not say that they are not linked, whichever is active', () => {
  const told = (...all: LinkedSeries[]) => linkingOf(all, [0, 0, 0, 0], { scroll: true }).told();
  const apart = { kind: 'apart', why: 'not-parallel' };
  const others = { kind: 'others' };
  expect(told(coronal, thin, thick, thin)).toEqual([apart, others, others, others]);
  expect(told(coronal, thin, thick, before)).toEqual([apart, others, others, apart]);
  expect(told(thin, coronal, thick, coronal)).toEqual([
    { kind: 'leads' },
    others,
    { kind: 'follows', ...{} },
    others,
  ]);
});
