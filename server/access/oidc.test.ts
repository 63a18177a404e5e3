import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, exportSPKI, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startDemoLogin } from '../demo/demoLogin';
import { Visitor } from '../testing/signIn';
import { OidcPeople } from './oidc';

/** The demo issuer, as any other site's: only its address is known. Its private key lies in `state` for forgeries. */
const FRIEND = 'http://127.0.0.1:4567';
let state: string;
let server: Server;
let origin: string;
let issuer: string;
let said: string[];
let answer: RequestListener;

const listen = (port: number): Promise<void> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
const stop = (): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const freshState = () => (state = mkdtempSync(join(tmpdir(), 'isocenter-oidc-')));

async function startIssuer(port: number): Promise<void> {
  const demo = await startDemoLogin({ state, tokenSeconds: 300, friends: [FRIEND] });
  answer = (incoming, outgoing) =>
    demo.handle(incoming, outgoing, {
      scheme: 'http',
      host: incoming.headers.host ?? '',
      isGiven: false,
    });
  server = createServer((incoming, outgoing) => answer(incoming, outgoing));
  await listen(port);
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer = `${origin}/demo-login`;
}

const people = (more: { audience?: string; rolesClaim?: string; now?: () => number } = {}): OidcPeople =>
  new OidcPeople({
    issuer,
    audience: 'isocenter',
    rolesClaim: 'roles',
    say: (line) => said.push(line),
    ...more,
  });

// One key for all tests but that of another key: making one takes a moment.
beforeAll(freshState);
afterAll(() => rmSync(state, { recursive: true, force: true }));
beforeEach(async () => {
  said = [];
  await startIssuer(0);
});
afterEach(stop);

async function realKey(): Promise<{ key: CryptoKey; jwk: JWK }> {
  const { jwk } = JSON.parse(readFileSync(join(state, 'demo-keys.json'), 'utf8')) as { jwk: JWK };
  return { key: (await importJWK(jwk, 'RS256')) as CryptoKey, jwk };
}

/** A token that is right in all but what the test changes, signed with the issuer's own key. */
async function forge(claims: object, header: { typ?: string; kid?: string } = {}): Promise<string> {
  const { key, jwk } = await realKey();
  const nowS = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: issuer,
    aud: 'isocenter',
    sub: 'dr-a',
    name: 'Dr Ada Demo',
    roles: ['viewer'],
    iat: nowS,
    exp: nowS + 300,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk.kid ?? '', ...header })
    .sign(key);
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token of the code flow stands for a person with name and rights', async () => {
  const { access_token } = await new Visitor(origin).signIn(issuer, 'student');
  const person = await people().of(access_token);
  expect(person).toMatchObject({ issuer, subject: 'student', name: 'Student Demo' });
  expect([...(person?.may ?? [])]).toEqual(['read']);
  expect(said).toEqual([]);
});

test('a second companion that the command line names may use it as its issuer', async () => {
  const { access_token } = await new Visitor(FRIEND).signIn(issuer, 'dr-b');
  expect(await people().of(access_token)).toMatchObject({ subject: 'dr-b' });
});

test('an ID token opens nothing, whatever type it claims', async () => {
  const { id_token } = await new Visitor(origin).signIn(issuer, 'dr-a');
  expect(await people().of(id_token)).toBeUndefined();
  expect(await people().of(await forge({ nonce: 'n' }, { typ: 'JWT' }))).toBeUndefined();
  expect(await people().of(await forge({ typ: 'ID' }, { typ: 'JWT' }))).toBeUndefined();
  expect(await people().of(await forge({ typ: 'Bearer' }, { typ: 'JWT' }))).toBeDefined();
});

const nowS = () => Math.floor(Date.now() / 1000);
test.each([
  ['expired', () => forge({ exp: nowS() - 61 })],
  ['not yet valid', () => forge({ nbf: nowS() + 180 })],
  ['without an end', () => forge({ exp: undefined })],
  ['without a subject', () => forge({ sub: undefined })],
  ['for somebody else', () => forge({ aud: 'another-client' })],
  ['for nobody', () => forge({ aud: undefined })],
  ['of another issuer', () => forge({ iss: 'https://login.example.org' })],
  ['of an issuer whose name begins alike', () => forge({ iss: `${issuer}.evil.example` })],
  ['with a key that nobody knows', () => forge({}, { kid: 'unknown' })],
])('a token %s is nobody', async (_what, make) => {
  expect(await people().of(await make())).toBeUndefined();
});

