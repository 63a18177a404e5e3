import type { SeriesSummary } from '@/archive/contract/archive';
import { hang } from '@/features/viewer/state/hang';
import { keptHangings } from '@/features/viewer/state/keptHangings';
import type { ViewState } from '@/view/viewState';

/**
 * How a study hangs that is opened, for what is asked for ahead of its page: as the page will hang it. The code that knows arrangements
 * is fetched where some are kept, beside the list of series.
 */
export function hungAhead(): (view: ViewState, series: readonly SeriesSummary[]) => Promise<ViewState> {
  if (keptHangings() === undefined) return async (view, series) => hang(view, series);
  const coming = import('@/features/viewer/state/hungAtOpening');
  coming.catch(() => undefined);
  return async (view, series) => {
    const code = await coming.catch(() => undefined);
    return code?.hungAtOpening(view, series) ?? hang(view, series);
  };
}
