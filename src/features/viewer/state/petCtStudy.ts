import type { SeriesSummary } from '@/archive/contract/archive';
import { hasPicture } from '@/dicom/series/modality';
import type { ViewState } from '@/view/viewState';

/** Whether a study opens as CT and PET beside each other: it has both, of several images, and no other pictures. */
function isPetCtStudy(series: readonly SeriesSummary[]): boolean {
  const modalities = new Set(series.filter(hasPicture).map(({ modality }) => modality));
  return modalities.size === 2 && modalities.has('CT') && modalities.has('PT');
}

/** A view that shows the CT of such a study alone, with a pane for the PET beside it; the same view of any other. */
export function besidePet(view: ViewState, series: readonly SeriesSummary[]): ViewState {
  const [pane, ...others] = view.panes;
  const isCt = series.some((one) => one.series === pane?.series && one.modality === 'CT');
  if (!pane || others.length > 0 || !isCt || !isPetCtStudy(series)) return view;
  return {
    ...view,
    grid: { rows: 1, columns: 2 },
    panes: [pane, null],
    active: 0,
    links: { ...view.links, scroll: true },
  };
}
