import type { Archive, StudyPage, StudyQuery } from '@/archive/contract/archive';
import type { Launched } from '@/features/launch/launched';
import type { Session } from '@/features/session/session';
import type { Config } from './config';

/** What the page starts with, each part on its way before React's code is there. */
export interface Boot {
  readonly config: Config;
  /** In the order of the settings. */
  readonly archives: readonly [Archive, ...Archive[]];
  /** The sign-in that the address asked for; absent: it asked for none. */
  readonly session: Session | undefined;
  /** What an EHR opened the page with; absent: none did, or it is no longer known. */
  readonly launched: Launched | undefined;
  /** Looks at an archive in the background, once in a while, when nothing else is going on. */
  readonly lookAhead: (archive: string) => () => void;
  /** The first page of the list, when the page starts with the list. */
  readonly first:
    { readonly archive: string; readonly query: StudyQuery; readonly page: Promise<StudyPage> } | undefined;
}

/** The settings did not arrive, or a field of theirs is wrong. */
export class SettingsError extends Error {
  /** The field, or undefined when nothing arrived. */
  readonly where: string | undefined;

  constructor(where: string | undefined, cause?: unknown) {
    super(`config.json: ${where ?? 'no answer'}`, { cause });
    this.name = 'SettingsError';
    this.where = where;
  }
}