test('a token that is out of time by less than the clocks may differ holds', async () => {
  expect(await people().of(await forge({ exp: nowS() - 20 }))).toBeDefined();
});

test('alg none, HS256 with the public key, tampering and rubbish are nobody', async () => {
  const judge = people();
  const good = await forge({});
  expect(await judge.of(good)).toBeDefined();
  const claims = decodeJwt(good);
  const none = `${base64({ alg: 'none', typ: 'at+jwt' })}.${base64(claims)}.`;
  expect(await judge.of(none)).toBeUndefined();
  const { jwk } = await realKey();
  const open = (await importJWK({ kty: 'RSA', n: jwk.n ?? '', e: jwk.e ?? '' }, 'RS256')) as CryptoKey;
  for (const secret of [await exportSPKI(open), jwk.n ?? '', JSON.stringify(jwk)]) {
    const head = `${base64({ alg: 'HS256', typ: 'at+jwt', kid: jwk.kid })}.${base64(claims)}`;
    const mac = createHmac('sha256', secret).update(head).digest('base64url');
    expect(await judge.of(`${head}.${mac}`)).toBeUndefined();
  }
  const [header = '', , signature = ''] = good.split('.');
  expect(await judge.of(`${header}.${base64({ ...claims, sub: 'dr-b' })}.${signature}`)).toBeUndefined();
  for (const rubbish of ['', '.', '..', 'a.b.c', 'x'.repeat(10_000)])
    expect(await judge.of(rubbish)).toBeUndefined();
});

test('after the issuer changed its keys new tokens hold, and those of the old key no longer once it is looked at again', async () => {
  let now = Date.now();
  const judge = people({ now: () => now });
  const old = await forge({ exp: nowS() + 86_400 });
  expect(await judge.of(old)).toBeDefined();
  const { port } = new URL(origin);
  await stop();
  rmSync(state, { recursive: true, force: true });
  freshState();
  await startIssuer(Number(port));
  now += 11_000;
  // jose counts its own pause between two looks by the real clock; a fresh judge looks at once.
  expect(await people().of(await forge({}))).toBeDefined();
  now += 11 * 60_000;
  await judge.of(old);
  await expect.poll(() => judge.of(old)).toBeUndefined();
  expect(await judge.of(await forge({ exp: nowS() + 86_400 }))).toBeDefined();
});

test('while the issuer is down known keys hold, and the console says it once', async () => {
  let now = Date.now();
  const judge = people({ now: () => now });
  const token = await forge({ exp: nowS() + 86_400 });
  expect(await judge.of(token)).toBeDefined();
  const { port } = new URL(origin);
  await stop();
  now += 20 * 60_000;
  expect(await judge.of(token)).toBeDefined();
  await expect.poll(() => said.length).toBe(1);
  expect(said[0]).toContain('does not answer');
  now += 20 * 60_000;
  expect(await judge.of(token)).toBeDefined();
  server = createServer((incoming, outgoing) => answer(incoming, outgoing));
  await listen(Number(port));
  const laterOn = async () => {
    now += 20 * 60_000;
    expect(await judge.of(token)).toBeDefined();
    return said.at(-1);
  };
  await expect.poll(laterOn).toContain('answers again');
  expect(said.join()).not.toContain(token.slice(0, 20));
});

test('an issuer that is down at the start is asked again later', async () => {
  let now = Date.now();
  const token = await forge({});
  const { port } = new URL(origin);
  await stop();
  const judge = people({ now: () => now });
  expect(await judge.of(token)).toBeUndefined();
  server = createServer((incoming, outgoing) => answer(incoming, outgoing));
  await listen(Number(port));
  expect(await judge.of(token)).toBeUndefined();
  now += 11_000;
  expect(await judge.of(token)).toBeDefined();
});

test.each([-10, 10])('a clock that is %i minutes off locks nobody out and is told', async (minutes) => {
  const judge = people({ now: () => Date.now() + minutes * 60_000 });
  const { access_token } = await new Visitor(origin).signIn(issuer, 'dr-a');
  expect(await judge.of(access_token)).toBeDefined();
  expect(await judge.of(await forge({ exp: nowS() - 62 }))).toBeUndefined();
  expect(said[0]).toContain(`10 min ${minutes < 0 ? 'behind' : 'ahead of'}`);
});

