import type { Pane, ViewState } from './viewState';

/** Whether a pane shows the same picture: of a stack of slices any of them. */
const isSamePicture = (a: Pane | null | undefined, b: Pane | null | undefined): boolean =>
  a === b ||
  (a != null && b != null && a.study === b.study && a.series === b.series && a.at?.sop === b.at?.sop);

const hasSamePictures = (a: ViewState, b: ViewState): boolean =>
  a.panes === b.panes ||
  (a.panes.length === b.panes.length && a.panes.every((pane, at) => isSamePicture(pane, b.panes[at])));

/** A view after a change by hand: where other pictures stand in its panes than its step hung there, it is of no step any more. */
export function withTrueStep(before: ViewState, now: ViewState): ViewState {
  if (now.breastStep === undefined || hasSamePictures(before, now)) return now;
  const { breastStep: _, ...rest } = now;
  return rest;
}
