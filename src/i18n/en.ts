import { common } from './en/common';
import type { diagnose } from './en/diagnose';
import type { documents } from './en/documents';
import { faults } from './en/faults';
import type { guest } from './en/guest';
import type { handoff } from './en/handoff';
import type { kinds } from './en/kinds';
import { measure } from './en/measure';
import { numbers } from './en/numbers';
import type { palette } from './en/palette';
import type { reach } from './en/reach';
import type { saveDialog } from './en/saveDialog';
import { saving } from './en/saving';
import { presentation } from './en/presentation';
import { share } from './en/share';
import type { shareGate } from './en/shareGate';
import { signs } from './en/signs';
import type { session } from './en/session';
import type { srText } from './en/srText';
import { tags } from './en/tags';
import type { together } from './en/together';
import { viewer } from './en/viewer';
import { worklist } from './en/worklist';

/** Every text of the first screens, in English, by key; what few people open brings its own (addTexts). */
export const en = {
  ...common,
  ...faults,
  ...measure,
  ...numbers,
  ...saving,
  ...presentation,
  ...share,
  ...signs,
  ...tags,
  ...viewer,
  ...worklist,
} as const;

/** A text's key: what does not stand in en.ts does not compile. */
export type MessageKey = Key | PluralBase<Key>;

type Key =
  | keyof typeof en
  | keyof typeof diagnose
  | keyof typeof documents
  | keyof typeof guest
  | keyof typeof handoff
  | keyof typeof kinds
  | keyof typeof palette
  | keyof typeof reach
  | keyof typeof saveDialog
  | keyof typeof session
  | keyof typeof shareGate
  | keyof typeof srText
  | keyof typeof together;

/** 'x' of 'x_one' and 'x_other': i18next chooses the form by {{count}}. */
type PluralBase<Name> = Name extends `${infer Base}_other` ? Base : never;
