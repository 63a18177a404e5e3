import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import { BUILT_IN } from '@/dicom/hanging/builtIn';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { place } from '@/view/actions';
import { updateView } from '@/view/viewStore';
import { readHangings, type HangingStore } from '@/features/viewer/state/hangingStore';
import type { FoundPriors } from '@/features/viewer/state/priors';
import type { HangingParts } from './hangingHand';
import { EARLIER, earlier, keeperOf, SERIES, start, study, uid } from './testing/hangingPage';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what is kept hangs the next like study: one pane at once, the others once they are described', async () => {
  const first = start();
  first.arrange(2, 1);
  await first.hand.keep();
  expect(first.state.getState().said).toMatchObject({ what: 'kept' });
  const next = start({ shelf: first.shelf });
  updateView(next.views, (view) => next.hand.open(view, SERIES) ?? view);
  expect(next.panes().filter((n) => n >= 0)).toHaveLength(1);
  const opened = next.views.getState().view;
  await next.hand.complete();
  // Whatever hangs, each series is once on the screen, and what was shown first still is.
  const shown = next.panes();
  expect(
    opened.panes.every((pane, at) => pane === null || pane === next.views.getState().view.panes[at]),
  ).toBe(true);
  expect(shown.filter((n) => n === 2 || n === 1).length).toBeGreaterThan(0);
});

test('an archive that does not describe a series leaves its pane empty, and the picture where it is', async () => {
  const first = start();
  first.arrange(2, 1);
  await first.hand.keep();
  const next = start({ shelf: first.shelf });
  next.fail();
  updateView(next.views, (view) => next.hand.open(view, SERIES) ?? view);
  const [shown] = next.panes();
  await next.hand.complete();
  expect(next.panes()[0]).toBe(shown);
  expect(next.state.getState().hung?.panes.map((pane) => pane?.state)).not.toContain('waiting');
});

test('the key walks through what there is and ends at the plain arrangement', async () => {
  const page = start();
  page.arrange(2, 1);
  await page.hand.keep();
  await page.hand.cycle();
  expect(page.panes()).toEqual([0]);
  expect(page.state.getState().said).toEqual({ what: 'plain' });
  await page.hand.cycle();
  expect(page.panes()).toEqual([2, 1]);
  expect(page.state.getState().said).toMatchObject({ what: 'by', from: 'mine' });
});

test('a screen without series teaches nothing', async () => {
  const page = start();
  await page.hand.keep();
  expect(page.state.getState().said).toEqual({ what: 'bare' });
  expect(page.shelf.store.getState().mine).toEqual([]);
});

test('the third time the same is arranged, it is offered; what is kept is not', async () => {
  let { shelf } = start();
  const offers: boolean[] = [];
  for (let time = 1; time <= 3; time += 1) {
    const page = start({ shelf });
    const stop = page.hand.watch();
    page.arrange(1, 0);
    vi.advanceTimersByTime(1_000);
    page.arrange(2, 1);
    vi.advanceTimersByTime(3_000);
    offers.push(page.state.getState().isOffered);
    ({ shelf } = page);
    stop();
    if (time === 3) await page.hand.keep();
  }
  expect(offers).toEqual([false, false, true]);
  const later = start({ shelf });
  const stop = later.hand.watch();
  later.arrange(2, 1);
  vi.advanceTimersByTime(3_000);
  expect(later.state.getState().isOffered).toBe(false);
  stop();
});

test('what was deleted hangs no more', async () => {
  const page = start();
  page.arrange(2, 1);
  await page.hand.keep();
  const [mine] = page.shelf.store.getState().mine;
  await page.hand.remove('mine', mine?.id ?? '');
  expect(page.shelf.store.getState().mine).toEqual([]);
  expect(page.state.getState().hung).toBeUndefined();
  expect(readHangings(JSON.stringify(page.shelf.store.getState())).mine).toEqual([]);
});

test('of two browsers at once neither loses what the other did', async () => {
  const [first] = BUILT_IN;
  const { keeper, kept, meanwhile } = keeperOf({ mine: [], house: [] });
  const page = start({ keeper });
  await page.hand.bring();
  meanwhile(() => (kept.mine = [first]));
  page.arrange(2, 1);
  await page.hand.keep();
  const [own] = page.shelf.store.getState().mine;
  expect(kept.mine).toEqual([own, first]);
  expect(page.state.getState().said?.what).toBe('kept');
});

