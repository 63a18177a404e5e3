import { Hono, type Context } from 'hono';
import type * as z from 'zod/mini';
import type {
  closedShare,
  endedShare,
  madeShare,
  openedShare,
  ownShares,
  shareAccesses,
  wrongPasscode,
} from '@/protocol/shares';
import { personId, type Person } from '../access/person';
import { bearerOf } from '../access/bearer';
import type { Judge } from '../gate/judge';
import { agentOf, type Visitor, type Visitors } from '../gate/visitor';
import type { Audit } from '../audit/audit';
import { notDone, problem } from '../http/problem';
import { NotWritten } from '../state/disk';
import { readJson } from '../http/readJson';
import { authz } from '../gate/authz';
import { readAskedShare, readLink, readOpening } from '../share/askedShare';
import type { Places } from '../request/route';
import type { Archives } from '../share/archives';
import type { Holdings } from '../share/holdings';
import { newShare, type LookedAtShare, type RedeemedShare, type Redeemer } from '../share/redeem';
import { endForNewcomers, type KnownShare, type Share } from '../share/share';
import type { ShareFile } from '../share/shareFile';
import { accessesOf, toGuest, toOwner } from '../share/tellShare';
import type { UnderWay } from '../share/underWay';
import { watchStream } from '../share/watchStream';

/** Refusals of links come no sooner than this, whatever was wrong: their time says nothing. */
const LEAST_MS = 200;
const NO_STORE = { 'Cache-Control': 'no-store' };

export interface ShareParts {
  readonly shares: ShareFile;
  readonly redeemer: Redeemer;
  readonly visitors: Visitors;
  readonly archives: Archives;
  readonly underWay: UnderWay;
  readonly audit: Audit;
  readonly judge: Judge;
  /** Where the archives stand. */
  readonly places: Pick<Places, 'root' | 'id' | 'others'>;
  readonly now?: () => number;
}

/** An answer, as the page reads it (protocol/). */
const say = <Schema extends z.ZodMiniType = never>(body: z.input<Schema>, status = 200): Response =>
  Response.json(body, { status, headers: NO_STORE });
const none = (): Response => new Response(null, { status: 204, headers: NO_STORE });
const refuse = <Schema extends z.ZodMiniType = z.ZodMiniType<object>>(
  status: number,
  sentence: string,
  more?: z.input<Schema>,
): Response =>
  Response.json({ error: sentence, ...(more as object | undefined) }, { status, headers: NO_STORE });

const SIGN_IN = 'Sign in to share.';
const MAY_NOT = 'Your role does not allow this.';

/** A share in the words of the record: which it is, and in which archive it opens what. */
const recordOf = (share: Share) => ({
  ...triedAt(share),
  studies: share.scope.studies,
  ...(share.scope.series === undefined ? {} : { series: share.scope.series }),
});
/** A try at a share, of which nothing was seen. */
const triedAt = ({ id, archive }: Share) => ({
  share: id,
  // Shares of before there were several name none.
  ...(archive === undefined ? {} : { archive }),
});

/** Waits until a refusal may go out. */
async function paced(begunMs: number, response: Response): Promise<Response> {
  const waitMs = Math.max(0, begunMs + LEAST_MS - performance.now());
  // A timer may fire a moment early.
  await new Promise((resolve) => setTimeout(resolve, Math.ceil(waitMs) + 1));
  return response;
}

