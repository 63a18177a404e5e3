/** Writes the newest of many values when no other comes for a while; the last one is never lost. */
export interface LinkWriter<T> {
  put(value: T): void;
  /** Writes at once what waits. */
  flush(): void;
  /** Forgets what waits. */
  cancel(): void;
  /** Forgets what waits, and whatever comes from now on. */
  close(): void;
  /** Takes values again; it does so from the first. */
  open(): void;
}

/**
 * Writes once the hand rests for `restMs`: a write to the history costs more than a step of a scroll, and browsers refuse
 * more than about a hundred of them in thirty seconds. What never rests, such as a running loop, is written every `longestMs`.
 */
export function createLinkWriter<T>(
  write: (value: T) => void,
  restMs: number,
  longestMs: number,
): LinkWriter<T> {
  let isOpen = true;
  let waiting: { readonly value: T } | undefined;
  let sinceMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const last = waiting;
    waiting = undefined;
    if (last) write(last.value);
  };
  const cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = undefined;
  };
  return {
    put: (value) => {
      if (!isOpen) return;
      if (!waiting) sinceMs = Date.now();
      waiting = { value };
      clearTimeout(timer);
      timer = setTimeout(flush, Math.max(0, Math.min(restMs, sinceMs + longestMs - Date.now())));
    },
    flush,
    cancel,
    close: () => {
      isOpen = false;
      cancel();
    },
    open: () => {
      isOpen = true;
    },
  };
}
