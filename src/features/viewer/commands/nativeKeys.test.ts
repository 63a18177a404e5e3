import { expect, test } from 'vitest';
import { usesKey } from './nativeKeys';

test.each([
  ['range', ['arrowleft'], true],
  ['range', ['shift+arrowleft', 'arrowleft'], true],
  ['range', ['home'], true],
  ['range', ['shift+f', 'f'], false],
  ['range', ['mod+z'], false],
  ['range', ['escape'], false],
  ['select', ['shift+f', 'f'], true],
  ['select', ['@Semicolon', ';'], true],
  ['select', ['mod+z'], false],
  ['select', ['mod+shift+z'], false],
  ['radio', ['arrowup'], true],
  ['radio', ['f'], false],
  ['checkbox', ['space'], true],
  ['checkbox', ['arrowup'], false],
] as const)('a %s with %j', (kind, names, isUsed) => {
  expect(usesKey(kind, names)).toBe(isUsed);
});