test('an issuer that calls itself by another name is not believed', async () => {
  const judge = new OidcPeople({
    issuer: issuer.replace('127.0.0.1', 'localhost'),
    audience: 'isocenter',
    rolesClaim: 'roles',
    say: (line) => said.push(line),
  });
  answer = ((handle) => (incoming, outgoing) => {
    incoming.headers.host = new URL(origin).host;
    handle(incoming, outgoing);
  })(answer);
  expect(await judge.of(await forge({}))).toBeUndefined();
  expect(said[0]).toContain('calls itself');
});

/** The demo's tokens hold name and roles; other issuers say them at userinfo (OpenID Connect Core 5.3). */
function withUserinfo(said: { status: number; claims?: object }): { asked: () => number } {
  let asked = 0;
  const provider = answer;
  answer = (incoming, outgoing) => {
    if (incoming.url !== '/demo-login/me') return provider(incoming, outgoing);
    asked += 1;
    outgoing
      .writeHead(said.status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(said.claims ?? {}));
  };
  return { asked: () => asked };
}
const nameless = () => forge({ name: undefined, roles: undefined });

test('name and roles come from userinfo where the token has none, asked once', async () => {
  const userinfo = withUserinfo({
    status: 200,
    claims: {
      sub: 'dr-a',
      preferred_username: 'ada',
      realm_access: { roles: ['Referrer', 'offline_access'] },
    },
  });
  const judge = people({ rolesClaim: 'realm_access.roles' });
  const token = await nameless();
  const atOnce = await Promise.all([judge.of(token), judge.of(token)]);
  for (const person of [...atOnce, await judge.of(token)]) {
    expect(person?.name).toBe('ada');
    expect([...(person?.may ?? [])].sort()).toEqual(['measure', 'read', 'share']);
  }
  expect(userinfo.asked()).toBe(1);
});

test('an answer about somebody else is not used, and leaves looking only', async () => {
  withUserinfo({ status: 200, claims: { sub: 'dr-b', name: 'Dr Ben Demo', roles: ['radiologist'] } });
  const person = await people().of(await nameless());
  expect(person?.name).toBe('Somebody without a name');
  expect([...(person?.may ?? [])]).toEqual(['read']);
});

test.each([400, 401, 403, 404])('an issuer that refuses to say (%i) leaves looking only', async (status) => {
  withUserinfo({ status });
  const person = await people().of(await forge({ name: 'Ada', roles: undefined }));
  expect([...(person?.may ?? [])]).toEqual(['read']);
});

test('a claim of nothing in the token does not take the place of what userinfo says', async () => {
  withUserinfo({ status: 200, claims: { sub: 'dr-a', name: 'Ada', roles: ['viewer'] } });
  expect([...((await people().of(await forge({ roles: null })))?.may ?? [])]).toEqual(['read']);
});

test('a house without roles lets everybody do everything', async () => {
  withUserinfo({ status: 200, claims: { sub: 'dr-a', name: 'Ada' } });
  expect((await people().of(await nameless()))?.may.size).toBe(5);
});

test('where roles are needed nobody may anything without one', async () => {
  const judge = new OidcPeople({
    issuer,
    audience: 'isocenter',
    rolesClaim: 'roles',
    needsRoles: true,
    say: () => 0,
  });
  withUserinfo({ status: 200, claims: { sub: 'dr-a', name: 'Ada' } });
  expect((await judge.of(await nameless()))?.may.size).toBe(0);
  expect((await judge.of(await forge({ roles: 'viewer' })))?.may.size).toBe(1);
});

test('roles that cannot be asked for leave looking only, and are asked for again in a while', async () => {
  let now = Date.now();
  const userinfo = withUserinfo({ status: 503 });
  const judge = people({ now: () => now });
  const token = await nameless();
  for (let at = 0; at < 3; at += 1) expect([...((await judge.of(token))?.may ?? [])]).toEqual(['read']);
  expect(userinfo.asked()).toBe(1);
  now += 11_000;
  await judge.of(token);
  expect(userinfo.asked()).toBe(2);
});

test('roles of which none is known give nothing', async () => {
  expect((await people().of(await forge({ roles: ['cook', 'toString'] })))?.may.size).toBe(0);
  expect((await people().of(await forge({ roles: [] })))?.may.size).toBe(0);
});
