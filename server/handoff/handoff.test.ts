import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, generateKeyPair } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { People, Person } from '../access/person';
import type { AuditNote } from '../audit/audit';
import { handoffApp } from './handoffApp';
import { Handoffs, withHandoffs } from './handoffs';

let folder: string;
let now: number;
let noted: AuditNote[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isocenter-handoff-'));
  now = Date.UTC(2026, 10, 27, 15);
  noted = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const person = (subject: string, may: Person['may'] = new Set(['read', 'measure'])): Person => ({
  issuer: 'https://login.example.org',
  subject,
  name: `Dr ${subject}`,
  may,
});
const issuer: People = {
  of: async (token) =>
    token === 'A' || token === 'B' ? person(token) : token === 'N' ? person('N', new Set()) : undefined,
};

/** One companion on the folder; several may be started. */
function companion() {
  const handoffs = new Handoffs({
    file: join(folder, 'handoffs.jsonl'),
    keys: join(folder, 'keys.json'),
    audience: '/dicom-web',
    now: () => now,
  });
  const people = withHandoffs(issuer, handoffs);
  const app = handoffApp({ handoffs, people, audit: { note: (event) => noted.push(event) } });
  const ask = async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await app.request(path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    const said = await response.text();
    return { status: response.status, body: (said === '' ? {} : JSON.parse(said)) as Record<string, string> };
  };
  return { people, ask };
}
const view = { archive: 'main', view: '/view/main/v1.abc' };

test('the same view opens on another device, with the rights and the name of the person', async () => {
  const { people, ask } = companion();
  const offered = await ask('POST', '/', view, 'A');
  expect(offered.status).toBe(201);
  expect(offered.body['until']).toBe(now + 60_000);
  const { id, secret } = offered.body;
  now += 59_000;
  const opened = await ask('POST', '/open', { id, secret });
  expect(opened.status).toBe(200);
  expect(opened.body).toMatchObject({ ...view, name: 'Dr A', expiresInS: 300, may: ['read', 'measure'] });
  expect(await people.of(opened.body['token'] ?? '')).toEqual(person('A'));
  expect(noted).toEqual([
    {
      action: 'sign-in',
      agent: { is: 'person', issuer: 'https://login.example.org', subject: 'A', name: 'Dr A' },
    },
  ]);
});

test('it opens once, by whichever companion, also after a restart', async () => {
  const one = companion();
  const other = companion();
  const { id, secret } = (await one.ask('POST', '/', view, 'A')).body;
  const all = await Promise.all(
    [one, other, one, other].map(({ ask }) => ask('POST', '/open', { id, secret })),
  );
  expect(all.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
  const late = await companion().ask('POST', '/open', { id, secret });
  expect(late.body).toMatchObject({ reason: 'used' });
});

test('after a minute the code opens nothing', async () => {
  const { ask } = companion();
  const { id, secret } = (await ask('POST', '/', view, 'A')).body;
  now += 60_000;
  const { status, body } = await ask('POST', '/open', { id, secret });
  expect([status, body['reason']]).toEqual([410, 'expired']);
});

test('a wrong secret and an unknown code are the same', async () => {
  const { ask } = companion();
  const { id } = (await ask('POST', '/', view, 'A')).body;
  const wrong = await ask('POST', '/open', { id, secret: 'x'.repeat(43) });
  const unknown = await ask('POST', '/open', { id: 'AAAAAAAAAAAAAAAA', secret: 'x'.repeat(43) });
  expect(wrong).toEqual(unknown);
  expect(wrong.status).toBe(404);
});

test('the device goes on for a working day, by any companion, and no longer', async () => {
  const { people, ask } = companion();
  const { id, secret } = (await ask('POST', '/', view, 'A')).body;
  const { session, token } = (await ask('POST', '/open', { id, secret })).body;
  now += 301_000;
  expect(await people.of(token ?? '')).toBeUndefined();
  const next = await companion().ask('POST', '/open', { id, session });
  expect(next.status).toBe(200);
  expect(await companion().people.of(next.body['token'] ?? '')).toEqual(person('A'));
  expect((await ask('POST', '/open', { id, session: `${session?.slice(0, -2)}xx` })).status).toBe(404);
  now += 12 * 3_600_000;
  expect((await ask('POST', '/open', { id, session })).body).toMatchObject({ reason: 'expired' });
});

test('who signs out ends all own handoffs at once, and nobody else’s', async () => {
  const { people, ask } = companion();
  const open = async (by: string) => {
    const { id, secret } = (await ask('POST', '/', view, by)).body;
    return { id, ...(await ask('POST', '/open', { id, secret })).body } as Record<string, string>;
  };
  const [a, b] = [await open('A'), await open('B')];
  const waiting = (await ask('POST', '/', view, 'A')).body;
  expect((await companion().ask('DELETE', '/', undefined, 'A')).status).toBe(204);
  expect(await people.of(a['token'] ?? '')).toBeUndefined();
  expect(await people.of(b['token'] ?? '')).toEqual(person('B'));
  expect((await ask('POST', '/open', { id: a['id'], session: a['session'] })).body['reason']).toBe('ended');
  expect((await ask('POST', '/open', { id: waiting['id'], secret: waiting['secret'] })).status).toBe(410);
});

test('what was handed on is not handed on further', async () => {
  const { ask } = companion();
  const { id, secret } = (await ask('POST', '/', view, 'A')).body;
  const { token } = (await ask('POST', '/open', { id, secret })).body;
  expect((await ask('POST', '/', view, token)).status).toBe(403);
});

test.each([
  ['nobody', view, undefined, 401],
  ['a stranger', view, 'X', 401],
  ['somebody who may not read', view, 'N', 403],
  ['an address that is no view', { archive: 'main', view: 'https://evil.example/' }, 'A', 400],
  ['a view of another kind', { archive: 'main', view: '/worklist' }, 'A', 400],
])('%s hands nothing on', async (_who, body, token, status) => {
  expect((await companion().ask('POST', '/', body, token)).status).toBe(status);
});

test('tokens of another key, type or archive are nobody', async () => {
  const { people, ask } = companion();
  const { id, secret } = (await ask('POST', '/', view, 'A')).body;
  const { token = '' } = (await ask('POST', '/open', { id, secret })).body;
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const forged = await new SignJWT({ hid: id })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'session+jwt' })
    .setIssuer('isocenter-handoff')
    .setAudience('/dicom-web')
    .setIssuedAt(now / 1000)
    .setExpirationTime(now / 1000 + 300)
    .sign(privateKey);
  expect(await people.of(forged)).toBeUndefined();
  const [, claims = ''] = token.split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'session+jwt' })).toString('base64url');
  expect(await people.of(`${none}.${claims}.`)).toBeUndefined();
  const elsewhere = new Handoffs({
    file: join(folder, 'handoffs.jsonl'),
    keys: join(folder, 'keys.json'),
    audience: '/other',
    now: () => now,
  });
  expect(await elsewhere.of(token)).toBeUndefined();
});

test('no secret lies in the file', async () => {
  const { ask } = companion();
  const { id, secret = '' } = (await ask('POST', '/', view, 'A')).body;
  const { session = '', token = '' } = (await ask('POST', '/open', { id, secret })).body;
  const kept = readFileSync(join(folder, 'handoffs.jsonl'), 'utf8');
  for (const hidden of [secret, session, token]) expect(kept).not.toContain(hidden);
});
