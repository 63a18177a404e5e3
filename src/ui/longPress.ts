/** A finger that rests so long asks what can be done where it rests. */
export const LONG_PRESS_MS = 550;

/**
 * Calls `onRest` when a finger that came down now has rested for a long press. Call the result as soon as it moves or leaves.
 *
 * Moves are brought to the page with the next frame: where it was busy meanwhile, the time is over before it hears of a move
 * that was made long ago. So it waits for that frame, and a moving finger is never taken for a resting one.
 */
export function awaitLongPress(onRest: () => void): () => void {
  let frame = 0;
  const timer = setTimeout(() => {
    frame = requestAnimationFrame(onRest);
  }, LONG_PRESS_MS);
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
