import type { SeriesSummary } from '@/archive/contract/archive';
import type { Pane } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';

/** What of a screen of the reading could not be had, or was done there. */
export type ScreensEnd =
  /** No other screen is known, or none may be asked for: the reader moves the window. */
  | 'move'
  | 'placed'
  | 'front'
  /** The browser opened no window. */
  | 'blocked'
  /** The browser lacks what keeps two windows together: on plain http, or an old one. */
  | 'unsupported'
  | 'failed'
  | 'closed'
  /** Asked for in the second window: the first one saves. */
  | 'saves'
  | 'undone'
  | 'redone';

/** What opening a second window works with. */
export interface ScreensPlace {
  readonly views: ViewStore;
  /** In the order of the panel. */
  readonly series: readonly SeriesSummary[];
  say(what: ScreensEnd): void;
}

/** The screens of a reading, at hand for keys and menus. */
export interface ScreensAtHand {
  /** Opens the second window, or brings it to the front; absent in that window. */
  open?(place: ScreensPlace): void;
  /** Whether the other window is there. */
  isOpen(): boolean;
  /** Shows a series in the chosen pane of the other window. */
  send(series: Pick<Pane, 'study' | 'series'>, views: ViewStore): void;
  /** Undo or redo is about to be done by `act`: what comes of it in the other window is said. */
  around?(go: 'undo' | 'redo', act: () => void): void;
}
