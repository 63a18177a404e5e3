import type { ShareEnd, ShareScope } from '@/protocol/scope';

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
  readonly scope: ShareScope;
  /** The subject (`sub`) of who shared it, and the name that guests read. */
  readonly creator: string;
  readonly creatorName: string;
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly passcode?: KeptPasscode;
  /** How often it may be opened; absent: as often as wanted. */
  readonly mostUses?: number;
  /** The view the sender saw: the path of a link, without patient data. */
  readonly view?: string;
  /** The archive's id in config.json; absent in old files: there was one, `main`. */
  readonly archive?: string;
  /** For whom, and what about: the sender's words, for the sender's list and the guest. */
  readonly to?: string;
  readonly note?: string;
  /** What a guest is told before opening it. */
  readonly about?: ShareSize;
}

/** How much was shared, in words that name nobody. */
export interface ShareSize {
  readonly modalities: readonly string[];
  readonly series: number;
  readonly images: number;
}

/** What a guest did with a share, or was refused. */
export interface Access {
  readonly at: number;
  readonly what: 'redeem' | 'open' | 'search' | 'store' | 'refuse' | 'revoke';
  readonly device?: string;
  readonly reason?: string;
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
      /** SHA-256 of what renews it, base64url. */
      readonly session?: string;
      /** The try of the passcode that opened it. */
      readonly attempt?: string;
    }
  /** Written before the passcode is looked at, so that five tries are five whoever asks, and how many at once. */
  | { readonly is: 'tried'; readonly at: number; readonly id: string; readonly attempt?: string }
  /** What came of it. */
  | { readonly is: 'wrong'; readonly at: number; readonly id: string; readonly attempt: string }
  | { readonly is: 'revoked'; readonly at: number; readonly id: string; readonly by: string }
  /** A guest stored objects in a series that was not there before. */
  | { readonly is: 'added'; readonly at: number; readonly id: string; readonly series: string }
  | ({
      readonly is: 'accessed';
      readonly id: string;
    } & Access);

/** One use of a share. */
export interface ShareOpening {
  readonly at: number;
  readonly device: string;
  readonly session?: string;
}

/** A try of the passcode since it was last right. */
interface Attempt {
  readonly id: string;
}

/** A share with what has happened to it. */
export interface KnownShare extends Share {
  readonly attempts: readonly Attempt[];
  readonly openings: readonly ShareOpening[];
  /** The latest, oldest first. */
  readonly accesses: readonly Access[];
  /** Series that guests stored: they may look at them, and at no other that was not shared. */
  readonly added: readonly string[];
  readonly revokedAt?: number;
}

/** Wrong passcodes that a share bears. */
export const MOST_TRIES = 5;
/** How many accesses are remembered of each share: a flood of refused requests fills no memory. */
const MOST_ACCESSES = 500;

/** The archive that a share opens, by its id in config.json. */
export const archiveOfShare = ({ archive = 'main' }: Share): string => archive;

/** A share to which nothing has happened yet. */
export const asKnown = (share: Share): KnownShare => ({
  ...share,
  attempts: [],
  openings: [],
  accesses: [],
  added: [],
});

/** What a share opens now: what was shared, and the series that its guests added to it. */
export const scopeOfShare = ({ scope, added }: KnownShare): ShareScope =>
  scope.series === undefined || added.length === 0
    ? scope
    : { ...scope, series: [...scope.series, ...added] };

/** Why a share opens nothing any more, for those who have it open too; undefined while it does. */
export function endOf(share: KnownShare, now: number): Exclude<ShareEnd, 'used' | 'locked'> | undefined {
  if (share.revokedAt !== undefined) return 'revoked';
  if (now >= share.expiresAt) return 'expired';
  // Wrong passcodes end nothing: whoever has the link alone could put out those who are inside.
  return undefined;
}

/** Whether it may be opened once more: those who have it open go on. */
export const mayOpen = (share: KnownShare): boolean =>
  share.mostUses === undefined || share.openings.length < share.mostUses;

/** Tries of the passcode that are left. */
export const triesLeft = (share: KnownShare): number => Math.max(0, MOST_TRIES - share.attempts.length);

/** Why nobody else can open a share; undefined while somebody can. */
export function endForNewcomers(share: KnownShare, now: number): ShareEnd | undefined {
  const end = endOf(share, now);
  if (end !== undefined) return end;
  if (!mayOpen(share)) return 'used';
  return triesLeft(share) === 0 ? 'locked' : undefined;
}

/**
 * A share after an event; events of other shares change nothing. Several companions write at once, so a line may come too
 * late: the order of the lines decides whose use was the last, and whose try was the fifth.
 */
export function after(share: KnownShare, event: ShareEvent): KnownShare {
  switch (event.is) {
    case 'created':
      return share;
    case 'revoked':
      return { ...share, revokedAt: share.revokedAt ?? event.at };
    case 'tried':
      if (triesLeft(share) === 0) return share;
      // Lines of the first version do not name it.
      return { ...share, attempts: [...share.attempts, { id: event.attempt ?? `at ${event.at}` }] };
    case 'wrong':
      // It was counted as it was tried.
      return share;
    case 'opened': {
      const isTry = event.attempt === undefined || share.attempts.some(({ id }) => id === event.attempt);
      if (!isTry || !mayOpen(share)) return share;
      const { at, device, session } = event;
      const opening = { at, device, ...(session === undefined ? {} : { session }) };
      return { ...share, attempts: [], openings: [...share.openings, opening] };
    }
    case 'added':
      return { ...share, added: [...new Set([...share.added, event.series])] };
    case 'accessed': {
      const { is: _, id: __, ...access } = event;
      return { ...share, accesses: [...share.accesses, access].slice(-MOST_ACCESSES) };
    }
  }
}
