import { expect, test } from 'vitest';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { activate, place, setGrid } from './actions';
import {
  BLINK_RATES,
  blinkPair,
  changeBlinkRate,
  endBlink,
  flipBlink,
  startBlink,
  withActiveSeen,
} from './blink';
import type { Pane, ViewState } from './viewState';

const study = '1.2.3' as StudyUid;
const pane = (name: string): Pane => ({ study, series: `1.2.3.${name}` as SeriesUid });
const viewOf = (panes: ViewState['panes'], active = 0): ViewState => ({
  studies: [study],
  grid: { rows: 1, columns: panes.length },
  panes,
  active,
});
const three = viewOf([pane('1'), pane('2'), pane('3')]);

test('the next pane that goes along is taken, else the next that holds anything; one alone has no other', () => {
  expect(startBlink(three, () => false).blink).toEqual({ panes: [0, 1] });
  expect(startBlink(three, (at) => at === 2).blink).toEqual({ panes: [0, 2] });
  expect(startBlink({ ...three, active: 2 }, () => false).blink).toEqual({ panes: [2, 0] });
  const alone = viewOf([pane('1'), null]);
  expect(startBlink(alone, () => true)).toBe(alone);
  const empty = viewOf([null, pane('1')]);
  expect(startBlink(empty, () => true)).toBe(empty);
});

test('what is seen is what is active: keys and hand are of the picture that stands there', () => {
  const begun = startBlink(three, () => false);
  expect(blinkPair(begun)).toMatchObject({ seen: 0, hidden: 1 });
  const flipped = flipBlink(begun);
  expect([blinkPair(flipped)?.seen, flipped.active]).toEqual([1, 1]);
  expect(flipBlink(flipped)).toEqual(begun);
  // Chosen by a key or a press, or given another series: it comes to be seen.
  expect(blinkPair(activate(begun, 1))).toMatchObject({ seen: 1, hidden: 0 });
  expect(blinkPair(place(begun, 1, study, '1.2.3.9' as SeriesUid))?.seen).toBe(1);
  // A third pane that is active stays so, and nothing flips for it.
  const third = activate(flipped, 2);
  expect([blinkPair(third)?.seen, third.active]).toEqual([1, 2]);
  expect([blinkPair(flipBlink(third))?.seen, flipBlink(third).active]).toEqual([0, 2]);
  expect(withActiveSeen({ ...begun, active: 1 }).blink?.isOther).toBe(true);
});

test('it ends with a pane that holds nothing, with another grid, and by itself', () => {
  const begun = flipBlink(startBlink(three, () => false));
  expect(blinkPair({ ...begun, panes: [pane('1'), null, pane('3')] })).toBeUndefined();
  expect(setGrid(begun, { rows: 1, columns: 2 }).blink).toBeUndefined();
  expect(endBlink(begun)).toEqual({ ...three, active: 1 });
  expect(endBlink(three)).toBe(three);
  expect(flipBlink(three)).toBe(three);
});

test('it goes as fast as the reader wants, never with more than three flashes a second', () => {
  let view = startBlink(three, () => false);
  const rates = [...BLINK_RATES.keys()].map(() => {
    view = changeBlinkRate(view, 1);
    return blinkPair(view)?.perSecond ?? NaN;
  });
  expect(rates).toEqual([1.5, 2, 3, 3, 3]);
  // Two changes are a flash.
  expect(Math.max(...BLINK_RATES) / 2).toBeLessThanOrEqual(3);
  for (let times = 0; times < 9; times++) view = changeBlinkRate(view, -1);
  expect(blinkPair(view)?.perSecond).toBe(0.5);
});
