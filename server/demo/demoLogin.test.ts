import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGate } from '../gate/gate';
import { createCompanion } from '../listen';
import { Visitor } from '../testing/signIn';
import { startDemoLogin, type DemoLogin } from './demoLogin';

/** Another companion's page, which the command line names. */
const FRIEND = 'http://localhost:1234';

let state: string;
let demo: DemoLogin;
let server: Server;
let origin: string;
let issuer: string;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'isocenter-demo-'));
  demo = await startDemoLogin({ state, tokenSeconds: 300, friends: [FRIEND] });
  const handle: DemoLogin['handle'] = (...all) => demo.handle(...all);
  server = createCompanion({
    app: new Hono(),
    gate: openGate,
    root: '/dicom-web',
    mounts: [{ path: demo.path, friends: demo.friends, handle }],
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer = `${origin}/demo-login`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(state, { recursive: true, force: true });
});

test('tells where it is, as OpenID Connect Discovery wants it', async () => {
  const found = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  expect(found).toMatchObject({
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    code_challenge_methods_supported: ['S256'],
  });
});

test('a code with PKCE gives tokens that stand for Dr A', async () => {
  const tokens = await new Visitor(origin).signIn(issuer, 'dr-a');
  expect(tokens.expires_in).toBe(300);
  expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
  expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: issuer, aud: 'isocenter', sub: 'dr-a' });
  expect(decodeJwt(tokens.id_token)).toMatchObject({
    sub: 'dr-a',
    name: 'Dr Ada Demo',
    roles: ['radiologist'],
    nonce: 'def',
  });
  const person = await demo.people.of(tokens.access_token);
  expect(person).toMatchObject({ issuer: '/demo-login', subject: 'dr-a', name: 'Dr Ada Demo' });
  expect([...(person?.may ?? [])].sort()).toEqual(['export', 'measure', 'read', 'share', 'store']);
  expect(await demo.people.of(tokens.id_token)).toBeUndefined();
  expect(await demo.people.of(`${tokens.access_token.slice(0, -4)}AAAA`)).toBeUndefined();
});

test('the student may only look', async () => {
  const { access_token } = await new Visitor(origin).signIn(issuer, 'student');
  expect([...((await demo.people.of(access_token))?.may ?? [])]).toEqual(['read']);
});

test('without PKCE there is no code', async () => {
  const { back } = await new Visitor(origin).authorize(issuer, 'dr-a', {
    code_challenge: '',
    code_challenge_method: '',
  });
  expect(back.searchParams.get('error')).toBe('invalid_request');
});

test('prompt=none answers at once where somebody is signed in, and says so where nobody is', async () => {
  const visitor = new Visitor(origin);
  const early = await visitor.authorize(issuer, undefined, { prompt: 'none' });
  expect(early.back.searchParams.get('error')).toBe('login_required');
  await visitor.signIn(issuer, 'dr-b');
  const again = await visitor.authorize(issuer, undefined, { prompt: 'none' });
  expect(again.back.searchParams.get('code')).toBeTruthy();
  expect(again.asked).toBe(0);
});

test('nobody is asked for consent, not even where the page asks for that', async () => {
  const visitor = new Visitor(origin);
  const { back, asked } = await visitor.authorize(issuer, 'dr-a', { prompt: 'consent' });
  expect([back.searchParams.get('error'), asked]).toEqual([null, 1]);
  expect(back.searchParams.get('code')).toBeTruthy();
});

test.each([{ prompt: 'login' }, { max_age: '0' }])(
  '%j asks again, and lets another person in',
  async (more) => {
    const visitor = new Visitor(origin);
    await visitor.signIn(issuer, 'dr-a');
    const { back, verifier, asked } = await visitor.authorize(issuer, 'dr-b', more);
    expect(asked).toBeGreaterThan(0);
    const response = await visitor.token(issuer, {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: `${origin}/`,
      code_verifier: verifier,
    });
    expect(decodeJwt(((await response.json()) as { id_token: string }).id_token)['sub']).toBe('dr-b');
  },
);

test('refresh tokens rotate; one that is used again ends the family', async () => {
  const visitor = new Visitor(origin);
  const first = await visitor.signIn(issuer, 'dr-a');
  const renew = (refresh_token: string) =>
    visitor.token(issuer, { grant_type: 'refresh_token', refresh_token });
  const second = (await (await renew(first.refresh_token)).json()) as typeof first;
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(await demo.people.of(second.access_token)).toMatchObject({ subject: 'dr-a' });
  expect((await renew(first.refresh_token)).status).toBe(400);
  expect((await renew(second.refresh_token)).status).toBe(400);
});

