import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { HandsChosen, HandsOfWindow } from '@/features/contract/hands';
import { PLAIN_HANDS, type Hands } from '@/protocol/hands';
import type { Engine } from '@/imaging/contract';
import { EVERY_RIGHT } from '@/protocol/rights';
import { patchPane, place, toggleKeyImage } from '@/view/actions';
import { freshView, type ViewState } from '@/view/viewState';
import { createViewStore, updateView, type ViewStore } from '@/view/viewStore';
import { bindSecond } from './bindSecond';
import { FirstWindow, type WhoReads } from './firstWindow';
import { takePlace } from './places';
import { SecondWindow } from './secondWindow';
import { viewSaid, type AheadState } from './words';
import { createAir, createLocks } from './testing/browser';

const uids = (at: number) => ({ study: `1.2.${at}` as StudyUid, series: `1.3.${at}` as SeriesUid });
const at = (sop: string) => ({ sop: sop as SopUid, frame: 1 });

/** Who reads, with a token that a test changes. */
function createReader(first: string) {
  let token = first;
  const watchers = new Set<(token: string | undefined) => void>();
  const phases = createStore<{ phase: string }>(() => ({ phase: 'signed' }));
  const reader: WhoReads = {
    credentials: {
      token: () => token,
      renew: (refused) => Promise.resolve(refused === token ? undefined : token),
      watch: (heard) => (watchers.add(heard), () => void watchers.delete(heard)),
    },
    store: phases,
    stay: vi.fn(),
  };
  const renew = (next: string) => {
    token = next;
    for (const heard of watchers) heard(next);
  };
  return { reader, phases, renew };
}

/** Keys and buttons of one window: of two choices it takes the newer. */
function createHands() {
  const store = createStore<HandsChosen>(() => ({ hands: PLAIN_HANDS }));
  const hands: HandsOfWindow = {
    store,
    adopt(theirs, unkept) {
      if (theirs.madeAtMs >= store.getState().hands.madeAtMs) store.setState({ hands: theirs, unkept });
    },
  };
  const choose = (madeAtMs: number, changed: Hands['changed']) =>
    store.setState({ hands: { ...PLAIN_HANDS, changed, madeAtMs } });
  return { store, hands, choose };
}

async function setUp(reader?: WhoReads) {
  const locks = createLocks();
  const { open, said } = createAir();
  const leave = await takePlace(locks, 'r', 'first');
  const onSecond = vi.fn();
  const onOver = vi.fn();
  const first = new FirstWindow({
    reading: 'r',
    locks,
    open,
    onSecond,
    isClosed: () => true,
    onOver,
    reader,
  });
  const openSecond = async (painted = () => Promise.resolve()) => {
    const atOnce = vi.fn((change: () => void) => change());
    const second = new SecondWindow({ reading: 'r', locks, open, atOnce, painted });
    await second.begin();
    return second;
  };
  const show = (number: number, createEngine?: (views: ViewStore) => object, isHung = true) => {
    const { study, series } = uids(number);
    const fresh = freshView(study);
    const views = createViewStore(isHung ? place(fresh, 0, study, series) : fresh);
    const say = vi.fn();
    const step = vi.fn();
    const chosen = createHands();
    const unbind = first.bind({
      ...{
        turn: `turn-number-${number}`,
        archive: 'main',
        views,
        engine: createEngine?.(views) as Engine | undefined,
        hands: chosen.hands,
        may: EVERY_RIGHT,
        say,
        step,
      },
      series: [{ study, series }],
      summonEngine: () => undefined,
    });
    return { views, say, step, unbind, chosen };
  };
  return { locks, said, first, leave, onSecond, onOver, openSecond, show };
}

/** The study of the second window, in a view store as the viewer has it. */
function look(second: SecondWindow) {
  const { study } = second.state.getState();
  if (!study) throw new Error('nothing is shown');
  const views = createViewStore(viewSaid(study));
  const chosen = createHands();
  const place = { archive: 'main', views, engine: undefined, hands: chosen.hands };
  const stop = bindSecond(second, place, { view: 0, marks: 0 });
  return { views, stop, chosen };
}

const isShown = (second: SecondWindow) => expect.poll(() => second.state.getState().phase).toBe('shown');

