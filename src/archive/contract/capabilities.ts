import type { Habits } from './habits';

/**
 * What one archive can do, as far as it was seen; absent = not known. Holds no names, IDs, dates of patients or UIDs, so
 * that it may be kept in the browser.
 */
export interface Capabilities {
  readonly keys?: 'keyword' | 'tag';
  readonly fields?: boolean;
  /** Most rows in one answer, where there are fewer than were asked for. */
  readonly limitMax?: number;
  /** How many rows in one answer were all there are. */
  readonly uncapped?: number;
  readonly ignoresLimit?: boolean;
  readonly ignoresOffset?: boolean;
  readonly ignoresFilters?: boolean;
  readonly uidLists?: boolean;
  readonly modalityLists?: boolean;
  readonly wildcards?: boolean;
  readonly fuzzy?: boolean;
  readonly caseMatters?: boolean;
  /** The first Accept form that brought a verified frame, or false where none did. */
  readonly frames?: string | false;
  readonly instance?: boolean;
  readonly stream?: boolean;
  readonly rendered?: boolean;
  readonly thumbnail?: boolean;
  readonly bulk?: 'uri' | 'inline' | 'none';
  readonly store?: boolean;
}

/** A record while it is made. */
export type CapabilityDraft = { -readonly [Key in keyof Capabilities]: Capabilities[Key] };

/** Takes over what is known, so that searching need not find it out again. */
export function learn(habits: Habits, known: Capabilities): void {
  if (known.keys !== undefined) {
    habits.keys = known.keys;
    habits.keywordProven = known.keys === 'keyword';
  }
  if (known.fields !== undefined) {
    habits.fields = known.fields;
    habits.fieldsProven = known.fields;
  }
  habits.limitMax = known.limitMax ?? Infinity;
  habits.uncapped.studies = Math.max(habits.uncapped.studies, known.uncapped ?? 0);
  habits.ignoresLimit = known.ignoresLimit ?? habits.ignoresLimit;
  habits.ignoresOffset = known.ignoresOffset ?? habits.ignoresOffset;
  habits.ignoresFilters = known.ignoresFilters ?? habits.ignoresFilters;
  if (known.modalityLists !== undefined) habits.modalities = known.modalityLists ? 'list' : 'single';
  habits.wildcards = known.wildcards ?? habits.wildcards;
  habits.fuzzy = known.fuzzy ?? habits.fuzzy;
  habits.caseMatters = known.caseMatters ?? habits.caseMatters;
}

/** Where records are kept: the part of Storage that is used. */
export type RecordStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The browser's storage of this device; undefined where it is forbidden: then everything is found out anew. */
export function deviceStorage(): RecordStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** A record is believed for a day: archives are mended and updated. */
const BELIEVED_MS = 24 * 3_600_000;
/** Another number: what is kept was found out otherwise, and is not believed. */
const VERSION = 1;

/** One archive, by its id of the settings, under its address: another address is another archive. */
interface Whose {
  readonly id: string;
  readonly root: string;
}

const keyOf = ({ id }: Whose): string => `isocenter.archive.${id}`;

const TYPES: Readonly<Record<keyof Capabilities, readonly string[]>> = {
  keys: ['string'],
  fields: ['boolean'],
  limitMax: ['number'],
  uncapped: ['number'],
  ignoresLimit: ['boolean'],
  ignoresOffset: ['boolean'],
  ignoresFilters: ['boolean'],
  uidLists: ['boolean'],
  modalityLists: ['boolean'],
  wildcards: ['boolean'],
  fuzzy: ['boolean'],
  caseMatters: ['boolean'],
  frames: ['string', 'boolean'],
  instance: ['boolean'],
  stream: ['boolean'],
  rendered: ['boolean'],
  thumbnail: ['boolean'],
  bulk: ['string'],
  store: ['boolean'],
};

/** What is remembered of an archive, or undefined: never seen, too long ago, at another address, or unreadable. */
export function recall(shelf: RecordStorage, whose: Whose, nowMs: number): Capabilities | undefined {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(keyOf(whose)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const { version, root, atMs, known } = kept as Record<string, unknown>;
    if (version !== VERSION || root !== whose.root || typeof atMs !== 'number') return undefined;
    if (nowMs - atMs > BELIEVED_MS || atMs > nowMs || typeof known !== 'object' || known === null)
      return undefined;
    return Object.fromEntries(
      Object.entries(known).filter(([key, value]) =>
        TYPES[key as keyof Capabilities]?.includes(typeof value),
      ),
    ) as Capabilities;
  } catch {
    return undefined; // Storage is forbidden, or holds something else: the archive is looked at again.
  }
}

/** Remembers what an archive can do. Where storage is forbidden or full, it is found out again next time. */
export function remember(shelf: RecordStorage, whose: Whose, known: Capabilities, nowMs: number): void {
  try {
    shelf.setItem(keyOf(whose), JSON.stringify({ version: VERSION, root: whose.root, atMs: nowMs, known }));
  } catch {
    forget(shelf, whose);
  }
}

/** The next look finds out everything anew. */
export function forget(shelf: RecordStorage, whose: Whose): void {
  try {
    shelf.removeItem(keyOf(whose));
  } catch {
    return; // Storage is forbidden, so nothing is kept.
  }
}
