import type { ScreensEnd } from '@/features/contract/screens';
import type { Engine } from '@/imaging/contract';
import type { Right } from '@/protocol/rights';
import { ownOf } from '@/measurement/measurement';
import { isSameValue, toAdopted } from '@/measurement/same';
import { place as placeIn } from '@/view/actions';
import { followImage, ledImage, type LedImage } from '@/view/linked/paneLinks';
import { besideFirst, COMMON_FIELDS, firstScreen, mergeBeside, openBeside, withBeside } from '@/view/screens';
import type { Pane, ScreenView, ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { HandsOfWindow } from '@/features/contract/hands';
import { sayView, viewSaid, type FromSecond, type SaidByFirst, type SaidView } from './words';

export type SeriesOfList = readonly Pick<Pane, 'study' | 'series'>[];

/** The study on the screen of the first window. */
export interface FirstPlace {
  /** Another for each study that is opened. */
  readonly turn: string;
  readonly archive: string;
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly may: ReadonlySet<Right>;
  readonly series: SeriesOfList;
  readonly hands: HandsOfWindow;
  summonEngine(): void;
  /** Absent: there is no list to go on in. */
  readonly step?: ((by: 1 | -1) => void) | undefined;
  say(what: ScreensEnd): void;
}

/** What was heard of the second window: the numbers of its last words, and measurements that wait for the engine. */
export interface Heard {
  view: number;
  marks: number;
  waiting: readonly MarksOfSecond[];
  /** What the second screen showed last: undo may lead to before it was opened. */
  last?: ScreenView | undefined;
}
export const NOTHING_HEARD: Readonly<Heard> = { view: 0, marks: 0, waiting: [] };

type MarksOfSecond = Extract<FromSecond, { is: 'marks' }>;

interface FirstLine {
  /** Whether the second window listens, and may be told of this study. */
  isHeard(): boolean;
  say(word: SaidByFirst): void;
  /** What the second screen has ready of this study. */
  ready(archive: string, study: string): ViewState | undefined;
}

/** A study of the first window, while the second one goes along. */
export interface BoundFirst {
  hear(word: FromSecond): void;
  /** Says what the second screen shows; `isAll`: to a window that knows nothing. */
  tell(isAll?: boolean): void;
  /** There is one screen again. */
  alone(): void;
  around(go: 'undo' | 'redo', act: () => void, by: 'first' | 'second'): void;
  /** Resolves when all is taken over that was drawn there. */
  amended(): Promise<void>;
  stop(): void;
}

/** What stands in panes, but for the image that was scrolled to. */
const steadyOf = (screen: ScreenView | undefined) =>
  screen && { grid: screen.grid, panes: screen.panes.map((pane) => pane && { ...pane, at: undefined }) };

const isSameScreen = (a: ScreenView | undefined, b: ScreenView | undefined): boolean =>
  isSameValue(steadyOf(a), steadyOf(b));

export function bindFirst(place: FirstPlace, heard: Heard, line: FirstLine): BoundFirst {
  const { turn, archive, views, engine } = place;
  let told: { readonly view: ViewState; readonly said: SaidView } | undefined;
  let isApplying = false;
  let isStopped = false;
  let amending: Promise<void> = Promise.resolve();
  let isEarly = false;

  const show = (view: ViewState) => {
    if (engine) engine.together.show(view);
    else views.setState({ view });
  };
  /** Nothing of it is a step of undo: a window that is opened or closed is not taken back. */
  const open = () => {
    const { view } = views.getState();
    if (isStopped || !line.isHeard() || view.screens) return;
    const isHung = view.panes.some((pane) => pane !== null);
    if (heard.last) show(withBeside(view, heard.last));
    else if (isHung && place.series.length > 0) show(openBeside(view, place.series));
    else tellReady(view);
    // It has the view by now; of what else there is it was told nothing yet.
    if (views.getState().view.screens) tellMore();
  };
  const isTold = (view: ViewState) =>
    told !== undefined &&
    view.screens === told.view.screens &&
    COMMON_FIELDS.every((field) => view[field] === told?.view[field]);
  /** This screen shows the study, and is about to hang it: what the other has ready of it need not wait for that. */
  const tellReady = ({ studies: [study] }: ViewState) => {
    const ready = isEarly ? undefined : line.ready(archive, study);
    isEarly = true;
    if (ready) tellStudy(sayView(archive, ready));
  };
  const tell = (isAll = false, led?: LedImage) => {
    if (!line.isHeard()) return;
    const { view } = views.getState();
    const beside = besideFirst(view);
    [heard.last] = view.screens ?? [heard.last];
    // Not from within the change that took it away.
    if (!beside) return queueMicrotask(open);
    if (!told || !isTold(view)) told = { view, said: sayView(archive, beside) };
    tellStudy(told.said, led);
    if (isAll) tellMore();
    return undefined;
  };
  const tellStudy = (said: SaidView, led?: LedImage) => {
    const { canUndo = false, canRedo = false } = engine?.history.getState() ?? {};
    line.say({
      ...{
        is: 'study',
        turn,
        seen: heard.view,
        ...said,
        may: [...place.may],
        canUndo,
        canRedo,
      },
      hasSteps: place.step !== undefined,
      ...(led ? { led } : {}),
    });
  };
  const tellMore = () => {
    tellHands();
    tellMarks();
  };
  const tellHands = () => {
    const { hands, unkept } = place.hands.store.getState();
    if (line.isHeard()) line.say({ is: 'hands', turn, hands, ...(unkept ? { unkept } : {}) });
  };
  const tellMarks = () => {
    const list = engine && ownOf(engine.measures.getState().list).map(toAdopted);
    if (list && line.isHeard()) line.say({ is: 'marks', turn, seen: heard.marks, list });
  };
  const changed = ({ view }: { view: ViewState }, { view: before }: { view: ViewState }) => {
    if (!line.isHeard()) return;
    const led = isApplying || !engine ? undefined : ledImage(before, view, engine.linked);
    if (led || !isTold(view)) tell(false, led);
  };
  const take = (word: Extract<FromSecond, { is: 'view' }>) => {
    const { link, changed, led, n } = word;
    if (link.archive !== archive) return;
    const merged = mergeBeside(views.getState().view, viewSaid(word), changed);
    const next = led && engine ? followImage(merged, led, engine.linked) : merged;
    isApplying = true;
    views.setState({ view: next });
    isApplying = false;
    heard.view = n;
    tell();
  };
  const takeMarks = (word: MarksOfSecond) => {
    const { put, removed, n } = word;
    if (!engine) {
      heard.waiting = [...heard.waiting, word];
      return place.summonEngine();
    }
    const run = engine.measuring.amend(put, removed).then(() => {
      heard.marks = n;
      tellMarks();
    });
    amending = run.catch(() => undefined);
    return undefined;
  };
  const around: BoundFirst['around'] = (go, act, by) => {
    const before = views.getState().view;
    act();
    const { view } = views.getState();
    if (before === view || !line.isHeard()) return;
    const isHere = !isSameScreen(before, view);
    const isThere = !isSameScreen(before.screens?.[0], view.screens?.[0] ?? heard.last);
    const what = go === 'undo' ? 'undone' : 'redone';
    if (by === 'first' && isThere && !isHere) place.say(what);
    if (by === 'second' && isHere && !isThere) line.say({ is: 'said', turn, what });
  };
  const hear = (word: FromSecond) => {
    if (!('turn' in word) || word.turn !== turn || isStopped) return;
    if (word.is === 'view') take(word);
    else if (word.is === 'marks') takeMarks(word);
    else if (word.is === 'past') around(word.go, () => engine?.[word.go](), 'second');
    else if (word.is === 'hands') place.hands.adopt(word.hands);
    else if (word.is === 'step') place.step?.(word.by);
    else if (word.is === 'place')
      updateView(views, (view) =>
        view.studies.includes(word.study) ? placeIn(view, view.active, word.study, word.series) : view,
      );
  };
  const stops = [
    views.subscribe(changed),
    engine?.measures.subscribe(({ list }, before) => list !== before.list && tellMarks()),
    engine?.history.subscribe(() => tell()),
    place.hands.store.subscribe(tellHands),
  ];
  if (engine) {
    const { waiting } = heard;
    heard.waiting = [];
    for (const word of waiting) takeMarks(word);
  }
  return {
    hear,
    tell: (isAll = true) => {
      tell(isAll);
      // Both windows measure, and what is drawn there is kept here.
      if (!engine && line.isHeard()) place.summonEngine();
    },
    alone: () => {
      heard.last = undefined;
      const { view } = views.getState();
      if (view.screens) show(firstScreen(view));
      place.say('closed');
    },
    around,
    amended: () => amending,
    stop: () => {
      isStopped = true;
      for (const stop of stops) stop?.();
    },
  };
}
