import { fetches } from 'virtual:texts';
import type { MessageKey } from './en';
import { spoken } from './language';
import { TEXT_PARTS, type TextPart } from './parts';
import { createSpoken, type MessageValues } from './spoken';

export type { MessageValues };
/** Turns a key into the reader's language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The texts that are here: those of the first screens, and of each part of the page that has come since. */
const texts = new Map<string, string>();
/** What is on its way or here, by folder and part. */
const asked = new Map<string, Promise<void>>();

/** Texts of a part, in the language spoken. */
export function addTexts(more: Readonly<Record<string, string>>): void {
  for (const [key, text] of Object.entries(more)) texts.set(key, text);
}

/** Fetches the texts of a part of the page, once; what did not come is asked for again by the next call. */
export async function fetchTexts(part: TextPart): Promise<void> {
  const { folder } = spoken();
  const name = `${folder}/${part}`;
  const fetched =
    asked.get(name) ??
    Promise.resolve(fetches[name]?.()).then((module) => {
      // The settings may ask for another language than was guessed.
      if (folder === spoken().folder) addTexts(module?.default ?? {});
    });
  asked.set(name, fetched);
  try {
    await fetched;
  } catch (error) {
    asked.delete(name);
    throw error;
  }
  if (folder !== spoken().folder) await fetchTexts(part);
}

/** What every page says, and once more what came in a language that was guessed and is not spoken. */
export async function fetchFirstTexts(): Promise<void> {
  const here = `${spoken().folder}/`;
  const guessed = [...asked.keys()].filter((name) => !name.startsWith(here));
  const parts = TEXT_PARTS.filter(
    (part) => part === 'first' || guessed.some((name) => name.endsWith(`/${part}`)),
  );
  await Promise.all(parts.map(fetchTexts));
}

/** Code of a part of the page together with the texts that it says: both are asked for at once. */
export const withTexts = <T>(code: Promise<T>, ...parts: readonly TextPart[]): Promise<T> =>
  Promise.all([code, ...parts.map(fetchTexts)]).then(([code]) => code);

/** A text by a key that is made, where there is one. */
export const textOf = (key: string): string | undefined => texts.get(key);

/** Outside React. Inside, use useT. */
export const t: Translate = createSpoken(
  (key) => texts.get(key),
  () => spoken().locale,
);

/** The translate function of the language spoken, which is the same as long as the page is there. */
export const useT = (): Translate => t;