test('signing out asks nothing, returns to the page and ends session and refresh token', async () => {
  const visitor = new Visitor(origin);
  const tokens = await visitor.signIn(issuer, 'dr-a');
  const query = new URLSearchParams({
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: `${origin}/`,
    state: 'out',
  });
  const leaving = await visitor.fetch(`${issuer}/session/end?${query}`);
  const page = await leaving.text();
  const script = leaving.headers.get('content-security-policy')?.includes("script-src 'sha256-");
  expect(script).toBe(true);
  const secret = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect(page).toContain('name="logout" value="yes"');
  const done = await visitor.fetch(`${issuer}/session/end/confirm`, { xsrf: secret, logout: 'yes' });
  expect(done.headers.get('location')).toBe(`${origin}/?state=out`);
  const silent = await visitor.authorize(issuer, undefined, { prompt: 'none' });
  expect(silent.back.searchParams.get('error')).toBe('login_required');
  const renewed = await visitor.token(issuer, {
    grant_type: 'refresh_token',
    refresh_token: tokens.refresh_token,
  });
  expect(renewed.status).toBe(400);
});

test('a refresh token can be revoked by the page', async () => {
  const visitor = new Visitor(origin);
  const { refresh_token } = await visitor.signIn(issuer, 'dr-a');
  const body = new URLSearchParams({ client_id: 'isocenter', token: refresh_token });
  expect((await fetch(`${issuer}/token/revocation`, { method: 'POST', body })).status).toBe(200);
  expect((await visitor.token(issuer, { grant_type: 'refresh_token', refresh_token })).status).toBe(400);
});

test('codes go to the page, and to a page that the command line names', async () => {
  expect((await new Visitor(FRIEND).authorize(issuer, 'dr-a')).back.origin).toBe(FRIEND);
});

test.each([
  'https://evil.example',
  // Other programs of this machine: whoever may listen there is not whoever may read the studies.
  'http://localhost:1235',
  'http://127.0.0.1:1235',
  'http://x.localhost',
  'http://LOCALHOST:1234',
  'http://localhost:1234/x',
  'http://localhost:1234@evil.example',
])('no code goes to %s', async (elsewhere) => {
  await expect(new Visitor(elsewhere).authorize(issuer, 'dr-a')).rejects.toThrow(/400/);
});

test('tokens are read by no page of another port', async () => {
  const form = { method: 'POST', body: new URLSearchParams({ client_id: 'isocenter' }) };
  const asking = (from: string) => fetch(`${issuer}/token`, { ...form, headers: { Origin: from } });
  expect((await asking('http://localhost:1235')).status).toBe(403);
  expect((await asking(FRIEND)).headers.get('access-control-allow-origin')).toBe(FRIEND);
});

test.each([
  ['evil.example', 421],
  // Somebody else listens there, and passes on what comes in order to read the answers.
  ['localhost:1', 403],
  ['127.0.0.1', 403],
])('a request for %s is refused', async (host, refused) => {
  const { request } = await import('node:http');
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(origin);
    request({ port, path: '/demo-login/jwks', headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once('error', reject)
      .end();
  });
  expect(status).toBe(refused);
});

test('the page of who it is may load nothing and post only here', async () => {
  const visitor = new Visitor(origin);
  const first = await visitor.fetch(
    `${issuer}/auth?client_id=isocenter&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(`${origin}/`)}&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`,
  );
  const page = await visitor.fetch(new URL(first.headers.get('location') ?? '', issuer).href);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('content-security-policy')).toContain("script-src 'none'");
  expect(page.headers.get('cache-control')).toBe('no-store');
  const text = await page.text();
  for (const name of ['Dr Ada Demo', 'Dr Ben Demo', 'Student (may only look)']) expect(text).toContain(name);
});

test('a restart signs nobody out', async () => {
  const visitor = new Visitor(origin);
  const { refresh_token } = await visitor.signIn(issuer, 'dr-b');
  const file = join(state, 'demo-sessions.json');
  await expect.poll(() => readFileSync(file, 'utf8')).toContain(refresh_token);
  const first = demo;
  demo = await startDemoLogin({ state, tokenSeconds: 300 });
  const silent = await visitor.authorize(issuer, undefined, { prompt: 'none' });
  expect(silent.back.searchParams.get('code')).toBeTruthy();
  const renewed = await visitor.token(issuer, { grant_type: 'refresh_token', refresh_token });
  expect(renewed.status).toBe(200);
  demo = first;
});

test('a second issuer on the same folder has the same keys', async () => {
  const { access_token } = await new Visitor(origin).signIn(issuer, 'dr-a');
  const second = await startDemoLogin({ state, tokenSeconds: 300 });
  expect(await second.people.of(access_token)).toMatchObject({ subject: 'dr-a' });
});
