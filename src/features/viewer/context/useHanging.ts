import { useEffect } from 'react';
import { updateView, type ViewStore } from '@/view/viewStore';
import { hang } from '@/features/viewer/state/hang';
import type { StudySeries } from './viewerContext';

/** The study hangs itself when the link asked for nothing in particular; not in place of what it asked for in vain. */
export function useHanging(views: ViewStore, studies: readonly StudySeries[], asksInVain: boolean): void {
  useEffect(() => {
    if (asksInVain || studies.every(({ state }) => state === 'loading')) return;
    const series = studies.flatMap(({ series }) => series);
    if (studies[0]?.state !== 'loading') updateView(views, (view) => hang(view, series));
  }, [asksInVain, studies, views]);
}
