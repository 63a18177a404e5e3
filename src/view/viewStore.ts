import { createStore, type StoreApi } from 'zustand/vanilla';
import { withTrueStep } from './breastStep';
import type { ViewState } from './viewState';

/** What a change of one pane brings about in panes that are linked with it, in the same step. Pure; must not look at the screen. */
export type Follow = (before: ViewState, changed: ViewState) => ViewState;

/** The only truth about what is shown. `follow`: set by who knows where images lie, who takes it away again. */
export type ViewStore = StoreApi<{ readonly view: ViewState; readonly follow?: Follow | undefined }>;

export const createViewStore = (view: ViewState): ViewStore => createStore(() => ({ view }));

/** Replaces the view by a function of it, with what follows from that; nothing happens when the function returns what it was given. */
export function updateView(store: ViewStore, change: (view: ViewState) => ViewState): void {
  const { view } = store.getState();
  const changed = change(view);
  if (changed === view) return;
  store.setState({ view: withTrueStep(view, followed(store, changed)) });
}

/** Replaces the view by another arrangement, with what follows from that: the step that it names is that of its own panes. */
export const hangView = (store: ViewStore, view: ViewState): void =>
  store.setState({ view: followed(store, view) });

function followed(store: ViewStore, changed: ViewState): ViewState {
  const { view, follow } = store.getState();
  return follow && changed.links ? follow(view, changed) : changed;
}
