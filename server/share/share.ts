import type { Scope } from './scope';

/** A passcode as it is kept: scrypt (RFC 7914) of it, with a salt of its own. Base64url. */
export interface KeptPasscode {
  readonly salt: string;
  readonly hash: string;
}

/** What was shared, by whom, until when. Secrets are kept as hashes only. */
export interface Share {
  /** 12 random bytes, base64url: stands in the link, says nothing. */
  readonly id: string;
  /** SHA-256 of the link's secret, base64url. */
  readonly secretHash: string;
  readonly scope: Scope;
  /** The subject (`sub`) of who shared it, and the name that guests read. */
  readonly creator: string;
  readonly creatorName: string;
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly passcode?: KeptPasscode;
  /** How often it may be opened; absent: as often as wanted. */
  readonly mostUses?: number;
  /** The view the sender saw: the code of a link, without patient data. */
  readonly view?: string;
}

/** What happened to a share, one line of the file each. */
export type ShareEvent =
  | { readonly is: 'created'; readonly at: number; readonly share: Share }
  | {
      readonly is: 'opened';
      readonly at: number;
      readonly id: string;
      /** A kind of device, never more: 'desktop', 'tablet', 'phone'. */
      readonly device: string;
    }
  | { readonly is: 'tried'; readonly at: number; readonly id: string }
  | { readonly is: 'revoked'; readonly at: number; readonly id: string; readonly by: string };

/** A share with what has happened to it. */
export interface KnownShare extends Share {
  /** Tries of the passcode since it was last right. */
  readonly tries: number;
  readonly openings: readonly { readonly at: number; readonly device: string }[];
  readonly revokedAt?: number;
}

/** Wrong passcodes that a share bears. */
export const MOST_TRIES = 5;

/** Why a share opens nothing any more; undefined while it does. */
export function endOf(share: KnownShare, now: number): 'revoked' | 'expired' | 'used' | 'locked' | undefined {
  if (share.revokedAt !== undefined) return 'revoked';
  if (now >= share.expiresAt) return 'expired';
  if (share.tries >= MOST_TRIES) return 'locked';
  return undefined;
}

/** Whether it may be opened once more: those who have it open go on. */
export const mayOpen = (share: KnownShare): boolean =>
  share.mostUses === undefined || share.openings.length < share.mostUses;

/** A share after an event; events of other shares change nothing. */
export function after(share: KnownShare, event: ShareEvent): KnownShare {
  if (event.is === 'created') return share;
  if (event.is === 'tried') return { ...share, tries: share.tries + 1 };
  if (event.is === 'revoked') return { ...share, revokedAt: share.revokedAt ?? event.at };
  return { ...share, tries: 0, openings: [...share.openings, { at: event.at, device: event.device }] };
}
