import { first } from './en/first';
import { viewing } from './en/viewing';
import type { TextKey } from './parts';

/** Every text of the list and of the viewer, in English, by key; what few people open brings its own (withTexts). */
export const en = { ...first, ...viewing } as const;

/** A text's key: what no part says does not compile. */
export type MessageKey = TextKey | PluralBase<TextKey>;

/** 'x' of 'x_one' and 'x_other': the form is chosen by {{count}}. */
type PluralBase<Name> = Name extends `${infer Base}_other` ? Base : never;
