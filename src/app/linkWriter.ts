/** Writes the newest of many values, at most once in `everyMs`; the last one is never lost. */
export interface LinkWriter<T> {
  put(value: T): void;
  /** Writes at once what waits. */
  flush(): void;
  /** Forgets what waits. */
  cancel(): void;
}

/** Browsers refuse more than about a hundred history writes in thirty seconds; a scroll makes that many in one. */
export function createLinkWriter<T>(write: (value: T) => void, everyMs: number): LinkWriter<T> {
  let waiting: { readonly value: T } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const last = waiting;
    waiting = undefined;
    if (last) write(last.value);
  };
  return {
    put: (value) => {
      waiting = { value };
      timer ??= setTimeout(flush, everyMs);
    },
    flush,
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}
