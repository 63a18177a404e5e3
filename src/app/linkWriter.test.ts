import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLinkWriter } from './linkWriter';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('of a hundred values in one interval the last is written, once', () => {
  const written: number[] = [];
  const writer = createLinkWriter<number>((value) => written.push(value), 300);
  for (let i = 1; i <= 100; i++) writer.put(i);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(written).toEqual([100]);
});

test('a steady stream is written every interval, not only when it ends', () => {
  const written: number[] = [];
  const writer = createLinkWriter<number>((value) => written.push(value), 300);
  for (let ms = 0; ms < 1200; ms += 50) {
    writer.put(ms);
    vi.advanceTimersByTime(50);
  }
  vi.advanceTimersByTime(300);
  expect(written.length).toBeGreaterThanOrEqual(4);
  expect(written.length).toBeLessThanOrEqual(5);
  expect(written.at(-1)).toBe(1150);
});

test('a page that goes away writes what waits, and nothing twice', () => {
  const written: number[] = [];
  const writer = createLinkWriter<number>((value) => written.push(value), 300);
  writer.put(1);
  writer.flush();
  writer.flush();
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([1]);
});
