import { Hono } from 'hono';
import type { People, Person } from '../access/person';
import { personIn } from '../access/personIn';
import type { Audit, AuditAgent } from '../audit/audit';
import { notDone, problem } from '../http/problem';
import { readJsonWithin } from '../http/readJson';
import { MOST_PROTOCOLS, readProtocols, type HangingsFiles } from './hangingsFiles';

/** Of a body that are read. */
const MOST_BYTES = 1024 * 1024;

const UNSIGNED = 'Sign in to keep arrangements here.';
const NO_STORE = { 'Cache-Control': 'no-store' };

interface HangingsParts {
  readonly files: HangingsFiles;
  readonly people: People;
  readonly audit: Audit;
}

const agentOf = ({ issuer, subject, name }: Person): AuditAgent => ({ is: 'person', issuer, subject, name });

/**
 * How studies are hung: GET tells a person's own and the site's, PUT /mine and /house take a whole list each, made of what GET told last
 * (RFC 9110 13.1.1; RFC 6585 3): of two browsers at once neither loses what the other did. No UID, name or text gets in: what is not known of a protocol is left out. The site's are set by whoever may store what all others see.
 */
export function hangingsApp({ files, people, audit }: HangingsParts): Hono {
  const app = new Hono();
  const refuse = (person: Person, reason: string, answer: Response): Response => {
    audit.note({ action: 'refuse', agent: agentOf(person), reason });
    return answer;
  };

  app.get('/', async (context) => {
    const person = await personIn(people, context, UNSIGNED);
    if (person instanceof Response) return person;
    const told = { mine: files.of(person), house: files.of('house'), version: files.versionFor(person) };
    return Response.json(told, { headers: NO_STORE });
  });
  app.put('/:whose{mine|house}', async (context) => {
    const person = await personIn(people, context, UNSIGNED);
    if (person instanceof Response) return person;
    const isHouse = context.req.param('whose') === 'house';
    if (isHouse && !person.may.has('store')) {
      const answer = problem(403, 'Your role does not allow setting arrangements for the house.');
      return refuse(person, 'role', answer);
    }
    const body = await readJsonWithin(MOST_BYTES, context.req.raw);
    const asked = body.is === 'json' && Array.isArray(body.value) ? (body.value as unknown[]) : undefined;
    if (body.is === 'too-much' || (asked && asked.length > MOST_PROTOCOLS))
      return refuse(person, 'too-much', problem(413, 'These are more arrangements than are kept.'));
    if (!asked) return problem(400, 'This is no list of arrangements.');
    const protocols = readProtocols(asked);
    // What is kept would be lost for a list that says nothing.
    if (asked.length > 0 && protocols.length === 0)
      return problem(400, 'Nothing in this list is an arrangement.');
    const [, version] = /^"([\w-]+)"$/.exec(context.req.header('if-match') ?? '') ?? [];
    if (version === undefined) return problem(428, 'A list says in If-Match which one it was made of.');
    if (!(await files.keepSince(version, person, isHouse ? 'house' : 'mine', protocols)))
      return problem(412, 'The arrangements have changed meanwhile: read them, and do it again.');
    if (isHouse) audit.note({ action: 'hang-house', agent: agentOf(person) });
    return new Response(null, { status: 204, headers: NO_STORE });
  });
  app.all('/:whose{mine|house}', () => {
    const answer = problem(405, 'Arrangements are read and set, and nothing else.');
    answer.headers.set('Allow', 'PUT');
    return answer;
  });

  app.notFound(() => problem(404, 'This service knows no such address.'));
  app.onError((error) => notDone(error, 'The arrangements could not be kept.'));
  return app;
}
