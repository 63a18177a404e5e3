import type { Page } from '@playwright/test';

/**
 * Presses a key in the very moment in which an element comes to stand in the page: before it is painted, and before what React does
 * after a paint. What comes in a pane has the keys of that pane, else what has the focus. Of pages that open from now on.
 */
export const pressWith = (
  page: Page,
  selector: string,
  key: { readonly key: string; readonly code: string },
) =>
  page.addInitScript(
    ([selector, key]) => {
      new MutationObserver((_, self) => {
        const come = document.querySelector(selector);
        if (!come) return;
        self.disconnect();
        const press = { ...key, bubbles: true, cancelable: true };
        (come.closest('[data-pane]') ?? document.activeElement)?.dispatchEvent(
          new KeyboardEvent('keydown', press),
        );
      }).observe(document, { childList: true, subtree: true });
    },
    [selector, key] as const,
  );
