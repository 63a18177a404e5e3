import type { StoreApi } from 'zustand/vanilla';
import type { Grid } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { Hung } from '@/features/viewer/state/hangBy';
import type { HangingState } from '@/features/viewer/state/hangingState';

/** How each layout was hung that a page has seen: undo leads back to one. */
export interface HungMemory {
  /** Notes how the screen hangs now. */
  note(hung: Hung): void;
  stop(): void;
}

export function createHungMemory(views: ViewStore, state: StoreApi<HangingState>): HungMemory {
  const byGrid = new WeakMap<Grid, Hung>();
  const stop = views.subscribe(({ view }, { view: old }) => {
    if (view.grid !== old.grid) state.setState({ hung: byGrid.get(view.grid) });
  });
  return {
    note(hung) {
      byGrid.set(hung.grid, hung);
      state.setState({ hung });
    },
    stop,
  };
}
