import type { Context, Hono } from 'hono';
import type { madeShare, ownShares, shareAccesses } from '@/protocol/shares';
import { personId, type Person } from '../access/person';
import { agentOf } from '../gate/visitor';
import { readJson } from '../http/readJson';
import { readAskedShare, type AskedShare } from '../share/askedShare';
import type { Holdings } from '../share/holdings';
import { newShare } from '../share/redeem';
import { endForNewcomers, type KnownShare } from '../share/share';
import { accessesOf, toOwner } from '../share/tellShare';
import { none, recordOf, refusal, say } from './answers';
import type { ShareVisitors } from './shareVisitors';
import type { ShareParts } from './parts';

/** The share that a person asked for, with what opens it. */
function toShare(asked: AskedShare, person: Person, at: number): ReturnType<typeof newShare> {
  const { archive, studies, series, until, mostUses, to, note, view, about } = asked;
  return newShare(
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
}

const UNHELD = 'The archive does not hold this, so nothing was shared.';
/** What is answered where something hinders a share. */
const REFUSED = {
  studies: [404, UNHELD],
  series: [404, UNHELD],
  patients: [409, 'The archive keeps this study under several patients, so nothing was shared.'],
} as const;

/** A share is made, of what the archive holds and the person may do. */
function addMaking(
  app: Hono,
  { shares, archives, audit, now = Date.now }: ShareParts,
  visitors: ShareVisitors,
): void {
  const { visitorOf, refuseVisitor } = visitors;
  const makeShare = async (context: Context): Promise<Response> => {
    const visitor = await visitorOf(context);
    if (visitor.is !== 'person') return refuseVisitor(visitor, 'route');
    const { person } = visitor;
    if (!person.may.has('share')) return refuseVisitor(visitor, 'share');
    const asked = readAskedShare(await readJson(context.req.raw), now());
    if ('wrong' in asked) return refusal(400, 'A share cannot be made of this.', { field: asked.wrong });
    const held = archives.get(asked.archive);
    if (held === undefined) return refusal(404, 'There is no such archive here.', { field: 'archive' });
    // Nobody gives away what they may not do themselves.
    if (asked.rights.includes('measure') && !person.may.has('store'))
      return refuseVisitor(visitor, 'measure');
    if (asked.rights.includes('download') && !person.may.has('export'))
      return refuseVisitor(visitor, 'download');
    const hindrance = await findHindrance(held.holdings, asked.studies, asked.series).catch(
      () => 'archive' as const,
    );
    if (hindrance === 'archive')
      return refusal(502, 'The archive cannot be reached, so nothing was shared. Try again in a minute.');
    if (hindrance !== undefined) {
      audit.note({
        action: 'refuse',
        agent: agentOf(visitor),
        reason: hindrance,
        archive: asked.archive,
        studies: asked.studies,
      });
      const [status, words] = REFUSED[hindrance];
      return refusal(status, words, { field: hindrance });
    }
    const at = now();
    const { share, secret, passcode } = await toShare(asked, person, at);
    await shares.append({ is: 'created', at, share });
    audit.note({ action: 'share', agent: agentOf(visitor), ...recordOf(share) });
    return say<typeof madeShare>(
      { id: share.id, secret, ...(passcode === undefined ? {} : { passcode }), until: asked.until },
      201,
    );
  };
  app.post('/shares', makeShare);
}

/** Shares of those who have signed in: made, listed, looked into and ended. */
export function addOwnShares(app: Hono, parts: ShareParts, visitors: ShareVisitors): void {
  const { shares, audit, now = Date.now } = parts;
  const { personOf } = visitors;
  addMaking(app, parts, visitors);

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
    return refusal(404, 'You have no such share.');
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
}

/** What hinders a share of these, by the field that it lies in; undefined: nothing. Rejects where the archive does not answer. */
async function findHindrance(
  holdings: Holdings,
  studies: readonly string[],
  series: readonly string[] | undefined,
): Promise<keyof typeof REFUSED | undefined> {
  const held = new Set<string>();
  for (const study of studies) {
    const found = await holdings.seriesOf(study);
    if (found === undefined) return 'studies';
    if (await holdings.isOfSeveral(study)) return 'patients';
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
