import { createStore, type StoreApi } from 'zustand/vanilla';

/** How far the work on screen has gone into the archive. */
export interface SavingState {
  /** Ids of measurements whose present state stands in a document of the archive. */
  readonly saved: ReadonlySet<string>;
  /** Changes that no document and no link holds: drawn, changed, deleted, starred. */
  readonly unsaved: number;
}

export type SavingStore = StoreApi<SavingState>;

export const createSavingStore = (): SavingStore =>
  createStore<SavingState>(() => ({ saved: new Set(), unsaved: 0 }));