/** Shares: made, listed and ended by those who have signed in; looked at and opened by whoever has the link. */
export function shareApp(parts: ShareParts): Hono {
  const { shares, redeemer, visitors, archives, underWay, audit } = parts;
  const now = parts.now ?? Date.now;
  const app = new Hono();

  const visitorOf = (context: Context): Promise<Visitor> =>
    visitors.of(bearerOf(context.req.header('authorization')));
  const refuseVisitor = (visitor: Visitor, reason: string, sentence = MAY_NOT): Response => {
    const isNobody = visitor.is === 'nobody';
    audit.note({
      action: 'refuse',
      agent: agentOf(visitor),
      reason: isNobody ? visitor.reason : reason,
      ...(visitor.is === 'guest' ? triedAt(visitor.share) : {}),
    });
    if (!isNobody) return refuse(403, sentence);
    const response = refuse(401, SIGN_IN);
    response.headers.set('WWW-Authenticate', 'Bearer');
    return response;
  };
  /** Somebody who has signed in, or the refusal. */
  const personOf = async (context: Context): Promise<Person | Response> => {
    const visitor = await visitorOf(context);
    return visitor.is === 'person' ? visitor.person : refuseVisitor(visitor, 'route');
  };

  app.post('/shares', async (context) => {
    const visitor = await visitorOf(context);
    if (visitor.is !== 'person') return refuseVisitor(visitor, 'route');
    const { person } = visitor;
    if (!person.may.has('share')) return refuseVisitor(visitor, 'share');
    const asked = readAskedShare(await readJson(context.req.raw), now());
    if ('wrong' in asked) return refuse(400, 'A share cannot be made of this.', { field: asked.wrong });
    const held = archives.get(asked.archive);
    if (held === undefined) return refuse(404, 'There is no such archive here.', { field: 'archive' });
    // Nobody gives away what they may not do themselves.
    if (asked.rights.includes('measure') && !person.may.has('store'))
      return refuseVisitor(visitor, 'measure');
    if (asked.rights.includes('download') && !person.may.has('export'))
      return refuseVisitor(visitor, 'download');
    const missing = await findMissing(held.holdings, asked.studies, asked.series).catch(
      () => 'archive' as const,
    );
    if (missing === 'archive')
      return refuse(502, 'The archive cannot be reached, so nothing was shared. Try again in a minute.');
    if (missing !== undefined) {
      audit.note({
        action: 'refuse',
        agent: agentOf(visitor),
        reason: missing,
        archive: asked.archive,
        studies: asked.studies,
      });
      return refuse(404, 'The archive does not hold this, so nothing was shared.', { field: missing });
    }
    const at = now();
    const { archive, studies, series, until, mostUses, to, note, view, about } = asked;
    const { share, secret, passcode } = await newShare(
      {
        scope: {
          studies: [...new Set(studies)],
          ...(series === undefined ? {} : { series: [...new Set(series)] }),
          rights: [...new Set(['look' as const, ...asked.rights])],
        },
        creator: personId(person),
        creatorName: person.name,
        createdAt: at,
        expiresAt: until,
        archive,
        view,
        ...(mostUses === undefined ? {} : { mostUses }),
        ...(to ? { to } : {}),
        ...(note ? { note } : {}),
        ...(about === undefined ? {} : { about }),
      },
      asked.passcode === true,
    );
    await shares.append({ is: 'created', at, share });
    audit.note({ action: 'share', agent: agentOf(visitor), ...recordOf(share) });
    return say<typeof madeShare>(
      { id: share.id, secret, ...(passcode === undefined ? {} : { passcode }), until },
      201,
    );
  });

  app.get('/shares', async (context) => {
    const person = await personOf(context);
    if (person instanceof Response) return person;
    const own = shares.of(personId(person));
    return say<typeof ownShares>({
      shares: own.map((share) => toOwner(share, endForNewcomers(share, now()))),
    });
  });

  /** A share of one's own, or the refusal: what others shared is as unknown as what was never there. */
  const ownShare = async (context: Context): Promise<{ person: Person; share: KnownShare } | Response> => {
    const person = await personOf(context);
    if (person instanceof Response) return person;
    const share = shares.find(context.req.param('id') ?? '');
    if (share?.creator === personId(person)) return { person, share };
    audit.note({ action: 'refuse', agent: agentOf({ is: 'person', person }), reason: 'share' });
    return refuse(404, 'You have no such share.');
  };
  const revoke = async (person: Person, share: KnownShare): Promise<void> => {
    if (shares.isRevokedForGood(share)) return;
    await shares.append({ is: 'revoked', at: now(), id: share.id, by: personId(person) });
    audit.note({ action: 'revoke', agent: agentOf({ is: 'person', person }), ...recordOf(share) });
  };

  app.get('/shares/:id/accesses', async (context) => {
    const own = await ownShare(context);
    return own instanceof Response ? own : say<typeof shareAccesses>({ accesses: accessesOf(own.share) });
  });
  app.delete('/shares/:id', async (context) => {
    const own = await ownShare(context);
    if (own instanceof Response) return own;
    await revoke(own.person, own.share);
    return none();
  });
  app.delete('/shares', async (context) => {
    const person = await personOf(context);
    if (person instanceof Response) return person;
    const open = shares.of(personId(person)).filter((share) => endForNewcomers(share, now()) !== 'expired');
    // All of them are tried, and share a turn of the disk; one that did not end is an error of the whole.
    const ended = await Promise.allSettled(open.map((share) => revoke(person, share)));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return none();
  });

  /** The refusal of a link, on record. */
  const refuseLink = (found: Exclude<LookedAtShare, { is: 'open' }>): Response => {
    const isKnown = found.is === 'ended';
    audit.note({
      action: 'refuse',
      agent: isKnown ? { is: 'guest', share: found.share.id } : { is: 'nobody' },
      reason: isKnown ? found.reason : 'unknown',
      ...(isKnown ? triedAt(found.share) : {}),
    });
    if (!isKnown)
      return refuse(404, 'This link is not known here: it may have been cut when it was copied.', {
        reason: 'unknown',
      });
    const { creatorName: by, expiresAt: until } = found.share;
    return refuse<typeof endedShare>(410, 'This link has ended.', { reason: found.reason, by, until });
  };

  app.post('/look', async (context) => {
    const begunMs = performance.now();
    const link = readLink(await readJson(context.req.raw));
    const found: LookedAtShare = link ? redeemer.look(link.id, link.secret) : { is: 'unknown' };
    return found.is === 'open'
      ? say<typeof closedShare>(toGuest.before(found.share))
      : paced(begunMs, refuseLink(found));
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
      return paced(begunMs, refuse<typeof wrongPasscode>(400, sentence, { reason: 'passcode', triesLeft }));
    }
    if (found.is === 'busy') {
      const agent = { is: 'guest', share: found.share.id } as const;
      audit.note({ action: 'refuse', agent, reason: 'pace', ...triedAt(found.share) });
      const response = refuse(429, 'This link is opened too often just now. Try again in a minute.');
      response.headers.set('Retry-After', '60');
      return paced(begunMs, response);
    }
    if (found.is !== 'opened') return paced(begunMs, refuseLink(found));
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

  app.get('/authz', authz(parts.judge, parts.places));

  app.notFound(async (context) => {
    const visitor = await visitorOf(context);
    if (visitor.is !== 'nobody' || visitor.reason !== 'no-token') refuseVisitor(visitor, 'route');
    return problem(404, 'This service knows no such address.');
  });
  app.onError((error, context) =>
    error instanceof NotWritten && context.req.method === 'DELETE'
      ? problem(
          error.status,
          'The link is closed, but the disk of the server did not take that: when the server starts again the link would be open. Make room on the disk, then end the link once more.',
        )
      : notDone(error, 'The server could not do this.'),
  );
  return app;
}

/** The first of these that the archive does not hold. Rejects where the archive does not answer. */
async function findMissing(
  holdings: Holdings,
  studies: readonly string[],
  series: readonly string[] | undefined,
): Promise<'studies' | 'series' | undefined> {
  const held = new Set<string>();
  for (const study of studies) {
    const found = await holdings.seriesOf(study);
    if (found === undefined) return 'studies';
    for (const uid of found) held.add(uid);
  }
  for (const uid of series ?? []) {
    if (held.has(uid)) continue;
    // The list of a large study may have been cut.
    const isThere = await Promise.all(studies.map((study) => holdings.has(study, uid)));
    if (!isThere.includes(true)) return 'series';
  }
  return undefined;
}
