import { toBase64Url } from '@/view/link/codec';

/** A room: where it is, and the key that opens what is said in it. Stands in fragments only. */
export interface RoomAddress {
  /** 128 random bits, base64url: what the relay knows it by. */
  readonly room: string;
  /** 256 random bits, base64url: what the relay never learns. */
  readonly key: string;
}

const random = (bytes: number): string => toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));

export const newRoom = (): RoomAddress => ({ room: random(16), key: random(32) });

/** 'ROOM.KEY' as an address; undefined for whatever is none. */
export function readRoom(text: string): RoomAddress | undefined {
  const [, room, key] = /^([\w-]{22})\.([\w-]{43})$/.exec(text) ?? [];
  return room !== undefined && key !== undefined ? { room, key } : undefined;
}

export const roomCode = ({ room, key }: RoomAddress): string => `${room}.${key}`;

/** '#/together/ROOM.KEY': for those who can sign in. */
export const roomPath = (address: RoomAddress): string => `#/together/${roomCode(address)}`;

/** The link for guests: their share's, with the room behind it. `guestLink` ends with '#s=ID.SECRET'. */
export const withRoom = (guestLink: string, address: RoomAddress): string =>
  `${guestLink}&r=${roomCode(address)}`;
