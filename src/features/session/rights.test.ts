import { expect, test } from 'vitest';
import { rightsOf } from './rights';

test.each<[unknown, string[]]>([
  [undefined, ['export', 'measure', 'read', 'share', 'store']],
  [['radiologist'], ['export', 'measure', 'read', 'share', 'store']],
  [['Referrer'], ['measure', 'read', 'share']],
  ['viewer, referrer', ['measure', 'read', 'share']],
  [['viewer', 7, 'janitor'], ['read']],
  [['constructor'], []],
  [[], []],
  [{}, []],
])('roles %j give %j', (claim, rights) => {
  expect([...rightsOf(claim)].sort()).toEqual(rights);
});
