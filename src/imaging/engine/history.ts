import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PastElsewhere } from '@/imaging/contract';
import type { Measurement } from '@/measurement/measurement';
import { isSameValue, isSameWork } from '@/measurement/same';
import { bareLinks } from '@/view/linked/registrations';
import { isScroll } from '@/view/sameView';
import type { Pane, ScreenView, ViewState } from '@/view/viewState';

/** One moment of the work: everything that undo brings back. */
export interface WorkMoment {
  readonly view: ViewState;
  readonly measurements: readonly Measurement[];
}

/** How many steps are kept. */
const MOST = 100;

type View = WorkMoment['view'];

/** What lies over images, and what of it is seen; how strong it is, is dragged. */
const chosenOverlays = ({ overlays = [] }: View) => overlays.map((one) => ({ ...one, opacity: undefined }));

/** How numbers are read, which images bear a star, what panes do together: what a person answers or chooses, never a drag. */
const hasSameSettings = (a: View, b: View): boolean =>
  isSameValue(a.calibrations, b.calibrations) &&
  a.petUnit === b.petUnit &&
  isSameValue(a.keyImages, b.keyImages) &&
  (a.overlays === b.overlays || isSameValue(chosenOverlays(a), chosenOverlays(b))) &&
  isSameValue(bareLinks(a.links), bareLinks(b.links));

const isSamePane = (a: Pane | null | undefined, b: Pane | null | undefined): boolean =>
  a === b || (a != null && b != null && isSameValue({ ...a, at: undefined }, { ...b, at: undefined }));

const isSameScreen = (a: ScreenView, b: ScreenView | undefined): boolean =>
  b !== undefined &&
  isSameValue(a.grid, b.grid) &&
  a.panes.length === b.panes.length &&
  a.panes.every((pane, at) => isSamePane(pane, b.panes[at]));

const haveSameScreens = ({ screens: a = [] }: View, { screens: b = [] }: View): boolean =>
  a.length === b.length && a.every((one, at) => isSameScreen(one, b[at]));

/** Settings, layout, what panes of each screen show and how: scrolling and choosing a pane are no steps, moving planes is. */
const isSameView = (a: View, b: View): boolean =>
  isSameValue(a.crosses, b.crosses) &&
  isSameValue(a.overlays, b.overlays) &&
  (isScroll(a, b) || (isSameScreen(a, b) && haveSameScreens(a, b) && hasSameSettings(a, b)));

/** Whether there is no step between two moments. Measurements are compared by identity: no drawing is read. */
const isSame = (a: WorkMoment, b: WorkMoment): boolean =>
  isSameWork(a.measurements, b.measurements) && isSameView(a.view, b.view);

/**
 * Undo and redo of view and measurements as a list of moments. Changes within `quietMs` of each other (one drag) are one
 * step.
 */
export class UndoHistory {
  readonly store: StoreApi<{ canUndo: boolean; canRedo: boolean }> = createStore(() => ({
    canUndo: false,
    canRedo: false,
  }));
  private readonly quietMs: number;
  private readonly now: () => number;
  private past: WorkMoment[] = [];
  private future: WorkMoment[] = [];
  private present: WorkMoment;
  private changedAt = -Infinity;
  /** Keys move what was drawn, one after the other, and nothing was pressed since. */
  private isRun = false;
  /** While a pointer is down: whether its step has begun. */
  private held: { hasStep: boolean } | undefined;

  constructor(first: WorkMoment, quietMs: number, now: () => number) {
    this.present = first;
    this.quietMs = quietMs;
    this.now = now;
  }

  /** Notes how things are now. */
  note(moment: WorkMoment): void {
    const { past, present, held } = this;
    // A study that hangs itself is where the work begins, not a step of it.
    const isFirst = past.length === 0 && present.view.panes.every((pane) => pane === null);
    if (!isFirst && !isSame(moment, present)) {
      const isChosen = !hasSameSettings(moment.view, present.view);
      const isOn = held ? held.hasStep : this.now() - this.changedAt < this.quietMs;
      const isSameDrag = past.length > 0 && !isChosen && isOn;
      if (held) held.hasStep = true;
      if (!isSameDrag) this.past = [...past, present].slice(-MOST);
      this.future = [];
      this.changedAt = this.now();
    }
    this.present = moment;
    this.tell();
  }

  /** Where undo or redo has led: no step, whatever rounding did to the points on the way. */
  arrive(moment: WorkMoment): void {
    this.present = moment;
  }

