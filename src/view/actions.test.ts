import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { isKeyImage, showImage, toggleKeyImage } from './actions';
import type { ViewState } from './viewState';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not a UID');
  return value;
};
const study = must(toStudyUid('1.2'));
const series = (n: number) => must(toSeriesUid(`1.2.${n}`));
const image = (n: number, frame = 1) => ({
  study,
  series: series(n),
  sop: must(toSopUid(`1.2.${n}.1`)),
  frame,
});
const view: ViewState = {
  studies: [study],
  grid: { rows: 1, columns: 2 },
  panes: [
    { study, series: series(1), zoom: 2 },
    { study, series: series(2), inverted: true },
  ],
  active: 0,
};

test('an image is shown in the pane that holds its series, with what is set there', () => {
  const { sop, frame } = image(2, 3);
  expect(showImage(view, image(2, 3))).toEqual({
    ...view,
    panes: [view.panes[0], { ...view.panes[1], at: { sop, frame } }],
    active: 1,
  });
});

test('an image of a series that no pane holds is placed in the active pane', () => {
  const { sop, frame } = image(3);
  const next = showImage({ ...view, active: 1 }, image(3));
  expect(next.active).toBe(1);
  expect(next.panes).toEqual([view.panes[0], { study, series: series(3), at: { sop, frame } }]);
});

test('a star is of one frame', () => {
  const next = toggleKeyImage(view, image(2, 3));
  expect(isKeyImage(next, image(2, 3))).toBe(true);
  expect(isKeyImage(next, image(2, 4))).toBe(false);
});
