import { expect, test, vi } from 'vitest';
import { isUid, newUid } from './uid';

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

test('a new UID is a random UUID (PS3.5 B.2), also where the page is not served by https', () => {
  const { crypto } = globalThis;
  const without = { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) };
  vi.stubGlobal('crypto', without);
  const made = Array.from({ length: 50 }, newUid);
  vi.unstubAllGlobals();
  expect(new Set(made).size).toBe(50);
  for (const uid of made) {
    expect(isUid(uid)).toBe(true);
    const hex = BigInt(uid.slice('2.25.'.length)).toString(16).padStart(32, '0');
    // Version 4, variant 1 (RFC 9562 4).
    expect(hex).toMatch(/^.{12}4.{3}[89ab].{15}$/);
  }
});
