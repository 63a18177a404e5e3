import { expect, test } from 'vitest';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { patchPane, toggleKeyImage } from './actions';
import { decodeLink, encodeLink } from './link/codec';
import { isScroll } from './sameView';
import {
  besideFirst,
  changedInCommon,
  firstScreen,
  mergeBeside,
  openBeside,
  placeBeside,
  swapScreens,
  withBeside,
} from './screens';
import { freshView, type ViewState } from './viewState';

const study = '1.2.1' as StudyUid;
const [ct, pet, mr] = ['1.3.1', '1.3.2', '1.3.3'].map((series) => ({
  study,
  series: series as SeriesUid,
})) as [
  { study: StudyUid; series: SeriesUid },
  { study: StudyUid; series: SeriesUid },
  { study: StudyUid; series: SeriesUid },
];
const star = (sop: string) => ({ ...ct, sop: sop as SopUid, frame: 1 });
const one: ViewState = { ...freshView(study), panes: [ct] };
const two = openBeside(one, [ct, pet, mr]);

test('a screen beside the first begins with the next series that is not on the first, and is there once', () => {
  expect(two.screens).toEqual([{ grid: { rows: 1, columns: 1 }, panes: [pet], active: 0 }]);
  expect(openBeside(two, [mr])).toBe(two);
  // The only series there is stands on both.
  expect(openBeside(one, [ct]).screens?.[0]?.panes).toEqual([ct]);
  // From the end it goes on at the beginning.
  expect(openBeside({ ...one, panes: [mr] }, [ct, pet, mr]).screens?.[0]?.panes).toEqual([ct]);
});

test('each screen has its own panes, and what is in common is on both', () => {
  const view = toggleKeyImage(two, star('1.4.1'));
  expect(besideFirst(view)).toEqual({ ...firstScreen(view), panes: [pet] });
  expect(besideFirst(one)).toBeUndefined();
  expect(firstScreen(one)).toBe(one);
  expect(withBeside(two, undefined)).toEqual(one);
  expect(placeBeside(two, mr).screens?.[0]?.panes).toEqual([mr]);
  expect(placeBeside(one, mr)).toBe(one);
});

test('of what the other screen says only what was changed there is taken: a star set here meanwhile stays', () => {
  const there = besideFirst(two);
  if (!there) throw new Error('no screen');
  const here = toggleKeyImage(two, star('1.4.1'));
  const scrolled = patchPane(there, 0, { at: { sop: '1.4.9' as SopUid, frame: 1 } });
  const merged = mergeBeside(here, scrolled, changedInCommon(there, scrolled));
  expect(merged.keyImages).toEqual(here.keyImages);
  expect(merged.panes).toBe(here.panes);
  expect(merged.screens?.[0]?.panes).toEqual(scrolled.panes);
  const starred = toggleKeyImage(there, star('1.4.2'));
  expect(changedInCommon(there, starred)).toEqual(['keyImages']);
  expect(mergeBeside(two, starred, ['keyImages']).keyImages).toEqual([star('1.4.2')]);
  // Taken away there, it goes here.
  expect(mergeBeside(here, there, ['keyImages'])).toEqual(two);
  expect(mergeBeside(two, there, [])).toBe(two);
});

test('exchanged twice, screens are where they were; a scroll on the other screen is no more than a scroll', () => {
  const swapped = swapScreens(two);
  expect(swapped.panes).toEqual([pet]);
  expect(swapScreens(swapped)).toEqual(two);
  expect(swapScreens(one)).toBe(one);
  const there = {
    grid: { rows: 1, columns: 1 },
    panes: [{ ...pet, at: { sop: '1.4.9' as SopUid, frame: 1 } }],
    active: 0,
  };
  const scrolled = withBeside(two, there);
  expect(
    isScroll(
      withBeside(scrolled, { ...there, panes: [{ ...pet, at: { sop: '1.4.8' as SopUid, frame: 1 } }] }),
      scrolled,
    ),
  ).toBe(true);
  expect(isScroll(two, placeBeside(two, mr))).toBe(false);
  expect(isScroll(two, one)).toBe(false);
});

test('a link opens the first screen whole and brings the other; who knows of none sees what they saw', () => {
  const there = { grid: { rows: 1, columns: 2 }, panes: [{ ...pet, zoom: 2 }, null], active: 1 };
  const view = withBeside(one, there);
  expect(decodeLink(encodeLink({ archive: 'main', view, marks: [] }))).toEqual({
    ...{ ok: true, archive: 'main', view, marks: [], dropped: [] },
  });
  expect(encodeLink({ archive: 'main', view: firstScreen(view), marks: [] })).toBe(
    encodeLink({ archive: 'main', view: one, marks: [] }),
  );
});
