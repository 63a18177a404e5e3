import { activate } from '@/view/actions';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { Engine, EngineParts, WaitingHand } from './contract';
import type { GestureTarget } from './gestures';

interface Asked {
  readonly pane: number;
  /** It only asks for another image: all else is done to the image that was asked for before. */
  readonly isScroll: boolean;
  readonly work: (engine: Engine) => void;
}

export function createWaitingHand(views: ViewStore): WaitingHand {
  let engine: Engine | undefined;
  let began: WaitingHand['began'] = [];
  let queue: readonly Asked[] = [];
  let isServing = false;

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
  const serveAll = () => {
    if (isServing) return;
    isServing = true;
    try {
      for (
        let [next] = queue;
        engine && next && isReady(next.pane) && (next.isScroll || isArrived(next.pane));
        [next] = queue
      ) {
        queue = queue.slice(1);
        next.work(engine);
      }
    } finally {
      isServing = false;
    }
  };
  // The hand went elsewhere: what it asked for of the picture before is not done to another.
  views.subscribe(({ view }, { view: before }) => {
    if (isServing || queue.length === 0) return;
    const [was, is] = [before.panes[before.active], view.panes[view.active]];
    const isElsewhere =
      view.active !== before.active || (was != null && (was.series !== is?.series || was.study !== is.study));
    if (isElsewhere) queue = [];
    else serveAll();
  });

  return {
    serve(pane, work, isScroll = false) {
      if (engine && (isServing || (queue.length === 0 && isReady(pane)))) work(engine);
      else queue = [...queue, { pane, work, isScroll }];
    },
    isWaiting: (pane) => !isServing && (queue.length > 0 || !isReady(pane)),
    hasWork: () => !isServing && queue.length > 0,
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
  const later = (work: (target: GestureTarget) => void, isScroll = false) =>
    hand.serve(
      pane,
      () => {
        const now = target();
        if (now) work(now);
      },
      isScroll,
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
    scroll: (...of) => later((now) => now.scroll(...of), true),
    doubleTap: (...of) => later((now) => now.doubleTap(...of)),
  };
}
