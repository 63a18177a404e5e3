import { expect, test } from 'vitest';
import { addTexts, startI18n, t } from './t';
import { kinds } from './en/kinds';

test('texts of a part whose code came before the page started are there once it has', () => {
  addTexts(kinds);
  startI18n();
  expect(t('kind.document.only')).toBe(kinds['kind.document.only']);
});
