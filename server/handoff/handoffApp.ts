import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import type { endedHandoff, handoffCode, HandoffEnd, openedHandoff } from '@/protocol/handoff';
import type { People, Person } from '../access/person';
import { bearerOf } from '../access/bearer';
import type { Audit, AuditAgent } from '../audit/audit';
import { notDone, problem } from '../http/problem';
import { readJsonWithin } from '../http/readJson';
import { isSessionToken, type Handoffs, type OpenedHandoff } from './handoffs';

const text = z.string().check(z.minLength(1), z.maxLength(128));
const offer = z.object({
  archive: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  view: z.string().check(z.regex(/^\/view\/[^\s]{1,8000}$/)),
});
const openSchema = z.union([z.object({ id: text, secret: text }), z.object({ id: text, session: text })]);

/** Of a body that are read: a view is far below. */
const MOST_BYTES = 32 * 1024;
const tooMuch = () => problem(413, 'This is more than a view.');

const NO_STORE = { 'Cache-Control': 'no-store' };
const SENTENCES: Readonly<Record<HandoffEnd, string>> = {
  unknown: 'This code is not known here.',
  expired: 'This code was too old. Show a new one on the first screen.',
  used: 'This code was used already. Show a new one on the first screen.',
  ended: 'The person who passed this view on has signed out.',
};

const agentOf = ({ issuer, subject, name }: Person): AuditAgent => ({ is: 'person', issuer, subject, name });

function told(opened: OpenedHandoff & { readonly ok: true }): Response {
  const { handoff, token, expiresInS, session } = opened;
  const { person, view, archive } = handoff;
  return Response.json(
    {
      token,
      expiresInS,
      session,
      name: person.name,
      subject: person.subject,
      may: [...person.may],
      view,
      archive,
    } satisfies z.input<typeof openedHandoff>,
    { headers: NO_STORE },
  );
}

interface HandoffParts {
  readonly handoffs: Handoffs;
  readonly people: People;
  readonly audit: Audit;
}

/** Who asks; or the answer that nobody does. */
async function personIn(people: People, context: Context): Promise<Person | Response> {
  const token = bearerOf(context.req.header('authorization'));
  const person = token === undefined ? undefined : await people.of(token);
  if (person !== undefined) return person;
  const response = problem(401, 'Sign in to pass a view on to another device.');
  response.headers.set('WWW-Authenticate', 'Bearer');
  return response;
}

/** A device opens a code that it was shown, or goes on with what it has opened. */
async function openHandoff({ handoffs, audit }: HandoffParts, context: Context): Promise<Response> {
  const sent = await readJsonWithin(MOST_BYTES, context.req.raw);
  if (sent.is === 'too-much') return tooMuch();
  const asked = openSchema.safeParse(sent.is === 'json' ? sent.value : undefined);
  if (!asked.success) return problem(400, 'A code has an id and a secret.');
  const isFirst = 'secret' in asked.data;
  const opened =
    'secret' in asked.data
      ? await handoffs.open(asked.data.id, asked.data.secret)
      : await handoffs.renew(asked.data.id, asked.data.session);
  if (opened.ok) {
    if (isFirst) audit.note({ action: 'sign-in', agent: agentOf(opened.handoff.person) });
    return told(opened);
  }
  const { reason } = opened;
  audit.note({ action: 'sign-in', agent: { is: 'nobody' }, reason });
  const status = reason === 'unknown' ? 404 : 410;
  const ended = { reason, error: SENTENCES[reason] };
  return Response.json(ended satisfies z.input<typeof endedHandoff>, { status, headers: NO_STORE });
}

/** The routes by which a person passes a view on to another device of their own. */
export function handoffApp(parts: HandoffParts): Hono {
  const { handoffs, people } = parts;
  const app = new Hono();
  app.post('/', async (context) => {
    const person = await personIn(people, context);
    if (person instanceof Response) return person;
    // Else a device that somebody lost would hand itself on for ever.
    if (isSessionToken(bearerOf(context.req.header('authorization')) ?? '')) {
      return problem(403, 'This view was passed on to this device; pass it on from where you signed in.');
    }
    if (!person.may.has('read')) return problem(403, 'Your role does not allow this.');
    const sent = await readJsonWithin(MOST_BYTES, context.req.raw);
    if (sent.is === 'too-much') return tooMuch();
    const asked = offer.safeParse(sent.is === 'json' ? sent.value : undefined);
    if (!asked.success) return problem(400, 'This is no view that can be passed on.');
    const code = await handoffs.offer(person, asked.data.archive, asked.data.view);
    return Response.json(code satisfies z.input<typeof handoffCode>, { status: 201, headers: NO_STORE });
  });
  app.post('/open', (context) => openHandoff(parts, context));
  app.delete('/', async (context) => {
    const person = await personIn(people, context);
    if (person instanceof Response) return person;
    await handoffs.end(person);
    return new Response(null, { status: 204, headers: NO_STORE });
  });

  app.notFound(() => problem(404, 'This service knows no such address.'));
  app.onError((error) => notDone(error, 'The view could not be passed on.'));
  return app;
}
