/** What a hand does first, by mouse, finger or key. */
const TOUCHES = ['pointerdown', 'wheel', 'keydown'] as const;

/** Calls `run` whenever a hand begins to do something, until `signal` ends. */
export function onTouch(run: () => void, signal: AbortSignal): void {
  for (const touch of TOUCHES) addEventListener(touch, run, { capture: true, passive: true, signal });
}