test('what another browser removed is gone here too, and does not come back from here', async () => {
  const { keeper, kept } = keeperOf({ mine: [], house: [] });
  const page = start({ keeper });
  page.arrange(2, 1);
  await page.hand.keep();
  kept.mine = [];
  await start({ shelf: page.shelf, keeper }).hand.bring();
  expect([page.shelf.store.getState().mine, kept.mine]).toEqual([[], []]);
  // Over a reload too, which reads what the browser has kept.
  expect(readHangings(JSON.stringify(page.shelf.store.getState())).told).toEqual([]);
});

test('what is kept goes to the companion, and comes from there to another browser', async () => {
  const { keeper, kept } = keeperOf({ mine: [], house: [] });
  const page = start({ keeper });
  page.arrange(2, 1);
  await page.hand.keep();
  const mine = kept.mine as readonly HangingProtocol[];
  expect(mine).toHaveLength(1);
  await page.hand.giveHouse(mine[0]?.id ?? '');
  expect(kept.house).toEqual(mine);
  const other = start({ keeper });
  await other.hand.bring();
  expect(other.shelf.store.getState()).toMatchObject({ mine, house: mine });
  await other.hand.remove('house', mine[0]?.id ?? '');
  expect(kept).toEqual({ mine, house: [] });
});

test('what another browser has kept since this page opened stays, for the person and for the house', async () => {
  const [first, second] = BUILT_IN;
  const { keeper, kept } = keeperOf({ mine: [], house: [] });
  const page = start({ keeper });
  await page.hand.bring();
  Object.assign(kept, { mine: [first], house: [second] });
  page.arrange(2, 1);
  await page.hand.keep();
  const [own] = page.shelf.store.getState().mine;
  expect(kept.mine).toEqual([own, first]);
  await page.hand.giveHouse(own?.id ?? '');
  expect(kept.house).toEqual([own, second]);
  await page.hand.remove('house', own?.id ?? '');
  await page.hand.remove('mine', own?.id ?? '');
  expect(kept).toEqual({ mine: [first], house: [second] });
});

test('what was deleted, or given to the house, is taken back there too', async () => {
  const { keeper, kept } = keeperOf({ mine: [], house: [] });
  const page = start({ keeper });
  page.arrange(2, 1);
  await page.hand.keep();
  const [mine] = page.shelf.store.getState().mine;
  const id = mine?.id ?? '';
  await page.hand.remove('mine', id);
  await page.hand.bringBack('mine', { protocol: mine, at: 0 });
  expect(kept.mine).toEqual([mine]);
  await page.hand.giveHouse(id);
  const older = mine && { ...mine, id: 'older' };
  await page.hand.bringBack('house', { protocol: older, at: 0, instead: id });
  expect(kept.house).toEqual([older]);
  // One for the same studies that came meanwhile stays.
  await page.hand.bringBack('house', { protocol: mine, at: 0 });
  expect(kept.house).toEqual([older]);
});

test('what was kept while the companion was away is brought to it later', async () => {
  const { keeper, kept } = keeperOf({ mine: [], house: [] });
  const alone = start();
  alone.arrange(2, 1);
  await alone.hand.keep();
  await start({ shelf: alone.shelf, keeper }).hand.bring();
  expect(kept.mine).toHaveLength(1);
});

test('a companion that does not take a change is spoken of, and the change holds here', async () => {
  const { keeper, fail } = keeperOf({ mine: [], house: [] });
  fail();
  const page = start({ keeper });
  page.arrange(2, 1);
  await page.hand.keep();
  expect(page.state.getState().said).toEqual({ what: 'unkept' });
  expect(page.shelf.store.getState().mine).toHaveLength(1);
  await page.hand.bring();
  expect(page.shelf.store.getState().mine).toHaveLength(1);
});

