import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPace } from './pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a pace lets the first through at once and then one in fifty milliseconds', () => {
  let done = 0;
  const pace = createPace(() => (done += 1) > 0, 50);
  for (let ms = 0; ms < 999; ms++) {
    pace.ask();
    vi.advanceTimersByTime(1);
  }
  expect(done).toBe(20);
});

test('work that asks again for itself waits its turn', () => {
  let done = 0;
  const pace = createPace(() => {
    done += 1;
    if (done < 5) pace.ask();
    return true;
  }, 50);
  pace.ask();
  expect(done).toBe(1);
  vi.advanceTimersByTime(200);
  expect(done).toBe(5);
});
