import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { awaitLongPress } from './longPress';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Frames that come when the test says so, as on a page that was busy. */
function frames() {
  const waiting = new Map<number, () => void>();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => {
    last += 1;
    waiting.set(last, then);
    return last;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void waiting.delete(id));
  return () => {
    for (const [id, then] of waiting) {
      waiting.delete(id);
      then();
    }
  };
}

it('takes a finger that rests', () => {
  const nextFrame = frames();
  const onRest = vi.fn();
  awaitLongPress(onRest);
  vi.advanceTimersByTime(549);
  nextFrame();
  expect(onRest).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  nextFrame();
  expect(onRest).toHaveBeenCalledOnce();
});

it('does not take a finger whose move the page hears of late', () => {
  const nextFrame = frames();
  const onRest = vi.fn();
  const cancel = awaitLongPress(onRest);
  // The page was busy for longer than a press: its timer is first, the move comes with the frame.
  vi.advanceTimersByTime(900);
  expect(onRest).not.toHaveBeenCalled();
  cancel();
  nextFrame();
  vi.advanceTimersByTime(900);
  expect(onRest).not.toHaveBeenCalled();
});
