/** One language that the page can speak: its row here, its texts in a folder. */
export interface Language {
  /** BCP 47: what config.json, `<html lang>` and a person's choice name it by. */
  readonly id: string;
  /** What it calls itself. */
  readonly name: string;
  /** How Intl and the calendar write it. Digits are Latin in every language, as those burnt into pictures are. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Between the whole and its tenths; thousands of a measurement stand together, so that it can be nothing else. */
  readonly decimal: '.' | ',' | '٫';
  /** The folder of its texts below src/i18n; a pseudo-language's are made of the English ones (bundling/languages.ts). */
  readonly folder: string;
  /** Made by code to try the page with: offered only where settings say "inspect". */
  readonly isPseudo?: boolean;
  /** Short names of months where Intl need not be asked: its first format takes as long as to draw the first picture. */
  readonly months?: string;
}

const ENGLISH: Language = {
  id: 'en',
  name: 'English',
  locale: 'en-GB',
  direction: 'ltr',
  decimal: '.',
  folder: 'en',
  months: 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec',
};

/** Every language, the one that is spoken where no other is asked for first. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  ENGLISH,
  { id: 'de', name: 'Deutsch', locale: 'de', direction: 'ltr', decimal: ',', folder: 'de' },
  {
    id: 'en-XA',
    name: 'Long and accented',
    locale: 'de',
    direction: 'ltr',
    decimal: ',',
    folder: 'accented',
    isPseudo: true,
  },
  {
    id: 'ar-XB',
    name: 'Right to left',
    locale: 'ar-EG-u-nu-latn',
    direction: 'rtl',
    decimal: '.',
    folder: 'mirrored',
    isPseudo: true,
  },
];

/** What can say which language is meant, by what counts most. */
export interface Wishes {
  /** Of the person, kept on this device. */
  readonly chosen: string | undefined;
  /** Of the site: `language` of config.json. */
  readonly site: string | undefined;
  /** Of the browser: navigator.languages. */
  readonly browser: readonly string[];
}

/** Languages that may be chosen here. */
export const offered = (inspect: boolean): readonly Language[] =>
  LANGUAGES.filter(({ isPseudo }) => inspect || isPseudo !== true);

const fits = (id: string, wish: string): boolean =>
  wish.toLowerCase() === id.toLowerCase() || wish.toLowerCase().startsWith(`${id.toLowerCase()}-`);

/** The language to speak; a browser's 'de-AT' is met by 'de'. Pseudo-languages only where they are named whole. */
export function languageFor({ chosen, site, browser }: Wishes, inspect: boolean): Language {
  const some = offered(inspect);
  for (const wish of [chosen, site, ...browser]) {
    if (wish === undefined) continue;
    const met =
      some.find(({ id }) => id.toLowerCase() === wish.toLowerCase()) ??
      some.find(({ id, isPseudo }) => isPseudo !== true && fits(id, wish));
    if (met) return met;
  }
  return LANGUAGES[0];
}
