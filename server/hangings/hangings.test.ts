import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILT_IN } from '@/dicom/hanging/builtIn';
import type { Right } from '@/protocol/rights';
import type { Person } from '../access/person';
import type { AuditNote } from '../audit/audit';
import { hangingsApp } from './hangingsApp';
import { HangingsFiles } from './hangingsFiles';

const person = (subject: string, ...may: readonly Right[]): Person => ({
  ...{ issuer: 'https://issuer.test', subject, name: `Dr ${subject}` },
  may: new Set(may),
});
const PEOPLE: Readonly<Record<string, Person>> = {
  ada: person('ada', 'read', 'store'),
  bob: person('bob', 'read'),
  eve: person('eve'),
};

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hangings-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let noted: AuditNote[] = [];
beforeEach(() => (noted = []));

const start = () =>
  hangingsApp({
    audit: { note: (event) => noted.push(event) },
    files: new HangingsFiles(join(folder, 'hangings')),
    people: { of: async (token) => PEOPLE[token] },
  });
const as = (token: string | undefined, method = 'GET', body?: unknown): RequestInit => ({
  method,
  ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const [one, two] = BUILT_IN;

async function versionOf(app: ReturnType<typeof start>, token: string): Promise<string> {
  const told = (await (await app.request('/', as(token))).json()) as { readonly version: string };
  return `"${told.version}"`;
}

/** Keeps a list as a page does: made of what it was told last. */
async function put(
  app: ReturnType<typeof start>,
  path: string,
  token: string,
  body: unknown,
): Promise<number> {
  const { headers, ...rest } = as(token, 'PUT', body);
  const match = { 'If-Match': await versionOf(app, token) };
  return (await app.request(path, { ...rest, headers: { ...headers, ...match } })).status;
}

test('a list that was made of another one is refused: what somebody did meanwhile is not lost', async () => {
  const app = start();
  const told = await versionOf(app, 'ada');
  const keep = async (version: string, protocols: unknown) => {
    const { headers, ...rest } = as('ada', 'PUT', protocols);
    const init = { ...rest, headers: { ...headers, 'If-Match': version } };
    return (await app.request('/mine', init)).status;
  };
  // Two at once with the same version: one is first.
  expect((await Promise.all([keep(told, [one]), keep(told, [two])])).toSorted()).toEqual([204, 412]);
  expect(await keep(told, [])).toBe(412);
  expect(await (await app.request('/', as('ada'))).json()).toMatchObject({ mine: [one], house: [] });
  expect((await app.request('/mine', as('ada', 'PUT', [two]))).status).toBe(428);
  expect(await keep('*', [two])).toBe(428);
  // The site's are part of what was told.
  const before = await versionOf(app, 'ada');
  expect(await put(app, '/house', 'ada', [two])).toBe(204);
  expect(await keep(before, [two])).toBe(412);
});

test('each person has their own, all have the house’s, over a restart', async () => {
  const app = start();
  expect(await put(app, '/mine', 'ada', [one])).toBe(204);
  expect(await put(app, '/mine', 'bob', [two])).toBe(204);
  expect(await put(app, '/house', 'ada', [two])).toBe(204);
  const again = start();
  expect(await (await again.request('/', as('ada'))).json()).toMatchObject({ mine: [one], house: [two] });
  expect(await (await again.request('/', as('bob'))).json()).toMatchObject({ mine: [two], house: [two] });
});

test('a file that cannot be read is not taken for an empty one', async () => {
  mkdirSync(join(folder, 'hangings', 'house.json'), { recursive: true });
  expect((await start().request('/', as('ada'))).status).toBe(500);
});

test.each([
  ['nobody reads', '/', as(undefined), 401],
  ['a stranger reads', '/', as('mallory'), 401],
  ['without the right to read', '/', as('eve'), 403],
  ['nobody writes', '/mine', as(undefined, 'PUT', []), 401],
  ['the house without the right to store', '/house', as('bob', 'PUT', []), 403],
  ['no list', '/mine', as('ada', 'PUT', { mine: [] }), 400],
  ['too much', '/mine', as('ada', 'PUT', ['x'.repeat(1024 * 1024)]), 413],
  [
    'more than are kept',
    '/mine',
    as(
      'ada',
      'PUT',
      Array.from({ length: 201 }, () => one),
    ),
    413,
  ],
  ['no body', '/mine', as('ada', 'PUT'), 400],
  ['a list of nothing that is known', '/mine', as('ada', 'PUT', [1, null, 'x', { id: 'a' }]), 400],
  ['another method', '/house', as('ada', 'DELETE'), 405],
  ['another address', '/ada', as('ada', 'PUT', []), 404],
])('refused: %s', async (_, path, init, status) => {
  expect((await start().request(path, init)).status).toBe(status);
});

test('what is set for the house is on record, and what is refused', async () => {
  const app = start();
  await put(app, '/mine', 'ada', [one]);
  await put(app, '/house', 'ada', [one]);
  await app.request('/house', as('bob', 'PUT', [one]));
  await app.request(
    '/mine',
    as(
      'bob',
      'PUT',
      Array.from({ length: 201 }, () => one),
    ),
  );
  const told = noted.map(({ action, reason, agent }) => [
    action,
    reason,
    agent.is === 'person' && agent.subject,
  ]);
  expect(told).toEqual([
    ['hang-house', undefined, 'ada'],
    ['refuse', 'role', 'bob'],
    ['refuse', 'too-much', 'bob'],
  ]);
});

test('over a connection: bodies without a length, too long, or none are answered', async () => {
  const app = start();
  const { fetch: answer } = app;
  const match = { 'If-Match': await versionOf(app, 'ada') };
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const ask = (init: RequestInit) =>
    fetch(`http://127.0.0.1:${port}/mine`, { ...init, headers: { Authorization: 'Bearer ada', ...match } });
  const chunked = (...texts: readonly string[]): RequestInit =>
    ({
      method: 'PUT',
      duplex: 'half',
      body: new Blob([...texts]).stream(),
    }) as RequestInit;
  const long = Array.from({ length: 20 }, () => ' '.repeat(100_000));
  try {
    const answers = [chunked('[', ']'), chunked(...long), { method: 'PUT' }, { method: 'DELETE' }].map(ask);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([204, 413, 400, 405]);
  } finally {
    server.close();
  }
});

test('no name, text or UID gets into a file, nor into its name', async () => {
  const app = start();
  const told = { ...one, patient: 'Doe^Jane', key: { ...one?.key, regions: ['Doe^Jane'] } };
  await put(app, '/mine', 'ada', [told, { id: '1.2.840.1' }, one]);
  const names = readdirSync(join(folder, 'hangings'));
  const text = names.map((name) => readFileSync(join(folder, 'hangings', name), 'utf8')).join('');
  expect(text + names.join('')).not.toMatch(/Doe|ada|Dr |1\.2\.840/);
});

test('a damaged file holds none, and is written anew', async () => {
  const app = start();
  await put(app, '/house', 'ada', [one]);
  writeFileSync(join(folder, 'hangings', 'house.json'), '{');
  expect(await (await app.request('/', as('bob'))).json()).toMatchObject({ mine: [], house: [] });
  await put(app, '/house', 'ada', [two]);
  expect(await (await app.request('/', as('bob'))).json()).toMatchObject({ mine: [], house: [two] });
});
