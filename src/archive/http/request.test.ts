import { expect, test } from 'vitest';
import type { Clock } from './clock';
import { get, type LastAnswer } from './request';
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
  let set = 0;
  const counted: Clock = { ...clock, after: (...of) => ((set += 1), clock.after(...of)) };
  const pass = async (ms: number) => {
    nowMs += ms;
    for (const entry of [...waiting]) if (entry.atMs <= nowMs && waiting.delete(entry)) entry.run();
    await new Promise((done) => setTimeout(done));
  };
  return { clock: counted, pass, timersSet: () => set, timersLeft: () => waiting.size };
}

const QUIET = new AbortController().signal;

/** A request whose answer does not come, and one of the same archive whose pieces come when told. */
function twoRequests() {
  const { clock, pass } = handClock();
  const heard: LastAnswer = { atMs: -Infinity };
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

/** An answer whose pieces come when told. */
async function oneAnswer() {
  const { clock, pass, timersSet, timersLeft } = handClock();
  let put: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (put = controller) });
  const fetch = () => Promise.resolve(new Response(body));
  const answer = await get('answer', 'x:', '*/*', QUIET, { clock, timings: TIMINGS, fetch });
  const piece = () => {
    put?.enqueue(new Uint8Array(4096));
    return answer.next();
  };
  return { answer, piece, pass, timersSet, timersLeft };
}

test('a piece that does not come is missed after its own deadline, however many came before, and a pause of the reader is none', async () => {
  const { answer, piece, pass } = await oneAnswer();
  for (let at = 0; at < 10; at++) {
    await piece();
    await pass(TIMINGS.stallMs / 3);
  }
  await pass(3 * TIMINGS.stallMs);
  let outcome = 'waits';
  answer.next().catch((error: Error) => (outcome = error.message));
  await pass(TIMINGS.stallMs - 1);
  expect(outcome).toBe('waits');
  await pass(1);
  expect(outcome).toContain('answer: nothing came');
});

test('pieces that follow each other set no timer each, and none is left', async () => {
  const { answer, piece, timersSet, timersLeft } = await oneAnswer();
  const before = timersSet();
  for (let at = 0; at < 100; at++) await piece();
  expect(timersSet() - before).toBe(1);
  answer.close();
  expect(timersLeft()).toBe(0);
});
