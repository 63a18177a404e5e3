import { Hono, type Context } from 'hono';
import { CAST_EVENTS, readCastEvent, readSubscription } from '@/protocol/fhircast';
import { bearerOf } from '../access/bearer';
import type { Person } from '../access/person';
import { problem } from '../http/problem';
import { readTextWithin } from '../http/readJson';
import type { Address } from '../request/host';
import type { Hub } from './hub';

const NO_STORE = { 'Cache-Control': 'no-store' };

interface HubAppParts {
  readonly hub: Hub;
  readonly bodyBytes: number;
  /** Where channels stand: '/fhircast-channel'. */
  readonly channelPath: string;
}

interface Caller {
  readonly person: Person;
  readonly token: string;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Who asks; or the answer to whoever may not. */
async function callerOf(hub: Hub, context: Context): Promise<Caller | Response> {
  const token = bearerOf(context.req.header('authorization'));
  const person = token === undefined ? undefined : await hub.admit(token);
  if (token === undefined || !person) {
    const response = problem(401, 'The hub needs the token of somebody who has signed in and may read.');
    response.headers.set('WWW-Authenticate', 'Bearer');
    return response;
  }
  if (hub.takes(person)) return { person, token };
  const response = problem(429, 'These are too many requests at once: wait a moment.');
  response.headers.set('Retry-After', '5');
  return response;
}

const notOwn = () => problem(403, 'This topic is not the session of whoever has signed in.');

/** Where a channel is reached by whoever asked. */
function endpointOf(context: Context, channelPath: string, id: string): string {
  const { address } = context.env as { readonly address?: Address };
  const { scheme = 'http', host = 'localhost' } = address ?? {};
  return `${scheme === 'https' ? 'wss' : 'ws'}://${host}${channelPath}/${id}`;
}

/** Of an address of a channel the part that names it: proxies may change the rest. */
const channelOf = (endpoint: string): string => /[^/]*$/.exec(endpoint)?.[0] ?? '';

/** Answers a form that begins, changes or ends a subscription. */
function subscribe(
  { hub, channelPath }: HubAppParts,
  context: Context,
  { person, token }: Caller,
  form: string,
): Response {
  const asked = readSubscription(form);
  if (asked.mode === 'none') return problem(400, `The field ${asked.wrong} is missing or wrong.`);
  if (!hub.isOwn(person, asked.topic)) return notOwn();
  const id = asked.endpoint === undefined ? undefined : channelOf(asked.endpoint);
  if (asked.mode === 'unsubscribe') {
    if (!hub.unsubscribe(asked.topic, id ?? '')) return problem(404, 'There is no such subscription.');
    const gone = { 'hub.channel.endpoint': asked.endpoint };
    return Response.json(gone, { status: 202, headers: NO_STORE });
  }
  const channel = hub.subscribe(person, token, asked, id);
  if (!channel)
    return id === undefined
      ? problem(503, 'There are too many subscriptions.')
      : problem(404, 'There is no such subscription.');
  const given = { 'hub.channel.endpoint': asked.endpoint ?? endpointOf(context, channelPath, channel.id) };
  return Response.json(given, { status: 202, headers: NO_STORE });
}

/** Answers an event that asks for a change of the context. */
function change(hub: Hub, { person }: Caller, text: string): Response {
  const event = readCastEvent(jsonOf(text));
  if (!event) return problem(400, 'This is no event of FHIRcast that this hub passes on.');
  if (!hub.isOwn(person, event.topic)) return notOwn();
  const refused = hub.change(person, event);
  if (refused === 'role') return problem(403, 'The role of whoever has signed in does not allow this.');
  if (refused === 'full') return problem(503, 'There are too many sessions.');
  if (refused) return problem(refused.status, refused.sentence);
  return new Response(null, { status: 202, headers: NO_STORE });
}

/**
 * The hub's requests (FHIRcast 3.0.0): a form subscribes or unsubscribes, JSON asks for a change, GET /{topic} tells the current
 * context. Beside the standard, GET /session tells whoever has signed in what their topic is.
 */
export function hubApp(parts: HubAppParts): Hono {
  const { hub } = parts;
  const app = new Hono();
  app.post('/', async (context) => {
    const caller = await callerOf(hub, context);
    if (caller instanceof Response) return caller;
    const body = await readTextWithin(parts.bodyBytes, context.req.raw);
    if (body.is === 'too-much') return problem(413, 'This is more than a message may be.');
    const text = body.is === 'text' ? body.text : '';
    const [type = ''] = (context.req.header('content-type') ?? '').split(';');
    const kind = type.trim().toLowerCase();
    if (kind === 'application/x-www-form-urlencoded') return subscribe(parts, context, caller, text);
    if (kind === 'application/json' || kind === 'application/fhir+json') return change(hub, caller, text);
    return problem(415, 'A subscription is a form, an event JSON.');
  });
  app.get('/.well-known/fhircast-configuration', () =>
    Response.json(
      {
        eventsSupported: CAST_EVENTS,
        websocketSupport: true,
        fhircastVersion: 'STU3',
        getCurrentSupport: true,
      },
      { headers: NO_STORE },
    ),
  );
  app.get('/session', async (context) => {
    const caller = await callerOf(hub, context);
    if (caller instanceof Response) return caller;
    return Response.json({ 'hub.topic': hub.topicOf(caller.person) }, { headers: NO_STORE });
  });
  app.get('/:topic', async (context) => {
    const caller = await callerOf(hub, context);
    if (caller instanceof Response) return caller;
    if (!hub.isOwn(caller.person, context.req.param('topic'))) return notOwn();
    return Response.json(hub.current(caller.person), { headers: NO_STORE });
  });
  app.notFound(() => problem(404, 'The hub knows no such address.'));
  app.onError(() => problem(500, 'The hub could not answer.'));
  return app;
}
