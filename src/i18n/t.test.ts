import { expect, test } from 'vitest';
import { createSpoken } from './spoken';
import { addTexts, t } from './t';
import type { MessageKey } from './en';

const speak = (texts: Readonly<Record<string, string>>) =>
  createSpoken(
    (key) => texts[key],
    () => ({ locale: 'en', decimal: '.', direction: 'ltr' }),
  );

test.each([
  ['plain', undefined, 'as it is'],
  ['filled', { place: 17, count: 400 }, '17 of 400'],
  ['filled', { place: 17 }, '17 of '],
  ['images', { count: 1 }, '1 image'],
  ['images', { count: 0 }, '0 images'],
  ['images', { count: 12 }, '12 images'],
  ['images', undefined, 'images'],
  ['found', { count: 0 }, 'nothing'],
  ['found', { count: 2 }, '2 found'],
  ['found', { count: 1 }, 'found'],
  // Data is not read as a text: marks and patterns in it stay what they are.
  ['filled', { place: '$& {{count}} <b>', count: 2 }, '$& {{count}} <b> of 2'],
  ['large', { count: 2345, took: 0.5 }, '2,345 in 0.5'],
  ['large', { count: 'many', took: 1234 }, 'many in 1234'],
  ['unknown.key', { count: 1 }, 'unknown.key'],
])('%s with %o is said as “%3$s”', (key, values, said) => {
  const say = speak({
    plain: 'as it is',
    filled: '{{place}} of {{count}}',
    images: 'images',
    images_one: '{{count}} image',
    images_other: '{{count}} images',
    found: 'found',
    found_zero: 'nothing',
    found_other: '{{count}} found',
    large: '{{count, number}} in {{ took }}',
  });
  expect(say(key, values)).toBe(said);
  expect(say(key, values), 'and again').toBe(said);
});

test('from right to left values are isolated, and a form that no text is there for is the general one', () => {
  const texts: Record<string, string> = { found_one: 'eins', found_other: '{{count}} gefunden' };
  const say = createSpoken(
    (key) => texts[key],
    () => ({ locale: 'ar-EG-u-nu-latn', decimal: '.', direction: 'rtl' }),
  );
  // 'few' and 'many' in Arabic.
  expect([say('found', { count: 3 }), say('found', { count: 15 })]).toEqual([
    '\u20683\u2069 gefunden',
    '\u206815\u2069 gefunden',
  ]);
});

test('texts of a part that comes later are said once it is here, also where they were asked for before', () => {
  const key = 'later.part' as MessageKey;
  expect(t(key)).toBe(key);
  addTexts({ [key]: 'here' });
  expect(t(key)).toBe('here');
});
