import { expect, test } from 'vitest';
import type { Clock } from './clock';
import { get, type Heard } from './request';
import { TIMINGS } from './retry';

/** A clock that stands still until it is told to go on. */
function handClock() {
  let nowMs = 0;
  const waiting = new Set<{ atMs: number; run: () => void }>();
  const clock: Clock = {
    now: () => nowMs,
    after(delayMs, run) {
      const entry = { atMs: nowMs + delayMs, run };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    random: () => 0,
  };
  const pass = async (ms: number) => {
    nowMs += ms;
    for (const entry of [...waiting]) if (entry.atMs <= nowMs && waiting.delete(entry)) entry.run();
    await new Promise((done) => setTimeout(done));
  };
  return { clock, pass };
}

const QUIET = new AbortController().signal;

/** A request whose answer does not come, and one of the same archive whose pieces come when told. */
function twoRequests() {
  const { clock, pass } = handClock();
  const heard: Heard = { atMs: -Infinity };
  const parts = { clock, timings: TIMINGS, heard };
  let put: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (put = controller) });
  const flowing = get('flowing', 'x:', '*/*', QUIET, {
    ...parts,
    fetch: () => Promise.resolve(new Response(body)),
  });
  let outcome = 'waits';
  const begin = () => {
    get('behind it', 'x:', '*/*', QUIET, { ...parts, fetch: () => new Promise(() => undefined) }).catch(
      (error: Error) => (outcome = error.message),
    );
  };
  const piece = async () => {
    put?.enqueue(new Uint8Array(4096));
    await (await flowing).next();
  };
  return { pass, piece, begin, outcome: () => outcome };
}

test('while other answers of the archive come, one that waits behind them is not given up; in silence it is', async () => {
  const { pass, piece, begin, outcome } = twoRequests();
  begin();
  for (let waited = 0; waited < 4 * TIMINGS.firstByteMs; waited += 5_000) {
    await piece();
    await pass(5_000);
    expect(outcome()).toBe('waits');
  }
  await pass(TIMINGS.firstByteMs - 5_001);
  expect(outcome(), 'the silence counts from the last that came').toBe('waits');
  await pass(1);
  expect(outcome()).toContain('behind it: nothing came');
});

test('what came before it was asked for is no word about it', async () => {
  const { pass, piece, begin, outcome } = twoRequests();
  await piece();
  await pass(1);
  begin();
  await pass(TIMINGS.firstByteMs);
  expect(outcome()).toContain('behind it: nothing came');
});