  /**
   * Measurements came or went that nobody here drew or deleted, such as a document's or a link's, or stars: no step, and
   * undo and redo lead past them. `before`: how things were until then.
   */
  receive(before: WorkMoment, moment: WorkMoment): void {
    const receiving = (old: WorkMoment): WorkMoment => ({
      view: isSameValue(old.view.keyImages, before.view.keyImages)
        ? withKeyImages(old.view, moment.view.keyImages)
        : old.view,
      measurements: received(old.measurements, before.measurements, moment.measurements),
    });
    this.past = this.past.map(receiving);
    this.future = this.future.map(receiving);
    this.present = moment;
  }

  /**
   * A pointer or key goes down: all until the result is called is one step, however long the hand rests meanwhile. Nothing where the hand
   * holds something else by then.
   */
  hold(): () => void {
    this.isRun = false;
    const held = (this.held = { hasStep: false });
    return () => {
      if (this.held !== held) return;
      if (held.hasStep) this.changedAt = this.now();
      this.held = undefined;
    };
  }

  /** What comes next is a step of its own, however soon it comes. */
  seal(): void {
    this.changedAt = -Infinity;
  }

  /** A key moves something on: keys one after the other are one step, and none with what was drawn before them. */
  run(): void {
    if (!this.isRun) this.changedAt = -Infinity;
    this.isRun = true;
  }

  undo(): WorkMoment | undefined {
    return this.travel(this.past, this.future);
  }

  redo(): WorkMoment | undefined {
    return this.travel(this.future, this.past);
  }

  /** Goes to the last of `from`; how things are now becomes the last of `to`. */
  private travel(from: WorkMoment[], to: WorkMoment[]): WorkMoment | undefined {
    const moment = from.pop();
    if (!moment) return undefined;
    to.push(this.present);
    this.present = moment;
    // What comes after undo or redo is a step of its own, also under a pointer that is still down.
    this.changedAt = -Infinity;
    if (this.held) this.held.hasStep = false;
    this.tell();
    return moment;
  }

  private tell(): void {
    const next = { canUndo: this.past.length > 0, canRedo: this.future.length > 0 };
    const { canUndo, canRedo } = this.store.getState();
    if (next.canUndo !== canUndo || next.canRedo !== canRedo) this.store.setState(next);
  }
}

function withKeyImages(view: View, keyImages: View['keyImages']): View {
  const { keyImages: _, ...others } = view;
  return keyImages ? { ...others, keyImages } : others;
}

/** A list with what came and went between two others; what was drawn or deleted since stays as it was. */
function received(
  list: readonly Measurement[],
  before: readonly Measurement[],
  after: readonly Measurement[],
): readonly Measurement[] {
  if (before === after) return list;
  const was = new Map(before.map((one) => [one.id, one]));
  const is = new Map(after.map((one) => [one.id, one]));
  const isNew = ({ id }: Measurement) => !was.has(id);
  return [
    ...list.flatMap((one) => {
      const [old, now] = [was.get(one.id), is.get(one.id)];
      if (now && (!old || isSameWork([one], [old]))) return [now];
      return old && !now ? [] : [one];
    }),
    ...after.filter((one) => isNew(one) && !list.some(({ id }) => id === one.id)),
  ];
}

/** What an engine does with its history. */
export type WorkHistory = Pick<
  UndoHistory,
  'store' | 'note' | 'arrive' | 'receive' | 'hold' | 'seal' | 'run' | 'undo' | 'redo'
>;

/** Of a page that is one window of a reading which another window keeps: nothing is kept here, undo and redo are asked for there. */
class ElsewhereHistory implements WorkHistory {
  readonly store: WorkHistory['store'];
  private readonly elsewhere: PastElsewhere;

  constructor(elsewhere: PastElsewhere) {
    this.elsewhere = elsewhere;
    this.store = elsewhere.store;
  }

  note(): void {}
  arrive(): void {}
  receive(): void {}
  hold(): () => void {
    return () => undefined;
  }
  seal(): void {}
  run(): void {}

  undo(): undefined {
    this.elsewhere.undo();
  }

  redo(): undefined {
    this.elsewhere.redo();
  }
}

/** A history that goes on from changes made before it began: `began` is how the view was before each of them. */
export function historyFrom(
  began: readonly Pick<WorkMoment, 'view'>[],
  now: WorkMoment,
  quietMs: number,
  elsewhere?: PastElsewhere,
): WorkHistory {
  if (elsewhere) return new ElsewhereHistory(elsewhere);
  const [first, ...rest] = began;
  const history = new UndoHistory({ ...now, ...first }, quietMs, () => performance.now());
  for (const before of [...rest, ...(first ? [now] : [])]) {
    history.seal();
    history.note({ ...now, ...before });
  }
  history.seal();
  return history;
}
