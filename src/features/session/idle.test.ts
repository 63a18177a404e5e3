import { beforeEach, expect, test } from 'vitest';
import { createIdleWatch } from './idle';

const MINUTE = 60_000;

/** Two clocks that a test sets, and one timer. */
function start(idleMs = 15 * MINUTE, warnMs = MINUTE) {
  const told: string[] = [];
  const now = { dateMs: 1_000_000, monotonicMs: 0 };
  let timer: { atMs: number; run: () => void } | undefined;
  const watch = createIdleWatch({
    idleMs,
    warnMs,
    clock: {
      dateMs: () => now.dateMs,
      monotonicMs: () => now.monotonicMs,
      after(delayMs, run) {
        const mine = { atMs: now.monotonicMs + delayMs, run };
        timer = mine;
        return () => {
          if (timer === mine) timer = undefined;
        };
      },
    },
    warn: (leftMs) => told.push(`warn ${Math.round(leftMs / 1000)}`),
    calm: () => told.push('calm'),
    lock: () => told.push('lock'),
  });
  const pass = (ms: number) => {
    const endMs = now.monotonicMs + ms;
    while (timer && timer.atMs <= endMs) {
      const due = timer;
      timer = undefined;
      now.dateMs += due.atMs - now.monotonicMs;
      now.monotonicMs = due.atMs;
      due.run();
    }
    now.dateMs += endMs - now.monotonicMs;
    now.monotonicMs = endMs;
  };
  return { told, now, pass, watch };
}

let page: ReturnType<typeof start>;
beforeEach(() => {
  page = start();
});

test('after fourteen minutes it warns, after fifteen it locks', () => {
  page.pass(14 * MINUTE - 1);
  expect(page.told).toEqual([]);
  page.pass(1);
  expect(page.told).toEqual(['warn 60']);
  page.pass(MINUTE);
  expect(page.told).toEqual(['warn 60', 'lock']);
  page.pass(60 * MINUTE);
  expect(page.told).toHaveLength(2);
});

test('a touch begins anew, also while it warns', () => {
  page.pass(10 * MINUTE);
  page.watch.touched();
  page.pass(10 * MINUTE);
  expect(page.told).toEqual([]);
  page.pass(4 * MINUTE);
  expect(page.watch.touched()).toBe(true);
  expect(page.told).toEqual(['warn 60', 'calm']);
  page.pass(14 * MINUTE);
  expect(page.told).toEqual(['warn 60', 'calm', 'warn 60']);
});

test('a device that slept locks at the first look, and the touch that woke it does not count', () => {
  page.now.dateMs += 40 * MINUTE; // Timers and the monotonic clock stood still.
  expect(page.watch.touched()).toBe(false);
  expect(page.told).toEqual(['lock']);
});

test('a clock that is set back does not keep the page open', () => {
  page.pass(7 * MINUTE);
  page.now.dateMs -= 600 * MINUTE;
  page.pass(8 * MINUTE);
  expect(page.told).toEqual(['warn 60', 'lock']);
});

test('a stopped watch says nothing any more', () => {
  page.watch.stop();
  page.pass(60 * MINUTE);
  page.watch.look();
  expect(page.told).toEqual([]);
});
