import { readAccession } from './accession';

/**
 * What a page that shows Isocenter in a frame says to it, and hears. Over the window: one word each way, to and from exactly one
 * origin, with a nonce. Then over a MessagePort that the embedding page hands in. No token, no name, no address of a server and no
 * HTML is a word of it, in neither direction. docs/embedding.md tells it to those who embed.
 */
export const EMBED_VERSION = 1;

/** From the frame, once it listens. */
export interface EmbedReady {
  readonly isocenter: 'ready';
  readonly version: number;
  readonly nonce: string;
}

/** From the embedding page, with one MessagePort: whether this is the answer to `nonce`. */
export function isConnect(data: unknown, nonce: string): boolean {
  const { isocenter, version, nonce: said } = fieldsOf(data) ?? {};
  return isocenter === 'connect' && version === EMBED_VERSION && said === nonce;
}

/** What is to be opened. */
export type EmbedOpen = {
  readonly type: 'open';
  /** Of the embedding page; answers carry it. */
  readonly id: number;
  /** The id of an archive in the settings; absent: for a study the first, for an accession number all. */
  readonly archive?: string;
} & (
  | {
      /** Study Instance UID. */
      readonly study: string;
      /** The code of a link, as it stands behind archive and study in it; absent: the study as it opens. */
      readonly view?: string;
    }
  | {
      /** Accession Number (0008,0050). */
      readonly accession: string;
    }
);

export type EmbedRequest = EmbedOpen | { readonly type: 'close'; readonly id: number };

/** Why a request was not done; the words beside it are for whoever builds the embedding page. */
export const EMBED_REFUSALS = {
  malformed: 'This is no message that Isocenter understands.',
  tooMany: 'These are too many messages: at most 20 at once and two a second are read.',
  unknownArchive: 'The settings name no such archive.',
  badView: 'The view cannot be read: it belongs to another study or archive, or was cut.',
  hidden: 'The frame is not on the screen. Show it, then ask again.',
  locked: 'The page is locked or signed out: a person unlocks it first.',
  inRoom: 'People look at something together in the frame. A person leaves the room first.',
  stayed: 'A person has unsaved work in the frame and chose to stay.',
  replaced: 'Something else was asked for before a person had answered.',
} as const;
export type EmbedRefusal = keyof typeof EMBED_REFUSALS;

/** What the frame shows, by UIDs alone. */
export type EmbedShown =
  /** Nothing yet, or what was shown is closed. */
  | { readonly showing: 'nothing' }
  /** Somebody has to sign in, or to unlock the page, first. */
  | { readonly showing: 'signIn' }
  /** Studies of an accession number: looked for, to be chosen from, or not found. */
  | { readonly showing: 'accession' }
  /** A screen of another kind, such as the worklist. */
  | { readonly showing: 'other' }
  | {
      readonly showing: 'study';
      readonly archive: string;
      readonly study: string;
      /** Of the active pane; absent: it is empty, or shows another study of its own. */
      readonly series?: string;
      /** SOP Instance UID, and the frame from 1. */
      readonly instance?: string;
      readonly frame?: number;
    };

/** From the frame over the port. */
export type FromFrame =
  | ({ readonly type: 'state' } & EmbedShown)
  /** The frame shows what was asked for, or is about to. */
  | { readonly type: 'done'; readonly id: number }
  /** A person is asked what becomes of unsaved work; `done` or `refused` follows. */
  | { readonly type: 'asked'; readonly id: number }
  | {
      readonly type: 'refused';
      /** Absent: the message had none. */
      readonly id?: number;
      readonly reason: EmbedRefusal;
      readonly words: string;
    };

export type ReadEmbedRequest =
  | { readonly ok: true; readonly request: EmbedRequest }
  | { readonly ok: false; readonly id?: number; readonly words: string };

const OPEN_FIELDS = new Set(['type', 'id', 'archive', 'study', 'accession', 'view']);
const CLOSE_FIELDS = new Set(['type', 'id']);

/** A message of the port as a request, or what is wrong with it. Total; takes no field that is not its own. */
export function readEmbedRequest(data: unknown): ReadEmbedRequest {
  const fields = fieldsOf(data);
  if (!fields)
    return { ok: false, words: 'A message is a plain object such as { type: "open", id: 1, study }.' };
  const { type, id, archive, study, accession, view } = fields;
  if (!Number.isSafeInteger(id) || (id as number) < 0)
    return { ok: false, words: 'id is a whole number from 0: the answer carries it.' };
  const at = id as number;
  const refuse = (words: string) => ({ ok: false, id: at, words }) as const;
  if (type !== 'open' && type !== 'close') return refuse('type is "open" or "close".');
  const known = type === 'open' ? OPEN_FIELDS : CLOSE_FIELDS;
  const stray = Object.keys(fields).find((name) => !known.has(name));
  if (stray !== undefined)
    return refuse(`${type} has no field "${stray.replaceAll(/[^\w-]/g, '?').slice(0, 40)}".`);
  if (type === 'close') return { ok: true, request: { type, id: at } };
  if (archive !== undefined && !isMatch(archive, /^[\w-]{1,64}$/))
    return refuse(
      'archive is the id of an archive in the settings: letters, digits, - and _. It is no address.',
    );
  const head = { type, id: at, ...(archive === undefined ? {} : { archive }) } as const;
  if ((study === undefined) === (accession === undefined))
    return refuse('open names either a study or an accession number.');
  if (accession !== undefined) {
    const number = readAccession(accession);
    if (number === undefined)
      return refuse(
        'accession is one accession number: a text of at most 64 characters, without *, ? and \\.',
      );
    if (view !== undefined) return refuse('view goes with a study, not with an accession number.');
    return { ok: true, request: { ...head, accession: number } };
  }
  if (!isMatch(study, /^[0-9]+(\.[0-9]+)+$/) || study.length > 64)
    return refuse('study is a Study Instance UID: digits and dots, at most 64.');
  if (view === undefined) return { ok: true, request: { ...head, study } };
  if (!isMatch(view, /^[\w.-]{1,15000}$/))
    return refuse('view is what stands behind archive and study in a link of Isocenter.');
  return { ok: true, request: { ...head, study, view } };
}

const isMatch = (value: unknown, pattern: RegExp): value is string =>
  typeof value === 'string' && pattern.test(value);

/** The fields of a plain object; undefined for whatever is none. What comes over a port was copied and has no getters. */
function fieldsOf(data: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  return Object.getPrototypeOf(data) === Object.prototype ? (data as Record<string, unknown>) : undefined;
}

/** How many messages are read: a burst, then so many a second. */
export class MessageBudget {
  private left = 20;
  private atMs: number;

  constructor(nowMs: number) {
    this.atMs = nowMs;
  }

  /** Whether another may be read. */
  takes(nowMs: number): boolean {
    this.left = Math.min(20, this.left + ((nowMs - this.atMs) / 1000) * 2);
    this.atMs = nowMs;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
