import { expect, test } from 'vitest';
import { COMMON_FINDINGS, LATERALITIES } from './commonFindings';

test.each([
  ['findings', COMMON_FINDINGS.findings],
  ['sites', COMMON_FINDINGS.sites],
  ['lateralities', LATERALITIES],
] as const)('%s can be written into DICOM, and none stands twice', (_, list) => {
  expect(new Set(list.map(({ value, scheme }) => `${scheme} ${value}`)).size).toBe(list.length);
  expect(new Set(list.map(({ meaning }) => meaning)).size).toBe(list.length);
  for (const { value, meaning } of list) {
    // Code Value is SH, Code Meaning LO (PS3.3 8.8).
    expect(value).toMatch(/^\d{1,16}$/);
    expect(meaning.length).toBeLessThanOrEqual(64);
  }
});

/** The last digit of a SNOMED CT identifier guards the others (SCTID check digit, Verhoeff): a slip would show. */
test('every SNOMED CT code bears its check digit', () => {
  const permuted = (position: number, digit: number): number => {
    const row = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let at = digit;
    for (let i = 0; i < position % 8; i++) at = row[at] ?? 0;
    return at;
  };
  // The group of the pentagon's turns and flips.
  const times = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
  const check = (code: string) =>
    [...code].reverse().reduce((sum, digit, position) => times(sum, permuted(position, Number(digit))), 0);
  const codes = [...COMMON_FINDINGS.findings, ...COMMON_FINDINGS.sites, ...LATERALITIES];
  for (const { value, scheme } of codes)
    if (scheme === 'SCT') expect([value, check(value)]).toEqual([value, 0]);
  expect(check('27925005')).not.toBe(0);
});
