import { expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { freshView } from '@/view/viewState';
import { hang } from './hang';

const study = toStudyUid('1.2') as StudyUid;
const uid = (n: number) => toSeriesUid(`1.2.${n}`) as SeriesUid;
const series = (n: number, modality: string, instanceCount?: number, description = ''): SeriesSummary => ({
  study,
  series: uid(n),
  modality,
  number: n,
  description,
  ...(instanceCount === undefined ? {} : { instanceCount }),
});
const hung = (...all: SeriesSummary[]) => hang(freshView(study), all).panes[0]?.series;

test.each([
  ['the first series', [series(1, 'MR', 20), series(2, 'MR', 30)], 1],
  ['pictures before documents', [series(1, 'SR', 1), series(2, 'DOC', 1), series(3, 'US', 1)], 3],
  ['no scout where there is more', [series(1, 'CT', 2, 'Topogram'), series(2, 'CT', 135)], 2],
  ['no named localizer, however many images', [series(1, 'MR', 9, '3-plane loc'), series(2, 'MR', 40)], 2],
  ['the scout when nothing else is there', [series(1, 'CT', 2, 'Scout'), series(2, 'SR', 1)], 1],
  ['CT before PET', [series(1, 'PT', 135), series(2, 'SEG', 1), series(3, 'CT', 135)], 3],
  ['PET before the scout of its CT', [series(1, 'CT', 2), series(2, 'PT', 135)], 2],
  ['single-image X-rays in their order', [series(1, 'DX', 1), series(2, 'DX', 1)], 1],
  ['series of unknown size', [series(1, 'MR'), series(2, 'MR', 40)], 1],
  ['a document rather than nothing', [series(1, 'KO', 1)], 1],
])('hangs %s', (_, all, expected) => {
  expect(hung(...all)).toBe(uid(expected));
});

test('a view that shows something stays as it is', () => {
  const view = hang(freshView(study), [series(2, 'CT', 5)]);
  expect(hang(view, [series(1, 'CT', 50)])).toBe(view);
});

test('a study without series stays empty', () => {
  const view = freshView(study);
  expect(hang(view, [])).toBe(view);
});
