import type { StoreApi } from 'zustand';

/** A store that is read and followed, and written elsewhere. */
export type Readable<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>;

/**
 * What is made of some stores: worked out once for each change of theirs, the same value as long as `isSame` finds no
 * difference, and told only where there is one. Who follows this in their place is not asked at every slice of a scroll.
 */
export function derive<T>(
  sources: readonly Readable<unknown>[],
  make: () => T,
  isSame: (before: T, now: T) => boolean = Object.is,
): Readable<T> {
  let asked: readonly unknown[] = [];
  let known: { readonly value: T } | undefined;
  let told: T | undefined;
  const listeners = new Set<(now: T, before: T) => void>();
  let ends: readonly (() => void)[] = [];
  const getState = (): T => {
    if (known && sources.every((store, at) => store.getState() === asked[at])) return known.value;
    asked = sources.map((store) => store.getState());
    const value = make();
    if (!known || !isSame(known.value, value)) known = { value };
    return known.value;
  };
  const follow = (): void => {
    const [now, before] = [getState(), told as T];
    if (now === before) return;
    told = now;
    for (const listener of listeners) listener(now, before);
  };
  return {
    getState,
    getInitialState: getState,
    subscribe(listener) {
      if (listeners.size === 0) {
        told = getState();
        ends = sources.map((store) => store.subscribe(follow));
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        for (const end of ends) end();
        ends = [];
      };
    },
  };
}
