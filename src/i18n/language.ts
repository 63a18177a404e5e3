import { LANGUAGES, languageFor, type Language } from './languages';

/** What is kept on a device: what a person chose, and what the settings of this site asked for at the last visit. */
const [CHOSEN, OF_SITE] = ['isocenter.language', 'isocenter.language.site'];

const state: { spoken: Language } = { spoken: LANGUAGES[0] };

/** The language of this page. It is settled before the first text is said; another one is for the page loaded anew. */
export const spoken = (): Language => state.spoken;

function kept(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // Storage is forbidden.
  }
}

function keep(key: string, id: string | undefined): void {
  try {
    if (id === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, id);
  } catch {
    // Storage is forbidden: the next visit asks the browser again.
  }
}

/** From now on what is said is said in this language. */
export function speak(language: Language): void {
  state.spoken = language;
}

function speakHere(language: Language): void {
  speak(language);
  document.documentElement.lang = language.id;
  document.documentElement.dir = language.direction;
}

/** What is most likely spoken here, before the settings have come: so its texts are fetched beside them. */
export function speakAsBefore(): void {
  const browser = navigator.languages;
  // What this device kept was offered to it.
  speakHere(languageFor({ chosen: kept(CHOSEN), site: kept(OF_SITE), browser }, true));
}

/** @param site `language` of config.json. @param inspect whether it offers what is for tests. */
export function speakAsSettled(site: string | undefined, inspect: boolean): void {
  if (site !== kept(OF_SITE)) keep(OF_SITE, site);
  speakHere(languageFor({ chosen: kept(CHOSEN), site, browser: navigator.languages }, inspect));
}

/** Keeps what a person chose on this device; undefined: as site and browser ask for. Spoken once the page is loaded anew. */
export const chooseLanguage = (id: string | undefined): void => keep(CHOSEN, id);
