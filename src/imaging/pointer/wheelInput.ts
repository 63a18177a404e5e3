/** How long after the last notch a wheel rests. */
const REST_MS = 400;
/** A notch of a mouse's wheel moves by no less than this, in CSS pixels; two fingers on a trackpad by less, and sideways. */
const NOTCH_PX = 40;

/** Whether an event is the notch of a mouse's wheel, and asks for nothing that the browser does too. */
const isNotch = ({ ctrlKey, deltaX, deltaY, deltaMode }: WheelEvent): boolean =>
  !ctrlKey && deltaX === 0 && (deltaMode !== 0 || Math.abs(deltaY) >= NOTCH_PX);

/**
 * Listens to the wheel over an element that does not scroll. A listener that may prevent what the browser does holds the
 * browser up: it hands out one event and waits for the answer, so that on a busy device a turning wheel's events come
 * seconds late. While a mouse's wheel turns there is nothing to prevent, and events come together with the next frame.
 * A pinch on a trackpad and Ctrl with the wheel, which would zoom the page, begin at rest or with a key, and are prevented.
 * The result takes the listeners back.
 */
export function listenToWheel(element: HTMLElement, turn: (event: WheelEvent) => void): () => void {
  const life = new AbortController();
  let listening: AbortController | undefined;
  let isHeld = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const listen = (holds: boolean) => {
    if (listening && holds === isHeld) return;
    listening?.abort();
    listening = new AbortController();
    isHeld = holds;
    element.addEventListener('wheel', heard, { passive: !holds, signal: listening.signal });
  };
  const rest = () => {
    clearTimeout(timer);
    listen(true);
  };
  const heard = (event: WheelEvent) => {
    if (isHeld) event.preventDefault();
    clearTimeout(timer);
    listen(!isNotch(event));
    timer = setTimeout(rest, REST_MS);
    turn(event);
  };

  rest();
  window.addEventListener('keydown', ({ key }) => key === 'Control' && rest(), {
    signal: life.signal,
    capture: true,
  });
  return () => {
    life.abort();
    listening?.abort();
    clearTimeout(timer);
  };
}
