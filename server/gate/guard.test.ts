import { mkdtempSync, rmSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuditNote } from '../audit/audit';
import { createCompanion, listen } from '../listen';
import { archiveProxy } from '../proxy/archiveProxy';
import { startGate, type StartedGate } from '../startGate';
import { PEOPLE } from '../testing/gate';
import { call, DAY_MS } from '../testing/gateCalls';
import { sendBytes } from '../testing/gateWire';
import { proxiedUpstream } from '../access/upstream';

const A = '1.2.3';
const SERIES = '1.2.3.1';
const row = (study: string, series?: string) => ({
  '0020000D': { vr: 'UI', Value: [study] },
  '0020000E': { vr: 'UI', Value: [series ?? `${study}.1`] },
  '00201206': { vr: 'IS', Value: [7] },
  '00201200': { vr: 'IS', Value: [9] },
});

const NOW = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'guard-'));
let servers: Server[] = [];
let gate: StartedGate;
let notes: AuditNote[] = [];
let seen: IncomingHttpHeaders = {};
let origin = '';
/** How the archive answers what is no list. */
let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;

beforeEach(async () => {
  notes = [];
  answer = (_, outgoing) => outgoing.end('pixels');
  const archive = createServer((incoming, outgoing) => {
    seen = incoming.headers;
    if (!/\/series(\?.*)?$|\/studies\?/.test(incoming.url ?? '')) return answer(incoming, outgoing);
    outgoing.setHeader('X-Total-Count', '2');
    outgoing.setHeader('Warning', '299 there are 17 more');
    outgoing.setHeader('Content-Type', 'application/dicom+json');
    return outgoing.end(JSON.stringify([row(A), row(A, '1.2.3.2'), row('9.9.9')]));
  });
  const url = new URL(`http://user:pass@127.0.0.1:${await listen(archive, 0, '127.0.0.1', true)}/pacs/rs`);
  gate = startGate({
    people: PEOPLE,
    audit: { note: (note) => void notes.push(note) },
    upstreams: new Map([['main', proxiedUpstream(url)]]),
    state: mkdtempSync(join(folder, 'state-')),
    root: '/dicom-web',
    // A clock that stands still: how fast the machine is decides nothing.
    now: () => NOW,
  });
  const app = new Hono().route('/share', gate.service.app).get('*', (context) => context.text('page'));
  const companion = createCompanion({
    app,
    door: archiveProxy(url, true),
    gate: gate.guard,
    root: '/dicom-web',
    base: '/pacs/rs',
    services: ['/share'],
  });
  origin = `http://127.0.0.1:${await listen(companion, 0, '127.0.0.1', true)}`;
  servers = [archive, companion];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  gate.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function guest(more: object = {}): Promise<{ id: string; token: string }> {
  const body = {
    archive: 'main',
    studies: [A],
    rights: ['look'],
    until: Date.now() + DAY_MS,
    view: '/view/main/x',
    ...more,
  };
  const { json } = await call(origin, 'POST', '/shares', { token: 'person-a', body });
  const { id, secret } = json;
  const opened = await call(origin, 'POST', '/token', { body: { id, secret } });
  return { id: String(id), token: String(opened.json['token']) };
}
const ask = (path: string, token?: string, init: RequestInit = {}) =>
  fetch(`${origin}${path}`, {
    ...init,
    headers: { ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...init.headers },
  });
const DICOM = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };
const METADATA = `/dicom-web/studies/${A}/series/${SERIES}/metadata`;

test("tokens stay here: the archive sees the companion's own credentials, and nothing is kept on the way", async () => {
  answer = (_, outgoing) => {
    outgoing.writeHead(200, { ETag: '"x"', 'Last-Modified': 'now', 'Cache-Control': 'public, max-age=9' });
    outgoing.end('[]');
  };
  const { token } = await guest();
  for (const who of [token, 'person-a']) {
    const headers = { Range: 'bytes=0-1', 'If-None-Match': '"x"' };
    const response = await ask(METADATA, who, { headers });
    expect(response.status).toBe(200);
    expect(seen.authorization).toBe(`Basic ${Buffer.from('user:pass').toString('base64')}`);
    expect([seen.range, seen['if-none-match']]).toEqual([undefined, undefined]);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect([response.headers.get('etag'), response.headers.get('last-modified')]).toEqual([null, null]);
  }
});

test('lists are cut to what is shared, and say nothing of the rest', async () => {
  const { token } = await guest({ series: [SERIES] });
  const response = await ask(`/dicom-web/studies/${A}/series`, token);
  expect(await response.json()).toEqual([{ '0020000D': row(A)['0020000D'], '0020000E': row(A)['0020000E'] }]);
  expect([response.headers.get('x-total-count'), response.headers.get('warning')]).toEqual([null, null]);
  // The whole list is for people.
  expect(await (await ask(`/dicom-web/studies/${A}/series`, 'person-a')).json()).toHaveLength(3);
});

test('what was judged is what the archive reads', async () => {
  const { token } = await guest();
  const file = `/dicom-web/studies/${A}/series/${SERIES}`;
  const frames = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
  // A proxy leaves out what Connection names: without Accept an archive would send files.
  const lines = [
    `GET ${file} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${token}`,
    `Accept: ${frames}`,
    'Connection: close, Accept',
  ];
  const { status } = await sendBytes(origin, Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));
  expect(status).toBe(403);
  const headers = {
    Accept: frames,
    'X-Forwarded-User': 'admin',
    'X-Real-Ip': '127.0.0.1',
    'X-Request-Id': 'r1',
  };
  expect((await ask(file, token, { headers })).status).toBe(200);
  expect(seen).toMatchObject({ accept: frames, 'x-request-id': 'r1' });
  expect([seen['x-forwarded-user'], seen['x-real-ip']]).toEqual([undefined, undefined]);
});

