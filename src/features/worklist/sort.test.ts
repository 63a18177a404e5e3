import { expect, test } from 'vitest';
import type { StudySummary } from '@/archive/contract/archive';
import { toStudyUid } from '@/dicom/dataset/uid';
import { isNewestFirst, sortStudies } from './sort';

function study(number: number, more: Partial<StudySummary>): StudySummary {
  const uid = toStudyUid(`1.2.${number}`);
  if (!uid) throw new Error('no UID');
  return { study: uid, modalities: [], ...more };
}
const order = (rows: readonly StudySummary[]) => rows.map(({ study }) => Number(study.slice(4)));

test('newest first goes by date and then time; those without a date come last', () => {
  const rows = [
    study(1, { date: '20200101', time: '0900' }),
    study(2, {}),
    study(3, { date: '20200101', time: '1000' }),
    study(4, { date: '20210101' }),
  ];
  expect(order(sortStudies(rows, { by: 'date', descending: true }))).toEqual([4, 3, 1, 2]);
  expect(order(sortStudies(rows, { by: 'date', descending: false }))).toEqual([1, 3, 4, 2]);
});

test('numbers inside texts count as numbers, case and accents do not count', () => {
  const rows = [
    study(1, { patientId: 'ex-10' }),
    study(2, { patientId: 'EX-9' }),
    study(3, { patientId: 'Éx-1' }),
  ];
  expect(order(sortStudies(rows, { by: 'id', descending: false }))).toEqual([3, 2, 1]);
});

test('image counts are compared as counts', () => {
  const rows = [study(1, { instanceCount: 9 }), study(2, { instanceCount: 100 }), study(3, {})];
  expect(order(sortStudies(rows, { by: 'images', descending: true }))).toEqual([2, 1, 3]);
});

test('equal rows stay as the archive sent them', () => {
  const rows = [3, 1, 2].map((number) => study(number, { sex: 'F' }));
  expect(order(sortStudies(rows, { by: 'sex', descending: true }))).toEqual([3, 1, 2]);
});

test.each([
  [['20200102', '20200101', '20200101', undefined], true],
  [['20200101', '20200102'], false],
  [['20200101'], false],
  [[], false],
] as const)('an archive that sends %j sends the newest first: %s', (dates, expected) => {
  const rows = dates.map((date, number) => study(number + 1, date === undefined ? {} : { date }));
  expect(isNewestFirst(rows)).toBe(expected);
});
