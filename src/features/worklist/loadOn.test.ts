import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Archive, StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { loadOn, rowsBehind } from './loadOn';
import { studiesQuery } from './useStudies';
import type { ListPosition } from './worklistProps';

const uid = (at: number) => `1.2.${at}` as StudyUid;
const row = (at: number, date = '20260101'): StudySummary => ({ study: uid(at), modalities: ['CT'], date });

/** An archive of so many studies, two a page. */
function start(count: number, isDown = () => false) {
  const offsets: number[] = [];
  const archive = {
    id: 'a',
    search: (_: unknown, { offset }: { offset: number }) => {
      offsets.push(offset);
      if (isDown()) return Promise.reject(new Error('down'));
      const rows = Array.from({ length: Math.min(2, count - offset) }, (__, at) => row(offset + at));
      const nextOffset = offset + rows.length;
      return Promise.resolve({ rows, more: nextOffset < count, nextOffset, ignored: [], unreadable: 0 });
    },
  } as unknown as Archive;
  const lists = new QueryClient();
  const position: ListPosition = { study: undefined, scrollPx: 0 };
  const all = (studies: readonly StudyUid[]) => Promise.resolve(studies);
  const on = (keep = all) => loadOn(lists, { archive, query: {}, sort: undefined, keep }, position);
  position.listed = { archive: 'a', studies: [uid(0), uid(1)], isCut: true, loadOn: on };
  return { archive, lists, position, on, offsets };
}

test('the rows of the next page stand behind those that were passed', async () => {
  const { archive, lists, position, on, offsets } = start(5);
  await lists.fetchInfiniteQuery(studiesQuery(archive, {}));
  await on();
  expect(position.listed?.studies).toEqual([0, 1, 2, 3].map(uid));
  expect(position.listed?.isCut).toBe(true);
  await on();
  expect(position.listed?.studies).toEqual([0, 1, 2, 3, 4].map(uid));
  expect(position.listed?.isCut).toBe(false);
  expect(offsets).toEqual([0, 2, 4]);
});

test('a list that was forgotten is read again up to rows that are new', async () => {
  const { position, on, offsets } = start(5);
  await on();
  expect(position.listed?.studies).toEqual([0, 1, 2, 3].map(uid));
  expect(offsets).toEqual([0, 2]);
});

test('where the archive gives none, the list stays as it was and the fault is told', async () => {
  let isDown = false;
  const { archive, lists, position, on } = start(5, () => isDown);
  lists.setDefaultOptions({ queries: { retry: false } });
  await lists.fetchInfiniteQuery(studiesQuery(archive, {}));
  isDown = true;
  await expect(on()).rejects.toThrow('down');
  expect(position.listed?.studies).toEqual([0, 1].map(uid));
  isDown = false;
  await on();
  expect(position.listed?.studies).toHaveLength(4);
});

test('of a list that was narrowed only what belongs to it stands behind, from as many pages as that takes', async () => {
  const { archive, lists, position, on, offsets } = start(9);
  await lists.fetchInfiniteQuery(studiesQuery(archive, {}));
  await on((studies) => Promise.resolve(studies.filter((study) => study === uid(6))));
  expect(position.listed?.studies).toEqual([0, 1, 6].map(uid));
  expect(offsets).toEqual([0, 2, 4, 6]);
});

test('what comes behind is in the order of the list, and none of what was passed comes again', () => {
  const rows = [row(1, '20200101'), row(2, '20210101'), row(3, '20220101')];
  expect(rowsBehind([uid(2)], rows, { by: 'date', descending: true })).toEqual([uid(3), uid(1)]);
  expect(rowsBehind([uid(2)], rows, undefined)).toEqual([uid(1), uid(3)]);
});
