import { expect, test } from 'vitest';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { freshView } from '@/view/viewState';
import { readFromFirst, readFromSecond } from './words';

const study = '1.2.1' as StudyUid;
const turn = 'a-turn-of-it';
const link = encodeLink({ archive: 'main', view: freshView(study), marks: [] });
const mark = {
  ...{ id: 'm1', tracking: '2.25.1', label: 'Liver', kind: 'length', frame: 1 },
  ...{ study, series: '1.3' as SeriesUid, sop: '1.4' as SopUid },
  pointsPx: [
    [1, 2],
    [3.5, 4],
  ],
};
const marks = { is: 'marks', turn, n: 1, put: [mark], removed: ['m0'] };
const fromSecond = (word: unknown) => readFromSecond({ by: 'second', word });

test('a view is read by the reader of links, a measurement with its name', () => {
  expect(fromSecond({ is: 'view', turn, n: 3, link, changed: ['links'] })).toEqual({
    ...{ is: 'view', turn, n: 3, changed: ['links'] },
    link: { archive: 'main', view: freshView(study) },
  });
  expect(fromSecond(marks)).toEqual(marks);
});

test('what is malformed was not said', () => {
  const bad = [
    undefined,
    null,
    'view',
    {},
    { is: 'view' },
    { is: 'open', turn },
    { is: 'view', turn, n: -1, link, changed: [] },
    { is: 'view', turn, n: 1, link: 'https://elsewhere/', changed: [] },
    { is: 'view', turn, n: 1, link: `${link}/v1.0000000.AAAA`, changed: [] },
    { is: 'view', turn, n: 1, link, changed: ['panes'] },
    { is: 'view', turn: '../..', n: 1, link, changed: [] },
    { ...marks, put: [{ ...mark, kind: 'constructor' }] },
    { ...marks, put: [{ ...mark, study: 'Smith^John' }] },
    { ...marks, put: [{ ...mark, pointsPx: [[1, Number.NaN]] }] },
    { ...marks, put: [{ ...mark, pointsPx: [] }] },
    { ...marks, put: mark },
    { is: 'step', turn, by: 7 },
    { is: 'past', turn, go: 'away' },
    { is: 'place', turn, study, series: 'x' },
  ];
  for (const word of bad) expect(fromSecond(word), JSON.stringify(word)).toBeUndefined();
});

test('nobody speaks for the other window, and no field that is not of the protocol comes through', () => {
  expect(readFromFirst({ by: 'second', word: { is: 'over' } })).toBeUndefined();
  expect(readFromSecond({ by: 'first', word: marks })).toBeUndefined();
  expect(readFromFirst({ is: 'over' })).toBeUndefined();
  expect(readFromFirst({ by: 'first', word: { is: 'over', token: 'secret' } })).toEqual({ is: 'over' });
});
