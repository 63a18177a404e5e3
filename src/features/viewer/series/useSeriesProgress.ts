import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { SeriesSummary } from '@/archive/contract/archive';
import { useCountGap, useHasFrames } from '@/features/viewer/context/useCountGap';
import { useLoad, usePanes } from '@/features/viewer/context/viewerContext';
import type { PaneFault } from '@/imaging/pane/paneStore';
import type { SeriesProgress } from './seriesProgress';

/** Why an archive hands out nothing of a series. */
const REFUSALS: ReadonlySet<PaneFault['code'] | undefined> = new Set([
  'refused',
  'unauthorised',
  'not-found',
] as const);

/** How much of a series is here, followed. */
export function useSeriesProgress(series: SeriesSummary): SeriesProgress {
  const load = useLoad(
    series,
    useShallow((load) => ({
      loaded: load?.loaded ?? 0,
      wanted: load?.wanted ?? 0,
      failed: load?.failed ?? 0,
      atOnce: load?.atOnce,
    })),
  );
  const gap = useCountGap(series);
  const hasFrames = useHasFrames(series);
  const isWaiting = useLoad(series, (load) => load?.waiting !== undefined);
  const isOfBare = (one: { count: number; series?: unknown; study?: unknown }) =>
    one.count === 0 && one.series === series.series && one.study === series.study;
  // The archive's refusal stays with the series, also where its pane went on to another. An image that a link names and that is
  // not in it is no refusal.
  const isRefusedNow = usePanes((all) => all.some((one) => REFUSALS.has(one.fault?.code) && isOfBare(one)));
  // Of thousands of objects an archive may take many seconds to tell.
  const isReading = usePanes((all) =>
    all.some((one) => (one.state === 'loading' || one.state === 'shown') && isOfBare(one)),
  );
  const [isRefused, setRefused] = useState(false);
  if (isRefusedNow ? !isRefused : isRefused && load.wanted > 0) setRefused(isRefusedNow);
  return { ...load, gap, hasFrames, isWaiting, isReading, isRefused };
}
