import type { SeriesSummary } from '@/archive/contract/archive';
import type { Overlay } from '@/view/viewState';

type Listed = Pick<SeriesSummary, 'study' | 'series' | 'number' | 'description'>;

/** What an object over images is called: as the list of series calls its series, else as it calls itself; empty: neither does. */
export function overlayTitle(
  studies: readonly { readonly series: readonly Listed[] }[],
  { study, series }: Pick<Overlay, 'study' | 'series'>,
  own = '',
): string {
  const listed = studies
    .flatMap((one) => one.series)
    .find((one) => one.series === series && one.study === study);
  const name = listed?.description?.trim() || own;
  return name === '' ? '' : [listed?.number, name].filter((part) => part !== undefined).join(' · ');
}
