/**
 * Resolves once what was rendered has been on the screen: a second frame is made only after the first was handed over. A window that is
 * not seen makes no frames and shows nothing: it is not waited for, nor when it is hidden meanwhile.
 */
export const painted = (): Promise<void> =>
  new Promise<void>((resolve) => {
    const ends = new AbortController();
    const done = () => {
      ends.abort();
      resolve();
    };
    const unseen = () => document.visibilityState === 'hidden' && done();
    document.addEventListener('visibilitychange', unseen, { signal: ends.signal });
    requestAnimationFrame(() => requestAnimationFrame(done));
    unseen();
  });
