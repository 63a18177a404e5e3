import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLinkWriter } from './linkWriter';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('of a hundred values in one interval the last is written, once', () => {
  const written: number[] = [];
  const writer = createLinkWriter<number>((value) => written.push(value), 300, 1000);
  for (let i = 1; i <= 100; i++) writer.put(i);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(written).toEqual([100]);
});

test('nothing is written while the hand moves; what never rests is written now and then all the same', () => {
  const written: number[] = [];
  const writer = createLinkWriter<number>((value) => written.push(value), 300, 1000);
  for (let ms = 0; ms < 2500; ms += 50) {
    writer.put(ms);
    vi.advanceTimersByTime(50);
  }
  expect(written.length).toBe(2);
  vi.advanceTimersByTime(300);
  expect(written.length).toBe(3);
  expect(written.at(-1)).toBe(2450);
});

test('a page that goes away writes what waits, and nothing twice', () => {
  const written: number[] = [];
  const writer = createLinkWriter<number>((value) => written.push(value), 300, 1000);
  writer.put(1);
  writer.flush();
  writer.flush();
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([1]);
});

test('what a viewer says once it is gone is not written into the address of the next', () => {
  const written: number[] = [];
  const writer = createLinkWriter<number>((value) => written.push(value), 300, 1000);
  writer.put(1);
  writer.close();
  writer.put(2);
  writer.flush();
  vi.advanceTimersByTime(1000);
  expect(written).toEqual([]);
  writer.open();
  writer.put(3);
  vi.advanceTimersByTime(300);
  expect(written).toEqual([3]);
});
