import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Archive, StreamListener } from '@/archive/contract/archive';
import { watchUse, whileQuiet } from './archiveUse';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An archive whose answers are given by hand. */
function start() {
  const answers: (() => void)[] = [];
  const heard: StreamListener[] = [];
  const source = {
    id: 'a',
    series: () => new Promise((done) => answers.push(() => done([]))),
    instances: () => new Promise((_, fail) => answers.push(() => fail(new Error('no')))),
    thumbnail: () => Promise.resolve(undefined),
    bulk: () => Promise.resolve(undefined),
    document: () => Promise.resolve(undefined),
    frames: {
      one: () => Promise.resolve(undefined),
      stream: (_: unknown, __: unknown, listener: StreamListener) => void heard.push(listener),
    },
  } as unknown as Archive;
  return { answers, heard, ...watchUse(source) };
}

const signal = () => new AbortController().signal;
const ask = (archive: Archive) => archive.series('1' as never, signal());

test('it is busy from the first question to the last answer, good or bad', async () => {
  const { archive, use, answers } = start();
  expect(use.isBusy).toBe(false);
  const good = ask(archive);
  const bad = archive.instances('1' as never, '2' as never, signal()).catch(() => undefined);
  answers[0]?.();
  await good;
  expect(use.isBusy).toBe(true);
  answers[1]?.();
  await bad;
  expect(use.isBusy).toBe(false);
});

test('a stream counts until it is done, or nobody hears it', () => {
  const { archive, use, heard } = start();
  const listener = { frame: () => undefined, failed: () => undefined, state: () => undefined };
  archive.frames.stream([], () => false, listener, signal());
  const left = new AbortController();
  archive.frames.stream([], () => false, listener, left.signal);
  expect(use.isBusy).toBe(true);
  heard[0]?.state({ phase: 'done' });
  expect(use.isBusy).toBe(true);
  left.abort();
  expect(use.isBusy).toBe(false);
});

test('work waits for quiet, is called off at once, begins again, and is done once', async () => {
  const { archive, use, answers } = start();
  const runs: AbortSignal[] = [];
  let finish = () => undefined as void;
  const stop = whileQuiet(use, (run) => {
    runs.push(run);
    return new Promise<void>((done, fail) => {
      finish = () => done();
      run.addEventListener('abort', () => fail(new Error('off')));
    });
  });
  expect(runs).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toHaveLength(1);
  void ask(archive);
  expect(runs[0]?.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs).toHaveLength(1);
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toHaveLength(2);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  void ask(archive);
  answers[1]?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toHaveLength(2);
  stop();
});

test('the end calls it off, and nothing begins after it', async () => {
  const { use } = start();
  const runs: AbortSignal[] = [];
  const stop = whileQuiet(use, (run) => {
    runs.push(run);
    return new Promise(() => undefined);
  });
  await vi.advanceTimersByTimeAsync(1000);
  stop();
  expect(runs[0]?.aborted).toBe(true);
  const early = whileQuiet(use, () => Promise.reject(new Error('begun')));
  early();
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toHaveLength(1);
});
