import type { PresentationState } from '@/dicom/ps/state';
import { AS_STORED, patchPane, place } from '@/view/actions';
import type { Pane, ViewState } from '@/view/viewState';

export { presentationKind, readPresentation } from '@/dicom/ps/read';
export type { PresentationState } from '@/dicom/ps/state';
export { writePresentation } from './writePresentation';
export type { PresentedImage, PresentedPane } from './writePresentation';

/**
 * Shows a pane's image as a presentation state wants it, or the first of its images where the pane shows none of them. The
 * pane's own window, zoom and turns go: they would hide the state's.
 */
export function present(
  view: ViewState,
  index: number,
  { study, series, sop, images }: Pick<PresentationState, 'study' | 'series' | 'sop' | 'images'>,
): ViewState {
  const pane = view.panes[index];
  const [first] = images;
  const isHere = (shown: Pane) =>
    shown.study === study &&
    images.some((image) => image.series === shown.series && (!shown.at || image.sop === shown.at.sop));
  if (pane && isHere(pane)) return patchPane(view, index, { ...AS_STORED, presentation: { series, sop } });
  if (!first) return view;
  const at = { sop: first.sop, frame: first.frames?.[0] ?? 1 };
  return patchPane(place(view, index, study, first.series), index, { at, presentation: { series, sop } });
}

/** Shows the image as its file wants it again. */
export const unpresent = (view: ViewState, index: number): ViewState =>
  patchPane(view, index, { ...AS_STORED, presentation: undefined });
