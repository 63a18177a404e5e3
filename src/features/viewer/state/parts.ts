import type { SeriesSummary } from '@/archive/contract/archive';
import type { WaitingHand } from '@/imaging/contract';
import { seriesKey, type FactsStore } from '@/imaging/pane/paneStore';
import type { SeriesPart } from '@/imaging/contract';
import { patchPane, place } from '@/view/actions';
import { updateView, type ViewStore } from '@/view/viewStore';

/** Shows the first image of a stack in the active pane. */
export const showPart = (
  { views }: { readonly views: ViewStore },
  { study, series }: Pick<SeriesSummary, 'study' | 'series'>,
  { first }: Pick<SeriesPart, 'first'>,
): void =>
  updateView(views, (view) => {
    const pane = view.panes[view.active];
    const isHere = pane?.study === study && pane.series === series;
    return patchPane(isHere ? view : place(view, view.active, study, series), view.active, { at: first });
  });

/** The next stack of the active pane's series, or the one before, round and round. */
export function stepPart(
  {
    hand,
    facts: store,
    views,
  }: {
    readonly hand: WaitingHand;
    readonly facts: FactsStore;
    readonly views: ViewStore;
  },
  by: 1 | -1,
): void {
  const { panes, active } = views.getState().view;
  const pane = panes[active];
  const facts = store.getState();
  const parts = pane && facts.loads[seriesKey(pane.study, pane.series)]?.parts;
  const index = facts.panes[active]?.index ?? 0;
  if (!parts || parts.length < 2) return;
  const now = parts.findIndex(({ from, count }) => index >= from && index < from + count);
  const next = parts[(now + by + parts.length) % parts.length];
  if (next) hand.servePicture(active, (pictures) => pictures.scrollTo(active, next.from), 'series');
}
