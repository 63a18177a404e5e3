import { expect, test } from 'vitest';
import { ArchiveError } from '@/archive/contract/archiveError';
import { readRetryAfterMs, statusError } from './faults';
import type { Clock } from './clock';
import { backoffMs, TIMINGS, withRetries } from './retry';

/** A clock on which waiting takes no time; remembers the pauses. */
function fastClock(random = 1) {
  let nowMs = 0;
  const pauses: number[] = [];
  const clock: Clock = {
    now: () => nowMs,
    after(delayMs, run) {
      pauses.push(delayMs);
      nowMs += delayMs;
      queueMicrotask(run);
      return () => undefined;
    },
    random: () => random,
  };
  return { clock, pauses, pass: (ms: number) => void (nowMs += ms) };
}

const never = new AbortController().signal;

/** Fails with each error in turn, then succeeds. */
const failing = (errors: unknown[]) => {
  let calls = 0;
  return {
    attempt: () => {
      const error = errors[calls];
      calls += 1;
      return error === undefined ? Promise.resolve('ok') : Promise.reject(error);
    },
    calls: () => calls,
  };
};

test('backoff doubles from half a second, full jitter, capped at 15 s', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map((n) => backoffMs(n, TIMINGS, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 15_000, 15_000,
  ]);
  expect(backoffMs(3, TIMINGS, 0)).toBe(0);
});

test.each([408, 425, 429, 500, 502, 503, 504])('status %i is tried again', async (status) => {
  const { clock } = fastClock();
  const work = failing([statusError('x', status), statusError('x', status)]);
  await expect(withRetries(work.attempt, { clock, timings: TIMINGS, signal: never })).resolves.toBe('ok');
  expect(work.calls()).toBe(3);
});

test.each([400, 401, 403, 404, 406, 415, 501])('status %i is reported at once', async (status) => {
  const { clock } = fastClock();
  const work = failing([statusError('x', status)]);
  await expect(withRetries(work.attempt, { clock, timings: TIMINGS, signal: never })).rejects.toMatchObject({
    status,
  });
  expect(work.calls()).toBe(1);
});

test('a broken connection is tried five times, then unreachable', async () => {
  const { clock, pauses } = fastClock();
  const work = failing(Array.from({ length: 9 }, () => new TypeError('Failed to fetch')));
  await expect(withRetries(work.attempt, { clock, timings: TIMINGS, signal: never })).rejects.toMatchObject({
    fault: 'unreachable',
  });
  expect(work.calls()).toBe(5);
  expect(pauses).toEqual([500, 1000, 2000, 4000]);
});

test('Retry-After is obeyed', async () => {
  const { clock, pauses } = fastClock(0);
  const work = failing([statusError('x', 503, '3')]);
  await withRetries(work.attempt, { clock, timings: TIMINGS, signal: never });
  expect(pauses).toEqual([3000]);
});

test('a Retry-After beyond the budget is reported, not waited for', async () => {
  const { clock, pauses } = fastClock(0);
  const work = failing([statusError('x', 503, '3600')]);
  await expect(withRetries(work.attempt, { clock, timings: TIMINGS, signal: never })).rejects.toMatchObject({
    status: 503,
  });
  expect(pauses).toEqual([]);
});

test('a hang is not asked for twice', async () => {
  const { clock } = fastClock();
  const work = failing([new ArchiveError('unreachable', 'x', { details: { waitedMs: 20_000 } })]);
  await expect(withRetries(work.attempt, { clock, timings: TIMINGS, signal: never })).rejects.toMatchObject({
    fault: 'unreachable',
  });
  expect(work.calls()).toBe(1);
});

test('attempts are told the time left, so that all end within the budget', async () => {
  const { clock, pass } = fastClock(1);
  const left: number[] = [];
  const attempt = (leftMs: number) => {
    left.push(leftMs);
    pass(8000);
    return Promise.reject(statusError('x', 503));
  };
  await expect(withRetries(attempt, { clock, timings: TIMINGS, signal: never })).rejects.toMatchObject({
    status: 503,
  });
  expect(left).toEqual([23_000, 14_500, 5500]);
});

test('an abort ends the wait', async () => {
  const stopper = new AbortController();
  const { clock } = fastClock();
  const waiting: Clock = { ...clock, after: () => () => undefined };
  const ended = withRetries(() => Promise.reject(statusError('x', 503)), {
    clock: waiting,
    timings: TIMINGS,
    signal: stopper.signal,
  });
  await Promise.resolve();
  stopper.abort();
  await expect(ended).rejects.toMatchObject({ fault: 'aborted' });
});

test('Retry-After is seconds or a date (RFC 9110 10.2.3)', () => {
  expect(readRetryAfterMs('120')).toBe(120_000);
  expect(readRetryAfterMs('Wed, 21 Oct 2015 07:28:00 GMT', Date.UTC(2015, 9, 21, 7, 27, 0))).toBe(60_000);
  expect(readRetryAfterMs('soon')).toBeUndefined();
  expect(readRetryAfterMs(null)).toBeUndefined();
});
