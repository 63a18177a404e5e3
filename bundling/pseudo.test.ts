import { expect, test } from 'vitest';
import { PSEUDO_LETTERS, pseudoText, pseudoTexts } from './pseudo';

const accented = (text: string) => pseudoText(text, PSEUDO_LETTERS.get('accented') ?? new Map());
const mirrored = (text: string) => pseudoText(text, PSEUDO_LETTERS.get('mirrored') ?? new Map());

test('a text grows by two fifths, keeps its marks and has no letter of its own left', () => {
  const english = 'Sorted among the {{count, number}} loaded. Loading more for a true order…';
  const text = accented(english);
  expect(text).toContain('{{count, number}}');
  expect(text.replace(/\{\{.*?\}\}/g, '')).not.toMatch(/[a-z]/i);
  expect(text.length / english.length).toBeGreaterThan(1.38);
  expect(text).toMatch(/^⟦.*⟧$/);
});

test('one that is right to left has letters that are', () => {
  expect(mirrored('Close')).toMatch(/^⟦\p{Script=Hebrew}{5,}⟧$/u);
  expect(mirrored('{{found}} of {{count}} series')).toMatch(/^⟦\{\{found\}\} .*\{\{count\}\} /);
});

test('what is printed on keys stays as it is', () => {
  const texts = pseudoTexts({ 'key.ctrl': 'Ctrl', 'common.close': 'Close' }, new Map());
  expect(texts).toMatchObject({ 'key.ctrl': 'Ctrl', 'common.close': expect.stringMatching(/^⟦Cl/) });
});
