import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLoadNews } from './loadNews';
import type { EngineFacts, SeriesLoad } from '@/imaging/pane/paneStore';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = '1.2/1.2.3';
const order: SeriesLoad['order'] = [];
const load = (loaded: number, more: Partial<SeriesLoad> = {}): SeriesLoad => ({
  wanted: 400,
  loaded,
  failed: 0,
  had: new Uint8Array(400),
  order,
  ...more,
});

/** News of one series, as the engine asks for it: at every change and when it is told that some were held back. */
function listening() {
  let latest = load(0);
  let told: EngineFacts['loads'] = {};
  const seen: number[] = [];
  const ask = () => {
    const next = news.next(told, [[key, latest]]);
    if (next !== told) seen.push(next[key]?.loaded ?? -1);
    told = next;
  };
  const news = createLoadNews(ask, () => Date.now());
  return {
    seen,
    arrive: (next: SeriesLoad) => {
      latest = next;
      ask();
    },
  };
}

test('400 slices that stream in a second are told some four times, the last of them at once', () => {
  const { seen, arrive } = listening();
  for (let at = 1; at <= 400; at++) {
    arrive(load(at));
    vi.advanceTimersByTime(2.5);
  }
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.length).toBeLessThanOrEqual(6);
  expect(seen.at(-1)).toBe(400);
});

test('where a stream stops short, the last count is told all the same', () => {
  const { seen, arrive } = listening();
  for (let at = 1; at <= 7; at++) arrive(load(at));
  expect(seen).toEqual([1]);
  vi.advanceTimersByTime(400);
  expect(seen).toEqual([1, 7]);
});

test.each([
  ['a failure', load(2, { failed: 1 })],
  [
    'a wait for the archive',
    load(2, { waiting: { fault: { code: 'unreachable', details: {} }, retryAtMs: 1 } }),
  ],
  ['a description', load(2, { described: { objects: 400, frames: 400 } })],
  ['another order', load(2, { order: [] })],
])('%s is told at once', (_, news) => {
  const { seen, arrive } = listening();
  arrive(load(1));
  arrive(news);
  expect(seen).toEqual([1, 2]);
});
