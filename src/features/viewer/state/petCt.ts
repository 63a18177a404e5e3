import type { SeriesUid } from '@/dicom/dataset/uid';
import { BUILT_IN, PET_CT_ID } from '@/dicom/hanging/builtIn';
import type { ViewState } from '@/view/viewState';
import type { Hung } from './hangBy';
import type { PetWindow } from './petWindow';

/** How such a view was hung: its PET is still to come. */
export function petAwaited(view: ViewState): Hung | undefined {
  const protocol = BUILT_IN.find(({ id }) => id === PET_CT_ID);
  const [ct, pet] = protocol?.template.panes ?? [];
  const [pane, other] = view.panes;
  if (!protocol || !ct || !pet || !pane || other !== null) return undefined;
  return {
    ...{ protocol, from: 'builtIn', grid: view.grid, template: protocol.template },
    panes: [
      { selector: ct.selector, state: 'hung', series: pane.series },
      { selector: pet.selector, state: 'waiting' },
    ],
  };
}

/** PET series that hang by the built-in arrangement. */
export const petSeries = ({ from, protocol, panes }: Hung): readonly SeriesUid[] =>
  from === 'builtIn' && protocol.id === PET_CT_ID
    ? panes.flatMap((pane) =>
        pane?.state === 'hung' && pane.selector.modality === 'PT' && pane.series !== undefined
          ? [pane.series]
          : [],
      )
    : [];

/** The view with those windows, in the panes that were not filled `before`; and what became of each. */
export function withPetWindows(
  done: { readonly view: ViewState; readonly hung: Hung },
  before: ViewState,
  windows: ReadonlyMap<SeriesUid, PetWindow>,
): { readonly view: ViewState; readonly hung: Hung } {
  const { view, hung } = done;
  const asked = new Set(petSeries(hung));
  const panes = view.panes.map((pane, at) => {
    const told = pane && asked.has(pane.series) ? windows.get(pane.series) : undefined;
    const isNew = pane !== null && before.panes[at]?.series !== pane.series;
    return pane && isNew && told?.is === 'suv' && !pane.window ? { ...pane, window: told.window } : pane;
  });
  const isSame = panes.every((pane, at) => pane === view.panes[at]);
  return {
    view: isSame ? view : { ...view, panes },
    hung: {
      ...hung,
      panes: hung.panes.map((pane) => {
        const pet =
          pane?.series !== undefined && asked.has(pane.series) ? windows.get(pane.series) : undefined;
        return pane && pet ? { ...pane, pet } : pane;
      }),
    },
  };
}
