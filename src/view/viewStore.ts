import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ViewState } from './viewState';

/** The only truth about what is shown. */
export type ViewStore = StoreApi<{ readonly view: ViewState }>;

export const createViewStore = (view: ViewState): ViewStore => createStore(() => ({ view }));

/** Replaces the view by a function of it; nothing happens when the function returns what it was given. */
export function updateView(store: ViewStore, change: (view: ViewState) => ViewState): void {
  const { view } = store.getState();
  const next = change(view);
  if (next !== view) store.setState({ view: next });
}
