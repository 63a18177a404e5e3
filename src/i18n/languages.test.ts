import { expect, test } from 'vitest';
import { LANGUAGES, languageFor } from './languages';

const idFor = (wishes: Partial<Parameters<typeof languageFor>[0]>, inspect = false) =>
  languageFor({ chosen: undefined, site: undefined, browser: [], ...wishes }, inspect).id;

test.each([
  [{ browser: ['sv-SE', 'en-US'] }, false, 'en'],
  [{ browser: ['sv'] }, false, 'en'],
  [{}, false, 'en'],
  [{ browser: ['de-AT', 'en'] }, false, 'de'],
  [{ chosen: 'en', browser: ['de'] }, false, 'en'],
  [{ site: 'ar-XB', browser: ['en-GB'] }, true, 'ar-XB'],
  [{ chosen: 'en', site: 'ar-XB' }, true, 'en'],
  [{ chosen: 'en-xa' }, true, 'en-XA'],
  // What is for tests is spoken where it is offered, and never because of what a browser likes.
  [{ chosen: 'en-XA', site: 'ar-XB' }, false, 'en'],
  [{ browser: ['ar', 'ar-EG'] }, true, 'en'],
  [{ chosen: 'no language', browser: ['en'] }, true, 'en'],
])('of %o, tests %s, %s is spoken', (wishes, inspect, id) => {
  expect(idFor(wishes, inspect)).toBe(id);
});

test.each(LANGUAGES)('$id: what its row says is what Intl has', ({ locale, decimal, months, direction }) => {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234.5);
  expect(parts.find(({ type }) => type === 'decimal')?.value).toBe(decimal);
  expect(new Intl.NumberFormat(locale).resolvedOptions().numberingSystem).toBe('latn');
  const named = (month: number) =>
    new Intl.DateTimeFormat(locale, { month: 'short' }).format(new Date(2026, month, 1));
  if (months !== undefined)
    expect(months.split(' ')).toEqual(Array.from({ length: 12 }, (_, at) => named(at)));
  expect(direction).toBe(/^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr');
});
