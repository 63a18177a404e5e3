import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en, type MessageKey } from './en';
import { createSpoken, type MessageValues } from './spoken';

export type { MessageValues };
/** Turns a key into the reader's language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** Call once, before the first render. Synchronous: the texts are part of the bundle. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false }, // React escapes; DICOM text is never HTML.
    initAsync: false,
  });
}

/** Adds the texts of a page that is loaded later. Call before its first render; its code may be here before the page starts. */
export function addTexts(texts: Readonly<Record<string, string>>): void {
  const add = () => void i18next.addResourceBundle('en', 'translation', texts, true);
  if (i18next.isInitialized) add();
  else i18next.on('initialized', add);
}

/** One translate function for each language: what it has learnt of the texts serves all. */
function createLanguages(): (language: string | undefined) => Translate {
  const known = new Map<string, Translate>();
  return (language = 'en') => {
    const made = known.get(language) ?? createSpoken(i18next.t, language);
    known.set(language, made);
    return made;
  };
}
const spokenIn = createLanguages();

/** Outside React. Inside, use useT. */
export const t: Translate = (key, values) => spokenIn(i18next.resolvedLanguage)(key, values);

/** The translate function of the current language; rerenders when the language changes. */
export const useT = (): Translate => spokenIn(useTranslation().i18n.resolvedLanguage);
