/** What is said about the picture: `live` is view and pointer, `marks` what is drawn. Of each only the newest counts. */
export const CHANNELS = ['live', 'marks'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A sealed message: what is in it, only members with the room's key can read. */
export interface Sealed {
  readonly say: Channel;
  /** The sender's own count: sealed together with the content, so that nothing is shown twice. */
  readonly n: number;
  /** Nonce and AES-GCM ciphertext, base64url. */
  readonly sealed: string;
}

/** What a member sends. */
export type FromMember =
  | {
      readonly is: 'auth';
      readonly token: string;
      /** The ticket of a membership that broke off. */
      readonly again?: string;
      /** Opened the room just now, or presented in it before the relay lost it. */
      readonly presents: boolean;
    }
  | ({ readonly is: 'say' } & Sealed)
  | { readonly is: 'hand'; readonly to: string }
  | { readonly is: 'take' }
  | { readonly is: 'leave' };

const MOST_TOKEN = 16_384;
const isShort = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;

/** One text as a message; undefined for whatever is none. Total. */
export function readMessage(text: string): FromMember | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { auth, again, presents, say, n, sealed, hand, take, leave } = json as Record<string, unknown>;
  if (isShort(auth, MOST_TOKEN)) {
    const ticket = isShort(again, 64) ? { again } : {};
    return { is: 'auth', token: auth, presents: presents === true, ...ticket };
  }
  if (say !== undefined) {
    const channel = CHANNELS.find((one) => one === say);
    const isSound = Number.isSafeInteger(n) && (n as number) >= 0 && typeof sealed === 'string';
    if (!channel || !isSound || !/^[\w-]+$/.test(sealed)) return undefined;
    return { is: 'say', say: channel, n: n as number, sealed };
  }
  if (isShort(hand, 64)) return { is: 'hand', to: hand };
  if (take === true) return { is: 'take' };
  return leave === true ? { is: 'leave' } : undefined;
}

/** Who is in the room, as everybody in it is told. */
export interface Roster {
  readonly members: readonly {
    readonly id: string;
    /** A person's own name, or the name of whose guest it is. */
    readonly name: string;
    readonly guest?: true;
  }[];
  readonly presenter?: string;
  /** The presenter's line broke off: they may be back in a moment. */
  readonly away?: true;
  /** Nobody presents: whoever wants to may. */
  readonly free?: true;
}

/** Why a member is put out: the codes that a socket is closed with (RFC 6455 7.4.2: 4000 to 4999 are ours). */
export const CLOSED = {
  /** The companion ends (RFC 6455 7.4.1, going away): whoever is here comes back to the next one. */
  away: 1001,
  /** Not a message of this protocol. */
  malformed: 4400,
  /** The token opens nothing, or does no longer. */
  ended: 4401,
  /** Nothing said who this is. */
  silent: 4408,
  /** Somebody is here by the same ticket: this line was replaced. */
  replaced: 4410,
  full: 4409,
  /** Not ready: the same line is let in a little later (RFC 6455's registry: try again later). */
  early: 1013,
  /** Too many messages. */
  hasty: 4429,
  /** Too many rooms. */
  crowded: 4503,
} as const;

/** Somebody in the room. */
export interface Member {
  readonly id: string;
  /** A person's own name, or the name of whose guest it is. */
  readonly name: string;
  readonly isGuest: boolean;
}

/** What the relay tells, as the page reads it. */
export type FromRelay =
  | { readonly is: 'welcome'; readonly you: string; readonly ticket: string }
  | {
      readonly is: 'roster';
      readonly members: readonly Member[];
      readonly presenter: string | undefined;
      /** The presenter's line broke off: they may be back in a moment. */
      readonly isAway: boolean;
      /** Nobody presents: whoever wants to may. */
      readonly isFree: boolean;
    }
  | {
      readonly is: 'say';
      readonly say: Channel;
      readonly from: string;
      readonly n: number;
      readonly sealed: string;
    }
  | { readonly is: 'beat' };

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
const MOST_NAME = 120;

function readMember(value: unknown): Member | undefined {
  if (!isFields(value) || !isId(value['id']) || typeof value['name'] !== 'string') return undefined;
  const { id, name, guest } = value;
  return { id, name: String(name).slice(0, MOST_NAME), isGuest: guest === true };
}

/** One message of the relay; undefined for whatever is none. Total. */
export function readRelay(text: string): FromRelay | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(json)) return undefined;
  const { welcome, roster, say, from, n, sealed, beat } = json;
  if (isFields(welcome)) {
    const { you, ticket } = welcome;
    return isId(you) && isId(ticket) ? { is: 'welcome', you, ticket } : undefined;
  }
  if (isFields(roster)) {
    const { members, presenter, away, free } = roster;
    if (!Array.isArray(members)) return undefined;
    return {
      is: 'roster',
      members: members.map(readMember).filter((one) => one !== undefined),
      presenter: isId(presenter) ? presenter : undefined,
      isAway: away === true,
      isFree: free === true,
    };
  }
  if (say !== undefined) {
    const channel = CHANNELS.find((one) => one === say);
    const isSound = isId(from) && Number.isSafeInteger(n) && typeof sealed === 'string';
    return channel && isSound ? { is: 'say', say: channel, from, n: n as number, sealed } : undefined;
  }
  return beat === true ? { is: 'beat' } : undefined;
}