test('a scroll, a star and a series go from either window to the other, and nothing of one takes away what the other did', async () => {
  const { first, show, openSecond } = await setUp();
  const { views, step } = show(1);
  const second = await openSecond();
  await isShown(second);
  const other = look(second);
  updateView(other.views, (view) => patchPane(view, 0, { at: at('1.4.1'), zoom: 2 }));
  expect(views.getState().view.screens?.[0]?.panes[0]).toMatchObject({ at: at('1.4.1'), zoom: 2 });
  updateView(views, (view) => toggleKeyImage(view, { ...uids(1), ...at('1.4.7') }));
  expect(other.views.getState().view.keyImages).toHaveLength(1);
  updateView(other.views, (view) => toggleKeyImage(view, { ...uids(1), ...at('1.4.8') }));
  expect(views.getState().view.keyImages).toHaveLength(2);
  // The panes of the first window are its own.
  expect(views.getState().view.panes).toEqual([uids(1)]);
  second.say((turn) => ({ is: 'step', turn, by: 1 }));
  expect(step).toHaveBeenCalledWith(1);
  expect(first.isShowing).toBe(true);
});

test('keys chosen in either window hold in both, whole and of closed lists; how far they are kept is said in both', async () => {
  const { show, openSecond } = await setUp();
  const { chosen } = show(1);
  chosen.choose(5, { rotate: ['j'] });
  const second = await openSecond();
  await isShown(second);
  const other = look(second);
  expect(other.chosen.store.getState().hands).toEqual({
    ...PLAIN_HANDS,
    changed: { rotate: ['j'] },
    madeAtMs: 5,
  });
  chosen.store.setState({ unkept: 'browser' });
  expect(other.chosen.store.getState().unkept).toBe('browser');
  other.chosen.choose(6, { rotate: ['k'], ...{ 'Doe^Jane': ['x'] } });
  expect(chosen.store.getState().hands.changed).toEqual({ rotate: ['k'] });
});

test('what was measured before the second window was opened is told to it, once it has the view', async () => {
  const { show, openSecond, said } = await setUp();
  const { views } = show(1, (views) => ({
    ...{ measures: createStore(() => ({ list: [] })), history: createStore(() => ({})) },
    together: { show: (view: ViewState) => views.setState({ view }) },
  }));
  const second = await openSecond();
  await isShown(second);
  expect(views.getState().view.screens).toHaveLength(1);
  const words = said.map((one) => (one as { word: { is: string } }).word.is);
  expect(words.indexOf('marks')).toBeGreaterThan(words.indexOf('study'));
});

test('of many starred images none is lost, whichever window stars one more', async () => {
  const { show, openSecond } = await setUp();
  const { views } = show(1);
  const many = Array.from({ length: 250 }, (_, one) => ({ ...uids(1), ...at(`1.4.${one + 1}`) }));
  updateView(views, (view) => many.reduce(toggleKeyImage, view));
  const second = await openSecond();
  await isShown(second);
  const other = look(second);
  expect(second.state.getState().phase).toBe('shown');
  const more = { ...uids(1), ...at('1.4.999') };
  updateView(other.views, (view) => toggleKeyImage(view, more));
  expect(views.getState().view.keyImages).toEqual([...many, more]);
  expect(other.views.getState().view.keyImages).toEqual([...many, more]);
  // The last one taken away is gone in both.
  updateView(other.views, (view) => [...many, more].reduce(toggleKeyImage, view));
  expect(views.getState().view.keyImages).toBeUndefined();
});

test('another patient: the second window is covered in the turn in which it hears of it, before the first goes on', async () => {
  const { first, show, openSecond } = await setUp();
  const { views, unbind } = show(1);
  const second = await openSecond();
  await isShown(second);
  const covering = first.cover();
  expect(second.state.getState().phase).toBe('covered');
  // Of the study that goes nothing more is said.
  updateView(views, (view) => patchPane(view, 0, { zoom: 3 }));
  expect(second.state.getState().phase).toBe('covered');
  await covering;
  expect(first.isShowing).toBe(false);
  unbind();
  show(2);
  await isShown(second);
  expect(second.state.getState().study?.link.view.studies).toEqual([uids(2).study]);
});

test('a second window that does not say that it is covered is spoken of, until it does', async () => {
  const { first, show, openSecond } = await setUp();
  show(1);
  let paint = () => {};
  const second = await openSecond(() => new Promise((resolve) => (paint = resolve)));
  await isShown(second);
  // It is not painted before the first window goes on.
  await first.cover();
  expect(first.state.getState()).toMatchObject({ isOpen: true, isSilent: true });
  paint();
  await expect.poll(() => first.state.getState().isSilent).toBe(false);
});

test('undo that leads to before the window was opened does not take its panes away', async () => {
  const { show, openSecond } = await setUp();
  const { views } = show(1);
  const before = views.getState().view;
  const second = await openSecond();
  await isShown(second);
  const other = look(second);
  updateView(other.views, (view) => patchPane(view, 0, { zoom: 2 }));
  views.setState({ view: before });
  await expect.poll(() => views.getState().view.screens?.[0]?.panes[0]?.zoom).toBe(2);
});

