import { activate } from '@/view/actions';
import { updateView, type ViewStore } from '@/view/viewStore';
import type {
  AskedOf,
  EarlyPictureHand,
  Engine,
  EngineParts,
  Holds,
  PictureHand,
  WaitingHand,
  WaitsFor,
} from '@/imaging/contract';
import type { Drag, DragOrigin, GestureTarget, PictureGestures } from '@/imaging/pointer/gestures';

/** Changes nearer to each other than this are one undo step. */
export const QUIET_MS = 500;

/** What is to be done in a pane, by the engine or by whoever shows the picture. */
type Work =
  | { readonly of: 'engine'; readonly run: (engine: Engine) => void }
  | { readonly of: 'picture'; readonly run: (pictures: PictureHand) => void };

type Asked = Work & { readonly pane: number; readonly after: WaitsFor; readonly holds: Holds };

/** What can be done, as soon as somebody can do it. */
interface Turn {
  readonly asked: Asked;
  readonly by: PictureHand;
  readonly run: () => void;
}

/**
 * Whether something may be done in a pane before what waits there. A drawing that waits is bound to an image and its pixels: what changes
 * how that is seen, or where it lies in the pane, goes before it, and only another image waits. What the engine is asked for keeps its order.
 */
const mayPass = ({ of, after }: Asked, held: Holds): boolean =>
  held === 'nothing' ||
  after === 'seen' ||
  (held === 'image' && of === 'picture' && after !== 'series' && after !== 'all');

const STRENGTH: Readonly<Record<Holds, number>> = { nothing: 0, image: 1, everything: 2 };
const stronger = (one: Holds, other: Holds): Holds => (STRENGTH[one] < STRENGTH[other] ? other : one);

/** Whether what waits for this also waits for the picture that the scrolls before it led to. */
const isOfPicture = (after: WaitsFor): boolean => after === 'picture' || after === 'all';

