import type { Hono } from 'hono';
import type { closedShare, endedShare, openedShare, wrongPasscode } from '@/protocol/shares';
import type { Audit } from '../audit/audit';
import { readJson } from '../http/readJson';
import { readLink, readOpening } from '../share/askedShare';
import type { LookedAtShare, RedeemedShare } from '../share/redeem';
import { toGuest } from '../share/tellShare';
import { watchStream } from '../share/watchStream';
import { paced, recordOf, refusal, say, triedAt } from './answers';
import type { ShareVisitors } from './shareVisitors';
import type { ShareParts } from './parts';

/** The refusal of a link, on record. */
function refuseLink(audit: Audit, found: Exclude<LookedAtShare, { is: 'open' }>): Response {
  const isKnown = found.is === 'ended';
  audit.note({
    action: 'refuse',
    agent: isKnown ? { is: 'guest', share: found.share.id } : { is: 'nobody' },
    reason: isKnown ? found.reason : 'unknown',
    ...(isKnown ? triedAt(found.share) : {}),
  });
  if (!isKnown)
    return refusal(404, 'This link is not known here: it may have been cut when it was copied.', {
      reason: 'unknown',
    });
  const { creatorName: by, expiresAt: until } = found.share;
  return refusal<typeof endedShare>(410, 'This link has ended.', { reason: found.reason, by, until });
}

/** Links, for whoever has one: looked at, opened, and watched for their end. */
export function addLinks(
  app: Hono,
  { redeemer, underWay, audit }: ShareParts,
  visitors: ShareVisitors,
): void {
  const { visitorOf, refuseVisitor } = visitors;

  app.post('/look', async (context) => {
    const begunMs = performance.now();
    const link = readLink(await readJson(context.req.raw));
    const found: LookedAtShare = link ? redeemer.look(link.id, link.secret) : { is: 'unknown' };
    return found.is === 'open'
      ? say<typeof closedShare>(toGuest.before(found.share))
      : paced(begunMs, refuseLink(audit, found));
  });

  app.post('/token', async (context) => {
    const begunMs = performance.now();
    const asked = readOpening(await readJson(context.req.raw));
    const found: RedeemedShare = asked ? await redeemer.redeem(asked) : { is: 'unknown' };
    if (found.is === 'passcode') {
      const { share, triesLeft, wasWrong } = found;
      const agent = { is: 'guest', share: share.id } as const;
      audit.note({ action: 'refuse', agent, reason: 'passcode', ...triedAt(share) });
      const sentence = wasWrong ? 'This is not the passcode.' : 'This link needs its passcode.';
      return paced(begunMs, refusal<typeof wrongPasscode>(400, sentence, { reason: 'passcode', triesLeft }));
    }
    if (found.is === 'busy') {
      const agent = { is: 'guest', share: found.share.id } as const;
      audit.note({ action: 'refuse', agent, reason: 'pace', ...triedAt(found.share) });
      const response = refusal(429, 'This link is opened too often just now. Try again in a minute.');
      response.headers.set('Retry-After', '60');
      return paced(begunMs, response);
    }
    if (found.is !== 'opened') return paced(begunMs, refuseLink(audit, found));
    const { share, session, token, expiresInS, isRenewal } = found;
    if (!isRenewal) {
      const agent = { is: 'guest', share: share.id } as const;
      audit.note({ action: 'redeem', agent, ...recordOf(share) });
    }
    return say<typeof openedShare>({ token, expiresInS, session, share: toGuest.inside(share) });
  });

  app.get('/watch', async (context) => {
    const visitor = await visitorOf(context);
    if (visitor.is !== 'guest') return refuseVisitor(visitor, 'route');
    return watchStream(underWay, visitor.share);
  });
}
