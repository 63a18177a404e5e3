/** As long as systems wait for the second press of a double click, and as near. */
const SOON_MS = 500;
const NEAR_PX = 8;

const PRESSES = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const;

/**
 * Whoever double-clicks what opens at one click presses again where something else stands by then: that press does nothing.
 * Only soon after, and only at the same place.
 */
export function ignoreSecondPress(first: { readonly clientX: number; readonly clientY: number }): void {
  const drop = (event: MouseEvent) => {
    const [x, y] = [event.clientX - first.clientX, event.clientY - first.clientY];
    if (Math.hypot(x, y) > NEAR_PX) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const press of PRESSES) window.addEventListener(press, drop, true);
  setTimeout(() => {
    for (const press of PRESSES) window.removeEventListener(press, drop, true);
  }, SOON_MS);
}
