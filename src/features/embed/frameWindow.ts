import type { AroundFrame } from './embedding';

/**
 * Watches whether this window is on the screen of the page around it; `known` is told once that is known. A frame that is not displayed, or
 * is scrolled out of sight, keeps its size: only an observer sees it.
 */
export function watchFrame(known: (around: AroundFrame) => void): () => void {
  let isSeen: boolean | undefined;
  const around: AroundFrame = {
    parent: globalThis.parent,
    // Browsers without it say it to each in turn: only who is of that origin hears it.
    parentOrigin: location.ancestorOrigins?.[0],
    say: (message, origin) => globalThis.parent.postMessage(message, origin),
    listen(heard) {
      addEventListener('message', heard);
      return () => removeEventListener('message', heard);
    },
    isShown: () =>
      isSeen === true && innerWidth > 0 && innerHeight > 0 && document.visibilityState === 'visible',
    nowMs: () => performance.now(),
  };
  const observer = new IntersectionObserver((entries) => {
    const isFirst = isSeen === undefined;
    isSeen = entries.at(-1)?.isIntersecting === true;
    if (isFirst) known(around);
  });
  observer.observe(document.documentElement);
  return () => observer.disconnect();
}
