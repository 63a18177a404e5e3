/** What an entry of the browser's history holds beside its address: it survives a reload and never leaves the browser. */
export interface EntryState {
  /** Filters that could name a patient; read by features/worklist. */
  readonly private?: unknown;
  /** Links that together hold every measurement, also those too many for the address. */
  readonly marks?: readonly string[];
  /** Places of measurements that nothing but this page holds. */
  readonly unheld?: readonly number[];
  /** Link with the stars that something else holds, where they are others than those of the address. */
  readonly starsHeld?: string;
  /** Link of what a guest last saw: it does not stand in the address, where their own link stays. */
  readonly view?: string;
  /** The study was opened from the list, or from the studies of an accession number or of an EHR: that is the entry behind. */
  readonly isFromList?: boolean;
}

/** history.state as we wrote it; anything else is empty. */
export function readEntryState(state: unknown): EntryState {
  if (typeof state !== 'object' || state === null) return {};
  const {
    private: held,
    marks,
    view,
    isFromList,
    unheld,
    starsHeld,
  } = state as Readonly<Record<keyof EntryState, unknown>>;
  const links = Array.isArray(marks) ? marks.filter((link) => typeof link === 'string') : [];
  const places = Array.isArray(unheld) ? unheld.filter((at) => Number.isInteger(at)) : [];
  return {
    ...(held === undefined ? {} : { private: held }),
    ...(links.length === 0 ? {} : { marks: links }),
    ...(typeof view === 'string' ? { view } : {}),
    ...(isFromList === true ? { isFromList } : {}),
    ...(places.length === 0 ? {} : { unheld: places }),
    ...(typeof starsHeld === 'string' ? { starsHeld } : {}),
  };
}
