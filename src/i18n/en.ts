import type { diagnose } from './en/diagnose';
import type { documents } from './en/documents';
import { first } from './en/first';
import type { guest } from './en/guest';
import type { handoff } from './en/handoff';
import type { palette } from './en/palette';
import type { pdfText } from './en/pdfText';
import type { saveDialog } from './en/saveDialog';
import type { shareGate } from './en/shareGate';
import type { session } from './en/session';
import type { srText } from './en/srText';
import type { together } from './en/together';
import { viewing } from './en/viewing';

/** Every text of the list and of the viewer, in English, by key; what few people open brings its own (withTexts). */
export const en = { ...first, ...viewing } as const;

/** A text's key: what does not stand in en.ts does not compile. */
export type MessageKey = Key | PluralBase<Key>;

type Key =
  | keyof typeof en
  | keyof typeof diagnose
  | keyof typeof documents
  | keyof typeof guest
  | keyof typeof handoff
  | keyof typeof palette
  | keyof typeof pdfText
  | keyof typeof saveDialog
  | keyof typeof session
  | keyof typeof shareGate
  | keyof typeof srText
  | keyof typeof together;

/** 'x' of 'x_one' and 'x_other': the form is chosen by {{count}}. */
type PluralBase<Name> = Name extends `${infer Base}_other` ? Base : never;
