import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStreamFirst } from './streamFirst';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A stream that brings the share `per` of its series every 10 ms, from `fromMs` on; when the engine's code need wait no more. */
async function overAfterMs(per: number, fromMs = 0): Promise<number> {
  const first = createStreamFirst(() => Date.now());
  const began = Date.now();
  let over: number | undefined;
  void first.over.then(() => (over = Date.now() - began));
  first.begin();
  for (let ms = 0, share = 0; over === undefined && ms < 10_000; ms += 10) {
    if (ms >= fromMs && share < 1) first.came((share = Math.min(1, share + per)));
    await vi.advanceTimersByTimeAsync(10);
  }
  return over ?? Infinity;
}

test('a fast stream has the machine until it is done', async () => {
  const ms = await overAfterMs(0.02, 200);
  expect(ms).toBeGreaterThanOrEqual(690);
  expect(ms).toBeLessThan(720);
});

test('one that will take longer than it may is seen to, soon', async () => {
  expect(await overAfterMs(0.002)).toBeLessThan(200);
});

test('one that does not begin, or stops, holds nothing up for ever', async () => {
  expect(await overAfterMs(0)).toBeLessThanOrEqual(510);
  const first = createStreamFirst(() => Date.now());
  let isOver = false;
  void first.over.then(() => (isOver = true));
  first.begin();
  first.came(0.5);
  await vi.advanceTimersByTimeAsync(1990);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(20);
  expect(isOver).toBe(true);
});

test('without a picture nothing is waited for', async () => {
  const first = createStreamFirst();
  first.end();
  await expect(first.over).resolves.toBeUndefined();
});