test('a second window more is refused; one that goes is told of, and its screen is no part of the view any more', async () => {
  const { show, openSecond, onSecond } = await setUp();
  const { views, say } = show(1);
  const second = await openSecond();
  await isShown(second);
  const third = await openSecond();
  expect(third.state.getState().phase).toBe('refused');
  expect(onSecond.mock.calls).toEqual([[true]]);
  second.leave();
  second.close();
  await expect.poll(() => onSecond.mock.calls).toEqual([[true], [false]]);
  expect(say).toHaveBeenCalledWith('closed');
  expect(views.getState().view.screens).toBeUndefined();
});

test('the first window goes: the second covers itself and says so; loaded again, the first is found', async () => {
  const { show, openSecond, first, leave, locks } = await setUp();
  show(1);
  const second = await openSecond();
  await isShown(second);
  leave?.();
  await expect.poll(() => second.state.getState().phase).toBe('away');
  expect(await takePlace(locks, 'r', 'first')).toBeDefined();
  // The page that comes again says that it is here.
  second['hear']({ is: 'hello' });
  await isShown(second);
  first.close();
  expect(second.state.getState().phase).toBe('ended');
});

test('tokens cross sealed, a renewed one follows, and none is left after a sign-out; a lock covers', async () => {
  const { reader, phases, renew } = createReader('first-secret');
  const { show, openSecond, said, onOver } = await setUp(reader);
  show(1);
  const second = await openSecond();
  await isShown(second);
  expect(await second.credentials.renew(undefined)).toBe('first-secret');
  renew('second-secret');
  await expect.poll(() => second.credentials.token()).toBe('second-secret');
  // Refused, and no other to be had.
  expect(await second.credentials.renew('second-secret')).toBeUndefined();
  const heard = JSON.stringify(said);
  expect(heard).toContain('"sealed"');
  expect(heard).not.toContain('secret');
  phases.setState({ phase: 'locked' });
  expect(second.state.getState()).toEqual({ phase: 'locked' });
  // Whoever signs in again may be another person.
  expect(second.credentials.token()).toBeUndefined();
  expect(onOver).not.toHaveBeenCalled();
  phases.setState({ phase: 'over' });
  expect(second.state.getState()).toEqual({ phase: 'over' });
  expect(onOver).toHaveBeenCalled();
  expect(second.credentials.token()).toBeUndefined();
  expect(await second.credentials.renew(undefined)).toBeUndefined();
});

/** What is ready of a study, as the first window's StudyAhead says it. */
function createAhead(number: number) {
  const { study, series } = uids(number);
  const view = place(freshView(study), 0, study, series);
  return createStore<AheadState>(() => ({ next: { archive: 'main', view } }));
}
const aheadOf = (second: SecondWindow) => second.ahead.getState().next?.view.studies[0];

test('the second window hears what may come next, whenever it comes, and of nothing any more once that is given up or locked', async () => {
  const { reader, phases } = createReader('t');
  const { first, show, openSecond } = await setUp(reader);
  show(1);
  const ahead = createAhead(2);
  first.follow(ahead);
  const second = await openSecond();
  await expect.poll(() => aheadOf(second)).toBe('1.2.2');
  ahead.setState({ next: undefined });
  expect(aheadOf(second)).toBeUndefined();
  ahead.setState(createAhead(3).getState());
  expect(aheadOf(second)).toBe('1.2.3');
  // Between two studies it stays.
  await first.cover();
  expect(aheadOf(second)).toBe('1.2.3');
  phases.setState({ phase: 'locked' });
  expect(aheadOf(second)).toBeUndefined();
});

test('a study that is ready there is shown as soon as the first window shows it, before it has hung its own', async () => {
  const { first, show, openSecond } = await setUp();
  const before = show(1);
  first.follow(createAhead(2));
  const second = await openSecond();
  await isShown(second);
  await first.cover();
  before.unbind();
  const { views } = show(2, undefined, false);
  await expect.poll(() => second.state.getState().study?.link.view.panes[0]?.series).toBe('1.3.2');
  const other = look(second);
  // It hangs, and both agree.
  updateView(views, (view) => place(view, 0, uids(2).study, uids(2).series));
  await expect.poll(() => views.getState().view.screens?.[0]?.panes[0]?.series).toBe('1.3.2');
  updateView(other.views, (view) => patchPane(view, 0, { at: at('1.4.1') }));
  expect(views.getState().view.screens?.[0]?.panes[0]).toMatchObject({ at: at('1.4.1') });
});

test('of a study that is not the one made ready nothing is said before it hangs', async () => {
  const { first, show, openSecond } = await setUp();
  const before = show(1);
  first.follow(createAhead(2));
  const second = await openSecond();
  await isShown(second);
  await first.cover();
  before.unbind();
  show(3, undefined, false);
  await Promise.resolve();
  expect(second.state.getState().phase).toBe('covered');
});
