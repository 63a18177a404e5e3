/** Storage may be forbidden. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** A place of this browser for one text, by its name. */
interface BrowserShelf {
  /** What is kept, as it was written; undefined: nothing is. */
  read(): string | undefined;
  /** Keeps it; false where the browser refuses. */
  keep(text: string): boolean;
}

export const browserShelf = (name: string): BrowserShelf => ({
  read: () => storage()?.getItem(name) ?? undefined,
  keep(text) {
    try {
      storage()?.setItem(name, text);
      return storage() !== undefined;
    } catch {
      return false;
    }
  },
});
