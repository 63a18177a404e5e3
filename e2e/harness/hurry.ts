import type { Page } from '@playwright/test';

/** Timers from here on are waits: for an archive that is away, for an answer that does not come, until something is asked again. */
const WAIT_MS = 400;
/** Far above what a slow machine takes for what such a wait is for. */
const TIMES = 4;

/** The page's long waits take a quarter of their time: what comes of an outage is tested, not how long it is waited for. */
export const hurry = (page: Page) =>
  page.addInitScript(
    ([waitMs, times]) => {
      const later = window.setTimeout.bind(window) as (work: TimerHandler, ms?: number) => number;
      Object.assign(window, {
        setTimeout: (work: TimerHandler, ms = 0) => later(work, ms < waitMs ? ms : ms / times),
      });
    },
    [WAIT_MS, TIMES] as const,
  );
