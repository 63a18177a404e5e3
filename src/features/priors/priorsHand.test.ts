import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Archive } from '@/archive/contract/archive';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { RankedPrior } from '@/dicom/priors/rankPriors';
import { place } from '@/view/actions';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import type { PriorStudy } from './findPriors';
import { PriorsHand } from './priorsHand';

const study = (at: number) => `1.2.${at}` as StudyUid;
const series = (at: StudyUid) => `${at}.1` as SeriesUid;

const prior = (at: number, date: string, isHere = true): RankedPrior<PriorStudy> => ({
  of: {
    ...{ study: study(at), archive: isHere ? 'a' : 'b', archiveName: 'A', isHere },
    ...{ date, modalities: ['CT'], said: [] },
  },
  reasons: { region: 'same', modality: 'same', modalities: ['CT'], isOtherSide: false },
});

function start(ranked: readonly RankedPrior<PriorStudy>[] | undefined, waiting = 0) {
  let isDown = false;
  const archive = {
    id: 'a',
    series: (of: StudyUid) =>
      isDown
        ? Promise.reject(new Error('down'))
        : Promise.resolve([{ study: of, series: series(of), modality: 'CT', instanceCount: 1 }]),
  } as unknown as Archive;
  const lists = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const hand = new PriorsHand(archive, lists);
  if (ranked) hand.store.setState({ priors: { ranked, leftOut: [], waiting } });
  const views = createViewStore(place(freshView(study(0)), 0, study(0), series(study(0))));
  const panes = () => views.getState().view.panes.map((pane) => pane?.study);
  return { hand, views, panes, fail: () => (isDown = true) };
}

test('the best hangs, then older ones to the oldest; the best again leaves it as it is', async () => {
  const { hand, views, panes } = start([prior(2, '20240101'), prior(1, '20250101'), prior(3, '20230101')]);
  expect(await hand.hang(views, 'best')).toBeUndefined();
  expect(panes()).toEqual([study(0), study(2)]);
  const { view } = views.getState();
  await hand.hang(views, 'best');
  expect(views.getState().view).toBe(view);
  await hand.hang(views, 'older');
  expect(panes()).toEqual([study(0), study(3)]);
  expect(await hand.hang(views, 'older')).toBe('oldest');
  expect(panes()).toEqual([study(0), study(3)]);
});

test('where none hangs, an older one is the best', async () => {
  const { hand, views, panes } = start([prior(1, '20250101')]);
  await hand.hang(views, 'older');
  expect(panes()).toEqual([study(0), study(1)]);
});

test.each([
  ['nothing was asked yet', undefined, 0, 'waiting'],
  ['an archive has not answered', [], 1, 'waiting'],
  ['there is none', [], 0, 'none'],
  ['they are elsewhere', [prior(1, '20250101', false)], 0, 'elsewhere'],
] as const)('%s: it is said', async (_, ranked, waiting, end) => {
  const { hand, views, panes } = start(ranked, waiting);
  expect(await hand.hang(views, 'best')).toBe(end);
  expect(panes()).toEqual([study(0)]);
});

test('where its series cannot be had, it is said and nothing changes', async () => {
  const { hand, views, panes, fail } = start([prior(1, '20250101')]);
  fail();
  expect(await hand.hang(views, 'best')).toBe('gone');
  expect(panes()).toEqual([study(0)]);
});

test('of two that were asked for, the last counts', async () => {
  const { hand, views, panes } = start([]);
  await Promise.all([hand.hangStudy(views, study(1), ['CT']), hand.hangStudy(views, study(2), ['CT'])]);
  expect(panes()).toEqual([study(0), study(2)]);
});

test('what hangs mammograms decides what hangs beside them: of any prior, whoever asks', async () => {
  const { hand, views, panes } = start([prior(2, '20240101'), prior(1, '20230101')]);
  const asked: string[] = [];
  let end: 'hung' | 'noView' | 'gone' | 'plain' = 'noView';
  hand.setBreasts((wish) => {
    asked.push(wish.study);
    return Promise.resolve(end);
  });
  expect(await hand.hang(views, 'best')).toBe('noView');
  expect(await hand.hangStudy(views, study(1), ['CT'])).toBe('noView');
  end = 'hung';
  expect(await hand.hang(views, 'older')).toBeUndefined();
  expect(panes()).toEqual([study(0)]);
  expect(asked).toEqual([study(2), study(1), study(2)]);
  end = 'plain';
  await hand.hang(views, 'best');
  expect(panes()).toEqual([study(0), study(2)]);
});
