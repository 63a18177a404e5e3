import { expect, test } from 'vitest';
import { en } from '@/i18n/en';
import { TOOL_IDS, toolSpec } from '@/imaging/tools';
import { presetKey, presetsFor } from '@/view/presets';
import { toStudyUid, type StudyUid } from '@/dicom/uid';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { EVERY_RIGHT } from '@/view/rights';
import { ACTION_IDS, actionSpec } from './actions';
import { press, SCROLL_KEYS } from './keyboard';
import { createShell } from './shell';

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
