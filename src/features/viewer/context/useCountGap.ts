import type { SeriesSummary } from '@/archive/contract/archive';
import { countGap, type CountGap } from '@/dicom/series/counts';
import { useLoad } from './viewerContext';

/** What a series lacks of what its archive announces, once it is described. */
export function useCountGap(
  series: Pick<SeriesSummary, 'study' | 'series' | 'instanceCount'> | undefined,
): CountGap | undefined {
  const described = useLoad(series, (load) => load?.described);
  return countGap(series?.instanceCount, described);
}

/** Whether objects of a series hold several images each, once that is known: what is counted are then frames, or objects. */
export const useHasFrames = (series: Pick<SeriesSummary, 'study' | 'series'> | undefined): boolean =>
  useLoad(series, (load) => load?.described !== undefined && load.described.frames > load.described.objects);
