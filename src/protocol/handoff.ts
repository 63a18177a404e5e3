import * as z from 'zod/mini';
import { RIGHTS } from './rights';

/** Why a handoff opens nothing: `unknown` also where the secret is wrong. */
export const HANDOFF_ENDS = ['unknown', 'expired', 'used', 'ended'] as const;
export type HandoffEnd = (typeof HANDOFF_ENDS)[number];

/** What a code opens, once and for a minute. */
export const handoffCode = z.object({ id: z.string(), secret: z.string() });

/** A view passed on to another device, with who sent it. */
export const openedHandoff = z.object({
  token: z.string(),
  expiresInS: z.number(),
  /** What the next token is asked for with. */
  session: z.string(),
  name: z.string(),
  subject: z.string(),
  may: z.readonly(z.array(z.enum(RIGHTS))),
  /** The path of a link. */
  view: z.string(),
  archive: z.string(),
});
export const endedHandoff = z.object({ reason: z.enum(HANDOFF_ENDS) });
