import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenFree } from './whenFree';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<void>(() => undefined);
const now = Promise.resolve();

function waiting(early: { settled: Promise<void>; free: Promise<void> }, isUrgent = false) {
  const page = new EventTarget();
  const listeners = new Set<() => void>();
  const state = { isFree: false, hasWork: false };
  const hand = {
    hasWork: () => state.hasWork,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  void whenFree(early, hand, isUrgent, page).then(() => (state.isFree = true));
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return { state, page, tell, listeners, passes: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

test('waits for the picture and for the series, and listens no longer than that', async () => {
  let end: () => void = () => undefined;
  const { state, passes, listeners } = waiting({
    settled: now,
    free: new Promise((resolve) => (end = resolve)),
  });
  await passes(5000);
  expect(state.isFree).toBe(false);
  end();
  await passes(0);
  expect(state.isFree).toBe(true);
  expect(listeners.size).toBe(0);
});

test.each(['keydown', 'pointerdown'])('a %s does not wait for the series', async (name) => {
  const { state, page, passes } = waiting({ settled: now, free: never });
  await passes(10);
  expect(state.isFree).toBe(false);
  page.dispatchEvent(new Event(name));
  await passes(0);
  expect(state.isFree).toBe(true);
});

test('nor does what only the engine can do', async () => {
  const { state, tell, passes } = waiting({ settled: now, free: never });
  await passes(10);
  tell();
  await passes(0);
  expect(state.isFree).toBe(false);
  state.hasWork = true;
  tell();
  await passes(0);
  expect(state.isFree).toBe(true);
});

test('an archive that keeps its first picture holds nothing up', async () => {
  const { state, passes } = waiting({ settled: never, free: never });
  await passes(1000);
  expect(state.isFree).toBe(true);
});

test('nor do the drawings of a link, which wait for the picture only', async () => {
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));
  const { state, passes } = waiting({ settled, free: never }, true);
  await passes(10);
  expect(state.isFree).toBe(false);
  settle();
  await passes(0);
  expect(state.isFree).toBe(true);
});
