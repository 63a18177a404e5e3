import { expect, test } from 'vitest';
import { TokenBucket } from './tokenBucket';

test('holds so many at once, and fills again with time, never over the brim', () => {
  let nowMs = 0;
  const bucket = new TokenBucket(3, () => nowMs);
  const takeFour = () => [bucket.take(), bucket.take(), bucket.take(), bucket.take()];
  expect(takeFour()).toEqual([true, true, true, false]);
  nowMs += 60_000;
  expect(takeFour()).toEqual([true, true, true, false]);
});

test('what was asked for in vain counts too: who does not slow down gets nothing', () => {
  let nowMs = 0;
  const bucket = new TokenBucket(2, () => nowMs);
  for (let n = 0; n < 4; n++) bucket.take();
  nowMs += 1_000;
  expect(bucket.take()).toBe(false);
  nowMs += 1_000;
  expect(bucket.take()).toBe(true);
});
