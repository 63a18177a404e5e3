import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Mark } from '@/measurement/measurement';
import type { KeyImage } from './viewState';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** How far the work on screen has gone into the archive. */
export interface SavingState {
  /** Ids of measurements whose present state stands in a document of the archive. */
  readonly saved: ReadonlySet<string>;
  /** Changes that no document and no link holds: drawn, changed, deleted, starred. */
  readonly unsaved: number;
  /** Ids of measurements here that nothing else holds as they are. */
  readonly changed: ReadonlySet<string>;
  /** Starred images as something else holds them. */
  readonly starsHeld: readonly KeyImage[];
  /** It was counted; until then nothing is known of it. */
  readonly isCounted: boolean;
}

/** Starred images of a study, as a document of the archive holds them. */
export interface StarsRead {
  readonly study: StudyUid;
  readonly stars: readonly KeyImage[];
  readonly document: { readonly sop: SopUid; readonly series: SeriesUid };
}

/** What a page that is loaded again knows of its own work: its address is no link, though it looks like one. */
export interface Unheld {
  /** Drawings of the address that nothing else holds. */
  readonly marks: readonly Mark[];
  /** Starred images as something else holds them; absent: as the address has them. */
  readonly starsHeld?: readonly KeyImage[];
}

export type SavingStore = StoreApi<SavingState>;

export const createSavingStore = (): SavingStore =>
  createStore<SavingState>(() => ({
    saved: new Set(),
    unsaved: 0,
    isCounted: false,
    changed: new Set(),
    starsHeld: [],
  }));
