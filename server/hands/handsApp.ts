import { Hono } from 'hono';
import { readHands, type Hands } from '@/protocol/hands';
import { KeptFiles } from '../access/keptFiles';
import type { People } from '../access/person';
import { personIn } from '../access/personIn';
import { notDone, problem } from '../http/problem';
import { readJsonWithin } from '../http/readJson';
import type { Disk } from '../state/disk';

/** Of a body that are read: more than every input of every act. */
const MOST_BYTES = 64 * 1024;

const UNSIGNED = 'Sign in to keep keys and buttons here.';
const NO_STORE = { 'Cache-Control': 'no-store' };

/** Which keys, buttons and wheel people chose. */
export class HandsFiles extends KeptFiles<Hands | undefined> {
  constructor(folder: string, disk?: Disk) {
    super({ folder, read: readHands, disk });
  }
}

interface HandsParts {
  readonly files: HandsFiles;
  readonly people: People;
}

/**
 * Keys, buttons and wheel as a person chose them: GET tells them (`hands` is null where none are kept), PUT takes them whole. Nothing but
 * the closed lists of the protocol gets in.
 */
export function handsApp({ files, people }: HandsParts): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    const person = await personIn(people, context, UNSIGNED);
    if (person instanceof Response) return person;
    return Response.json({ hands: files.of(person) ?? null }, { headers: NO_STORE });
  });
  app.put('/', async (context) => {
    const person = await personIn(people, context, UNSIGNED);
    if (person instanceof Response) return person;
    const body = await readJsonWithin(MOST_BYTES, context.req.raw);
    if (body.is === 'too-much') return problem(413, 'This is more than is kept.');
    const hands = body.is === 'json' ? readHands(body.value) : undefined;
    if (!hands) return problem(400, 'This is no choice of keys and buttons.');
    await files.keep(person, hands);
    return new Response(null, { status: 204, headers: NO_STORE });
  });
  app.all('/', () => {
    const answer = problem(405, 'Keys and buttons are read and set, and nothing else.');
    answer.headers.set('Allow', 'GET, PUT');
    return answer;
  });
  app.notFound(() => problem(404, 'This service knows no such address.'));
  app.onError((error) => notDone(error, 'The keys and buttons could not be kept.'));
  return app;
}