/** What the reader keeps who has the sagittal series of a study before beside the axial one of now. */
async function keptWithPrior(): Promise<HangingStore> {
  const page = start({ listed: [...SERIES, ...EARLIER] });
  page.arrange(0, 2);
  updateView(page.views, (view) => ({
    ...place(view, 1, earlier, EARLIER[2]?.series ?? uid(9)),
    studies: [study, earlier],
  }));
  await page.hand.keep();
  return page.shelf;
}

/** Priors that are found when `tell` says so. */
function priorsOf(list: readonly SeriesSummary[] | undefined = EARLIER) {
  let told: (found: FoundPriors) => void = () => undefined;
  const priors = {
    follow: (tell: (found: FoundPriors) => void) => {
      told = tell;
      tell({ studies: [], state: 'awaited' });
      return () => undefined;
    },
    seriesOf: async () => list,
  };
  return { priors, tell: (found: FoundPriors) => told(found) };
}

const ofPrior = ({ state }: ReturnType<typeof start>) => state.getState().hung?.panes[1];

/** A page that opened a study as the reader keeps it, with its first picture. */
async function opened(priors: HangingParts['priors']) {
  const page = start({ shelf: await keptWithPrior(), priors });
  updateView(page.views, (view) => page.hand.open(view, SERIES) ?? view);
  expect(ofPrior(page)?.state).toBe('waiting');
  await page.hand.complete();
  page.hand.followPriors();
  return page;
}

test('a prior of an arrangement hangs once it is found, by what its pane is for, and never before', async () => {
  const { priors, tell } = priorsOf();
  const page = await opened(priors);
  expect(ofPrior(page)?.state).toBe('waiting');
  const [first] = page.views.getState().view.panes;
  tell({ studies: [earlier], state: 'found' });
  await vi.waitFor(() => expect(ofPrior(page)).toMatchObject({ state: 'hung', score: 1 }), {
    timeout: 20_000,
  });
  const { view } = page.views.getState();
  expect(view.panes).toEqual([first, { study: earlier, series: EARLIER[2]?.series }]);
  expect(view.panes[0]).toBe(first);
  expect(view.studies).toEqual([study, earlier]);
  // The key hangs it at once, since it is known.
  await page.hand.cycle();
  await page.hand.cycle();
  expect(page.views.getState().view.panes[1]?.series).toBe(EARLIER[2]?.series);
});

test('what the reader put into the pane of a prior meanwhile stays', async () => {
  const { priors, tell } = priorsOf();
  const page = await opened(priors);
  updateView(page.views, (view) => place(view, 1, study, uid(1)));
  const { panes } = page.views.getState().view;
  tell({ studies: [earlier], state: 'found' });
  await vi.waitFor(() => expect(ofPrior(page)?.state).not.toBe('waiting'), { timeout: 20_000 });
  expect(page.views.getState().view.panes).toEqual(panes);
  expect(page.views.getState().view.studies).toEqual([study]);
});

test.each([
  ['there is none', EARLIER, { studies: [], state: 'found' }, 'missing'],
  ['none has what the pane is for', EARLIER.slice(0, 2), { studies: [earlier], state: 'found' }, 'missing'],
  ['the archive did not answer', EARLIER, { studies: [], state: 'gone' }, 'gone'],
  ['its series cannot be had', null, { studies: [earlier], state: 'found' }, 'gone'],
] as const)('a pane for a prior stays empty and is told so: %s', async (_, list, found, state) => {
  const { priors, tell } = list ? priorsOf(list) : priorsOf();
  const page = await opened(list ? priors : { ...priors, seriesOf: async () => undefined });
  tell(found);
  await vi.waitFor(() => expect(ofPrior(page)?.state).toBe(state), { timeout: 20_000 });
  expect(page.views.getState().view.panes[1]).toBeNull();
});

test('a view that a link shows takes no prior', async () => {
  const { priors, tell } = priorsOf();
  const page = start({ shelf: await keptWithPrior(), priors });
  page.arrange(0, 1);
  const { view } = page.views.getState();
  updateView(page.views, (now) => page.hand.open(now, SERIES) ?? view);
  await page.hand.complete();
  page.hand.followPriors();
  tell({ studies: [earlier], state: 'found' });
  await vi.advanceTimersByTimeAsync(10);
  expect(page.views.getState().view).toBe(view);
});
