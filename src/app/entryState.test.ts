import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Mark } from '@/measurement/measurement';
import { freshView } from '@/view/viewState';
import { packEntryMarks, unpackEntryMarks } from './entryMarks';
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
  const state: unknown = structuredClone({ marks: packEntryMarks('main', freshView(study), marks) });
  expect(unpackEntryMarks(readEntryState(state).marks ?? [])).toEqual(marks);
});

test.each([null, undefined, 3, 'x', { marks: 'x', isFromList: 'yes' }, { marks: [1, {}] }])(
  'a state that is not ours (%j) is empty',
  (state) => {
    expect(readEntryState(state)).toEqual({});
  },
);
