/**
 * Runs an action at once, and then at most once per animation frame with whatever is newest: the first wheel notch is
 * painted without delay, a flood of input jumps to the newest position instead of queueing.
 */
export function createFrameGate(run: () => void): { ask(): void; stop(): void } {
  let isOpen = true;
  let isAsked = false;
  let handle = 0;
  const frame = () => {
    handle = 0;
    isOpen = true;
    if (isAsked) fire();
  };
  const fire = () => {
    isAsked = false;
    isOpen = false;
    handle = requestAnimationFrame(frame);
    run();
  };
  return {
    ask() {
      if (isOpen) fire();
      else isAsked = true;
    },
    stop() {
      if (handle) cancelAnimationFrame(handle);
      isOpen = false;
    },
  };
}
