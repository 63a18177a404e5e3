import { expect, test } from 'vitest';
import { en } from '@/i18n/en';
import { TOOL_IDS, toolSpec } from '@/imaging/tools';
import { presetKey, presetsFor } from '@/view/presets';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/uid';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { EVERY_RIGHT } from '@/view/rights';
import { ACTION_IDS, actionSpec } from './actions';
import { press, SCROLL_KEYS } from './keyboard';
import { createShell } from './shell';
import { actionOff, standingOf, toolOff } from './whyOff';

const allKeys = [
  ...TOOL_IDS.map((id) => toolSpec(id).key).filter((key) => key !== undefined),
  ...ACTION_IDS.map((id) => actionSpec(id).key).filter((key) => key !== undefined),
  ...presetsFor('CT', 'HU').map((_, place) => presetKey(place)),
  ...Object.keys(SCROLL_KEYS),
  'escape',
];

test('no key means two things', () => {
  const twice = allKeys.filter((key, at) => allKeys.indexOf(key) !== at);
  expect(twice).toEqual([]);
});

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
  const reach = {
    views: createViewStore(freshView(toStudyUid('1.2') as StudyUid)),
    shell,
    engine: undefined,
    back: () => undefined,
    may: EVERY_RIGHT,
  };
  expect(press('t', reach, 'window')).toBe(true);
  expect(shell.getState().identityHidden).toBe(true);
  shell.setState({ letters: false });
  expect(press('t', reach, 'window')).toBe(false);
  expect(shell.getState().identityHidden).toBe(true);
  expect(press('?', reach, 'window')).toBe(true);
  expect(shell.getState().dialog).toBe('help');
});

const [study, series] = [toStudyUid('1.2') as StudyUid, toSeriesUid('1.2.3') as SeriesUid];
const paneOf = (modality: string) => ({
  views: createViewStore({ ...freshView(study), panes: [{ study, series }] }),
  shell: createShell(),
  engine: undefined,
  back: () => undefined,
  studies: [{ series: [{ study, series, modality }] }],
  may: EVERY_RIGHT,
});
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
  expect(reach.shell.getState().identityHidden).toBe(true);
});

test('the same keys act on images', () => {
  const reach = paneOf('CT');
  for (const key of ['x', 'f', 'r']) press(key, reach, 'window');
  expect(reach.views.getState().view.panes[0]).toMatchObject({ inverted: true, mirrored: true });
});
