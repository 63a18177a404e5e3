import type { Engine } from '@/imaging/contract';
import type { Adopted, Measurement } from '@/measurement/measurement';
import { bareView } from '@/view/linked/registrations';
import { firstScreen, withBeside } from '@/view/screens';
import type { ViewState } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { SharedMark } from './content';
import { listenToPointer } from './listenToPointer';
import { PointerLayer } from './pointerLayer';
import { isPresenting, type Room } from './room';

export interface RoomPlace {
  /** The archive's id in the settings. */
  readonly archive: string;
  readonly views: ViewStore;
  /** Absent while it starts, and while no pane holds images. */
  readonly engine: Engine | undefined;
  /** Asks for it, whatever the panes hold. */
  summonEngine(): void;
  /** Whether what the hand asked for earlier, and what waited for the engine, is being done now. */
  isServing(): boolean;
}

/** How soon after a touch of the hand a change of the view is the hand's. */
const HAND_MS = 1_000;

const toShared = (one: Measurement): SharedMark => ({
  id: one.id,
  tracking: one.tracking,
  label: one.label,
  ...(one.colour === undefined ? {} : { colour: one.colour }),
  kind: one.kind,
  study: one.study,
  series: one.series,
  sop: one.sop,
  frame: one.frame,
  pointsPx: one.pointsPx,
  ...(one.basis ? { basis: one.basis } : {}),
});

/** What is seen: which pane is chosen is not. */
const sight = (view: ViewState): string => JSON.stringify({ ...bareView(firstScreen(view)), active: 0 });

/** Whether somebody does something with mouse, fingers or keys. */
export interface Hand {
  isBusy(): boolean;
  /** What the hand did until now may only come of it now: it waited for the engine. */
  renew(): void;
  stop(): void;
}

export function watchHand(): Hand {
  const ends = new AbortController();
  const listen = { signal: ends.signal, capture: true, passive: true };
  let atMs = -Infinity;
  let isRenewed = true;
  const touched = (event: Event) => {
    if (event instanceof PointerEvent && event.type === 'pointermove' && event.buttons === 0) return;
    atMs = performance.now();
    isRenewed = false;
  };
  for (const name of ['pointerdown', 'pointermove', 'pointerup', 'wheel', 'keydown'])
    addEventListener(name, touched, listen);
  return {
    isBusy: () => performance.now() - atMs < HAND_MS,
    renew() {
      if (!isRenewed) atMs = performance.now();
      isRenewed = true;
    },
    stop: () => ends.abort(),
  };
}

/**
 * Ties a viewer to a room: what is seen here is shown to the others while this page presents, what the presenter sees is
 * shown here while it follows. Whoever scrolls by hand while following looks around by themselves from then on.
 */
export function bindViewer(
  room: Room,
  { archive, views, engine, summonEngine, isServing }: RoomPlace,
  hand: Hand,
): () => void {
  if (engine) hand.renew();
  const pointer = new PointerLayer(engine);
  let isShowing = false;
  let shownMarks: readonly SharedMark[] | undefined;
  let wereLocked = true;
  let asking: ReturnType<typeof setTimeout> | undefined;

  const isFollowing = () => {
    const state = room.state.getState();
    return state.isFollowing && !isPresenting(state);
  };
  const show = () => {
    const { live } = room.shown.getState();
    const { view } = views.getState();
    // Another study is another page of the viewer: it is opened above.
    const isHere = live?.archive === archive && live.view.studies[0] === view.studies[0];
    if (!isHere || !isFollowing()) return pointer.hide();
    if (JSON.stringify(live.view) !== JSON.stringify(bareView(firstScreen(view)))) {
      isShowing = true;
      // A second window is this page's own: the room has one screen.
      const shown = withBeside(live.view, view.screens?.[0]);
      if (engine) engine.together.show(shown);
      else views.setState({ view: shown });
      isShowing = false;
    }
    const { members, presenter } = room.state.getState();
    pointer.show(
      live.pointer,
      members.find(({ id }) => id === presenter),
    );
  };
  const showRemote = () => {
    const { marks } = room.shown.getState();
    const isLocked = !isPresenting(room.state.getState());
    // They are on images that may not be looked at, and are listed all the same.
    if (!engine && marks && marks.length > 0) summonEngine();
    if (!engine || !marks || (marks === shownMarks && isLocked === wereLocked)) return;
    shownMarks = marks;
    wereLocked = isLocked;
    // Theirs to change, until the presenting is handed over.
    const lent: readonly Adopted[] = marks.map((mark) => ({ ...mark, ...(isLocked ? { isLocked } : {}) }));
    void engine.measuring.showRemote(lent);
  };
  const tellView = () => room.show(archive, views.getState().view);
  const tellMarks = () => {
    const list = engine?.measures.getState().list;
    if (list) room.draw(list.filter(({ isHidden }) => !isHidden).map(toShared));
  };

  tellView();
  tellMarks();
  show();
  showRemote();
  const stops = [
    views.subscribe(({ view }, { view: before }) => {
      tellView();
      if (isShowing || !isFollowing() || sight(view) === sight(before)) return;
      if (hand.isBusy() || isServing()) return room.wander();
      // What listens to keys may be told of one before the hand is: it is asked again once the key has been told to all.
      clearTimeout(asking);
      asking = setTimeout(() => isFollowing() && hand.isBusy() && room.wander());
    }),
    engine?.measures.subscribe(({ list }, before) => list !== before.list && tellMarks()),
    engine?.facts.subscribe(() => pointer.place()),
    room.shown.subscribe(() => {
      show();
      showRemote();
    }),
    room.state.subscribe((state, before) => {
      if (state.isFollowing !== before.isFollowing || state.presenter !== before.presenter) show();
      showRemote();
    }),
    listenToPointer(room, engine),
  ];
  return () => {
    for (const stop of stops) stop?.();
    clearTimeout(asking);
    pointer.dispose();
    void engine?.measuring.showRemote(undefined);
  };
}
