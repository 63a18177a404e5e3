import { expect, test } from 'vitest';
import { takePlace, whenPlaceIsFree } from './places';
import { createLocks, settled } from './testing/browser';

test('a place has one window at the most, and goes to the next when its window is gone', async () => {
  const locks = createLocks();
  const giveBack = await takePlace(locks, 'r', 'first');
  expect(giveBack).toBeDefined();
  expect(await takePlace(locks, 'r', 'first')).toBeUndefined();
  // Of another reading, or the other place, it says nothing.
  expect(await takePlace(locks, 'r', 'second')).toBeDefined();
  expect(await takePlace(locks, 'other', 'first')).toBeDefined();
  giveBack?.();
  await settled();
  expect(await takePlace(locks, 'r', 'first')).toBeDefined();
});

test('who waits for the end of a window is told once, holds nothing, and does not stand in the way of who comes', async () => {
  const locks = createLocks();
  const giveBack = await takePlace(locks, 'r', 'first');
  let told = 0;
  whenPlaceIsFree(locks, 'r', 'first', new AbortController().signal, () => (told += 1));
  await settled();
  expect(told).toBe(0);
  giveBack?.();
  const next = takePlace(locks, 'r', 'first');
  await settled();
  expect([told, (await next) !== undefined]).toEqual([1, true]);
});

test('who waits no more is told nothing', async () => {
  const locks = createLocks();
  const giveBack = await takePlace(locks, 'r', 'first');
  const ends = new AbortController();
  let told = 0;
  whenPlaceIsFree(locks, 'r', 'first', ends.signal, () => (told += 1));
  ends.abort();
  giveBack?.();
  await settled();
  expect(told).toBe(0);
});
