import i18next from 'i18next';
import { expect, test } from 'vitest';
import { addTexts, startI18n, t } from './t';
import { en, type MessageKey } from './en';
import { kinds } from './en/kinds';
import { share } from './en/share';

test('texts of a part whose code came before the page started are there once it has', () => {
  addTexts(kinds);
  startI18n();
  expect(t('kind.document.only')).toBe(kinds['kind.document.only']);
});

test('texts say their values, in the form that the count chooses, as i18next says them', () => {
  startI18n();
  const asked = [
    ['pane.sliceOf', { place: 17, count: 400 }],
    ['pane.sliceOf', { place: 1, count: 1 }],
    ['share.leftOut', { count: 1 }],
    ['share.leftOut', { count: 0 }],
    ['share.leftOut', { count: 12 }],
    ['pane.segment', { number: 2, label: '$& {{number}} $t(pane.slice) <b>' }],
    ['pane.slice', undefined],
  ] as const;
  addTexts(share);
  for (const [key, values] of asked) {
    const said = t(key, values);
    expect(said, key).toBe(i18next.t(key, { ...values }));
    expect(t(key, values), `${key}, again`).toBe(said);
  }
});

test('every text of the page says the same as i18next says it', () => {
  startI18n();
  for (const key of Object.keys(en) as MessageKey[]) {
    const names = [...en[key as keyof typeof en].matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name);
    for (const count of [0, 1, 2345]) {
      const values = Object.fromEntries(names.map((name) => [name, name === 'count' ? count : `a ${name}`]));
      expect(t(key, values)).toBe(i18next.t(key, values));
    }
  }
});
