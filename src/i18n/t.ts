import type { MessageKey } from './en';
import { first } from './en/first';
import { createSpoken, type MessageValues } from './spoken';

export type { MessageValues };
/** Turns a key into the reader's language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The texts that are here: those of the first screens, and of each part of the page that has come since. */
const texts = new Map<string, string>(Object.entries(first));

/** Adds the texts of a part that is loaded later. Call where its module begins, before its first render. */
export function addTexts(more: Readonly<Record<string, string>>): void {
  for (const [key, text] of Object.entries(more)) texts.set(key, text);
}

/** Outside React. Inside, use useT. */
export const t: Translate = createSpoken((key) => texts.get(key), 'en');

/** The translate function of the current language. There is one so far; where there are more, this rerenders on a change. */
export const useT = (): Translate => t;
