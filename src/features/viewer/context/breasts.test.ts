import { expect, test, vi } from 'vitest';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { buildBreast } from '@/dicom/testing/breasts';
import { createFactsStore } from '@/imaging/pane/paneStore';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import type { Hung } from '@/features/viewer/state/hangBy';
import type { FoundPriors } from '@/features/viewer/state/priors';
import { Breasts } from './breasts';

const study = toStudyUid('1.2') as StudyUid;
const earlier = toStudyUid('1.3') as StudyUid;
const seriesUid = (name: string) => toSeriesUid(name) as SeriesUid;

const image = (of: StudyUid, series: string, sop: string, side: 'R' | 'L', view: 'CC' | 'MLO'): Instance =>
  buildBreast(side, view, sop, { StudyInstanceUid: of, SeriesInstanceUid: series });
const four = (of: StudyUid, series: (at: number) => string): readonly Instance[] =>
  (
    [
      ['R', 'CC'],
      ['L', 'CC'],
      ['R', 'MLO'],
      ['L', 'MLO'],
    ] as const
  ).map(([side, view], at) => image(of, series(at), `${of}.9.${at}`, side, view));

const listOf = (instances: readonly Instance[]): readonly SeriesSummary[] =>
  [...new Set(instances.map(({ series }) => series))].map((series) => ({
    ...{ study: instances[0]?.study ?? study, series, modality: 'MG' },
    instanceCount: instances.filter((one) => one.series === series).length,
  }));

/** A page with a study of these objects; what is not to be had is not described. */
function start(
  own: readonly Instance[],
  { gone = [] as readonly string[], prior = [] as readonly Instance[], list = listOf(own) } = {},
) {
  const views = createViewStore(freshView(study));
  const noted: Hung[] = [];
  const plain = vi.fn();
  let tell: (found: FoundPriors) => void = () => {};
  const archive = {
    instances: (_: StudyUid, series: SeriesUid) =>
      gone.includes(series)
        ? Promise.reject(new Error('gone'))
        : Promise.resolve([...own, ...prior].filter((one) => one.series === series)),
  } as unknown as Archive;
  const breasts = new Breasts({
    ...{
      archive,
      views,
      facts: createFactsStore(),
      series: () => list,
      note: (hung: Hung) => noted.push(hung),
    },
    priors: {
      hang: () => Promise.resolve(undefined),
      follow: (told) => {
        tell = told;
        return () => undefined;
      },
      seriesOf: () => Promise.resolve(listOf(prior)),
    },
  });
  const sops = () => views.getState().view.panes.map((pane) => pane?.at?.sop.split('.').at(-1));
  const opened = async () => {
    breasts.open(list, plain);
    await vi.waitUntil(() => !breasts.state.getState().isOpening, { timeout: 20_000 });
  };
  const name = () => views.getState().view.breastStep;
  return { breasts, views, plain, noted, sops, opened, name, found: (found: FoundPriors) => tell(found) };
}

test.each([
  ['in one series', () => '1.2.1'],
  ['in four', (at: number) => `1.2.${at + 1}`],
])('four views %s hang in their places, and say what they are', async (_, series) => {
  const { opened, sops, plain, noted, name, views } = start(four(study, series).toReversed());
  await opened();
  expect(sops()).toEqual(['0', '1', '2', '3']);
  expect(name()).toBe('four');
  expect(plain).not.toHaveBeenCalled();
  expect(views.getState().view.links).toEqual({ zoom: true, pan: true });
  expect(noted[0]?.panes.map((pane) => pane?.selector.facts)).toEqual([
    { view: 'CC', laterality: 'R' },
    { view: 'CC', laterality: 'L' },
    { view: 'MLO', laterality: 'R' },
    { view: 'MLO', laterality: 'L' },
  ]);
});

test('a view that is not there, or not described, leaves its pane empty under its name', async () => {
  const { opened, sops, noted } = start(
    four(study, (at) => `1.2.${at + 1}`),
    { gone: ['1.2.2'] },
  );
  await opened();
  expect(sops()).toEqual(['0', undefined, '2', '3']);
  expect(noted[0]?.panes.map((pane) => pane?.state)).toEqual(['hung', 'missing', 'hung', 'hung']);
});

test('what is no study of several mammograms, and one that cannot be described, hangs as any other', async () => {
  const [first] = four(study, () => '1.2.1');
  const alone = start(first ? [first] : []);
  alone.breasts.open(listOf(first ? [first] : []), alone.plain);
  expect(alone.plain).toHaveBeenCalledOnce();
  const gone = start(
    four(study, () => '1.2.1'),
    { gone: ['1.2.1'] },
  );
  await gone.opened();
  expect(gone.plain).toHaveBeenCalledOnce();
  const mixed = start(four(study, () => '1.2.1'));
  const ultrasound = { ...{ study, series: seriesUid('1.2.7'), modality: 'US' }, instanceCount: 3 };
  mixed.breasts.open([...listOf(four(study, () => '1.2.1')), ultrasound], mixed.plain);
  expect(mixed.plain).toHaveBeenCalledOnce();
});

test('what somebody put on the screen meanwhile stays', async () => {
  const page = start(four(study, () => '1.2.1'));
  page.breasts.open(listOf(four(study, () => '1.2.1')), page.plain);
  const own = { study, series: seriesUid('1.2.1') };
  page.views.setState({ view: { ...page.views.getState().view, panes: [own] } });
  await vi.waitUntil(() => !page.breasts.state.getState().isOpening, { timeout: 20_000 });
  expect(page.views.getState().view.panes).toEqual([own]);
});

