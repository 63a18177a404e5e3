import { expect, test } from 'vitest';
import { readTypedLength } from './typedLength';

test('a length is read with a point or a comma before its decimals', () => {
  for (const decimal of ['.', ','])
    for (const [typed, lengthMm] of [
      ['12', 12],
      [' 12.5 ', 12.5],
      ['12,5', 12.5],
      ['0,25', 0.25],
      ['0.125', 0.125],
      ['0,125', 0.125],
      ['1234', 1234],
      ['1234,5', 1234.5],
      ['10000', 10_000],
    ] as const)
      expect(readTypedLength(typed, decimal), typed).toEqual({ lengthMm });
});

test('what may be thousands or decimals is neither', () => {
  expect(readTypedLength('1.234', '.')).toEqual({ lengthMm: 1.234 });
  expect(readTypedLength('1,234', ',')).toEqual({ lengthMm: 1.234 });
  expect(readTypedLength('1,234', '.')).toEqual({ refused: 'unclear', whole: '1234', decimals: '1.234' });
  expect(readTypedLength('1.234', ',')).toEqual({ refused: 'unclear', whole: '1234', decimals: '1,234' });
});

test('what is no length is wrong', () => {
  for (const typed of ['', 'ten', '-5', '0', '0.05', '10001', '1e3', '1 234', '1,234.5', '12,', '٣'])
    expect(readTypedLength(typed, '.'), typed).toEqual({ refused: 'wrong' });
});
