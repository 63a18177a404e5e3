import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine } from '@/imaging/contract';
import { createSavingStore, type SavingStore } from '@/view/saving';
import type { ViewStore } from '@/view/viewStore';
import type { Archive, SeriesSummary } from '@/archive/archive';
import type { Saver } from './save/saver';
import type { Workplace } from './workplace';

/** What the viewer lends to whoever keeps the work done in it. */
export interface Working {
  readonly archive: Archive;
  readonly views: ViewStore;
  /** Absent until the link's measurements are in it. */
  readonly engine: Engine | undefined;
  /** The series of the studies on the screen, as the archive listed them. */
  readonly series: readonly SeriesSummary[];
  readonly isSaving: boolean;
  askToSave(isOpen: boolean): void;
}

/** What button, notices and dialogs of one opened study share. */
export interface Desk {
  readonly saving: SavingStore;
  readonly place: StoreApi<{ readonly work?: Workplace; readonly saver?: Saver }>;
  /** Somebody wants to leave, and is asked first. */
  readonly leaving: StoreApi<{ readonly leave?: () => void }>;
  /** Leaves the study, at once where nothing is unsaved. */
  leave(leave: () => void): void;
}

export function createDesk(): Desk {
  const saving = createSavingStore();
  const leaving: Desk['leaving'] = createStore(() => ({}));
  return {
    saving,
    leaving,
    place: createStore(() => ({})),
    leave(leave) {
      if (saving.getState().unsaved > 0) leaving.setState({ leave }, true);
      else leave();
    },
  };
}
