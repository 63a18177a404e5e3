import { beforeAll, expect, test } from 'vitest';
import { startI18n, t } from '@/i18n/t';
import { ageText, clockText, dayText } from './studyText';

beforeAll(startI18n);

test.each([
  ['19580312', '12 Mar 1958'],
  ['20200913', '13 Sep 2020'],
  ['1993.08.22', '22 Aug 1993'], // ACR-NEMA form, PS3.5 6.2 note
  ['20230231', '20230231'], // No such day: shown as sent, nothing is hidden.
  [undefined, ''],
])('date %s', (da, expected) => {
  expect(dayText(da)).toBe(expected);
});

test.each([
  ['0941', '09:41'],
  ['094159.123456', '09:41'],
  ['09:41:59', '09:41'],
  ['9999', ''],
  [undefined, ''],
])('time %s', (tm, expected) => {
  expect(clockText(tm)).toBe(expected);
});

test.each([
  ['19580312', '20261114', '68 y'],
  ['19580312', '20260311', '67 y'],
  ['20250601', '20261114', '17 mo'],
  ['20261101', '20261114', '13 d'],
  ['20261114', '20261114', '0 d'],
  ['20261115', '20261114', ''], // Born after the study: one of the two is wrong.
  [undefined, '20261114', ''],
])('born %s, studied %s: %s', (born, on, expected) => {
  expect(ageText(born, on, t)).toBe(expected);
});
