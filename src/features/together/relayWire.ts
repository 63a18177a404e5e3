/** What is said about the picture: `live` is view and pointer, `marks` what is drawn. Of each only the newest counts. */
export const CHANNELS = ['live', 'marks'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Somebody in the room. */
export interface Member {
  readonly id: string;
  /** A person's own name, or the name of whose guest it is. */
  readonly name: string;
  readonly isGuest: boolean;
}

/** What the relay tells (server/room/wire.ts). */
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
