import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Mark } from '@/measurement/measurement';
import { freshView } from '@/view/viewState';
import { createMarksPacker, packEntryMarks, packUnheld, readUnheld, unpackEntryMarks } from './entryMarks';
import { readEntryState } from './entryState';

const [study, series, sop] = [toStudyUid('1.2.3'), toSeriesUid('1.2.3.4'), toSopUid('1.2.3.4.5')];
if (!study || !series || !sop) throw new Error('no UID');

test('far more measurements than an address holds survive a reload', () => {
  const marks: readonly Mark[] = Array.from({ length: 500 }, (_, i) => ({
    kind: 'length',
    study,
    series,
    sop,
    frame: i + 1,
    pointsPx: [
      [i, i + 0.5],
      [i * 2, 17],
    ],
  }));
  const state: unknown = structuredClone({ marks: packEntryMarks('main', study, marks) });
  expect(unpackEntryMarks(readEntryState(state).marks ?? [])).toEqual(marks);
});

test('measurements are packed anew when they are others, not when the view is', () => {
  const contour = (frame: number): Mark => ({
    ...{ kind: 'freehand', study, series, sop, frame },
    pointsPx: Array.from(
      { length: 300 },
      (_, i) => [100 + 50 * Math.cos(i) + i * 0.37, 100 + 50 * Math.sin(i * i + frame)] as const,
    ),
  });
  const [marks, others] = [[1, 2, 3].map(contour), [1, 2].map(contour)];
  const pack = createMarksPacker('main');
  const first = pack(study, marks);
  expect(first.fitting.length).toBeLessThan(3);
  expect(unpackEntryMarks(first.rest.marks ?? [])).toHaveLength(3);
  expect(pack(study, marks)).toBe(first);
  expect(unpackEntryMarks(pack(study, others).rest.marks ?? [])).toHaveLength(2);
});

test('what nothing but the page holds is known after a reload, and to nobody who is sent the address', () => {
  const mark = (frame: number): Mark => ({
    ...{ kind: 'length', study, series, sop, frame },
    pointsPx: [
      [1, 2],
      [3, 4],
    ],
  });
  const [sent, own] = [mark(1), mark(2)];
  const [held, starred] = [1, 2].map((frame) => ({ study, series, sop, frame }));
  if (!held || !starred) throw new Error('no star');
  const view = { ...freshView(study), panes: [{ study, series }], keyImages: [held, starred] };
  const state: unknown = structuredClone(
    packUnheld('main', view, [sent, own], { marks: [own], starsHeld: [held] }),
  );
  expect(readUnheld(readEntryState(state), [sent, own])).toEqual({ marks: [own], starsHeld: [held] });
  expect(packUnheld('main', view, [sent], { marks: [], starsHeld: view.keyImages })).toEqual({});
  expect(readUnheld(readEntryState({}), [sent, own])).toBeUndefined();
  expect(readUnheld(readEntryState({ unheld: [7, 'x'], starsHeld: 3 }), [sent])).toEqual({ marks: [] });
});

test.each([null, undefined, 3, 'x', { marks: 'x', isFromList: 'yes' }, { marks: [1, {}] }])(
  'a state that is not ours (%j) is empty',
  (state) => {
    expect(readEntryState(state)).toEqual({});
  },
);
