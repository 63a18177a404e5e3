import { expect, test } from 'vitest';
import { distanceOf, isComparable, rankPriors, type Examination } from './rankPriors';

interface Named extends Examination {
  readonly name: string;
}

const exam = (name: string, date: string | undefined, modality: string, ...said: string[]): Named => ({
  name,
  date,
  modalities: [modality],
  said,
});

const CHEST = exam('now', '20260601', 'CT', 'CT chest');
const KNEE = exam('now', '20260601', 'MR', 'MR knee left');

test.each<[string, Examination, readonly Named[], readonly string[]]>([
  [
    'the same region goes before the same modality, and that before what is near in time',
    CHEST,
    [
      exam('knee', '20260501', 'MR', 'MR knee'),
      exam('abdomen', '20260401', 'CT', 'CT abdomen'),
      exam('film', '20260301', 'DX', 'Chest PA'),
      exam('old', '20230101', 'CT', 'CT thorax'),
      exam('recent', '20251001', 'CT', 'CT thorax'),
    ],
    ['recent', 'old', 'film', 'abdomen', 'knee'],
  ],
  [
    'PET is read beside CT',
    CHEST,
    [exam('film', '20260501', 'DX', 'chest'), exam('pet', '20250101', 'PT', 'chest')],
    ['pet', 'film'],
  ],
  [
    'computed radiography is read beside digital',
    exam('now', '20260601', 'DX', 'Thorax'),
    [exam('ct', '20260501', 'CT', 'thorax'), exam('cr', '20200101', 'CR', 'thorax')],
    ['cr', 'ct'],
  ],
  [
    'the other side is last, whatever it is',
    KNEE,
    [
      exam('right', '20260501', 'MR', 'MR knee right'),
      exam('chest', '20260501', 'CT', 'CT chest'),
      exam('both', '20200101', 'DX', 'Knees bilateral'),
      exam('unsaid', '20190101', 'MR', 'MR Knie'),
    ],
    ['unsaid', 'both', 'chest', 'right'],
  ],
  [
    'a region that nobody names stands between neighbours and others',
    CHEST,
    [
      exam('knee', '20260501', 'CT', 'knee'),
      exam('routine', '20260501', 'CT', 'routine'),
      exam('neck', '20200101', 'MR', 'neck'),
    ],
    ['neck', 'routine', 'knee'],
  ],
  [
    'what came later, and what has no date, stands behind those of before',
    CHEST,
    [
      exam('undated', undefined, 'CT', 'chest'),
      exam('later', '20260602', 'CT', 'chest'),
      exam('before', '20100101', 'CT', 'chest'),
    ],
    ['before', 'later', 'undated'],
  ],
  [
    'the body part of its series tells what its description does not',
    CHEST,
    [exam('one', '20260501', 'CT', 'Routine', 'KNEE'), exam('two', '20200501', 'CT', 'Routine', 'CHEST')],
    ['two', 'one'],
  ],
])('%s', (_, current, others, expected) => {
  expect(rankPriors(current, others).map(({ of }) => of.name)).toEqual(expected);
  // Whatever order they came in.
  expect(rankPriors(current, others.toReversed()).map(({ of }) => of.name)).toEqual(expected);
});

test('the reasons are those of the row', () => {
  const [best] = rankPriors(CHEST, [exam('best', '20251001', 'CT', 'CT thorax')]);
  expect(best?.reasons).toEqual({
    region: 'same',
    modality: 'same',
    modalities: ['CT'],
    isOtherSide: false,
    distance: { unit: 'months', count: 8 },
  });
  expect(best && isComparable(best.reasons)).toBe(true);
  const [other] = rankPriors(KNEE, [exam('right', '20260501', 'MR', 'knee right')]);
  expect(other && isComparable(other.reasons)).toBe(false);
});

test.each([
  ['20260601', '20260531', { unit: 'days', count: 1 }],
  ['20260601', '20260518', { unit: 'weeks', count: 2 }],
  ['20260601', '20260401', { unit: 'months', count: 2 }],
  ['20260601', '20230601', { unit: 'years', count: 3 }],
  ['20260601', '20260603', { unit: 'days', count: -2 }],
  ['20260601', '20260601', { unit: 'days', count: 0 }],
  ['20260601', undefined, undefined],
  ['20260601', '20269999', undefined],
])('from %s back to %s: %j', (now, before, expected) => {
  expect(distanceOf(now, before)).toEqual(expected);
});
