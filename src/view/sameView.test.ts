import { expect, test } from 'vitest';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { activate, patchPane, place, setPetUnit } from './actions';
import { isScroll } from './sameView';
import { freshView } from './viewState';

const study = toStudyUid('1.2.3') as StudyUid;
const sop = toSopUid('1.2.5') as SopUid;
const start = place(freshView(study), 0, study, toSeriesUid('1.2.4') as SeriesUid);
const at = (frame: number) => patchPane(start, 0, { at: { sop, frame } });

test('another image is a scroll, the first too, and nothing else is', () => {
  for (const [before, now] of [
    [start, start],
    [start, at(1)],
    [at(1), start],
    [at(1), at(2)],
  ] as const)
    expect(isScroll(before, now)).toBe(true);
  for (const other of [
    patchPane(at(2), 0, { zoom: 2 }),
    patchPane(at(2), 0, { window: { center: 1, width: 2, curve: 'LINEAR' } }),
    patchPane(at(2), 0, { inverted: true }),
    { ...at(2), panes: [null] },
    { ...at(2), panes: [...at(2).panes, null], grid: { rows: 1, columns: 2 } },
    setPetUnit(at(2), 'lbm'),
    { ...at(2), studies: [...at(2).studies] as const },
    activate({ ...at(2), panes: [...at(2).panes, null] }, 1),
    place(at(2), 0, study, toSeriesUid('1.2.6') as SeriesUid),
  ]) {
    expect(isScroll(at(1), other)).toBe(false);
    expect(isScroll(other, at(1))).toBe(false);
  }
});
