import { beforeEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { en } from '@/i18n/en';
import type { Engine } from '@/imaging/contract';
import { createFactsStore, EMPTY_PANE, type PaneState, type PaneStatus } from '@/imaging/pane/paneStore';
import { TOOL_IDS } from '@/imaging/pointer/tools';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { freshView } from '@/view/viewState';
import { createWaitingHand } from '@/imaging/early/waitingHand';
import { createViewStore } from '@/view/viewStore';
import type { ToolInHand } from '@/imaging/contract';
import { ACTS, HAND_PRESETS } from '@/protocol/hands';
import { EVERY_RIGHT } from '@/protocol/rights';
import { ACTION_IDS, actionSpec } from './actions';
import { runAction } from './acts';
import { givenInputs } from './handTable';
import { press } from './keyboard';
import { hiddenIdentity } from '@/view/hiddenIdentity';
import { createShell } from '@/features/viewer/state/shell';
import { actionOff, standingOf, toolOff } from './whyOff';

const inHand = () => createStore<ToolInHand>(() => ({ tool: 'window' }));

const allKeys = [
  ...new Set(HAND_PRESETS.flatMap((preset) => ACTS.flatMap((act) => givenInputs(preset, act)))),
];

test('no key, button or wheel means two things in a set', () => {
  for (const preset of HAND_PRESETS) {
    const all = ACTS.flatMap((act) => givenInputs(preset, act));
    expect(
      all.filter((input, at) => all.indexOf(input) !== at),
      preset,
    ).toEqual([]);
  }
});

beforeEach(() => hiddenIdentity.setState({ isHidden: false }));

test('no key is one that the browser or a reader of the page needs', () => {
  for (const key of ['tab', 'enter', 'mod+c', 'mod+v', 'mod+f', 'mod+l', 'mod+r', 'mod+t', 'mod+w']) {
    expect(allKeys).not.toContain(key);
  }
});

test('every action has a name', () => {
  for (const id of ACTION_IDS) expect(Object.hasOwn(en, actionSpec(id).label)).toBe(true);
});

test('single letters do nothing once switched off, the question mark still helps', () => {
  const shell = createShell();
  const views = createViewStore(freshView(toStudyUid('1.2') as StudyUid));
  const reach = {
    views,
    hand: createWaitingHand(views),
    tool: inHand(),
    shell,
    engine: undefined,
    facts: createFactsStore(),
    back: () => undefined,
    may: EVERY_RIGHT,
  };
  expect(press('t', reach, 'window')).toBe(true);
  expect(hiddenIdentity.getState().isHidden).toBe(true);
  shell.setState({ letters: false });
  expect(press('t', reach, 'window')).toBe(false);
  expect(hiddenIdentity.getState().isHidden).toBe(true);
  expect(press('?', reach, 'window')).toBe(true);
  expect(shell.getState().dialog).toBe('help');
});

const [study, series] = [toStudyUid('1.2') as StudyUid, toSeriesUid('1.2.3') as SeriesUid];
const paneOf = (modality: string) => {
  const views = createViewStore({ ...freshView(study), panes: [{ study, series }] });
  return {
    views,
    hand: createWaitingHand(views),
    tool: inHand(),
    shell: createShell(),
    engine: undefined,
    facts: createFactsStore(),
    back: () => undefined,
    studies: [{ series: [{ study, series, modality }] }],
    may: EVERY_RIGHT,
  };
};
const OF_IMAGES = ACTION_IDS.filter((id) => ['image', 'play'].includes(actionSpec(id).group));

test.each(['DOC', 'SR', 'KO', 'ECG'])('keys for images do nothing to a pane of %s', (modality) => {
  const reach = paneOf(modality);
  const before = reach.views.getState().view;
  for (const id of OF_IMAGES) {
    expect(actionOff(id, standingOf(reach))).toEqual({ isOff: true, why: 'kind.noTool' });
    const { key } = actionSpec(id);
    // What is off keeps its key: on another layout, none takes its place. Space scrolls a report.
    if (key !== undefined) expect(press(key, reach, 'window'), key).toBe(key !== 'space');
  }
  for (const id of TOOL_IDS) expect(toolOff(id, standingOf(reach)).why).toBe('kind.noTool');
  expect(reach.views.getState().view).toBe(before);
  expect(reach.shell.getState().dialog).toBeUndefined();
  press('t', reach, 'window');
  expect(hiddenIdentity.getState().isHidden).toBe(true);
});

test('the same keys act on images', () => {
  const reach = paneOf('CT');
  for (const key of ['x', 'f', 'r']) press(key, reach, 'window');
  expect(reach.views.getState().view.panes[0]).toMatchObject({ inverted: true, mirrored: true });
});

const withStatus = (state: PaneState, count: number, placed = true) => ({
  ...paneOf('CT'),
  ...(placed ? {} : { views: createViewStore({ ...freshView(study), panes: [null] }) }),
  facts: createStore(() => ({ panes: [{ ...EMPTY_PANE, state, count }], loads: {} })),
  engine: {
    history: createStore(() => ({})),
    measures: createStore(() => ({})),
  } as unknown as Engine,
});

test.each(['failed', 'refused', 'unreachable', 'unsupported', 'unverified'] as const)(
  'a pane that is %s has nothing to draw on or turn, and says so',
  (state) => {
    const now = standingOf(withStatus(state, 1));
    for (const id of TOOL_IDS) expect(toolOff(id, now), id).toEqual({ isOff: true, why: 'kind.noTool' });
    for (const id of ['rotate', 'invert', 'reset', 'fit', 'calibrate'] as const)
      expect(actionOff(id, now), id).toEqual({ isOff: true, why: 'kind.noTool' });
    // The way out of one bad image of many stays.
    const many = standingOf(withStatus(state, 3));
    expect([toolOff('scroll', many).isOff, toolOff('length', many).isOff]).toEqual([false, true]);
    expect(actionOff('stepOn', many).isOff).toBe(false);
  },
);

test('an empty pane likewise; one whose picture is on its way, or whose series are not listed yet, is not judged', () => {
  expect(toolOff('length', standingOf(withStatus('empty', 0, false))).isOff).toBe(true);
  expect(toolOff('length', standingOf(withStatus('loading', 1))).isOff).toBe(false);
  expect(toolOff('length', standingOf(withStatus('shown', 1))).isOff).toBe(false);
  const unlisted = { ...withStatus('empty', 0, false), studies: [{ series: [], state: 'loading' as const }] };
  expect(toolOff('length', standingOf(unlisted)).isOff).toBe(false);
});

test('registration objects that are not there are said to be the reason', () => {
  const now = standingOf(paneOf('CT'));
  expect(actionOff('linkRegistered', { ...now, hasOthers: false })).toEqual({
    isOff: true,
    why: 'off.noOthers',
  });
  const beside = { ...now, hasOthers: true, hasRegistrations: false };
  expect(actionOff('linkRegistered', beside)).toEqual({ isOff: true, why: 'off.noRegistrations' });
  expect(actionOff('linkRegistered', { ...beside, hasRegistrations: true }).isOff).toBe(false);
});

test.each([
  ['l', 'right.measure'],
  ['k', 'right.measure'],
  ['delete', 'right.measure'],
  ['mod+s', 'right.store'],
  ['mod+enter', 'right.mark'],
  ['mod+shift+enter', 'right.mark'],
] as const)('%s of somebody who may only look says so', (key, end) => {
  const reach = { ...paneOf('CT'), may: new Set(['read'] as const) };
  const before = reach.views.getState().view;
  expect(press(key, reach, 'window')).toBe(true);
  expect(reach.shell.getState()).toMatchObject({ end, dialog: undefined });
  expect(reach.views.getState().view).toBe(before);
});

test('whoever may is told nothing, nor is anybody at a key of nothing', () => {
  const reach = paneOf('CT');
  press('l', reach, 'window');
  expect(press(';', { ...reach, may: new Set(['read'] as const) }, 'window')).toBe(false);
  expect(reach.shell.getState().end).toBeUndefined();
});

/** A pane that tells what it shows, and a hand that keeps what is asked of it until there is somebody to do it. */
function tellingPane() {
  const reach = paneOf('CT');
  const image = (at: number) => ({ study, series, sop: toSopUid(`1.2.3.${at}`) as SopUid, frame: 1 });
  const tell = (status: Partial<PaneStatus>) =>
    reach.facts.setState({ panes: [{ ...EMPTY_PANE, study, series, count: 9, ...status }], loads: {} });
  return { reach, image, tell };
}

test('what is done to an image is done to the one that is seen, whatever waits and leads to another', () => {
  const { reach, image, tell } = tellingPane();
  const { hand, views } = reach;
  tell({ state: 'shown', image: image(1) });
  hand.serve(0, () => undefined);
  hand.servePicture(0, () => tell({ state: 'shown', image: image(4) }), 'series');
  // A layout that waits goes before it: the image stays the one that was seen.
  hand.serve(0, () => tell({ state: 'shown', image: image(5) }), 'all');
  runAction('keyImage', reach);
  runAction('playFrom', reach);
  const engine = { facts: createFactsStore() } as unknown as Engine;
  hand.follow(engine);
  const asShown = { ...EMPTY_PANE, study, series, count: 9, state: 'shown' } as const;
  engine.facts.setState({ panes: [{ ...asShown, instance: {} as never }], loads: {} });
  expect(reach.facts.getState().panes[0]?.image).toEqual(image(5));
  expect(hand.hasWork()).toBe(false);
  expect(views.getState().view.keyImages).toEqual([image(1)]);
  expect(views.getState().view.panes[0]?.cine).toEqual({ from: { sop: image(1).sop, frame: 1 } });
});

test('where an image is on its way it is the one that is named, never what lies below; below a sentence none', () => {
  const { reach, image, tell } = tellingPane();
  const below = image(1) as unknown as PaneStatus['instance'];
  tell({ state: 'loading', image: image(7), ...(below ? { instance: below, frame: 1 } : {}) });
  runAction('keyImage', reach);
  expect(reach.views.getState().view.keyImages).toEqual([image(7)]);
  tell({ state: 'failed', ...(below ? { instance: below, frame: 1 } : {}) });
  reach.hand.follow({ facts: reach.facts } as unknown as Engine);
  for (const id of ['keyImage', 'playFrom', 'playTo'] as const) runAction(id, reach);
  expect(reach.views.getState().view.keyImages).toEqual([image(7)]);
  expect(reach.views.getState().view.panes[0]?.cine).toBeUndefined();
});
