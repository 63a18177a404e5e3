import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Engine } from '@/imaging/contract';
import type { EarlyPictures } from '@/imaging/early/earlyPictures';
import type { StudySeries } from './viewerContext';

/** Whether the engine stays away, since no pane holds images. Tells the early pictures what the lists of series say. */
export function useEngineRest(
  early: EarlyPictures,
  studies: readonly StudySeries[],
  engine: Engine | undefined,
): boolean {
  useEffect(() => {
    const series = studies.flatMap((one) => one.series);
    early.listed((wanted) => series.find((one) => one.series === wanted)?.modality);
    // There is nothing that would tell.
    if (series.length === 0 && studies.every(({ state }) => state !== 'loading')) early.summon();
  }, [early, studies]);
  return useStore(early.need, ({ need }) => need === 'none') && !engine;
}
