import { expect, test, vi } from 'vitest';
import { createHandRest, REST_MS } from './handRest';

test('work waits until nothing has been touched for a second, and the browser is idle', async () => {
  vi.useFakeTimers();
  const hand = new EventTarget();
  const idle = [1, 2, 40];
  const { pause, stop } = createHandRest(
    REST_MS,
    hand,
    () => Date.now(),
    () => Promise.resolve(idle.shift() ?? 40),
  );
  let pieces = 0;
  const work = (async () => {
    for (; pieces < 3; pieces++) await pause();
  })();
  for (let at = 0; at < 20; at++) {
    hand.dispatchEvent(new Event(at % 2 === 0 ? 'wheel' : 'keydown'));
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(pieces).toBe(0);
  await vi.advanceTimersByTimeAsync(699);
  expect(pieces).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(idle).toEqual([]);
  expect(pieces).toBe(3);
  await work;
  stop();
  vi.useRealTimers();
});
