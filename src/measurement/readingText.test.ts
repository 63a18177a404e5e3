import { expect, test } from 'vitest';
import { formatReading, savedText, shownQuantity } from './readingText';

test('a number of a report is written as the measurement it was, other units with the digits that mean something', () => {
  const length = { name: 'length', value: 68.817_204_301_075_3, unit: 'mm' } as const;
  expect(savedText(length)).toBe('68.8 mm');
  for (const reading of [
    length,
    { name: 'area', value: 3012.8, unit: 'mm2' },
    { name: 'angle', value: 98.973, unit: 'deg' },
    { name: 'mean', value: -119.07, unit: 'HU' },
    { name: 'ratio', value: 0.666_666, unit: '' },
  ] as const)
    expect(savedText(reading)).toBe(formatReading(reading));
  expect(savedText({ value: 2.854_321, unit: 'cm' })).toBe('2.8543 cm');
  expect(savedText({ value: 1.25, unit: 'um2/ms' })).toBe('1.25 µm²/ms');
});

test('what leaves the page as a number has the digits and the unit that the panel shows', () => {
  for (const reading of [
    { name: 'length', value: 44.85, unit: 'mm' },
    { name: 'area', value: 99.96, unit: 'mm2' },
    { name: 'area', value: 100, unit: 'mm2' },
    { name: 'area', value: 3012.849, unit: 'mm2' },
    { name: 'area', value: 31.5, unit: 'px2' },
    { name: 'angle', value: 98.973, unit: 'deg' },
    { name: 'mean', value: -119.07, unit: 'HU' },
    { name: 'mean', value: -0.01, unit: '' },
    { name: 'mean', value: 2.346, unit: 'SUVbw' },
    { name: 'time', value: 0.456, unit: 's' },
    { name: 'pixels', value: 400, unit: '' },
    { name: 'ratio', value: 0.666_666, unit: '' },
  ] as const) {
    const [digits = '', unit = ''] = /^(\S+?)(?:\s+|(?=°))(\S+)$/
      .exec(formatReading(reading, '.'))
      ?.slice(1) ?? [formatReading(reading, '.')];
    const { value, shown } = shownQuantity(reading);
    expect({ value, shown }).toEqual({ value: Number(digits.replace('−', '-')), shown: unit });
  }
});