test('a list that is none is no list', async () => {
  answer = (_, outgoing) => outgoing.end('<html>');
  const { token } = await guest();
  expect((await ask(`/dicom-web/studies/${A}/instances`, token)).status).toBe(502);
});

test('the end of a share ends what is under way', async () => {
  answer = (_, outgoing) => void outgoing.write('the first half');
  const { id, token } = await guest();
  const response = await ask(METADATA, token);
  const reader = response.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('the first half');
  await call(origin, 'DELETE', `/shares/${id}`, { token: 'person-a' });
  await expect(reader?.read()).rejects.toThrow();
  expect((await ask(METADATA, token)).status).toBe(401);
});

test.each([
  ['person-a', 'POST', '/dicom-web/studies', 200],
  ['reader', 'POST', '/dicom-web/studies', 403],
  ['person-a', 'POST', '/dicom-web/tools/find', 403],
  ['person-a', 'DELETE', `/dicom-web/studies/${A}`, 403],
  ['person-a', 'PUT', `/dicom-web/studies/${A}`, 403],
  ['reader', 'GET', METADATA, 200],
  ['nurse', 'GET', METADATA, 403],
  ['somebody', 'GET', METADATA, 401],
  [undefined, 'GET', METADATA, 401],
  // The archive's links to its own path are behind the same gate.
  ['reader', 'GET', `/pacs/rs/studies/${A}/bulk/1`, 200],
  [undefined, 'GET', `/pacs/rs/studies/${A}/bulk/1`, 401],
  // The page asks nobody; with a token it is nothing that answers to one.
  [undefined, 'GET', '/', 200],
  ['reader', 'GET', '/patients', 403],
])('%s: %s %s is %i', async (token, method, path, status) => {
  const response = await ask(path, token, { method });
  expect(response.status).toBe(status);
  if (status === 401) expect(response.headers.get('www-authenticate')).toContain('Bearer');
  const refused = notes.filter(({ action }) => action === 'refuse');
  expect(refused).toHaveLength(status > 400 ? 1 : 0);
});

test('what is done is on record: who, what, which study; images once an hour', async () => {
  const { id, token } = await guest();
  for (let turn = 0; turn < 3; turn += 1) {
    await ask(METADATA, token, { headers: { 'X-Request-Id': `r-${turn}` } });
    await ask(METADATA, 'person-b');
    await ask('/dicom-web/studies?limit=1', 'person-b');
  }
  await (
    await ask(`/dicom-web/studies/${A}`, 'person-b', { method: 'POST', body: 'x', headers: DICOM })
  ).text();
  await vi.waitFor(() => expect(notes.some(({ action }) => action === 'store')).toBe(true), {
    timeout: 20_000,
  });
  const b = { is: 'person', issuer: 'https://house.example', subject: 'b', name: 'Dr b' };
  const open = { action: 'open', archive: 'main', studies: [A] };
  expect(notes.filter(({ action }) => action === 'open')).toEqual([
    { ...open, agent: { is: 'guest', share: id }, share: id, request: 'r-0' },
    { ...open, agent: b },
  ]);
  expect(notes.filter(({ action }) => action === 'search')).toEqual(
    Array.from({ length: 3 }, () => ({ action: 'search', archive: 'main', agent: b })),
  );
  expect(notes.filter(({ action }) => action === 'store')).toEqual([
    { action: 'store', archive: 'main', agent: b, studies: [A] },
  ]);
});

test('the sender reads what was refused, but for what any viewer asks before it asks for frames', async () => {
  const { id, token } = await guest();
  const file = `/dicom-web/studies/${A}/series/${SERIES}/instances/1.2.3.1.1`;
  expect((await ask(file, token)).status).toBe(403);
  expect((await ask('/dicom-web/studies/9.9.9/metadata', token)).status).toBe(403);
  const { json } = await call(origin, 'GET', `/shares/${id}/accesses`, { token: 'person-a' });
  const refused = (json['accesses'] as { what: string }[]).filter(({ what }) => what === 'refuse');
  expect(refused).toEqual([expect.objectContaining({ reason: 'study' })]);
  expect(notes.filter(({ action }) => action === 'refuse').map(({ reason }) => reason)).toEqual([
    'download',
    'study',
  ]);
});

test('a flood is held back, for its share alone', async () => {
  const [one, two] = [await guest(), await guest()];
  const path = `/dicom-web/studies?StudyInstanceUID=${A}`;
  const flood = await Promise.all(Array.from({ length: 500 }, () => ask(path, one.token)));
  const late = flood.filter(({ status }) => status === 429);
  expect(late).toHaveLength(100);
  expect(late[0]?.headers.get('retry-after')).toBe('1');
  expect(flood.filter(({ status }) => status === 200)).toHaveLength(400);
  expect((await ask(path, two.token)).status).toBe(200);
});

test('an archive that is away is a sentence, not a way round', async () => {
  const { token } = await guest();
  servers[0]?.closeAllConnections();
  await new Promise((resolve) => servers[0]?.close(resolve));
  for (const path of [METADATA, `/dicom-web/studies?StudyInstanceUID=${A}`]) {
    const response = await ask(path, token);
    expect([response.status, await response.json()]).toEqual([
      502,
      { error: expect.stringContaining('cannot be reached') },
    ]);
  }
});
