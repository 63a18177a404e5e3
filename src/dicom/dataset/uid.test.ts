import { expect, test } from 'vitest';
import { isUid } from './uid';

test.each([
  ['1.2.840.10008.5.1.4.1.1.2', true],
  ['2.25.329800735698586629295641978511506172918', true],
  ['1.02.3', true], // Forbidden by PS3.5 9.1, and written by real machines.
  // SHA-256 in place of a UID: pydicom-data's bad_sequence.dcm, as its de-identifier left it.
  ['05fa52f0e599f17b8186ff18fcdf2b5570a52206a75c4d03afebf5c475dc8758', true],
  ['', false],
  ['Doe', false],
  ['x', false],
  ['3gb_native', false],
  ['1..2', false],
  ['1.2/../3', false],
  ['1.2%2f3', false],
  [`1.${'2'.repeat(63)}`, false],
  [12, false],
])('%j as a UID: %s', (text, can) => {
  expect(isUid(text)).toBe(can);
});
