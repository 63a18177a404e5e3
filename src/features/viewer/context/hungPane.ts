import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { HungPane } from '@/features/viewer/state/hangBy';
import type { HangingState } from '@/features/viewer/state/hangingState';
import { useView, useViewer } from './viewerContext';

const NOTHING = createStore<HangingState>(() => ({ isOffered: false }));

/** What the reader is told of arrangements; nothing where none are kept. */
export const useHangingState = <T>(select: (state: HangingState) => T): T =>
  useStore(useViewer().hangings?.state ?? NOTHING, select);

/** What an arrangement keeps a pane for; undefined where the screen is arranged otherwise by now. */
export function useHungPane(pane: number): HungPane | undefined {
  const grid = useView((view) => view.grid);
  return useHangingState(({ hung }) => (hung?.grid === grid ? hung.panes[pane] : undefined));
}
