import type { MessageKey } from './en';
import { spoken } from './language';
import { createSpoken, type MessageValues } from './spoken';

export type { MessageValues };
/** Turns a key into the reader's language. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** The texts that are here: those of the first screens, and of each part of the page that has come since. */
const texts = new Map<string, string>();

/** Texts of a part, in the language spoken. */
export function addTexts(more: Readonly<Record<string, string>>): void {
  for (const [key, text] of Object.entries(more)) texts.set(key, text);
}

/** A text by a key that is made, where there is one. */
export const textOf = (key: string): string | undefined => texts.get(key);

/** Outside React. Inside, use useT. */
export const t: Translate = createSpoken(textOf, spoken);

/** The translate function of the language spoken, which is the same as long as the page is there. */
export const useT = (): Translate => t;
