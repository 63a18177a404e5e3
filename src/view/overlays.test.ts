import { expect, test } from 'vitest';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { addOverlay, isSeen, overlayOf, patchOverlay, removeOverlay, setSeen } from './overlays';
import { freshView } from './viewState';

const study = '1.2.1' as StudyUid;
const object = { study, series: '1.2.1.9' as SeriesUid, sop: '1.2.1.9.1' as SopUid };
const other = { ...object, sop: '1.2.1.9.2' as SopUid };
const view = addOverlay(freshView(study), object);

test('an object is drawn once, until it is taken off', () => {
  expect(addOverlay(view, object)).toBe(view);
  expect(addOverlay(view, other).overlays).toEqual([object, other]);
  expect(removeOverlay(addOverlay(view, other), object).overlays).toEqual([other]);
  expect(removeOverlay(view, object)).toEqual(freshView(study));
  expect(removeOverlay(view, other)).toBe(view);
});

test('defaults stand in no view', () => {
  const strong = patchOverlay(view, object, { opacity: 0.8, outline: true });
  expect(overlayOf(strong, object)).toEqual({ ...object, opacity: 0.8, outline: true });
  expect(patchOverlay(strong, object, { opacity: undefined, outline: undefined })).toEqual(view);
  expect(patchOverlay(view, other, { opacity: 0.8 })).toBe(view);
});

test('of what is seen and what is hidden the shorter list stands in the view', () => {
  const all = [2, 5, 8, 11, 300];
  const hide = (now: typeof view, ...numbers: number[]) =>
    setSeen(now, object, all, { numbers, isSeen: false });
  const without = hide(view, 5);
  expect(without.overlays).toEqual([{ ...object, hidden: [5] }]);
  const few = hide(without, 2, 8);
  expect(few.overlays).toEqual([{ ...object, shown: [11, 300] }]);
  expect(hide(few, 11, 300).overlays).toEqual([{ ...object, shown: [] }]);
  expect(setSeen(few, object, all, { numbers: all, isSeen: true })).toEqual(view);
  const [overlay] = few.overlays ?? [];
  expect(overlay && all.filter((one) => isSeen(overlay, one))).toEqual([11, 300]);
});
