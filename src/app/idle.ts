/** How long what can wait does so for a moment in which nothing else is to be done. */
const IDLE_MS = 300;

/** A moment in which nothing else is to be done. Safari has no requestIdleCallback. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: IDLE_MS });
    else setTimeout(resolve, IDLE_MS / 2);
  });
