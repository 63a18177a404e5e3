/** Resolves once what was painted is on the screen. A page that nobody sees shows nothing: whoever waits for this has a limit. */
export const presented = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
