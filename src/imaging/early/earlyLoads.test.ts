import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EarlyLoads } from './earlyLoads';
import type { EngineFacts, SeriesLoad } from '@/imaging/pane/paneStore';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = '1.2/1.2.3';
const order: NonNullable<SeriesLoad['order']> = [];
const load = (loaded: number, more: Partial<SeriesLoad> = {}): SeriesLoad => ({
  wanted: 400,
  loaded,
  failed: 0,
  had: new Uint8Array(400).fill(1, 0, loaded),
  order,
  ...more,
});
const counted = (loads: EngineFacts['loads']) => loads[key]?.loaded;

test('a stream before the engine is told some times a second, its end at once', () => {
  const late = vi.fn();
  const loads = new EarlyLoads(late);
  const told = new Set<number | undefined>();
  for (let at = 1; at <= 400; at++) {
    told.add(counted(loads.next([{ key, load: load(at) }])));
    vi.advanceTimersByTime(2.5);
  }
  expect(told.size).toBeLessThanOrEqual(6);
  expect([...told].at(-1)).toBe(400);
  expect(late).toHaveBeenCalled();
  loads.stop();
});

test('no progress goes back while the engine takes over what is here', () => {
  const loads = new EarlyLoads(() => undefined);
  const early = { key, load: load(400) } as const;
  loads.next([early]);
  const first = loads.next([early], { [key]: load(1) });
  expect(counted(first)).toBe(400);
  // The picture is the engine's by now: the same object, so that nobody draws again what did not change.
  const engine = { [key]: load(2) };
  const second = loads.next([], engine);
  expect(counted(second)).toBe(400);
  expect(second[key]?.had[399]).toBe(1);
  expect(loads.next([], engine)[key]).toBe(second[key]);
  const all = { [key]: load(400) };
  expect(loads.next([], all)).toBe(all);
  loads.stop();
});

test.each([
  ['a frame that failed', load(3, { failed: 1 })],
  ['a series too large to be kept whole', load(3, { atOnce: 100 })],
  ['another count', { ...load(3), wanted: 401 }],
])('%s is told as the engine says it', (_, now) => {
  const loads = new EarlyLoads(() => undefined);
  loads.next([{ key, load: load(300) }]);
  const engine = { [key]: now };
  expect(loads.next([], engine)).toBe(engine);
  loads.stop();
});

test('what the engine does not take over in time is no more said to be here', () => {
  const late = vi.fn();
  const loads = new EarlyLoads(late);
  loads.next([{ key, load: load(300) }]);
  const engine = { [key]: load(3) };
  expect(counted(loads.next([], engine))).toBe(300);
  vi.advanceTimersByTime(1000);
  expect(late).toHaveBeenCalled();
  expect(loads.next([], engine)).toBe(engine);
  loads.stop();
});

test('a series that left with its picture is not told of', () => {
  const loads = new EarlyLoads(() => undefined);
  expect(counted(loads.next([{ key, load: load(7) }]))).toBe(7);
  expect(loads.next([], {})).toEqual({});
  loads.stop();
});
