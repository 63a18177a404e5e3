import { expect, test } from 'vitest';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { changedSpeed, patchCine, cineRange, setMode } from './cine';
import { PANE_FIELDS } from './link/viewFields';
import { freshView, type Cine, type ImageRef } from './viewState';

const STUDIES = ['1.2' as StudyUid] as const;
/** What a link gives back for a packed cine, and what it says to have lost. */
const readCine = (packed: unknown) => {
  const lost: string[] = [];
  return [PANE_FIELDS.cine.read(packed, STUDIES, (what) => lost.push(what)), lost];
};

const image = (n: number): ImageRef => ({ sop: `1.2.${n}` as SopUid, frame: n });

test.each<readonly [Cine]>([
  [{ fps: 24 }],
  [{ fps: 7.5, mode: 'once' }],
  [{ mode: 'yoyo', from: image(3), to: image(9) }],
  [{ to: image(9) }],
])('%j comes back out of a link', (cine) => {
  const packed: unknown = JSON.parse(JSON.stringify(PANE_FIELDS.cine.write(cine, STUDIES)));
  expect(readCine(packed)).toEqual([cine, []]);
});

test.each([
  [null],
  ['x'],
  [[]],
  [[0]],
  [[-1, 0]],
  [[1e9, 0]],
  [[null, 0]],
  [['15', 0]],
  [[0, 3]],
  [[0, 'constructor']],
  [[0, 0, ['1.2', 0]]],
  [[0, 0, ['x', 1]]],
  [[0, 0, 0, {}]],
])('%j is none', (raw) => expect(readCine(raw)).toEqual([undefined, ['settings']]));

test('a field at its default leaves the view, and so does the last one', () => {
  const empty = freshView('1.2' as StudyUid);
  const view = { ...empty, panes: [{ study: '1.2' as StudyUid, series: '1.3' as SeriesUid }] };
  const fast = patchCine(view, 0, { fps: 30 });
  expect(fast.panes[0]?.cine).toEqual({ fps: 30 });
  expect(setMode(setMode(fast, 0, 'yoyo'), 0, 'loop')).toEqual(fast);
  expect(patchCine(fast, 0, { fps: undefined })).toEqual(view);
});

test.each<readonly [Cine | undefined, number, number, readonly [number, number]]>([
  [undefined, 0, 10, [0, 9]],
  [{ from: image(3) }, 0, 10, [3, 9]],
  [{ from: image(7), to: image(2) }, 0, 10, [2, 7]],
  // Of another stack of the series, or not there at all.
  [{ from: image(3), to: image(99) }, 5, 5, [5, 9]],
])('%j of images %d and %d more plays %j', (cine, from, count, range) => {
  const images = Array.from({ length: 10 }, (_, n) => image(n));
  expect(cineRange(cine, images, { from, count })).toEqual(range);
});

test('speeds stay within bounds and always change by a step', () => {
  expect([changedSpeed(1, -1), changedSpeed(60, 1), changedSpeed(2, 1), changedSpeed(30, -1)]).toEqual([
    1, 60, 3, 24,
  ]);
});
