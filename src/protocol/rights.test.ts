import { expect, test } from 'vitest';
import { rightsOf, rolesOf } from './rights';

test.each<[unknown, string[]]>([
  [undefined, ['export', 'measure', 'read', 'share', 'store']],
  [['radiologist'], ['export', 'measure', 'read', 'share', 'store']],
  [['Referrer'], ['measure', 'read', 'share']],
  ['viewer, referrer', ['measure', 'read', 'share']],
  [['viewer', 7, 'janitor'], ['read']],
  [['viewer,referrer'], ['measure', 'read', 'share']],
  [[' Viewer , janitor,'], ['read']],
  [['constructor'], []],
  [[], []],
  [{}, []],
])('roles %j give %j', (claim, rights) => {
  expect([...rightsOf(rolesOf(claim))].sort()).toEqual(rights);
});
