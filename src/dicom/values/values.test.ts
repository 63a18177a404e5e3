import { expect, test } from 'vitest';
import { readAge } from './age';
import { readClock } from './clock';
import { plainDa, readDay } from './day';
import { readDecimal, readInteger, readNumberParts } from './decimal';
import { readMoment, readOffset } from './moment';
import { unpadded, type ValueReading } from './reading';

/** A reading in one line: what was read, 'absent', or '!' and what stands there. */
const told = (reading: ValueReading<unknown>): unknown =>
  reading.kind === 'value' ? reading.value : reading.kind === 'absent' ? 'absent' : `!${reading.raw}`;

test.each([
  ['0.143', 0.143],
  [' 0.143 ', 0.143],
  ['0.143\0', 0.143],
  ['+1.5', 1.5],
  ['-.5', -0.5],
  ['5.', 5],
  ['1.0E-003', 0.001],
  ['0.12345678901234567890', 0.12345678901234568], // More than 16 characters
  ['0,143', 0.143],
  ['-40,5', -40.5],
  ['1.234,5', '!1.234,5'],
  ['1,234.5', '!1,234.5'],
  ['1,2,3', '!1,2,3'],
  ['0,', '!0,'],
  ['NaN', '!NaN'],
  ['Infinity', '!Infinity'],
  ['0x10', '!0x10'],
  ['1 000', '!1 000'],
  ['1.0 mm', '!1.0 mm'],
  ['', 'absent'],
  ['  ', 'absent'],
  [null, 'absent'],
  [undefined, 'absent'],
  [0.5, 0.5],
  [Number.NaN, '!NaN'],
])('the DS %j reads as %s', (sent, expected) => {
  expect(told(readDecimal(sent))).toEqual(expected);
});

test.each([
  ['12', 12],
  [' -7 ', -7],
  ['+007', 7],
  ['1.0', 1],
  ['1.5', '!1.5'],
  ['1,0', '!1,0'],
  ['one', '!one'],
  ['', 'absent'],
])('the IS %j reads as %s', (sent, expected) => {
  expect(told(readInteger(sent))).toEqual(expected);
});

test.each<[readonly unknown[], string, unknown]>([
  [['0,143', '0,143'], '00280030', [0.143, 0.143]],
  [['0,143,0,143'], '00280030', '!0,143,0,143'],
  [['0,143'], '00280030', '!0,143'], // Two numbers with a comma between, or half a pair
  [['0.5', 'x'], '00280030', '!0.5\\x'],
  [['0.5', null], '00280030', '!0.5\\'],
  [['', ''], '00280030', 'absent'],
  [[], '00280030', 'absent'],
  [[1, '2', ' 3 '], '00200032', [1, 2, 3]],
  [['-1024', 'NaN'], '00281052', [-1024]], // An archive's, after the one value there is
  [['40,5', '400'], '00281050', [40.5, 400]], // As many windows as stand there
])('the parts %j of %s read as %j', (parts, tag, expected) => {
  expect(told(readNumberParts(parts, tag, 'DS'))).toEqual(expected);
});

test.each([
  ['20190620', { year: 2019, month: 6, day: 20 }],
  ['2019.06.20', { year: 2019, month: 6, day: 20 }],
  ['2019-06-20', { year: 2019, month: 6, day: 20 }],
  ['20190620 ', { year: 2019, month: 6, day: 20 }],
  ['20190620\0', { year: 2019, month: 6, day: 20 }],
  ['2019.0620', '!2019.0620'],
  ['20190620-20190621', '!20190620-20190621'],
  ['20190620-', '!20190620-'],
  ['19800231', '!19800231'],
  ['1980.02.31', '!1980.02.31'],
  // How many write that there is none.
  ['00000000', 'absent'],
  ['0', 'absent'],
  ['1980', '!1980'],
  ['', 'absent'],
])('the DA %j reads as %j', (sent, expected) => {
  expect(told(readDay(sent))).toEqual(expected);
});

test('a DA in its one form', () => {
  expect(['2019.06.20', '19800231', ' 1980.02.31', ''].map(plainDa)).toEqual([
    '20190620',
    '19800231',
    '1980.02.31',
    undefined,
  ]);
});

test.each([
  ['10', { hours: 10 }],
  ['1020', { hours: 10, minutes: 20 }],
  ['102030', { hours: 10, minutes: 20, seconds: 30 }],
  ['102030.25', { hours: 10, minutes: 20, seconds: 30.25 }],
  ['10:20:30', { hours: 10, minutes: 20, seconds: 30 }],
  ['10:20', { hours: 10, minutes: 20 }],
  ['235960', { hours: 23, minutes: 59, seconds: 60 }],
  ['250000', '!250000'],
  ['1060', '!1060'],
  ['1020-1030', '!1020-1030'],
  ['10:2030', '!10:2030'],
  ['', 'absent'],
])('the TM %j reads as %j', (sent, expected) => {
  expect(told(readClock(sent))).toEqual(expected);
});

test.each([
  ['2019', { year: 2019 }],
  ['201906', { year: 2019, month: 6 }],
  ['20190620', { year: 2019, month: 6, day: 20 }],
  ['2019062010', { year: 2019, month: 6, day: 20, clock: { hours: 10 } }],
  [
    '20190620102030.5-0500',
    { year: 2019, month: 6, day: 20, clock: { hours: 10, minutes: 20, seconds: 30.5 }, offsetS: -18_000 },
  ],
  ['2019-0500', { year: 2019, offsetS: -18_000 }],
  ['20190231', '!20190231'],
  ['2019062025', '!2019062025'],
  ['20190620102030+9900', '!20190620102030+9900'],
  ['', 'absent'],
])('the DT %j reads as %j', (sent, expected) => {
  expect(told(readMoment(sent))).toEqual(expected);
});

test.each([
  ['+0100', 3600],
  ['-0330', -12_600],
  ['+1400', 50_400],
  ['-0000', 0],
  ['-1400', '!-1400'],
  ['0100', '!0100'],
  ['', 'absent'],
])('the offset %j reads as %j', (sent, expected) => {
  expect(told(readOffset(sent))).toEqual(expected);
});

test.each([
  ['069Y', { count: 69, unit: 'Y' }],
  ['006M', { count: 6, unit: 'M' }],
  ['69y ', { count: 69, unit: 'Y' }],
  ['69', '!69'],
  ['', 'absent'],
])('the AS %j reads as %j', (sent, expected) => {
  expect(told(readAge(sent))).toEqual(expected);
});

test('padding is taken off in a time that grows with the text only', () => {
  expect(unpadded(' \0text\0 ')).toBe('text');
  expect(unpadded(`${' '.repeat(200_000)}x`)).toBe('x');
});
