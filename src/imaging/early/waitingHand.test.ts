import { expect, test } from 'vitest';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { activate, patchPane, place, rotate } from '@/view/actions';
import { freshView } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { createStore } from 'zustand/vanilla';
import type { EarlyPictureHand, Engine, ToolInHand, WaitsFor } from '@/imaging/contract';
import type { PictureGestures } from '@/imaging/pointer/gestures';
import { createFactsStore, EMPTY_PANE, type PaneStatus } from '@/imaging/pane/paneStore';
import { createPatientTarget } from './patientTarget';
import { createWaitingHand } from './waitingHand';

const study = toStudyUid('1.2') as StudyUid;
const [series, other] = [toSeriesUid('1.2.3') as SeriesUid, toSeriesUid('1.2.4') as SeriesUid];
const sop = (at: number) => toSopUid(`1.2.3.${at}`) as SopUid;

function before() {
  const views = createViewStore({ ...freshView(study), panes: [{ study, series }] });
  const facts = createFactsStore();
  const engine = { facts } as unknown as Engine;
  const tell = (status: Partial<PaneStatus>) =>
    facts.setState({ panes: [{ ...EMPTY_PANE, study, series, ...status }] });
  const show = (at: number) =>
    tell({
      state: 'shown',
      index: at,
      frame: 1,
      instance: { sop: sop(at) } as PaneStatus['instance'] as never,
    });
  return { views, engine, hand: createWaitingHand(views), tell, show };
}

test('what is asked for before the engine is done in its order, once the picture is there', () => {
  const { views, engine, hand, tell, show } = before();
  const done: string[] = [];
  const scroll = (at: number) =>
    hand.serve(
      0,
      () => {
        done.push(`scroll ${at}`);
        updateView(views, (view) => patchPane(view, 0, { at: { sop: sop(at), frame: 1 } }));
      },
      'series',
    );
  scroll(4);
  hand.serve(0, () => done.push('window'));
  scroll(5);
  expect(hand.isWaiting(0, 'engine')).toBe(true);
  hand.follow(engine);
  tell({ state: 'loading' });
  expect(done).toEqual([]);
  show(0);
  // What is windowed is the image that the scroll led to.
  expect(done).toEqual(['scroll 4']);
  tell({ state: 'loading', index: 4, frame: 1, instance: { sop: sop(0) } as never });
  expect(done).toEqual(['scroll 4']);
  show(4);
  expect(done).toEqual(['scroll 4', 'window', 'scroll 5']);
  expect(hand.isWaiting(0, 'engine')).toBe(false);
  hand.serve(0, () => done.push('at once'));
  expect(done.at(-1)).toBe('at once');
});

test('a pane that comes to no picture lets the hand go on', () => {
  const { engine, hand, tell } = before();
  let count = 0;
  hand.serve(0, () => count++);
  hand.follow(engine);
  tell({ state: 'failed' });
  expect(count).toBe(1);
});

test('what was asked of a picture is not done to another that was chosen meanwhile', () => {
  const { views, engine, hand, show } = before();
  let count = 0;
  hand.serve(0, () => count++);
  updateView(views, (view) => place(view, 0, study, other));
  hand.follow(engine);
  show(0);
  expect(count).toBe(0);
});

test('what was asked of each pane is done there, in its order, wherever the hand goes next', () => {
  const views = createViewStore({
    ...freshView(study),
    panes: [
      { study, series },
      { study, series: other },
    ],
  });
  const facts = createFactsStore();
  const hand = createWaitingHand(views);
  const done: string[] = [];
  const ask = (pane: number, what: string, after?: WaitsFor) => {
    updateView(views, (view) => activate(view, pane));
    // As a key does: to the pane that is the active one when it is done.
    hand.serve(pane, () => done.push(`${what} in ${views.getState().view.active}`), after);
  };
  ask(0, 'window');
  ask(1, 'turn');
  ask(0, 'mirror');
  ask(1, 'undo', 'all');
  ask(1, 'invert');
  expect(hand.hasWork(0)).toBe(true);
  hand.follow({ facts } as unknown as Engine);
  const shown = (series: SeriesUid) => ({
    ...EMPTY_PANE,
    ...{ study, series, state: 'shown', index: 0, frame: 1 },
    instance: { sop: sop(0) } as never,
  });
  const loading = { ...EMPTY_PANE, study, series, state: 'loading' } as const;
  facts.setState({ panes: [loading, shown(other) as PaneStatus] });
  // One pane's picture does not wait for the other's; what is of both does.
  expect(done).toEqual(['turn in 1']);
  updateView(views, (view) => activate(view, 0));
  facts.setState({ panes: [shown(series) as PaneStatus, shown(other) as PaneStatus] });
  expect(done).toEqual(['turn in 1', 'window in 0', 'mirror in 0', 'undo in 1', 'invert in 1']);
  expect(views.getState().view.active).toBe(0);
  expect(hand.hasWork()).toBe(false);
});

