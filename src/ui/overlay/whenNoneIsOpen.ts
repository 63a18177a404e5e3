import { OWNS_KEYS } from './keys';

/** What is on the page; keys that are held for what is still on its way are no layer. */
const OPEN = `[${OWNS_KEYS}]:not([hidden])`;

/** Does it now if no dialog, menu or popover is open, else as soon as the last one is closed: none opens over another. */
export function whenNoneIsOpen(run: () => void): void {
  const isFree = () => document.querySelector(OPEN) === null;
  if (isFree()) return run();
  const watcher = new MutationObserver(() => {
    if (!isFree()) return;
    watcher.disconnect();
    run();
  });
  watcher.observe(document.documentElement, { childList: true, subtree: true, attributeFilter: [OWNS_KEYS] });
}
