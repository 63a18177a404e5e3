import { expect, test } from 'vitest';
import { initialsOf } from './initials';

test.each([
  ['Dr Ada Demo', 'AD'],
  ['Prof. Dr. med. Jean-Luc van der Berg', 'JB'],
  ['Dr A', 'A'],
  ['madonna', 'M'],
  ['山田 太郎', '山太'],
  ['Dr', 'D'],
  ['  ', ''],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
