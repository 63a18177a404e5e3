import { patchPane } from './actions';
import type { Cine, CineMode, ImageRef, ViewState } from './viewState';

/** Frames a second that a person can choose. */
export const SLOWEST_FPS = 1;
export const FASTEST_FPS = 60;

/** How a loop can be changed: undefined takes a field back to its default. */
export type CinePatch = { readonly [Field in keyof Cine]?: Cine[Field] | undefined };

/** Changes how a pane is played; where nothing differs from the default the field goes. */
export function patchCine(view: ViewState, pane: number, patch: CinePatch): ViewState {
  const entries = Object.entries({ ...view.panes[pane]?.cine, ...patch });
  const kept = Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Cine;
  return patchPane(view, pane, { cine: Object.keys(kept).length > 0 ? kept : undefined });
}

/** A speed that can be chosen: whole frames a second, within bounds. */
export const speedOf = (fps: number): number => Math.min(FASTEST_FPS, Math.max(SLOWEST_FPS, Math.round(fps)));

/** The next speed up or down: a step is about a fifth, a whole frame at least. */
export function changedSpeed(fps: number, way: 1 | -1): number {
  const step = Math.max(1, Math.round(fps / 5));
  return speedOf(fps + way * step);
}

export const setMode = (view: ViewState, pane: number, mode: CineMode): ViewState =>
  patchCine(view, pane, { mode: mode === 'loop' ? undefined : mode });

/** First and last place that are played, from 0: those of the range that are in the series, in their order. */
export function cineRange(
  cine: Cine | undefined,
  images: readonly ImageRef[],
  { from, count }: { readonly from: number; readonly count: number },
): readonly [first: number, last: number] {
  const placeOf = (image: ImageRef | undefined, otherwise: number): number => {
    const place = image
      ? images.findIndex(({ sop, frame }) => sop === image.sop && frame === image.frame)
      : -1;
    return place >= from && place < from + count ? place : otherwise;
  };
  const [first, last] = [placeOf(cine?.from, from), placeOf(cine?.to, from + count - 1)];
  return first <= last ? [first, last] : [last, first];
}
