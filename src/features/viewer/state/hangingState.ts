import type { HangingProtocol } from '@/dicom/hanging/template';
import type { StoreApi } from 'zustand/vanilla';
import type { Choice, Hung, HungFrom } from './hangBy';
import type { Again, HangingList } from './hangingStore';

/** What was done, for a sentence. */
export type HangingMessage =
  | { readonly what: 'by'; readonly from: HungFrom; readonly protocol: HangingProtocol }
  | { readonly what: 'plain' }
  /** Nothing else than the plain arrangement is known for such studies. */
  | { readonly what: 'none' }
  /** No pane holds a picture to learn from. */
  | { readonly what: 'bare' }
  /** The companion did not take a change: it holds in this browser alone. */
  | { readonly what: 'unkept' }
  /** The code for it did not come. */
  | { readonly what: 'gone' }
  /** One for this study came when it hung already: it is to be had. */
  | { readonly what: 'come'; readonly from: HungFrom; readonly protocol: HangingProtocol }
  /** No series of the study fits its panes. */
  | { readonly what: 'unfit'; readonly protocol: HangingProtocol }
  /** What was kept is so no more. */
  | { readonly what: 'back'; readonly protocol: HangingProtocol }
  /** `isForgotten`: the browser keeps nothing; it holds for this page. `again`: what it made place for. */
  | {
      readonly what: 'kept';
      readonly protocol: HangingProtocol;
      readonly isForgotten: boolean;
      readonly again?: Again;
    };

export interface HangingState {
  /** How the screen was hung; absent: plain, or by hand. */
  readonly hung?: Hung | undefined;
  readonly said?: HangingMessage | undefined;
  /** The same was arranged by hand for the third time: to be kept, if somebody likes. */
  readonly isOffered: boolean;
}

export type KeptHangings = { readonly [W in HangingList]: readonly HangingProtocol[] };

/** What is kept beside this browser, as JSON has it; `version`: a word for just this. */
export interface SiteHangings {
  readonly mine: unknown;
  readonly house: unknown;
  readonly version: string;
}

/** Whether a list was kept; `changed`: another browser has changed what it was made of. */
export type KeepOutcome = 'kept' | 'changed' | 'refused';

/** Where arrangements are kept beside this browser: for a person, in all their browsers, and for the site. */
export interface HangingsKeeper {
  /** Whose they are: a word that names nobody, the same for one person. */
  readonly owner: string;
  /** Whether the person may set those of the site. */
  readonly maySetHouse: boolean;
  /** All that is kept, as JSON has it; undefined: it is not to be had now. Never rejects. */
  bring(signal: AbortSignal): Promise<SiteHangings | undefined>;
  /** Keeps a whole list in the place of that of before, as it was told. Never rejects. */
  keep(whose: HangingList, protocols: readonly HangingProtocol[], version: string): Promise<KeepOutcome>;
}

/** Arrangements for like studies, at hand for a key. */
export interface HangingsAtHand {
  readonly state: StoreApi<HangingState>;
  /** Hangs the next of those that there are. */
  cycle(): Promise<void>;
  /** Hangs one of them; undefined: the plain arrangement. */
  hang(choice: Choice | undefined): Promise<void>;
  /** Keeps how the screen is arranged. */
  keep(): Promise<void>;
  /** Keeps one that came from elsewhere as the reader's own. */
  take(protocol: HangingProtocol): Promise<void>;
  /** Whether whoever looks may set arrangements for the site. */
  readonly maySetHouse: boolean;
  /** Told of what is kept, now and whenever it changes; the result ends it. */
  watchKept(told: (kept: KeptHangings) => void): () => void;
  /** Forgets one of the reader's own, or of the site's. */
  remove(whose: HangingList, id: string): Promise<void>;
  /** Sets one of the reader's own for the site. */
  giveHouse(id: string): Promise<void>;
  /** Takes back that the screen was kept, and says so. */
  unkeep(protocol: HangingProtocol, again: Again): Promise<void>;
  /** Takes a change of a list back. */
  bringBack(whose: HangingList, again: Again): Promise<void>;
}
