import type * as z from 'zod/mini';
import type { ShareEnd } from '@/protocol/scope';
import type { closedShare, openedShare, ownShare } from '@/protocol/shares';
import { guestPrefix } from '../work/guestUids';
import { archiveOfShare, triesLeft, type Access, type KnownShare } from './share';

/** A share as its owner reads it: no secret, nothing of patients. */
export function toOwner(share: KnownShare, ended: ShareEnd | undefined): z.input<typeof ownShare> {
  const { id, scope, to, note, createdAt, expiresAt, passcode, openings, view } = share;
  return {
    id,
    archive: archiveOfShare(share),
    studies: scope.studies,
    ...(scope.series === undefined ? {} : { series: scope.series }),
    rights: scope.rights,
    ...(to === undefined ? {} : { to }),
    ...(note === undefined ? {} : { note }),
    createdAt,
    until: expiresAt,
    hasPasscode: passcode !== undefined,
    openings: openings.map(({ at, device }) => ({ at, device })),
    ...(ended === undefined ? {} : { ended }),
    ...(view === undefined ? {} : { view }),
  };
}

/** A share as a guest reads it. */
export const toGuest = {
  /** Before it is opened: who, until when, how much; not yet what. */
  before(share: KnownShare): z.input<typeof closedShare> {
    const { creatorName, expiresAt, scope, passcode, about } = share;
    return {
      by: creatorName,
      until: expiresAt,
      rights: scope.rights,
      hasPasscode: passcode !== undefined,
      triesLeft: triesLeft(share),
      ...(about === undefined ? {} : { about }),
    };
  },
  inside(share: KnownShare): z.input<typeof openedShare>['share'] {
    const { id, scope, creatorName, expiresAt, to, note, view } = share;
    return {
      archive: archiveOfShare(share),
      studies: scope.studies,
      ...(scope.series === undefined ? {} : { series: scope.series }),
      rights: scope.rights,
      by: creatorName,
      until: expiresAt,
      // What a guest stores is named below it.
      ...(scope.rights.includes('measure') ? { uidPrefix: guestPrefix(id) } : {}),
      ...(to === undefined ? {} : { to }),
      ...(note === undefined ? {} : { note }),
      view: view ?? '',
    };
  },
};

/** What happened to a share, newest first: opened, looked at, refused, ended. */
export function accessesOf({ openings, accesses, revokedAt }: KnownShare): readonly Access[] {
  const opened = openings.map(({ at, device }): Access => ({ at, what: 'redeem', device }));
  const ended: readonly Access[] = revokedAt === undefined ? [] : [{ at: revokedAt, what: 'revoke' }];
  return [...opened, ...accesses, ...ended].sort((a, b) => b.at - a.at);
}
