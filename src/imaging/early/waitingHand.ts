import { activate } from '@/view/actions';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type {
  AskedOf,
  EarlyPictureHand,
  Engine,
  PictureHand,
  WaitingHand,
  WaitsFor,
} from '@/imaging/contract';
import { WaitingQueue, type AskedWork } from './waitingQueue';

/** What can be done, as soon as somebody can do it. */
interface Turn {
  readonly asked: AskedWork;
  readonly by: PictureHand;
  readonly run: () => void;
}

/** Whether what waits for this also waits for the picture that the scrolls before it led to. */
const isOfPicture = (after: WaitsFor): boolean => after === 'picture' || after === 'all';

/** Whether a pane of the engine shows the series that the view asks for there, or why it does not. */
function isReady({ panes }: ViewState, engine: Engine | undefined, at: number): boolean {
  const pane = panes[at];
  // Nothing is hung yet: the picture is still to come.
  if (!pane) return engine !== undefined && panes.some((other) => other !== null);
  const status = engine?.facts.getState().panes[at];
  if (status?.series !== pane.series || status.study !== pane.study) return false;
  return status.instance !== undefined || (status.state !== 'loading' && status.state !== 'empty');
}

/** Whether the image that the view asks for stands in a pane, or why it does not. */
function isArrived({ panes }: ViewState, engine: Engine, at: number): boolean {
  const asked = panes[at]?.at;
  const status = engine.facts.getState().panes[at];
  if (status?.state !== 'shown') return status?.state !== 'loading';
  if (panes[at]?.cut) return true;
  return asked ? status.instance?.sop === asked.sop && status.frame === asked.frame : status.index === 0;
}

/** Does something in the pane that it was asked for, which need no longer be the active one. */
function doIn(views: ViewStore, pane: number, run: () => void): void {
  const { view: before } = views.getState();
  if (before.active === pane || !before.panes[pane]) return run();
  updateView(views, (view) => activate(view, pane));
  run();
  updateView(views, (view) =>
    view.active === pane && view.panes.length === before.panes.length ? activate(view, before.active) : view,
  );
}

/** Does what a hand asks for: by the engine once it is there, by the picture before it until then. */
class Hand implements WaitingHand {
  private readonly views: ViewStore;
  /** The picture that stands before the engine, where there is one. */
  private readonly early: EarlyPictureHand | undefined;
  private readonly queue = new WaitingQueue();
  private engine: Engine | undefined;
  private beganViews: WaitingHand['began'] = [];
  /** Who does at this moment what waited. */
  private serving: PictureHand | undefined;

  constructor(views: ViewStore, early: EarlyPictureHand | undefined) {
    this.views = views;
    this.early = early;
    views.subscribe(({ view }, { view: before }) => this.changed(view, before));
    early?.facts.subscribe(() => this.serveAll());
  }

  get isServing(): boolean {
    return this.serving !== undefined;
  }

  get began(): WaitingHand['began'] {
    return this.beganViews;
  }

  readonly serve: WaitingHand['serve'] = (pane, run, after = 'picture', holds = 'everything') =>
    this.take({ pane, run, after, holds, of: 'engine' });

  readonly servePicture: WaitingHand['servePicture'] = (pane, run, after = 'picture') =>
    this.take({ pane, run, after, holds: 'everything', of: 'picture' });

  readonly pixelAt: WaitingHand['pixelAt'] = (pane, at) =>
    isReady(this.views.getState().view, this.engine, pane)
      ? undefined
      : this.early?.gestures(pane)?.pixelAt(...at);

  readonly waitsForEngine: WaitingHand['waitsForEngine'] = (pane) => this.queue.waitsForEngine(pane);

  readonly giveUp = (): void => {
    this.queue.keep(({ of }) => of !== 'engine');
    this.serveAll();
  };

  readonly isWaiting: WaitingHand['isWaiting'] = (pane, of) =>
    !this.serving && (this.hasWork(pane) || !this.canServe(pane, of));

  readonly hasWork: WaitingHand['hasWork'] = (pane) => !this.serving && this.queue.hasWork(pane);

  readonly mayMark: WaitingHand['mayMark'] = (pane) => this.queue.mayMark(pane);

  readonly subscribe: WaitingHand['subscribe'] = (listener) => this.queue.subscribe(listener);

  readonly begin = (): void => {
    if (!this.engine) this.beganViews = [...this.beganViews, { view: this.views.getState().view }];
    // What waited is done at once, one after the other: each is a step by itself all the same.
    else if (this.serving) this.engine.seal();
  };

  readonly follow: WaitingHand['follow'] = (next) => {
    this.engine = next;
    const stop = next.facts.subscribe(() => this.serveAll());
    this.serveAll();
    return () => {
      stop();
      if (this.engine === next) this.engine = undefined;
    };
  };

  /** Another series stands there: what was asked of the one before is not done to it. */
  private changed(view: ViewState, before: ViewState): void {
    if (this.serving || this.queue.isEmpty) return;
    this.queue.keep(({ pane }) => {
      const [was, is] = [before.panes[pane], view.panes[pane]];
      return was == null || (was.series === is?.series && was.study === is.study);
    });
    this.serveAll();
  }

  /** Somebody who can do it; undefined: it has to wait. */
  private turnOf(asked: AskedWork, isBehind: boolean): Turn | undefined {
    const { pane, after } = asked;
    const { engine, early } = this;
    const { view } = this.views.getState();
    if (engine && isReady(view, engine, pane)) {
      // What waited sees the picture that it was meant for; what comes now is meant for what is seen.
      const isTurn = !isBehind || !isOfPicture(after) || isArrived(view, engine, pane);
      return isTurn ? { asked, by: engine, run: () => asked.run(engine) } : undefined;
    }
    if (asked.of === 'engine' || !early?.serves(pane, after)) return undefined;
    return { asked, by: early, run: () => asked.run(early) };
  }

  private serveAll(): void {
    if (this.serving) return;
    const find = () => this.queue.findNext((asked) => this.turnOf(asked, true));
    try {
      for (let next = find(); next; next = find()) {
        const { asked, by, run } = next;
        this.queue.keep((each) => each !== asked);
        this.serving = by;
        doIn(this.views, asked.pane, run);
        this.serving = undefined;
      }
    } finally {
      this.serving = undefined;
    }
  }

  private take(asked: AskedWork): void {
    const { serving, engine } = this;
    // Part of what is being done.
    if (serving && engine && serving === engine) return asked.run(engine);
    if (serving && asked.of === 'picture') return asked.run(serving);
    const isBehind = serving !== undefined || this.queue.holdsBack(asked);
    const turn = isBehind ? undefined : this.turnOf(asked, false);
    if (turn) turn.run();
    else this.queue.push(asked);
  }

  private canServe(pane: number, of: AskedOf): boolean {
    return (
      isReady(this.views.getState().view, this.engine, pane) ||
      (of === 'picture' && this.early?.serves(pane, 'picture') === true)
    );
  }
}

/** @param early The picture that stands before the engine, where there is one. */
export const createWaitingHand = (views: ViewStore, early?: EarlyPictureHand): WaitingHand =>
  new Hand(views, early);
