/** What a reader does to the state of a study. */
export const READING_ACTS = ['read', 'unread', 'bookmark', 'unbookmark'] as const;
export type ReadingAct = (typeof READING_ACTS)[number];

/**
 * Why an act was not done: the role does not allow it; it came too fast; the disk did not take it, or the file of acts is as
 * long as it may be; the archive does not answer, or holds no such study; this person has as many bookmarks as anybody may; it
 * was to take back one's own act, and is another's.
 */
export const READING_REFUSALS = [
  'role',
  'pace',
  'disk',
  'full',
  'archive',
  'study',
  'many',
  'other',
] as const;
export type ReadingRefusal = (typeof READING_REFUSALS)[number];

/** Studies that are asked for at once, and the longest text that names one. */
export const MOST_ASKED = 500;
const MOST_UID = 64;
const MOST_TOKEN = 16_384;

/** Somebody who reads, as others are told of them. */
export interface StudyReader {
  /** The same over all sign-ins of a person; says nothing by itself. */
  readonly id: string;
  readonly name: string;
}

/** What somebody did to a study. */
export interface ReadingMark {
  readonly by: StudyReader;
  /** By the companion's clock, ms since 1970. */
  readonly atMs: number;
}

/** The state of a study as all who may read share it. What is absent is not so: a study of which nothing is known is new. */
export interface StudyReading {
  /** Marked as read. */
  readonly read?: ReadingMark | undefined;
  readonly bookmarks: readonly ReadingMark[];
  /** On whose screen it is now; `reads`: they are of those who mark as read. */
  readonly open: readonly (StudyReader & { readonly reads: boolean })[];
}

/** The end of the year 9999: beyond, years are written in no usual way, and soon no Date holds them. */
const LAST_MOMENT_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Whether something is a time that can be shown, ms since 1970. No clock is asked: a mark that was made while one was wrong is a
 * mark all the same.
 */
export const isMomentMs = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= LAST_MOMENT_MS;

/** A study, and the archive that holds it by its id in config.json. */
export interface StudyPlace {
  readonly archive: string;
  readonly study: string;
}

/** What a page sends. */
export type FromReader =
  | { readonly is: 'auth'; readonly token: string }
  /** Asks for the state of these studies; of all changes in that archive the page is told from then on. */
  | { readonly is: 'ask'; readonly n: number; readonly archive: string; readonly studies: readonly string[] }
  /** What is on the screen; undefined: no study. */
  | { readonly is: 'show'; readonly place: StudyPlace | undefined }
  | {
      readonly is: 'act';
      readonly n: number;
      readonly act: ReadingAct;
      readonly place: StudyPlace;
      /** Takes back only what this person did: of another's act nothing is undone. */
      readonly own: boolean;
    }
  | { readonly is: 'leave' };

/** What the companion tells. */
export type ReadingMessage =
  | { readonly is: 'welcome'; readonly you: string; readonly marks: boolean }
  /** `n`: the answer to that question: studies that it asked for and that are not here have no state. */
  | {
      readonly is: 'states';
      readonly n: number | undefined;
      readonly archive: string;
      readonly states: ReadonlyMap<string, StudyReading>;
    }
  | { readonly is: 'done'; readonly n: number }
  | { readonly is: 'refused'; readonly n: number; readonly why: ReadingRefusal }
  | { readonly is: 'beat' };

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;
const isArchive = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function fieldsOf(text: string): Fields | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isFields(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function placeOf({ archive, study }: Fields): StudyPlace | undefined {
  return isArchive(archive) && isText(study, MOST_UID) ? { archive, study } : undefined;
}

/** One text of a page as a message; undefined for whatever is none. Total. */
export function readFromReader(text: string): FromReader | undefined {
  const fields = fieldsOf(text);
  if (!fields) return undefined;
  const { auth, ask, show, act, n, own, leave } = fields;
  if (auth !== undefined) return isText(auth, MOST_TOKEN) ? { is: 'auth', token: auth } : undefined;
  if (ask !== undefined) {
    const { archive } = fields;
    const isList =
      Array.isArray(ask) && ask.length <= MOST_ASKED && ask.every((one) => isText(one, MOST_UID));
    return isList && isArchive(archive) && isCount(n)
      ? { is: 'ask', n, archive, studies: ask as string[] }
      : undefined;
  }
  if (show === null) return { is: 'show', place: undefined };
  if (show !== undefined) {
    const place = isFields(show) ? placeOf(show) : undefined;
    return place && { is: 'show', place };
  }
  if (act !== undefined) {
    const known = READING_ACTS.find((one) => one === act);
    const place = placeOf(fields);
    return known && place && isCount(n) ? { is: 'act', n, act: known, place, own: own === true } : undefined;
  }
  return leave === true ? { is: 'leave' } : undefined;
}

/** A page's message as a text. */
export function writeFromReader(message: FromReader): object {
  if (message.is === 'auth') return { auth: message.token };
  if (message.is === 'ask') return { ask: message.studies, archive: message.archive, n: message.n };
  if (message.is === 'show') return { show: message.place ?? null };
  if (message.is === 'leave') return { leave: true };
  const { act, n, place, own } = message;
  return { act, n, ...place, ...(own ? { own } : {}) };
}

/** The state of studies as it is sent: pairs of a study and what is known of it. */
export const writeStates = (
  archive: string,
  states: Iterable<readonly [string, StudyReading]>,
  n?: number,
): object => ({ states: [...states], archive, ...(n === undefined ? {} : { n }) });

const MOST_NAME = 120;

function readerOf(value: unknown): StudyReader | undefined {
  if (!isFields(value) || !isText(value['id'], 64) || typeof value['name'] !== 'string') return undefined;
  return { id: value['id'], name: value['name'].slice(0, MOST_NAME) };
}

function markOf(value: unknown): ReadingMark | undefined {
  if (!isFields(value)) return undefined;
  const by = readerOf(value['by']);
  const { atMs } = value;
  return by && isMomentMs(atMs) ? { by, atMs } : undefined;
}

const listOf = <T>(value: unknown, read: (one: unknown) => T | undefined): readonly T[] =>
  Array.isArray(value) ? value.map(read).filter((one) => one !== undefined) : [];

function openOf(value: unknown): StudyReading['open'][number] | undefined {
  const reader = readerOf(value);
  return reader && { ...reader, reads: isFields(value) && value['reads'] === true };
}

function stateOf(value: unknown): readonly [string, StudyReading] | undefined {
  if (!Array.isArray(value) || !isText(value[0], MOST_UID) || !isFields(value[1])) return undefined;
  const { read, bookmarks, open } = value[1];
  return [value[0], { read: markOf(read), bookmarks: listOf(bookmarks, markOf), open: listOf(open, openOf) }];
}

/** One text of the companion as a message; undefined for whatever is none. Total. */
export function readReadingMessage(text: string): ReadingMessage | undefined {
  const fields = fieldsOf(text);
  if (!fields) return undefined;
  const { welcome, states, archive, done, refused, why, n, beat } = fields;
  if (isFields(welcome)) {
    const { you, marks } = welcome;
    return isText(you, 64) ? { is: 'welcome', you, marks: marks === true } : undefined;
  }
  if (states !== undefined) {
    if (!isArchive(archive)) return undefined;
    return { is: 'states', archive, n: isCount(n) ? n : undefined, states: new Map(listOf(states, stateOf)) };
  }
  if (isCount(done)) return { is: 'done', n: done };
  if (isCount(refused)) {
    const known = READING_REFUSALS.find((one) => one === why);
    return known && { is: 'refused', n: refused, why: known };
  }
  return beat === true ? { is: 'beat' } : undefined;
}
