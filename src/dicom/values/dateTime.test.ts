import { expect, test } from 'vitest';
import { LANGUAGES } from '@/i18n/languages';
import { speak } from '@/i18n/language';
import { fixedText, sentNumberText } from '@/i18n/numberText';
import { formatDate, formatDateTime, formatTime } from './dateText';
import { addDays, ageYears, isDate, isoOf, today } from './dateTime';

test.each([
  ['20261114', '14 Nov 2026'],
  ['00500101', '1 Jan 50'],
  ['2004.01.19', '19 Jan 2004'], // ACR-NEMA 2.0
  ['2004.0119', '2004.0119'],
  ['20040119-20040120', '20040119-20040120'],
  ['00000000', ''],
  ['0', ''],
  ['0000.00.00', ''],
  [' 20261114\0', '14 Nov 2026'],
  ['20230229', '20230229'],
  ['20231301', '20231301'],
  ['yesterday', 'yesterday'],
  ['', ''],
  [undefined, ''],
])('the date %s reads as %s', (value, expected) => {
  expect(formatDate(value)).toBe(expected);
});

test('other languages write dates as Intl does, and numbers with their own sign', () => {
  const [english, german] = LANGUAGES;
  if (german) speak(german);
  try {
    expect(formatDate('20261114')).toBe('14. Nov. 2026');
    expect(formatDate('00500101')).toBe('1. Jan. 50');
    expect([fixedText(-1234.5, 2), fixedText(-1234.5, 2, '.')]).toEqual(['−1234,50', '−1234.50']);
    expect([sentNumberText('12.50'), sentNumberText('1.2.840'), sentNumberText('3')]).toEqual([
      '12,50',
      '1.2.840',
      '3',
    ]);
  } finally {
    speak(english);
  }
});

test.each([
  ['091402.123456', '09:14', '09:14:02'],
  ['0914', '09:14', '09:14'],
  ['235960', '23:59', '23:59:60'], // Leap second, PS3.5 6.2
  ['09', '09', '09'],
  ['09:14:02', '09:14', '09:14:02'], // ACR-NEMA 2.0
  ['09:14:02.5', '09:14', '09:14:02'],
  ['091402.999999 ', '09:14', '09:14:02'],
  ['0914-1014', '0914-1014', '0914-1014'],
  ['250000', '250000', '250000'],
  [undefined, '', ''],
])('the time %s reads as %s, with seconds as %s', (value, short, long) => {
  expect(formatTime(value)).toBe(short);
  expect(formatTime(value, true)).toBe(long);
});

test.each([
  ['19700615', '20260614', 55],
  ['19700615', '20260615', 56],
  ['20000229', '20250228', 24],
  ['20000229', '20250301', 25],
  ['20261114', '20261114', 0],
  ['20270101', '20261114', undefined],
  ['unknown', '20261114', undefined],
  [undefined, '20261114', undefined],
])('born %s, on %s: %s years', (birth, at, expected) => {
  expect(ageYears(birth, at)).toBe(expected);
});

test('knows days that exist', () => {
  expect(['20240229', '20230229', '2024022', '20240431', undefined].map((value) => isDate(value))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test.each([
  ['20240228', 1, '20240229'],
  ['20261231', 1, '20270101'],
  ['20260101', -1, '20251231'],
  ['20260329', 1, '20260330'], // The night of a clock change is no shorter in calendar days.
  ['odd', 1, 'odd'],
])('%s and %i days is %s', (value, days, expected) => {
  expect(addDays(value, days)).toBe(expected);
});

test('today is the day of the reader, not of Greenwich', () => {
  expect(today(new Date(2026, 10, 4, 23, 59))).toBe('20261104');
  expect(today(new Date(2026, 10, 5, 0, 1))).toBe('20261105');
});

test.each([
  ['20261114091402.123456+0100', '14 Nov 2026 09:14'],
  ['2026111409', '14 Nov 2026 09'],
  ['20261114', '14 Nov 2026'],
  ['202611', 'Nov 2026'],
  ['2026', '2026'],
  ['2026-0500', '2026'],
  ['2026.11.14', '14 Nov 2026'],
  ['20261314', '20261314'],
  ['', ''],
])('the DT %s reads as %s', (value, expected) => {
  expect(formatDateTime(value)).toBe(expected);
});

test.each([
  ['20261114', '091402.5', '2026-11-14T09:14:02'],
  ['2026.11.14', '09:14:02', '2026-11-14T09:14:02'],
  ['20261114', '09', '2026-11-14T09:00:00'],
  ['20261114', '99', '2026-11-14'],
  ['20261331', '0914', undefined],
])('%s and %s are %s', (date, time, expected) => {
  expect(isoOf(date, time)).toBe(expected);
});

test.each(Array.from({ length: 12 }, (_, month) => month))(
  'month %i in British English is as Intl writes it',
  (month) => {
    const intl = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
    const da = `2026${String(month + 1).padStart(2, '0')}09`;
    expect(formatDate(da)).toBe(intl.format(new Date(2026, month, 9)));
  },
);
