import type { StoreApi } from 'zustand/vanilla';
import type { Hands } from '@/protocol/hands';

export interface HandsChosen {
  readonly hands: Hands;
  /** The last change holds in this browser alone, or for this page alone. */
  readonly unkept?: 'browser' | 'page' | undefined;
}

/** Keys, buttons and wheel of a window as they are chosen, for another window of the same reading. */
export interface HandsOfWindow {
  readonly store: Pick<StoreApi<HandsChosen>, 'getState' | 'subscribe'>;
  /**
   * What was chosen in the other window; of two choices the newer holds. `unkept`: how far it is kept, where that window keeps it.
   */
  adopt(theirs: Hands, unkept?: HandsChosen['unkept']): void;
}
