import { expect, test } from 'vitest';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import type { SeriesSummary } from '@/archive/contract/archive';
import { inSeriesOrder } from './seriesList';

const one = (uid: number, content: Partial<SeriesSummary>): SeriesSummary => {
  const [study, series] = [toStudyUid('1.2'), toSeriesUid(`1.2.${uid}`)];
  if (!study || !series) throw new Error('no UID');
  return { study, series, modality: 'MR', ...content };
};
const order = (...all: SeriesSummary[]) => inSeriesOrder(all).map(({ series }) => series.slice(4));

test.each<[string, Partial<SeriesSummary>, Partial<SeriesSummary>]>([
  ['number', { number: 1, time: '12' }, { number: 2, time: '11' }],
  ['date', { number: 1, date: '2024.01.15', time: '12' }, { number: 1, date: '20240116', time: '11' }],
  ['time', { number: 1, date: '20240115', time: '10:15:00' }, { number: 1, date: '20240115', time: '1016' }],
  ['time without a date', { time: '101500.5' }, { time: '101501' }],
  ['description', { number: 1, description: 'A' }, { number: 1, description: 'B' }],
])('series go by %s before their UIDs', (_, before, after) => {
  const sorted = inSeriesOrder([one(1, after), one(2, before)]);
  expect(sorted.map(({ series }) => series)).toEqual(['1.2.2', '1.2.1']);
  expect(sorted.some(({ isTied }) => isTied)).toBe(false);
});

test('UIDs are compared by their numbers, and that only they decide is said', () => {
  expect(order(one(10, {}), one(9, {}))).toEqual(['9', '10']);
  const tied = inSeriesOrder([one(1, { number: 1 }), one(2, { number: 2 }), one(3, { number: 2 })]);
  expect(tied.map(({ isTied }) => isTied)).toEqual([undefined, true, true]);
});
