import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** While it is true, no timer of the length that a test holds ends. */
    isHeld: boolean;
  }
}

/** Lets timers of one length wait for as long as `window.isHeld` is true: what is to be looked at does not end on a slow machine. */
export const holdTimers = (page: Page, heldMs: number, isHeld = false) =>
  page.addInitScript(
    ([heldMs, isHeld]) => {
      window.isHeld = isHeld;
      const later = window.setTimeout.bind(window) as (work: TimerHandler, ms?: number) => number;
      const end = window.clearTimeout.bind(window);
      /** What a timer that was held runs as now, by what it was given as. */
      const running = new Map<number, number>();
      const hold = (work: () => void, ms?: number): number => {
        if (ms !== heldMs) return later(work, ms);
        const look = () => {
          if (window.isHeld) return void running.set(given, later(look, ms));
          running.delete(given);
          work();
        };
        const given = later(look, ms);
        return given;
      };
      Object.assign(window, {
        setTimeout: hold,
        clearTimeout: (given?: number) => end(running.get(given ?? 0) ?? given),
      });
    },
    [heldMs, isHeld] as const,
  );
