/** Chromium tells of its own layout rounds by an error event: nothing went wrong. */
const isNotice = (event: ErrorEvent): boolean => event.message.startsWith('ResizeObserver loop');

/** Does one of several things that do not hang on each other: its error is uncaught as before, and the others are done. */
export function runAlone(work: () => void): void {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}

/** Hears of every error that nobody caught, until the returned function is called. They stay uncaught: consoles tell them. */
export function watchUncaught(hear: (error: unknown) => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  addEventListener('error', (event) => event instanceof ErrorEvent && !isNotice(event) && hear(event.error), {
    signal,
  });
  addEventListener('unhandledrejection', ({ reason }) => hear(reason), { signal });
  return () => ends.abort();
}
