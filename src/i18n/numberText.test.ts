import { expect, test } from 'vitest';
import { speak } from './language';
import { LANGUAGES } from './languages';
import { fixedText, listText, plainText, significantText, windowNumber } from './numberText';

test.each([
  [-0.04, 1, '0.0'],
  [-0, 2, '0.00'],
  [-0.05, 1, '−0.1'],
  [-12.345, 2, '−12.35'],
  [44.94, 1, '44.9'],
  [3, 0, '3'],
])('%d with %i decimals is %s', (value, decimals, expected) => {
  expect(fixedText(value, decimals)).toBe(expected);
});

test.each([
  [-0.04, 1, '0'],
  [2.5, 1, '2.5'],
  [3, 1, '3'],
  [-134.6, 1, '−134.6'],
])('%d to %i decimals reads %s', (value, decimals, expected) => {
  expect(plainText(value, decimals)).toBe(expected);
});

test.each([
  [-0, 5, '0'],
  [-1e-9, 5, '−1e-9'],
  [40.512345, 5, '40.512'],
  [-12, 6, '−12'],
])('%d to %i digits reads %s', (value, digits, expected) => {
  expect(significantText(value, digits)).toBe(expected);
});

test('windows', () => {
  expect([400, 40.5, 2.345, -0.001234, 0, -600].map(windowNumber)).toEqual([
    '400',
    '41',
    '2.35',
    '−0.00123',
    '0',
    '−600',
  ]);
});

test('facts stand one after the other by commas in every language', () => {
  for (const language of LANGUAGES) {
    speak(language);
    const comma = language.direction === 'rtl' ? '، ' : ', ';
    expect(listText(['CT', 'Thorax', '19']), language.id).toBe(['CT', 'Thorax', '19'].join(comma));
  }
  speak(LANGUAGES[0]);
  expect(listText([])).toBe('');
});
