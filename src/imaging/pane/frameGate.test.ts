import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFrameGate } from './frameGate';

let callbacks = new Map<number, () => void>();
let handles = 0;
/** What browsers do once a frame. */
const frame = () => {
  const due = callbacks;
  callbacks = new Map();
  for (const run of due.values()) run();
};

beforeEach(() => {
  callbacks = new Map();
  vi.stubGlobal('document', { visibilityState: 'visible' });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    callbacks.set(++handles, run);
    return handles;
  });
  vi.stubGlobal('cancelAnimationFrame', (handle: number) => callbacks.delete(handle));
});
afterEach(() => vi.unstubAllGlobals());

/** A state that is painted through a gate, and what was painted of it in each frame. */
function painted() {
  let state = 0;
  let now: number[] = [];
  const gate = createFrameGate(() => now.push(state));
  return {
    gate,
    event: (to: number) => {
      state = to;
      gate.soon();
    },
    frame: () => {
      frame();
      const all = now;
      now = [];
      return all;
    },
    sofar: () => [...now],
  };
}

test('the first event of a frame is painted at once, and what further ones lead to with the frame', () => {
  const { event, frame, sofar } = painted();
  event(1);
  expect(sofar()).toEqual([1]);
  expect(frame()).toEqual([1]);
  // One a frame: each in its own event.
  for (let at = 2; at < 6; at++) {
    event(at);
    expect(sofar()).toEqual([at]);
    expect(frame()).toEqual([at]);
  }
  event(6);
  event(7);
  event(8);
  expect(sofar()).toEqual([6]);
  expect(frame()).toEqual([6, 8]);
  expect(frame()).toEqual([]);
  event(9);
  expect(sofar()).toEqual([9]);
});

test('events that outrun frames are painted once a frame, the newest, and none is left over', () => {
  const { event, frame } = painted();
  const all = Array.from({ length: 20 }, (_, at) => {
    for (let of = 1; of <= 5; of++) event(5 * at + of);
    return frame();
  });
  expect(all[0]).toEqual([1, 5]);
  expect(all.slice(1)).toEqual(all.slice(1).map((_, at) => [5 * (at + 2)]));
  expect(frame()).toEqual([]);
});

test('what was asked for runs with the first event, not once more with the frame; nothing runs after the end', () => {
  const { event, frame, gate, sofar } = painted();
  gate.ask();
  expect(sofar()).toEqual([]);
  event(1);
  expect(frame()).toEqual([1]);
  gate.ask();
  gate.stop();
  event(2);
  expect(frame()).toEqual([]);
});

test('a hidden page, which has no frames, is brought to the newest state all the same', () => {
  vi.useFakeTimers();
  const { event, sofar } = painted();
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  event(1);
  event(2);
  event(3);
  vi.runAllTimers();
  vi.useRealTimers();
  expect(sofar()).toEqual([1, 3]);
});
