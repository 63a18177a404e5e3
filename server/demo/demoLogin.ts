import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, type JWK } from 'jose';
import type { Provider } from 'oidc-provider';
import * as z from 'zod/mini';
import { rightsOf } from '@/protocol/rights';
import { keepOnce } from '../access/keepOnce';
import type { Address } from '../request/host';
import type { People } from '../access/person';
import { rolesAt } from '../access/roles';
import { SECURITY_HEADERS } from '../http/headers';
import { rawPath } from '../http/path';
import { demoAccount } from './accounts';
import { DEMO_CLIENT, makeProvider, type ProviderParts } from './demoProvider';
import { DemoStore } from './demoStore';
import { DEMO_ROOT, originOf } from './origins';
import { stopPage, whoPage, type DemoPage } from './pages';
import { wordsFor } from './words';

/** Origins that issuers are kept for; the least used gives way. */
const MOST_ORIGINS = 16;
const ALGORITHM = 'RS256';

const keysSchema = z.object({
  jwk: z.looseObject({
    kty: z.literal('RSA'),
    n: z.string(),
    e: z.string(),
    d: z.string(),
    kid: z.string(),
  }),
  cookie: z.string().check(z.minLength(16)),
});

async function makeKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = {
    ...(await exportJWK(privateKey)),
    kid: randomBytes(6).toString('hex'),
    alg: ALGORITHM,
    use: 'sig',
  };
  return JSON.stringify({ jwk, cookie: randomBytes(32).toString('base64url') });
}

/** The keys as they were kept. Throws where they are none to sign with. */
async function readKeys(text: string) {
  const { jwk, cookie } = keysSchema.parse(JSON.parse(text));
  await importJWK(jwk, ALGORITHM);
  const { kty, n, e, kid } = jwk;
  return { jwk, cookie, open: await importJWK({ kty, n, e, kid }, ALGORITHM) };
}

/** A sign-in to try things out with: an issuer of its own below this origin, and those who have an account there. */
export interface DemoLogin {
  readonly path: string;
  readonly friends: readonly string[];
  readonly handle: (incoming: IncomingMessage, outgoing: ServerResponse, address: Address) => void;
  readonly people: People;
}

function show(outgoing: ServerResponse, status: number, page: DemoPage): void {
  outgoing
    .writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': page.policy })
    .end(page.html);
}

/** The account that a form names. */
async function readChoice(incoming: IncomingMessage): Promise<string | undefined> {
  let body = '';
  for await (const chunk of incoming) {
    body += String(chunk);
    if (body.length > 1_000) return undefined;
  }
  return demoAccount(new URLSearchParams(body).get('account'))?.subject;
}

/** In the browser's language: of a sign-in that is over nothing else is known. */
const tooOld = ({ headers }: IncomingMessage): DemoPage =>
  stopPage('tooOld', wordsFor(undefined, headers['accept-language']));

const notHere = ({ headers }: IncomingMessage): DemoPage =>
  stopPage('elsewhere', wordsFor(undefined, headers['accept-language']));

/** The page where a person says who they are. */
async function answerWho(
  provider: Provider,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const asked = await provider.interactionDetails(incoming, outgoing).catch(() => undefined);
  const path = rawPath(incoming.url ?? '/');
  if (asked === undefined || path !== `${DEMO_ROOT}/who/${asked.uid}`)
    return show(outgoing, 400, tooOld(incoming));
  const back = String(asked.params['redirect_uri'] ?? '');
  const origin = URL.canParse(back) ? new URL(back).origin : '';
  const words = wordsFor(asked.params['ui_locales'], incoming.headers['accept-language']);
  if (incoming.method !== 'POST') {
    // Consent is given beforehand; a page that asks for it all the same goes on at once.
    if (asked.prompt.name === 'consent')
      return provider.interactionFinished(incoming, outgoing, { consent: {} });
    return show(outgoing, 200, whoPage(path, origin, words));
  }
  const accountId = await readChoice(incoming);
  if (accountId === undefined) return show(outgoing, 400, whoPage(path, origin, words));
  return provider.interactionFinished(incoming, outgoing, { login: { accountId, remember: true } });
}

/** An issuer for each origin that the page is asked for at. */
class Providers {
  private readonly parts: Omit<ProviderParts, 'origin'>;
  private readonly known = new Map<string, Provider>();

  constructor(parts: Omit<ProviderParts, 'origin'>) {
    this.parts = parts;
  }

  of(origin: string): Provider {
    const provider = this.known.get(origin) ?? makeProvider({ ...this.parts, origin });
    this.known.delete(origin);
    this.known.set(origin, provider);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_ORIGINS && oldest !== undefined) this.known.delete(oldest);
    return provider;
  }
}

/** Answers what the browser asks the issuer for. */
function answerIssuer(
  providers: Providers,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  address: Address,
): void {
  const { 'Content-Security-Policy': _, ...headers } = SECURITY_HEADERS;
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  outgoing.setHeader('Cache-Control', 'no-store');
  const origin = originOf(address, incoming);
  if (origin === undefined) return show(outgoing, 403, notHere(incoming));
  const provider = providers.of(origin);
  delete incoming.headers['x-forwarded-host'];
  incoming.headers['x-forwarded-proto'] = address.scheme;
  if (rawPath(incoming.url ?? '/').startsWith(`${DEMO_ROOT}/who/`)) {
    answerWho(provider, incoming, outgoing).catch(() => {
      if (outgoing.headersSent) outgoing.destroy();
      else show(outgoing, 400, tooOld(incoming));
    });
    return;
  }
  // As oidc-provider wants to be mounted: the path below, and the whole of it beside.
  const whole = incoming.url ?? '/';
  Object.assign(incoming, { originalUrl: whole, url: whole.slice(DEMO_ROOT.length) || '/' });
  void provider.callback()(incoming, outgoing);
}

/** Those whom the issuer's access tokens stand for; `open`: the key that they are verified with. */
const demoPeople = (open: Awaited<ReturnType<typeof importJWK>>): People => ({
  of: async (token) => {
    try {
      const { payload } = await jwtVerify(token, open, {
        algorithms: [ALGORITHM],
        audience: DEMO_CLIENT,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'iss'],
      });
      const account = demoAccount(payload.sub);
      if (account === undefined || !payload.iss?.endsWith(DEMO_ROOT)) return undefined;
      // One person whatever name the machine is called by.
      return {
        issuer: DEMO_ROOT,
        subject: account.subject,
        name: account.name,
        may: rightsOf(rolesAt(payload, 'roles')),
      };
    } catch {
      return undefined;
    }
  },
});

/** Starts the demo issuer. Its keys lie in `state`, so that a restart or a second companion takes its tokens. */
export async function startDemoLogin(parts: {
  readonly state: string;
  readonly tokenSeconds: number;
  /** Origins of other pages that sign in here, beside the page of this origin. */
  readonly friends?: readonly string[];
}): Promise<DemoLogin> {
  const { state, tokenSeconds, friends = [] } = parts;
  const kept = await keepOnce(join(state, 'demo-keys.json'), makeKeys, readKeys);
  const providers = new Providers({
    store: new DemoStore(join(state, 'demo-sessions.json')),
    keys: [kept.jwk as JWK as never],
    cookieKeys: [kept.cookie],
    tokenSeconds,
    friends,
  });
  return {
    path: DEMO_ROOT,
    friends,
    handle: (...asked) => answerIssuer(providers, ...asked),
    people: demoPeople(kept.open),
  };
}
