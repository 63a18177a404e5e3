import { expect, test } from 'vitest';
import { LANGUAGES } from './languages';
import { TEXT_PARTS, type TextPart } from './parts';

type Texts = Readonly<Record<string, string>>;

const files = import.meta.glob<Readonly<Record<string, Texts>>>('./*/*.ts', { eager: true });
const partOf = (folder: string, part: TextPart): Texts => files[`./${folder}/${part}.ts`]?.[part] ?? {};
const textsOf = (folder: string): Texts =>
  Object.assign({}, ...TEXT_PARTS.map((part) => partOf(folder, part))) as Texts;

const FORM = /_(zero|one|two|few|many|other)$/;
const marksOf = (text: string): readonly string[] => [...new Set(text.match(/\{\{.*?\}\}/g))].toSorted();
const baseOf = (key: string): string => key.replace(FORM, '');
/** Texts of one key in all its forms. */
const formsOf = (texts: Texts, base: string): readonly string[] =>
  Object.keys(texts).filter((key) => baseOf(key) === base);

/** Languages that somebody wrote; English is the one that the others follow. */
const FOLDERS = LANGUAGES.filter(({ isPseudo, folder }) => isPseudo !== true && folder !== 'en').map(
  ({ folder, locale }) => ({ folder, locale }),
);
const english = textsOf('en');

test('there are texts, and a language beside English', () => {
  expect(Object.keys(english).length).toBeGreaterThan(1000);
  expect(FOLDERS.length).toBeGreaterThan(0);
});

test.each(FOLDERS)(
  '$folder: each part says the keys of English in the forms of $locale',
  ({ folder, locale }) => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const part of TEXT_PARTS) {
      const [own, first] = [partOf(folder, part), partOf('en', part)];
      const bases = new Set(Object.keys(first).map(baseOf));
      expect(
        Object.keys(own).filter((key) => !bases.has(baseOf(key))),
        `${part}: keys that English does not have`,
      ).toEqual([]);
      const wanted = [...bases].flatMap((base) => {
        const english = formsOf(first, base);
        if (english.length === 1 && english[0] === base) return [base];
        const zero = english.includes(`${base}_zero`) ? [`${base}_zero`] : [];
        return [...zero, ...forms.map((form) => `${base}_${form}`)];
      });
      expect(
        wanted.filter((key) => own[key] === undefined),
        `src/i18n/${folder}, ${part}: keys of English without a text`,
      ).toEqual([]);
    }
  },
);

test.each(FOLDERS)('$folder: each text has the values of the English one', ({ folder }) => {
  for (const [key, text] of Object.entries(textsOf(folder))) {
    const base = baseOf(key);
    const same = english[key] ?? english[`${base}_other`] ?? '';
    expect([key, marksOf(text)]).toEqual([key, marksOf(same)]);
  }
});

/** Three words in a row are no word that two languages share; attributes of the standard are named alike. */
const isSentence = (text: string): boolean =>
  !text.endsWith('Instance UID') && (text.replaceAll(/\{\{.*?\}\}/g, '').match(/\p{L}+/gu) ?? []).length >= 3;

test.each(FOLDERS)('$folder: no sentence was left in English', ({ folder }) => {
  const left = Object.entries(textsOf(folder)).filter(
    ([key, text]) => text === english[key] && isSentence(text),
  );
  expect(left).toEqual([]);
});
