import { activate } from '@/view/actions';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { Engine, EngineParts, WaitingHand, WaitsFor } from './contract';
import type { GestureTarget } from './gestures';

interface Asked {
  readonly pane: number;
  readonly after: WaitsFor;
  readonly work: (engine: Engine) => void;
}

export function createWaitingHand(views: ViewStore): WaitingHand {
  let engine: Engine | undefined;
  let began: WaitingHand['began'] = [];
  let queue: readonly Asked[] = [];
  let isServing = false;
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
  /** The first that can be done: each pane has an order of its own, and none waits for another's pictures. */
  const findNext = (): Asked | undefined => {
    const blocked = new Set<number>();
    for (const [at, asked] of queue.entries()) {
      const { pane, after } = asked;
      const isTurn = after === 'all' ? at === 0 : !blocked.has(pane);
      if (isTurn && isReady(pane) && (after === 'scroll' || isArrived(pane))) return asked;
      if (after === 'all') return undefined;
      blocked.add(pane);
    }
    return undefined;
  };
  /** Does something in the pane that it was asked for, which need no longer be the active one. */
  const doIn = (pane: number, work: (engine: Engine) => void, now: Engine) => {
    const { view: before } = views.getState();
    if (before.active === pane || !before.panes[pane]) return work(now);
    updateView(views, (view) => activate(view, pane));
    work(now);
    updateView(views, (view) =>
      view.active === pane && view.panes.length === before.panes.length
        ? activate(view, before.active)
        : view,
    );
  };
  const serveAll = () => {
    if (isServing) return;
    isServing = true;
    try {
      for (let next = findNext(); engine && next; next = findNext()) {
        const { pane, work } = next;
        setQueue(queue.filter((asked) => asked !== next));
        doIn(pane, work, engine);
      }
    } finally {
      isServing = false;
    }
  };
  // Another series stands there: what was asked of the one before is not done to it.
  views.subscribe(({ view }, { view: before }) => {
    if (isServing || queue.length === 0) return;
    setQueue(
      queue.filter(({ pane }) => {
        const [was, is] = [before.panes[pane], view.panes[pane]];
        return was == null || (was.series === is?.series && was.study === is.study);
      }),
    );
    serveAll();
  });
  const hasWork = (pane?: number) =>
    !isServing && queue.some((asked) => pane === undefined || asked.pane === pane || asked.after === 'all');

  return {
    serve(pane, work, after = 'picture') {
      const isBehind = hasWork(after === 'all' ? undefined : pane);
      if (engine && (isServing || (!isBehind && isReady(pane)))) work(engine);
      else setQueue([...queue, { pane, work, after }]);
    },
    isWaiting: (pane) => !isServing && (hasWork(pane) || !isReady(pane)),
    hasWork,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get isServing() {
      return isServing;
    },
    begin: () => {
      if (!engine) began = [...began, { view: views.getState().view }];
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

/**
 * A pane's target that is there from the first moment: gestures wait in their order until their picture is there. `target`:
 * the pane's own, once there is one.
 */
export function createPatientTarget(
  pane: number,
  { hand, views, tool }: Pick<EngineParts, 'hand' | 'views' | 'tool'>,
  target: () => GestureTarget | undefined,
): GestureTarget {
  const later = (work: (target: GestureTarget) => void, after?: WaitsFor) =>
    hand.serve(
      pane,
      () => {
        const now = target();
        if (now) work(now);
      },
      after,
    );
  return {
    tool: () => tool.getState().tool,
    isOnMeasurement: (...point) => target()?.isOnMeasurement(...point) ?? false,
    touched: () => updateView(views, (view) => activate(view, pane)),
    cancelDrawing: () => target()?.cancelDrawing(),
    dragStart: (...of) => later((now) => now.dragStart(...of)),
    drag: (...of) => later((now) => now.drag(...of)),
    dragEnd: () => later((now) => now.dragEnd()),
    draw: (step) => later((now) => now.draw(step)),
    pinch: (...of) => later((now) => now.pinch(...of)),
    scroll: (...of) => later((now) => now.scroll(...of), 'scroll'),
    doubleTap: (...of) => later((now) => now.doubleTap(...of)),
  };
}
