import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine, WaitingHand } from '@/imaging/contract';
import { createSavingStore, type SavingStore } from '@/view/saving';
import type { ViewStore } from '@/view/viewStore';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { WrittenObject } from '@/dicom/objects/written';
import type { Saver } from './saver';
import type { Reader, StudyWork } from '@/features/report/drafts/studyWork';

/** What the viewer lends to whoever keeps the work done in it. */
export interface Working {
  readonly archive: Archive;
  readonly views: ViewStore;
  /** Absent until the link's measurements are in it, and the first picture is here. */
  readonly engine: Engine | undefined;
  /** Absent until the link's measurements are in it. */
  readonly earlyEngine: Engine | undefined;
  /** The engine stays away, since no pane holds images: there is nothing to save. */
  readonly isEngineResting: boolean;
  /** Asks for it, whatever the panes hold. */
  summonEngine(): void;
  readonly hand: WaitingHand;
  /** The series of the studies on the screen, as the archive listed them. */
  readonly series: readonly SeriesSummary[];
  /** 'now': as it is since the study opened. */
  readonly listing: 'now' | 'asked' | 'failed';
  /** Told of what stands in the archive now. */
  stored(object: WrittenObject): void;
  readonly isSaving: boolean;
  askToSave(isOpen: boolean): void;
}

/** Somebody wants to leave, and is asked first. */
interface Leaving {
  readonly leave?: () => void;
  /** Where to go once all is saved: whoever was asked chose to save first. */
  readonly onceSaved?: () => void;
  /** What is unsaved does not stay as a draft. */
  readonly isFinal?: boolean;
}

/** What button, notices and dialogs of one opened study share. */
export interface SaveSession {
  readonly reader: Reader | undefined;
  readonly saving: SavingStore;
  readonly place: StoreApi<{ readonly work?: StudyWork; readonly saver?: Saver }>;
  readonly leaving: StoreApi<Leaving>;
  /** Changes that nothing holds; a drawing that is begun is one. */
  unsaved(): number;
  /** Leaves the study, at once where nothing is unsaved. */
  leave(leave: () => void, isFinal?: boolean): void;
  /** Writes the drafts down and closes: the page may then go without a question. */
  letGo(): Promise<void>;
}

export function createSaveSession(reader?: Reader): SaveSession {
  const saving = createSavingStore();
  const leaving: SaveSession['leaving'] = createStore(() => ({}));
  const place: SaveSession['place'] = createStore(() => ({}));
  const drawing = () => place.getState().work?.engine.measuring;
  const unsaved = () => saving.getState().unsaved + (drawing()?.unfinished() ? 1 : 0);
  return {
    reader,
    saving,
    leaving,
    place,
    unsaved,
    leave(leave, isFinal = false) {
      if (unsaved() > 0) leaving.setState({ leave, isFinal }, true);
      else leave();
    },
    async letGo() {
      const { work, saver } = place.getState();
      saver?.stop();
      drawing()?.conclude();
      await work?.noted();
      await work?.close();
    },
  };
}