test('the key goes round the steps; those with a prior are there once it is found, and keep the reader’s greys', async () => {
  const prior = four(earlier, () => '1.3.1');
  const page = start(
    four(study, () => '1.2.1'),
    { prior },
  );
  await page.opened();
  const { panes } = page.views.getState().view;
  const window = { center: 300, width: 200, curve: 'LINEAR' } as const;
  page.views.setState({
    view: {
      ...page.views.getState().view,
      panes: panes.map((pane, at) => (pane && at === 0 ? { ...pane, window } : pane)),
    },
  });
  const go = async (by: 1 | -1) => {
    const { view } = page.views.getState();
    page.breasts.step(by);
    await vi.waitUntil(() => page.views.getState().view !== view, { timeout: 20_000 });
    return page.name();
  };
  expect(await go(1)).toBe('cc');
  expect(page.views.getState().view.panes.map((pane) => pane?.window)).toEqual([window, undefined]);
  expect(await go(1)).toBe('mlo');
  expect(await go(1)).toBe('ccWallUp');
  expect(await go(-1)).toBe('mlo');
  page.found({ studies: [earlier], state: 'found' });
  await vi.waitUntil(() => page.breasts.state.getState().steps.includes('ccPrior'), { timeout: 20_000 });
  expect(await go(1)).toBe('ccPrior');
  expect(page.views.getState().view.studies).toEqual([study, earlier]);
  expect(page.views.getState().view.panes.map((pane) => pane?.study)).toEqual([
    study,
    study,
    earlier,
    earlier,
  ]);
  for (const step of ['mlo', 'cc', 'four', 'mloNippleDown'] as const) expect(await go(-1)).toBe(step);
});

test('without mammograms the key says so', async () => {
  const page = start([], { list: [] });
  page.breasts.step(1);
  await vi.waitUntil(() => page.breasts.state.getState().said === 'none', { timeout: 20_000 });
  expect(page.views.getState().view.panes).toEqual([null]);
});

/** All four views with a prior of them, of which some are kept; the series of the prior come in another order. */
async function withPrior(keeps: (at: number) => boolean = () => true, more: readonly Instance[] = []) {
  const prior = four(earlier, () => '1.3.1').filter((_, at) => keeps(at));
  const own = [...four(study, () => '1.2.1'), ...more];
  const page = start(own, { prior: prior.toReversed() });
  await page.opened();
  const beside = (showsOne = false) =>
    page.breasts.beside({ study: earlier, series: listOf(prior), showsOne });
  const activate = (active: number) =>
    page.views.setState({ view: { ...page.views.getState().view, active } });
  const shown = () => {
    const { view } = page.views.getState();
    return view.panes.map((pane) => pane && `${pane.study} ${pane.at?.sop.split('.').at(-1)}`);
  };
  return { ...page, beside, activate, shown };
}

test.each([
  [0, 'ccPrior', ['0', '1'], 0],
  [1, 'ccPrior', ['0', '1'], 1],
  [2, 'mloPrior', ['2', '3'], 0],
  [3, 'mloPrior', ['2', '3'], 1],
] as const)(
  'a prior beside pane %i hangs by step %s, of the same side and view',
  async (at, step, views, active) => {
    const page = await withPrior();
    page.activate(at);
    expect(await page.beside()).toBe('hung');
    expect(page.name()).toBe(step);
    expect(page.shown()).toEqual([...views.map((one) => `1.2 ${one}`), ...views.map((one) => `1.3 ${one}`)]);
    expect(page.views.getState().view.active).toBe(active);
    expect(page.breasts.state.getState().steps).toContain('ccPrior');
    // Again, it stays as it is; where one pane alone is shown, it is the prior's.
    const { view } = page.views.getState();
    expect(await page.beside()).toBe('hung');
    expect(page.views.getState().view).toBe(view);
  },
);

test('where one pane alone is on the screen, it is that of the prior', async () => {
  const page = await withPrior();
  page.activate(3);
  await page.beside(true);
  expect(page.shown()[page.views.getState().view.active]).toBe('1.3 3');
});

test('a prior without that view of that side hangs nowhere, and it is said', async () => {
  const page = await withPrior((at) => at !== 0);
  const { view } = page.views.getState();
  expect(await page.beside()).toBe('noView');
  expect(page.views.getState().view).toBe(view);
  page.activate(1);
  expect(await page.beside()).toBe('hung');
  expect(page.shown()).toEqual(['1.2 0', '1.2 1', null, '1.3 1']);
});

test('beside a spot view the prior’s picture of that side and view stands alone, by no step', async () => {
  const spot = buildBreast('L', 'CC', '1.2.9.7', {
    ...{ StudyInstanceUid: study, SeriesInstanceUid: '1.2.1' },
    ViewModifierCodeSequence: [{ '00080100': { vr: 'SH', Value: ['399055006'] } }],
  });
  const page = await withPrior(() => true, [spot]);
  const { view } = page.views.getState();
  page.views.setState({
    view: {
      ...view,
      panes: view.panes.map((pane, at) =>
        pane && at === 0 ? { ...pane, at: { sop: spot.sop, frame: 1 } } : pane,
      ),
    },
  });
  expect(await page.beside()).toBe('hung');
  expect(page.shown()).toEqual(['1.2 7', '1.3 1']);
  expect(page.name()).toBeUndefined();
  expect(page.views.getState().view.panes.map((pane) => pane?.field)).toEqual([undefined, undefined]);
});

test('what is no mammogram hangs as any other', async () => {
  const page = await withPrior();
  const series = [{ study: earlier, series: seriesUid('1.3.7'), modality: 'US' }];
  expect(await page.breasts.beside({ study: earlier, series, showsOne: false })).toBe('plain');
});
