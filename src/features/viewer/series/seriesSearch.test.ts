import { expect, test } from 'vitest';
import { isSought } from './seriesSearch';

const series = { number: 12, modality: 'MR', description: 'T2 TSE sagittal Wirbelsäule', bodyPart: 'LSPINE' };

test.each([
  ['', true],
  ['  ', true],
  ['sag', true],
  ['SAGITTAL t2', true],
  ['wirbelsaule', true],
  ['Wirbelsäule', true],
  ['12', true],
  ['1', true],
  ['2', true], // of T2
  ['#12 mr', true],
  ['lspine', true],
  ['mr', true],
  ['ct', false],
  ['sag ct', false],
  ['13', false],
])('%j finds it: %s', (typed, isFound) => {
  expect(isSought(series, typed)).toBe(isFound);
});

test('a series that says nothing of itself is found by nothing but its modality', () => {
  expect(isSought({ modality: 'OT' }, 'ot')).toBe(true);
  expect(isSought({ modality: 'OT' }, 'undefined')).toBe(false);
});
