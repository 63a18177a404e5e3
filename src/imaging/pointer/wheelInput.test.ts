import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenToWheel } from './wheelInput';

/** The listeners of an element and of the window, as the browser sees them. */
function createTarget() {
  const all = new Map<(event: never) => void, AddEventListenerOptions>();
  return {
    addEventListener: (_: string, hear: (event: never) => void, options: AddEventListenerOptions) => {
      all.set(hear, options);
      options.signal?.addEventListener('abort', () => all.get(hear) === options && all.delete(hear));
    },
    all,
  };
}

const notch = { ctrlKey: false, deltaX: 0, deltaY: 100, deltaMode: 0 };
const fingers = { ...notch, deltaX: 3, deltaY: 12 };
const pinch = { ...notch, ctrlKey: true, deltaY: -4 };

function listening() {
  const [element, window] = [createTarget(), createTarget()];
  vi.stubGlobal('window', window);
  const turned: WheelEvent[] = [];
  const stop = listenToWheel(element as unknown as HTMLElement, (event) => turned.push(event));
  /** Sends an event as the browser would; whether it was kept from it. */
  const send = (parts: Partial<WheelEvent>): boolean => {
    expect(element.all.size, 'one listener').toBe(1);
    let isPrevented = false;
    // As in a page, a listener that comes during an event hears the next one first.
    for (const [hear, { passive }] of [...element.all])
      hear({ ...parts, preventDefault: () => (isPrevented = !passive) } as never);
    return isPrevented;
  };
  const press = (key: string) => [...window.all.keys()].forEach((hear) => hear({ key } as never));
  return { element, window, turned, stop, send, press };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a turning wheel holds nobody up after its first notch, and every notch counts', () => {
  const { send, turned } = listening();
  expect([send(notch), send(notch), send(notch)]).toEqual([true, false, false]);
  expect(turned.length).toBe(3);
});

test('what would zoom the page is prevented: at rest, after two fingers, with the key, and when the wheel rests again', () => {
  const { send, press } = listening();
  expect(send(pinch)).toBe(true);
  expect(send(fingers)).toBe(true);
  expect(send(pinch)).toBe(true);
  send(notch);
  press('Control');
  expect(send(pinch)).toBe(true);
  send(notch);
  vi.advanceTimersByTime(1000);
  expect(send(pinch)).toBe(true);
});

test('all listeners are taken back', () => {
  const { send, stop, element, window } = listening();
  send(notch);
  stop();
  vi.advanceTimersByTime(1000);
  expect([element.all.size, window.all.size]).toEqual([0, 0]);
});
