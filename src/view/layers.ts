import { patchPane } from './actions';
import type { Layer, ViewState } from './viewState';

/** Of a layer that says no other. */
export const HALF = 0.5;

/** The series that is laid over the plane of a pane. */
export const layerOf = (
  pane: { readonly cut?: unknown; readonly layers?: readonly Layer[] } | null | undefined,
): Layer | undefined => (pane?.cut ? pane.layers?.[0] : undefined);

/** Lays a series over the planes of a pane's series, or takes it away. */
export const layOver = (view: ViewState, index: number, layer: Layer | undefined): ViewState =>
  view.panes[index]?.cut ? patchPane(view, index, { layers: layer && [layer] }) : view;

/** Changes how it is shown: undefined takes a field back to its default. Nothing where there is none. */
export function patchLayer(
  view: ViewState,
  index: number,
  patch: { readonly [K in keyof Layer]?: Layer[K] | undefined },
): ViewState {
  const layer = layerOf(view.panes[index]);
  if (!layer) return view;
  const next = Object.fromEntries(
    Object.entries({ ...layer, ...patch }).filter(([, value]) => value !== undefined),
  ) as unknown as Layer;
  return layOver(view, index, next);
}