/** @param early The picture that stands before the engine, where there is one. */
export function createWaitingHand(views: ViewStore, early?: EarlyPictureHand): WaitingHand {
  let engine: Engine | undefined;
  let began: WaitingHand['began'] = [];
  let queue: readonly Asked[] = [];
  /** Who does at this moment what waited. */
  let serving: PictureHand | undefined;
  const listeners = new Set<() => void>();
  const setQueue = (next: readonly Asked[]) => {
    queue = next;
    for (const listener of listeners) listener();
  };

  const isReady = (at: number): boolean => {
    const { panes } = views.getState().view;
    const pane = panes[at];
    // Nothing is hung yet: the picture is still to come.
    if (!pane) return engine !== undefined && panes.some((other) => other !== null);
    const status = engine?.facts.getState().panes[at];
    if (status?.series !== pane.series || status.study !== pane.study) return false;
    return status.instance !== undefined || (status.state !== 'loading' && status.state !== 'empty');
  };
  /** Whether the image that the view asks for stands in a pane, or why it does not. */
  const isArrived = (at: number): boolean => {
    const asked = views.getState().view.panes[at]?.at;
    const status = engine?.facts.getState().panes[at];
    if (status?.state !== 'shown') return status?.state !== 'loading';
    return asked ? status.instance?.sop === asked.sop && status.frame === asked.frame : status.index === 0;
  };
  /** Somebody who can do it; undefined: it has to wait. */
  const turnOf = (asked: Asked, isBehind: boolean): Turn | undefined => {
    const { pane, after } = asked;
    if (engine && isReady(pane)) {
      const by = engine;
      // What waited sees the picture that it was meant for; what comes now is meant for what is seen.
      const isTurn = !isBehind || !isOfPicture(after) || isArrived(pane);
      return isTurn ? { asked, by, run: () => asked.run(by) } : undefined;
    }
    if (asked.of === 'engine' || !early?.serves(pane, after)) return undefined;
    return { asked, by: early, run: () => asked.run(early) };
  };
  /** What those of a pane that wait hold back, and those of all. */
  const heldIn = (pane: number): Holds =>
    queue
      .filter((asked) => asked.pane === pane || asked.after === 'all')
      .reduce<Holds>((held, { holds }) => stronger(held, holds), 'nothing');
  /** The first that can be done: each pane has an order of its own, and none waits for another's pictures. */
  const findNext = (): Turn | undefined => {
    const held = new Map<number, Holds>();
    /** The engine does what it is asked for in its order. */
    const isEngineBusy = new Set<number>();
    for (const [at, asked] of queue.entries()) {
      const { pane, after, of, holds } = asked;
      const isInOrder =
        mayPass(asked, held.get(pane) ?? 'nothing') && !(of === 'engine' && isEngineBusy.has(pane));
      const turn = (after === 'all' ? at === 0 : isInOrder) ? turnOf(asked, true) : undefined;
      if (turn) return turn;
      if (after === 'all') return undefined;
      held.set(pane, stronger(held.get(pane) ?? 'nothing', holds));
      if (of === 'engine') isEngineBusy.add(pane);
    }
    return undefined;
  };
  /** Does something in the pane that it was asked for, which need no longer be the active one. */
  const doIn = (pane: number, run: () => void) => {
    const { view: before } = views.getState();
    if (before.active === pane || !before.panes[pane]) return run();
    updateView(views, (view) => activate(view, pane));
    run();
    updateView(views, (view) =>
      view.active === pane && view.panes.length === before.panes.length
        ? activate(view, before.active)
        : view,
    );
  };
  const serveAll = () => {
    if (serving) return;
    try {
      for (let next = findNext(); next; next = findNext()) {
        const { asked, by, run } = next;
        setQueue(queue.filter((each) => each !== asked));
        serving = by;
        doIn(asked.pane, run);
        serving = undefined;
      }
    } finally {
      serving = undefined;
    }
  };
  // Another series stands there: what was asked of the one before is not done to it.
  views.subscribe(({ view }, { view: before }) => {
    if (serving || queue.length === 0) return;
    setQueue(
      queue.filter(({ pane }) => {
        const [was, is] = [before.panes[pane], view.panes[pane]];
        return was == null || (was.series === is?.series && was.study === is.study);
      }),
    );
    serveAll();
  });
  early?.facts.subscribe(serveAll);
  const hasWork = (pane?: number) =>
    !serving && queue.some((asked) => pane === undefined || asked.pane === pane || asked.after === 'all');
  const isHeld = (asked: Asked): boolean => {
    const { pane, after, of } = asked;
    if (serving || !hasWork(after === 'all' ? undefined : pane)) return false;
    if (after === 'seen') return queue.some((one) => one.after === 'all');
    return after === 'all' || of === 'engine' || !mayPass(asked, heldIn(pane));
  };
  const take = (asked: Asked) => {
    // Part of what is being done.
    if (serving && serving === engine) return asked.run(engine);
    if (serving && asked.of === 'picture') return asked.run(serving);
    const isBehind = isHeld(asked) || serving !== undefined;
    const turn = isBehind ? undefined : turnOf(asked, false);
    if (turn) turn.run();
    else setQueue([...queue, asked]);
  };
  const canServe = (pane: number, of: AskedOf) =>
    isReady(pane) || (of === 'picture' && early?.serves(pane, 'picture') === true);

  return {
    serve: (pane, run, after = 'picture', holds = 'everything') =>
      take({ pane, run, after, holds, of: 'engine' }),
    servePicture: (pane, run, after = 'picture') =>
      take({ pane, run, after, holds: 'everything', of: 'picture' }),
    pixelAt: (pane, at) => (engine ? undefined : early?.gestures(pane)?.pixelAt(...at)),
    waitsForEngine: (pane) =>
      queue.some(
        (asked) =>
          asked.of === 'engine' && (pane === undefined || asked.pane === pane || asked.after === 'all'),
      ),
    giveUp() {
      setQueue(queue.filter(({ of }) => of !== 'engine'));
      serveAll();
    },
    isWaiting: (pane, of) => !serving && (hasWork(pane) || !canServe(pane, of)),
    hasWork,
    mayMark(pane) {
      const waiting = queue.filter((asked) => asked.pane === pane || asked.after === 'all');
      const held = waiting.findIndex(({ of }) => of === 'engine');
      const isMoving = waiting.some(({ of, after }) => of === 'picture' && after === 'series');
      return !isMoving && (held < 0 || waiting.slice(held).every(({ of }) => of === 'engine'));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get isServing() {
      return serving !== undefined;
    },
    begin: () => {
      if (!engine) began = [...began, { view: views.getState().view }];
      // What waited is done at once, one after the other: each is a step by itself all the same.
      else if (serving) engine.seal();
    },
    get began() {
      return began;
    },
    follow(next) {
      engine = next;
      const stop = next.facts.subscribe(serveAll);
      serveAll();
      return () => {
        stop();
        if (engine === next) engine = undefined;
      };
    },
  };
}

/** What a drag waits for: a window is made of the values of the picture. */
const DRAGS_AFTER: Readonly<Record<Drag, WaitsFor>> = {
  window: 'picture',
  pan: 'place',
  zoom: 'place',
  scroll: 'series',
};

/** A pane's target that is there from the first moment: what can be done is done at once, what can not waits in its order. */
export function createPatientTarget(
  pane: number,
  { hand, tool }: Pick<EngineParts, 'hand' | 'tool'>,
): GestureTarget {
  /** Of the drag that goes on: whoever serves it by then. */
  let from: DragOrigin | undefined;
  let movedAtMs = -Infinity;
  const later = (work: (gestures: PictureGestures) => void, after: WaitsFor) =>
    hand.servePicture(
      pane,
      (pictures) => {
        const now = pictures.gestures(pane);
        if (now) work(now);
      },
      after,
    );
  /** Turns of a wheel and moves of two fingers that follow each other are one step. */
  const begin = () => {
    const now = performance.now();
    if (now - movedAtMs > QUIET_MS) hand.begin();
    movedAtMs = now;
  };
  return {
    tool: () => tool.getState().tool,
    dragStart: (drag) =>
      later((now) => {
        hand.begin();
        from = now.dragStart();
      }, DRAGS_AFTER[drag]),
    drag: (drag, move) => later((now) => from && now.drag(drag, move, from), DRAGS_AFTER[drag]),
    draw: (step) => {
      // It is bound to the pixels that it was drawn on, wherever these lie by then.
      const pixel = hand.pixelAt(pane, step.at);
      const work = (engine: Engine) => {
        const gestures = engine.gestures(pane);
        gestures?.draw({ ...step, at: (pixel && gestures.pointAt(...pixel)) ?? step.at });
      };
      hand.serve(pane, work, 'picture', 'image');
    },
    pinch: (...of) =>
      later((now) => {
        begin();
        now.pinch(...of);
      }, 'place'),
    scroll: (...of) => later((now) => now.scroll(...of), 'series'),
    doubleTap: (...of) =>
      later((now) => {
        hand.begin();
        now.doubleTap(...of);
      }, 'place'),
  };
}
