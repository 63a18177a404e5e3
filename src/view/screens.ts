import { isSameValue } from '@/measurement/same';
import type { Pane, ScreenView, ViewState } from './viewState';

/** How many screens a view has at the most: the first, and one beside it. */
export const MOST_SCREENS = 2;

const partOf = ({ grid, panes, active, blink }: ScreenView): ScreenView => ({
  grid,
  panes,
  active,
  ...(blink ? { blink } : {}),
});

/** What all screens have in common: everything but what each shows. */
type Common = Omit<ViewState, keyof ScreenView | 'screens' | 'breastStep'>;

function commonOf(view: ViewState): Common {
  const { grid: _g, panes: _p, active: _a, blink: _b, screens: _s, ...rest } = view;
  // It is about the panes of the first.
  const { breastStep: _step, ...common } = rest;
  return common;
}

/** A view without the screens beside the first. */
export function firstScreen(view: ViewState): ViewState {
  const { screens, ...first } = view;
  return screens ? first : view;
}

/** The view as the screen beside the first has it, with its own panes; undefined where there is none. */
export function besideFirst(view: ViewState): ViewState | undefined {
  const [beside] = view.screens ?? [];
  return beside && { ...commonOf(view), ...partOf(beside) };
}

/** A view whose screen beside the first shows this; undefined: there is one screen alone. */
export function withBeside(view: ViewState, beside: ScreenView | undefined): ViewState {
  const first = firstScreen(view);
  if (!beside) return first;
  const part = partOf(beside);
  const [now] = view.screens ?? [];
  return now && isSameValue(now, part) ? view : { ...first, screens: [part] };
}

/** Of what screens have in common, what a hand can change on each of them. */
export const COMMON_FIELDS = [
  'studies',
  'calibrations',
  'petUnit',
  'keyImages',
  'links',
  'point',
  'crosses',
  'overlays',
] as const satisfies (keyof Common)[];
export type CommonField = (typeof COMMON_FIELDS)[number];

/** Which of it differs between two views. */
export const changedInCommon = (before: ViewState, now: ViewState): readonly CommonField[] =>
  COMMON_FIELDS.filter((field) => !isSameValue(before[field], now[field]));

/** The whole view once the screen beside the first shows `now`: of what they have in common only `changed` is taken from there. */
export function mergeBeside(whole: ViewState, now: ViewState, changed: readonly CommonField[]): ViewState {
  if (changed.length === 0) return withBeside(whole, now);
  const isChanged = (field: string) => changed.some((one) => one === field);
  const kept = Object.entries(whole).filter(([field]) => !isChanged(field));
  const taken = Object.entries(now).filter(([field]) => isChanged(field));
  return withBeside(Object.fromEntries([...kept, ...taken]) as unknown as ViewState, now);
}

/** What stands on the first screen on the other, and the other way round: where there is one window, the other screen can be looked at. */
export function swapScreens(view: ViewState): ViewState {
  const beside = besideFirst(view);
  return beside ? { ...beside, screens: [partOf(view)] } : view;
}

/** Places a series in the chosen pane of the screen beside the first. */
export function placeBeside(view: ViewState, { study, series }: Pick<Pane, 'study' | 'series'>): ViewState {
  const [beside] = view.screens ?? [];
  if (!beside) return view;
  const panes = beside.panes.map((pane, at) => (at === beside.active ? { study, series } : pane));
  return withBeside(view, { ...beside, panes });
}

/**
 * A view with a screen beside the first, of one pane: the next series of the list that is not on the screen, else that of the chosen
 * pane. The same view where there is one already.
 */
export function openBeside(view: ViewState, series: readonly Pick<Pane, 'study' | 'series'>[]): ViewState {
  if (view.screens) return view;
  const isShown = (one: Pick<Pane, 'study' | 'series'>) =>
    view.panes.some((pane) => pane?.study === one.study && pane.series === one.series);
  const chosen = view.panes[view.active] ?? null;
  const at = series.findIndex((one) => one.study === chosen?.study && one.series === chosen.series);
  const next = [...series.slice(at + 1), ...series.slice(0, at + 1)].find((one) => !isShown(one));
  const pane = next ? { study: next.study, series: next.series } : chosen;
  return withBeside(view, { grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 });
}
