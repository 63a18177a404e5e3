import * as z from 'zod/mini';
import { SHARE_ENDS, SHARE_RIGHTS } from './scope';

/** Answers of the companion about shares, as it says and the page reads them. Times in milliseconds since 1970. */

const rights = z.readonly(z.array(z.enum(SHARE_RIGHTS)));
const uids = z.readonly(z.array(z.string()));

/** A link just made: its secret and its passcode are told this once. */
export const madeShare = z.object({
  id: z.string(),
  secret: z.string(),
  passcode: z.optional(z.string()),
  until: z.number(),
});

/** A share as its owner reads it: no secret, nothing of patients. */
export const ownShare = z.object({
  id: z.string(),
  archive: z.string(),
  studies: uids,
  series: z.optional(uids),
  rights,
  to: z.optional(z.string()),
  note: z.optional(z.string()),
  createdAt: z.number(),
  until: z.number(),
  hasPasscode: z.boolean(),
  openings: z.readonly(z.array(z.object({ at: z.number(), device: z.string() }))),
  ended: z.optional(z.enum(SHARE_ENDS)),
  view: z.optional(z.string()),
});
export const ownShares = z.object({ shares: z.readonly(z.array(ownShare)) });

/** What guests did with a share, or were refused, newest first. */
export const shareAccesses = z.object({
  accesses: z.readonly(
    z.array(
      z.object({
        at: z.number(),
        what: z.string(),
        device: z.optional(z.string()),
        reason: z.optional(z.string()),
      }),
    ),
  ),
});

/** A share before it is opened: who, until when, how much; not yet what. */
export const closedShare = z.object({
  by: z.string(),
  until: z.number(),
  rights,
  hasPasscode: z.boolean(),
  triesLeft: z.number(),
  about: z.optional(z.object({ modalities: z.readonly(z.array(z.string())), series: z.number() })),
});

/** An end is an end, also where its reason cannot be read. */
export const endedShare = z.object({
  reason: z.catch(z.enum(SHARE_ENDS), 'revoked'),
  by: z.catch(z.string(), ''),
  until: z.catch(z.number(), 0),
});

/** The passcode was wrong or missing. */
export const wrongPasscode = z.object({ reason: z.literal('passcode'), triesLeft: z.number() });

/** A share that was opened, as its guest may know it, and the token that opens it. */
export const openedShare = z.object({
  token: z.string(),
  expiresInS: z.number(),
  /** Given back, the next token is a renewal and no further use. */
  session: z.string(),
  share: z.object({
    archive: z.string(),
    studies: uids,
    series: z.optional(uids),
    rights,
    by: z.string(),
    until: z.number(),
    /** What a guest stores is named below it. */
    uidPrefix: z.optional(z.string()),
    to: z.optional(z.string()),
    note: z.optional(z.string()),
    /** Link path of what the sender saw. */
    view: z.string(),
  }),
});
