import type { BreastsAtHand } from '@/features/viewer/state/breasts';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { StoredObject } from '@/archive/studies/noteStored';
import type { ScreensEnd } from '@/features/contract/screens';
import type { HandsOfWindow } from '@/features/contract/hands';
import type { Engine, WaitingHand } from '@/imaging/contract';
import type { FactsStore } from '@/imaging/pane/paneStore';
import type { SavedView } from '@/view/link/codec';
import type { Mark } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';

/** What the lists of series are worth: the archive's word since the study opened, or of before, or it cannot be asked now. */
export type Listing = 'now' | 'asked' | 'failed';

/** What the viewer lends to whoever reads the documents of its studies. */
export interface ReadingPlace {
  readonly archive: Archive;
  readonly views: ViewStore;
  /** Absent until the link's measurements are in it. */
  readonly engine: Engine | undefined;
  /** It stays away, since no pane holds images. */
  readonly isEngineResting: boolean;
  /** It was asked for and did not come. */
  readonly hasEngineFailed: boolean;
  /** Asks for it, whatever the panes hold. */
  summonEngine(): void;
  /** Asks for it once more, after it failed. */
  retryEngine(): void;
  /** The series of the studies on the screen, as the archive listed them. */
  readonly series: readonly SeriesSummary[];
  readonly listing: Listing;
  /** Asks the archive for these lists again. */
  askAgain(): Promise<void>;
}

/** What the viewer lends to whoever keeps the work done in it. */
export interface WorkingPlace extends ReadingPlace {
  /** Absent until the link's measurements are in it: `engine` waits for the first picture too. */
  readonly earlyEngine: Engine | undefined;
  /** What waits for the engine is work too. */
  readonly hand: WaitingHand;
  /** Told of what stands in the archive now. */
  stored(object: StoredObject): void;
  readonly isSaving: boolean;
  askToSave(isOpen: boolean): void;
}

/** What other studies of the patient are looked for with. */
export interface PriorsPlace {
  readonly archive: Archive;
  readonly views: ViewStore;
  readonly facts: FactsStore;
  /** The series of the studies on the screen, as the archive listed them. */
  readonly series: readonly SeriesSummary[];
  /** The study on the screen has its first picture, or will have none. */
  readonly isPictured: boolean;
  /** The screen shows one pane alone. */
  readonly showsOne: boolean;
  /** Hangs a prior's mammogram of the side and view in the active pane; absent: this page hangs none so. */
  readonly besideBreasts?: BreastsAtHand['beside'] | undefined;
}

/** What sharing works with. */
export interface Sharing {
  readonly archive: Archive;
  /** The series of the studies on the screen, as the archive listed them. */
  readonly series: readonly SeriesSummary[];
  /** The link of this moment; `saved` names what the archive has of it. */
  link(saved?: SavedView): { readonly url: string; readonly leftOut: number };
  /** What is on the screen at this moment, with all that was drawn on it. */
  seen(): { readonly view: ViewState; readonly marks: readonly Mark[] };
  /** Once all is done that was asked for and waits for the engine; nothing where nothing waits. */
  whenServed(then: () => void): void;
}

/** What looking together works with. */
export interface Looking {
  /** Its id in the settings. */
  readonly archive: string;
  readonly views: ViewStore;
  /** Absent until the link's measurements are in it. */
  readonly engine: Engine | undefined;
  /** Asks for it, whatever the panes hold. */
  summonEngine(): void;
  /** Whether something is being done that the hand asked for before there was an engine, or a picture. */
  isServing(): boolean;
  /** The button stands in a list of named actions. */
  readonly isNamed: boolean;
  /** The series of the studies on the screen, as the archive listed them. */
  readonly series: readonly SeriesSummary[];
  /** Keys, buttons and wheel as chosen. */
  readonly hands: HandsOfWindow;
  /** Says what became of another screen of the reading. */
  say(what: ScreensEnd): void;
}

/** What the list of measurements works with. */
export interface MeasureParts {
  readonly engine: Engine;
  readonly views: ViewStore;
  /** Asks for the true length of the selected line. */
  calibrate(): void;
  /** The address of a view that is framed on a measurement. */
  linkTo(id: string): string | undefined;
}
