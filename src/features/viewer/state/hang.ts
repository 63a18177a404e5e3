import type { SeriesSummary } from '@/archive/contract/archive';
import { hasPicture } from '@/dicom/series/modality';
import { place } from '@/view/actions';
import type { ViewState } from '@/view/viewState';

/** Modalities read on the anatomy of another, where there is one: they hang after it. */
const FUNCTIONAL = new Set(['PT', 'NM']);

/** What scanners call planning pictures. */
const SCOUT = /\b(scouts?|topograms?|surview|survey|localizers?|localisers?|loc|3-?plane|scanograms?)\b/i;

/** How far down the list a series hangs: 0 best. Equal series keep their order. */
function rank(series: SeriesSummary, all: readonly SeriesSummary[]): number {
  if (!hasPicture(series)) return 8;
  const largest = Math.max(...all.filter(hasPicture).map(({ instanceCount }) => instanceCount ?? 0));
  const isSmall = (series.instanceCount ?? largest) <= 3 && largest > 3;
  const isScout = largest > 3 && SCOUT.test(series.description ?? '');
  const isSecond = FUNCTIONAL.has(series.modality) && all.some(({ modality }) => modality === 'CT');
  return (isScout || isSmall ? 4 : 0) + (isSecond ? 2 : 0);
}

/** Places the series to read first in the active pane. The same view when there is none or a pane is taken. */
export function hang(view: ViewState, series: readonly SeriesSummary[]): ViewState {
  if (view.panes.some((pane) => pane !== null)) return view;
  const [first] = series
    .map((one) => ({ one, rank: rank(one, series) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
  return first ? place(view, view.active, first.study, first.series) : view;
}
