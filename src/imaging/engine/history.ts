import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Measurement } from '@/measurement/measurement';
import { isScroll } from '@/view/sameView';
import type { ViewState } from '@/view/viewState';

/** One moment of the work: everything that undo brings back. */
export interface Moment {
  readonly view: ViewState;
  readonly measurements: readonly Measurement[];
}

/** How many steps are kept. */
const MOST = 100;

/** How numbers are read, and which images bear a star: what a person answers or chooses, never a drag. */
const settings = ({ view: { calibrations, petUnit, keyImages } }: Pick<Moment, 'view'>): string =>
  JSON.stringify([calibrations, petUnit, keyImages]);

/** What makes a step of its own: settings, layout, measurements. Scrolling and choosing a pane are no steps. */
function substance({ view, measurements }: Moment): string {
  const panes = view.panes.map((pane) => (pane ? { ...pane, at: undefined } : null));
  // What is read off the picture, and where a measurement was saved, are no work of a person's.
  const drawn = measurements.map((one) => ({
    ...one,
    readings: undefined,
    basis: undefined,
    refusal: undefined,
    origin: undefined,
    pointsLps: undefined,
  }));
  return JSON.stringify([view.grid, panes, drawn, settings({ view })]);
}

/** Whether there is no more between two moments than another image in a pane: seen without writing all of both down. */
const isScrollOnly = (a: Moment, b: Moment): boolean =>
  (a.measurements === b.measurements || a.measurements.length + b.measurements.length === 0) &&
  isScroll(a.view, b.view);

/**
 * Undo and redo of view and measurements as a list of moments. Changes within `quietMs` of each other (one drag) are one
 * step.
 */
export function createHistory(first: Moment, quietMs: number, now: () => number) {
  let past: Moment[] = [];
  let future: Moment[] = [];
  let present = first;
  let changedAt = -Infinity;
  /** Keys move what was drawn, one after the other, and nothing was pressed since. */
  let isRun = false;
  /** While a pointer is down: whether its step has begun. */
  let held: { hasStep: boolean } | undefined;
  const store: StoreApi<{ canUndo: boolean; canRedo: boolean }> = createStore(() => ({
    canUndo: false,
    canRedo: false,
  }));
  const tell = () => {
    const next = { canUndo: past.length > 0, canRedo: future.length > 0 };
    const { canUndo, canRedo } = store.getState();
    if (next.canUndo !== canUndo || next.canRedo !== canRedo) store.setState(next);
  };
  return {
    store,
    /** Notes how things are now. */
    note(moment: Moment): void {
      // A study that hangs itself is where the work begins, not a step of it.
      const isFirst = past.length === 0 && present.view.panes.every((pane) => pane === null);
      const isStep = !isFirst && !isScrollOnly(moment, present) && substance(moment) !== substance(present);
      if (isStep) {
        const isChosen = settings(moment) !== settings(present);
        const isSameDrag =
          past.length > 0 && !isChosen && (held ? held.hasStep : now() - changedAt < quietMs);
        if (held) held.hasStep = true;
        if (!isSameDrag) past = [...past, present].slice(-MOST);
        future = [];
        changedAt = now();
      }
      present = moment;
      tell();
    },
    /** Where undo or redo has led: no step, whatever rounding did to the points on the way. */
    arrive(moment: Moment): void {
      present = moment;
    },
    /** A pointer goes down: all until `release` is one step, however long the hand rests meanwhile. */
    hold(): void {
      isRun = false;
      held = { hasStep: false };
    },
    release(): void {
      if (held?.hasStep) changedAt = now();
      held = undefined;
    },
    /** What comes next is a step of its own, however soon it comes. */
    seal(): void {
      changedAt = -Infinity;
    },
    /** A key moves something on: keys one after the other are one step, and none with what was drawn before them. */
    run(): void {
      if (!isRun) changedAt = -Infinity;
      isRun = true;
    },
    undo(): Moment | undefined {
      const moment = past.at(-1);
      if (!moment) return undefined;
      past = past.slice(0, -1);
      future = [...future, present];
      present = moment;
      changedAt = -Infinity;
      tell();
      return moment;
    },
    redo(): Moment | undefined {
      const moment = future.at(-1);
      if (!moment) return undefined;
      future = future.slice(0, -1);
      past = [...past, present];
      present = moment;
      changedAt = -Infinity;
      tell();
      return moment;
    },
  };
}

/** A history that goes on from changes made before it began: `began` is how the view was before each of them. */
export function historyFrom(began: readonly Pick<Moment, 'view'>[], now: Moment, quietMs: number) {
  const [first, ...rest] = began;
  const history = createHistory({ ...now, ...first }, quietMs, () => performance.now());
  for (const before of [...rest, ...(first ? [now] : [])]) {
    history.seal();
    history.note({ ...now, ...before });
  }
  history.seal();
  return history;
}
