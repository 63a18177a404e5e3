import { expect, test } from 'vitest';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { overlayTitle } from './overlayTitle';

const study = toStudyUid('1.2.3') as StudyUid;
const [one, two] = [toSeriesUid('1.2.3.1') as SeriesUid, toSeriesUid('1.2.3.2') as SeriesUid];
const studies = [
  {
    series: [
      { study, series: one, number: 5, description: 'Lesion 1' },
      { study, series: two },
    ],
  },
];

test('is called as the list of series calls it, else as it calls itself', () => {
  expect(overlayTitle(studies, { study, series: one }, 'SEGMENTATION')).toBe('5 · Lesion 1');
  expect(overlayTitle(studies, { study, series: two }, 'SEGMENTATION')).toBe('SEGMENTATION');
  expect(overlayTitle(studies, { study, series: two })).toBe('');
});