test('what was asked of one pane is kept when another one gets another series', () => {
  const views = createViewStore({
    ...freshView(study),
    panes: [
      { study, series },
      { study, series },
    ],
  });
  const facts = createFactsStore();
  const hand = createWaitingHand(views);
  const done: number[] = [];
  for (const pane of [0, 1]) hand.serve(pane, () => done.push(pane));
  updateView(views, (view) => place(view, 1, study, other));
  hand.follow({ facts } as unknown as Engine);
  const shown = {
    ...EMPTY_PANE,
    study,
    state: 'shown',
    index: 0,
    instance: { sop: sop(0) } as never,
  } as const;
  facts.setState({
    panes: [
      { ...shown, series },
      { ...shown, series: other },
    ],
  });
  expect(done).toEqual([0]);
});

test('undo leads back to before each change by hand', () => {
  const { views, hand } = before();
  const { view } = views.getState();
  expect(hand.began).toEqual([]);
  hand.begin();
  updateView(views, (now) => rotate(now, 0));
  hand.begin();
  expect(hand.began[0]?.view).toBe(view);
  expect(hand.began[1]?.view.panes[0]?.rotationDeg).toBe(90);
  expect(hand.began).toHaveLength(2);
});

/** A picture that stands before the engine, which can be asked for so much; and who served what. */
function withEarly() {
  const { views, engine, tell, show } = before();
  const served: string[] = [];
  const gesturesOf = (who: string): PictureGestures => ({
    dragStart: () => ({ window: undefined, zoom: who === 'early' ? 3 : 1, index: 0 }),
    drag: (drag, _, from) => void served.push(`${drag} from ${from.zoom} by ${who}`),
    pinch: () => void served.push(`pinch by ${who}`),
    scroll: () => void served.push(`scroll by ${who}`),
    doubleTap: () => void served.push(`tap by ${who}`),
    pixelAt: (x, y) => [x / 2, y / 2],
    pointAt: (column, row) => [column * 3, row * 3],
  });
  const can = new Set<WaitsFor>(['place']);
  const facts = createFactsStore();
  const early = {
    facts,
    serves: (pane: number, after: WaitsFor) => pane === 0 && can.has(after),
    gestures: () => gesturesOf('early'),
  } as unknown as EarlyPictureHand;
  Object.assign(engine, { gestures: () => gesturesOf('engine') });
  const hand = createWaitingHand(views, early);
  const allow = (after: WaitsFor) => {
    can.add(after);
    facts.setState({ panes: [] });
  };
  const tool = createStore<ToolInHand>(() => ({ tool: 'window' }));
  const target = createPatientTarget(0, { hand, tool });
  return { views, engine, tell, show, hand, target, served, allow };
}
const MOVE = { start: [0, 0], total: [1, 1], step: [1, 1] } as const;

test('what moves the picture before the engine is done at once, what asks more as soon as that is known', () => {
  const { target, served, allow, hand } = withEarly();
  target.pinch(2, [0, 0], [0, 0]);
  expect(served).toEqual(['pinch by early']);
  target.scroll(1);
  target.pinch(2, [0, 0], [0, 0]);
  // In its order: the image that is zoomed is the one that the wheel leads to.
  expect(served).toHaveLength(1);
  allow('series');
  expect(served.slice(1)).toEqual(['scroll by early', 'pinch by early']);
  target.dragStart('window');
  target.drag('window', MOVE);
  expect(served).toHaveLength(3);
  allow('picture');
  expect(served.slice(3)).toEqual(['window from 3 by early']);
  expect(hand.hasWork()).toBe(false);
  // Two turns of the wheel after each other, and a drag: two steps to take back.
  expect(hand.began).toHaveLength(2);
});

test('only what needs the engine waits for it, and what is asked after that waits behind it', () => {
  const { target, served, allow, hand, engine, show } = withEarly();
  allow('series');
  allow('picture');
  expect(hand.isWaiting(0, 'picture')).toBe(false);
  expect(hand.isWaiting(0, 'engine')).toBe(true);
  hand.serve(0, () => served.push('drawn'));
  target.scroll(1);
  expect(served).toEqual([]);
  hand.follow(engine);
  show(0);
  expect(served).toEqual(['drawn', 'scroll by engine']);
});

