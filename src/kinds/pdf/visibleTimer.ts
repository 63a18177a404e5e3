/**
 * Calls back when a page of the browser was seen for so long without a break; a hidden one draws nothing, and is not to blame. Returns
 * what ends it.
 */
export function startVisibleTimer(ms: number, onOver: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') timer = setTimeout(onOver, ms);
  };
  document.addEventListener('visibilitychange', arm);
  arm();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', arm);
  };
}
