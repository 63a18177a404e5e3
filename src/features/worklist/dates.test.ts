import { expect, test } from 'vitest';
import { readTypedDate, toSpan, type DateChoice } from './dates';

const noon = (year: number, month: number, day: number) => new Date(year, month - 1, day, 12);

test.each<[DateChoice, Date, { from?: string; to?: string }]>([
  ['any', noon(2026, 11, 14), {}],
  ['today', noon(2026, 11, 14), { from: '20261114' }],
  ['yesterday', noon(2026, 3, 1), { from: '20260228', to: '20260228' }],
  ['3days', noon(2026, 11, 1), { from: '20261030' }],
  ['7days', noon(2026, 1, 3), { from: '20251228' }],
  ['month', noon(2026, 11, 14), { from: '20261014' }],
  ['month', noon(2024, 3, 31), { from: '20240229' }],
  ['month', noon(2026, 1, 15), { from: '20251215' }],
  [{ from: '20261101' }, noon(2026, 11, 14), { from: '20261101' }],
])('%j on %s', (choice, today, span) => {
  expect(toSpan(choice, today)).toEqual(span);
});

test('today is the reader’s day, also just after midnight', () => {
  expect(toSpan('today', new Date(2026, 10, 14, 0, 1))).toEqual({ from: '20261114' });
});

test.each([
  ['1958-03-12', '19580312'],
  ['19580312', '19580312'],
  ['12.03.1958', '19580312'],
  ['2.3.1958', '19580302'],
  ['12 Mar 1958', '19580312'],
  ['12 March 1958', '19580312'],
  [' 29.02.2024 ', '20240229'],
])('%s is a date', (typed, da) => {
  expect(readTypedDate(typed)).toBe(da);
});

test.each([
  '',
  '1958',
  '1958-03',
  '3/12/1958',
  '12/03/1958',
  '31.02.1958',
  '29.02.2023',
  '12 Foo 1958',
  '99999999',
])('%j is none, or could be two', (typed) => {
  expect(readTypedDate(typed)).toBeUndefined();
});
