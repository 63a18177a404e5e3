import { expect, test } from 'vitest';
import { withMarks, withoutMarks } from './directions';

test.each([
  '\u202A',
  '\u202B',
  '\u202C',
  '\u202D',
  '\u202E',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\u206A',
  '\u206F',
])('a control that turns text is seen, and comes back as it was: %j', (control) => {
  const sent = `Doe^${control}nhoJ${control}`;
  const shown = withMarks(sent);
  expect(shown).not.toContain(control);
  expect(shown.replaceAll(/[\uFE00-\uFE0F]/g, '')).toBe('Doe^\uFFFDnhoJ\uFFFD');
  expect(withoutMarks(shown)).toBe(sent);
});

test('honest text is left alone: marks of direction, joiners, and a character that could not be read', () => {
  for (const text of ['דוד\u200F (5)', 'می\u200Cخواهم', '\uFFFD', 'Müller^Ågot', '\u061C12'])
    expect([withMarks(text), withoutMarks(text)]).toEqual([text, text]);
});