test('a drag that the engine comes into goes on from where it began', () => {
  const { target, served, engine, hand, show } = withEarly();
  target.dragStart('pan');
  target.drag('pan', MOVE);
  hand.follow(engine);
  target.drag('pan', MOVE);
  show(0);
  target.drag('pan', MOVE);
  expect(served).toEqual(['pan from 3 by early', 'pan from 3 by early', 'pan from 3 by engine']);
});

test('a drawing that waits holds back another image, and lies on its pixels wherever these are by then', () => {
  const { target, served, allow, hand, engine, show } = withEarly();
  allow('series');
  allow('picture');
  const drawn: unknown[] = [];
  Object.assign(engine, {
    gestures: () => ({
      pointAt: (column: number, row: number) => [column * 3, row * 3],
      draw: ({ at }: { at: unknown }) => void drawn.push(at),
      scroll: () => void served.push('scroll by engine'),
      pinch: () => void served.push('pinch by engine'),
    }),
  });
  const step = { does: 'press', tool: 'length', ms: 0, pointer: 'mouse' } as const;
  target.draw({ ...step, at: [20, 10] });
  expect(hand.waitsForEngine(0)).toBe(true);
  target.pinch(2, [0, 0], [0, 0]);
  expect(served).toEqual(['pinch by early']);
  target.scroll(1);
  // What is meant for the image that the wheel leads to, waits with it.
  target.pinch(2, [0, 0], [0, 0]);
  expect(served).toEqual(['pinch by early']);
  hand.follow(engine);
  show(0);
  expect(drawn).toEqual([[30, 15]]);
  expect(served.slice(1)).toEqual(['scroll by engine', 'pinch by engine']);
});

test('a loop that will be played holds nothing back; an engine that will not come neither', () => {
  const { target, served, allow, hand } = withEarly();
  allow('series');
  hand.serve(0, () => served.push('played'), 'picture', 'nothing');
  target.scroll(1);
  expect(served).toEqual(['scroll by early']);
  hand.serve(0, () => served.push('undone'), 'all');
  target.scroll(1);
  expect(served).toHaveLength(1);
  hand.giveUp();
  expect(served).toEqual(['scroll by early', 'scroll by early']);
  expect(hand.hasWork()).toBe(false);
});

test('each of what waited for an engine is a step of its own', () => {
  const { views, engine, hand, show } = before();
  let seals = 0;
  Object.assign(engine, { seal: () => seals++ });
  const turn = () => {
    hand.begin();
    updateView(views, (view) => rotate(view, 0));
  };
  for (let time = 0; time < 2; time++) hand.servePicture(0, turn);
  hand.follow(engine);
  expect(seals).toBe(0);
  show(0);
  expect(views.getState().view.panes[0]?.rotationDeg).toBe(180);
  expect(seals).toBe(2);
  hand.servePicture(0, turn);
  expect(seals).toBe(2);
});

test('what is drawn is put on what is seen: not while scrolls wait, and the like behind what only the engine can do', () => {
  const { engine, hand, show } = before();
  const other = before().hand;
  other.servePicture(0, () => undefined, 'series');
  expect(other.mayMark(0)).toBe(false);
  expect(hand.mayMark(0)).toBe(true);
  hand.serve(0, () => undefined);
  hand.serve(0, () => undefined, 'all');
  expect(hand.mayMark(0)).toBe(true);
  hand.servePicture(0, () => undefined, 'series');
  expect(hand.mayMark(0)).toBe(false);
  expect(hand.mayMark(1)).toBe(true);
  hand.follow(engine);
  show(0);
  expect(hand.mayMark(0)).toBe(true);
});

test('a pixel is that of the early picture until the engine shows its own', () => {
  const { hand, engine, show } = withEarly();
  expect(hand.pixelAt(0, [8, 6])).toEqual([4, 3]);
  const unfollow = hand.follow(engine);
  // It is here, and its picture is still to come: what is drawn now lies on the one that stands.
  expect([hand.pixelAt(0, [8, 6]), hand.isWaiting(0, 'engine')]).toEqual([[4, 3], true]);
  show(0);
  expect([hand.pixelAt(0, [8, 6]), hand.isWaiting(0, 'engine')]).toEqual([undefined, false]);
  unfollow();
});
