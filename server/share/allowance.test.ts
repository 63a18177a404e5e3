import { expect, test } from 'vitest';
import { A_DAY, Allowance } from './allowance';

test('a share adds so much in a day, in bytes and in objects; another has its own', () => {
  let now = 1_000;
  const allowance = new Allowance(() => now);
  expect(allowance.takes('a', A_DAY.bytes, 1)).toBe(true);
  expect(allowance.takes('a', 1, 1)).toBe(false);
  expect(allowance.takes('b', 1, A_DAY.objects)).toBe(true);
  expect(allowance.takes('b', 1, 1)).toBe(false);
  now += 86_400_000;
  expect(allowance.takes('a', 1, 1)).toBe(true);
});
