import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { boot as german } from '../src/i18n/de/boot';
import { boot as english } from '../src/i18n/en/boot';
import { bootSentences, type BootLanguage } from './bootTexts';

const languages: readonly BootLanguage[] = [
  { id: 'en', direction: 'ltr', texts: english },
  { id: 'de', direction: 'ltr', texts: german },
];

test('what is asked for stands before what is said where nothing fits', () => {
  const html = bootSentences(['boot.wait', 'boot.late'], languages);
  const asked = html.indexOf(
    `systemLanguage="de" width="100%" height="100%"><div lang="de" dir="ltr"><p>${german['boot.wait']}</p><p>`,
  );
  expect(asked).toBeGreaterThan(0);
  expect(
    html.indexOf(
      `<foreignObject width="100%" height="100%"><div lang="en" dir="ltr"><p>${english['boot.wait']}</p>`,
    ),
  ).toBeGreaterThan(asked);
});

test('a sentence that a language does not have is no empty line', () => {
  const some = [...languages, { id: 'fr', direction: 'ltr', texts: {} } as const];
  expect(() => bootSentences(['boot.wait'], some)).toThrow('src/i18n/fr/boot.ts: boot.wait is missing');
});

test('every sentence has its place in the page', () => {
  const page = readFileSync('index.html', 'utf8');
  for (const key of Object.keys(english)) expect(page).toContain(key);
});
