import type { SeriesSummary } from '@/archive/archive';
import { countGap, type CountGap } from '@/dicom/counts';
import { useLoad } from './viewerContext';

/** What a series lacks of what its archive announces, once it is described. */
export function useCountGap(
  series: Pick<SeriesSummary, 'study' | 'series' | 'instanceCount'> | undefined,
): CountGap | undefined {
  const described = useLoad(series, (load) => load?.described);
  return countGap(series?.instanceCount, described);
}
