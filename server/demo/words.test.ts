import { expect, test } from 'vitest';
import { wordsFor } from './words';

test.each([
  ['de', 'en-GB,en', 'de'],
  ['en', 'de', 'en'],
  [undefined, 'de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['ar-XB', 'sv, en;q=0.5, de;q=0.4', 'en'],
  ['', undefined, 'en'],
  [['de'], undefined, 'en'],
])('ui_locales %o and Accept-Language %s: %s', (asked, accepted, lang) => {
  expect(wordsFor(asked, accepted).lang).toBe(lang);
});
