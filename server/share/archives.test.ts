import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proxiedUpstream } from '../access/upstream';
import type { AuditNote } from '../audit/audit';
import { auditEvent } from '../audit/auditEvent';
import { createCompanion, listen } from '../listen';
import { archiveProxy } from '../proxy/archiveProxy';
import { PEOPLE } from '../testing/gate';
import { call, DAY_MS } from '../testing/gateCalls';
import { startGate, type StartedGate } from '../startGate';

/** In both archives there is this study, and only one of them is shared. */
const STUDY = '1.2.3';
const SERIES = '1.2.3.1';
const PARTS = { ct: '/dicom-web', mr: '/archives/mr' } as const;
type Id = keyof typeof PARTS;

const folder = mkdtempSync(join(tmpdir(), 'archives-'));
const servers: Server[] = [];
const notes: AuditNote[] = [];
/** What reached each archive. */
const reached: Record<Id, string[]> = { ct: [], mr: [] };
let gate: StartedGate;
let origin = '';

/** An archive that holds the study and says its own name in all that it answers. */
async function archiveOf(id: Id): Promise<URL> {
  const server = createServer((incoming, outgoing) => {
    reached[id].push(`${incoming.method} ${incoming.url}`);
    const row = {
      '0020000D': { vr: 'UI', Value: [STUDY] },
      '0020000E': { vr: 'UI', Value: [SERIES] },
      '0008103E': { vr: 'LO', Value: [`of ${id}`] },
    };
    outgoing.setHeader('Content-Type', 'application/dicom+json');
    outgoing.end(JSON.stringify([row]));
  });
  servers.push(server);
  return new URL(`http://${id}:secret-${id}@127.0.0.1:${await listen(server, 0, '127.0.0.1', true)}/rs`);
}

beforeAll(async () => {
  const [ct, mr] = [await archiveOf('ct'), await archiveOf('mr')];
  const others = [{ id: 'mr', root: PARTS.mr, door: archiveProxy(mr, true) }];
  gate = startGate({
    people: PEOPLE,
    audit: { note: (note) => void notes.push(note) },
    upstreams: new Map([
      ['ct', proxiedUpstream(ct)],
      ['mr', proxiedUpstream(mr)],
    ]),
    state: folder,
    root: PARTS.ct,
    id: 'ct',
    others,
  });
  const companion = createCompanion({
    app: new Hono().route('/share', gate.service.app),
    gate: gate.guard,
    root: PARTS.ct,
    id: 'ct',
    door: archiveProxy(ct, true),
    base: '/rs',
    others,
    services: ['/share'],
  });
  servers.push(companion);
  origin = `http://127.0.0.1:${await listen(companion, 0, '127.0.0.1', true)}`;
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  gate.close();
  rmSync(folder, { recursive: true, force: true });
});

async function guestOf(archive: string): Promise<string> {
  const body = {
    archive,
    studies: [STUDY],
    rights: ['look', 'measure'],
    until: Date.now() + DAY_MS,
    view: '/view/x/y',
  };
  const made = await call(origin, 'POST', '/shares', { token: 'person-a', body });
  expect(made.status).toBe(201);
  const { json } = await call(origin, 'POST', '/token', { body: { ...made.json, device: 'desktop' } });
  expect(json['share']).toMatchObject({ archive });
  return String(json['token']);
}
const ask = (path: string, token: string, init: RequestInit = {}) =>
  fetch(origin + path, { ...init, headers: { Authorization: `Bearer ${token}`, ...init.headers } });
const took = (id: Id): string[] => reached[id].splice(0);

test.each(['ct', 'mr'] as const)('a person reads %s by its own root, with its own password', async (id) => {
  const answer = await ask(`${PARTS[id]}/studies/${STUDY}/metadata`, 'person-a');
  expect(await answer.text()).toContain(`of ${id}`);
  expect(took(id)).toEqual([`GET /rs/studies/${STUDY}/metadata`]);
  expect(took(id === 'ct' ? 'mr' : 'ct')).toEqual([]);
  expect(notes.at(-1)).toMatchObject({ action: 'open', archive: id, studies: [STUDY] });
});

test.each([
  ['ct', 'mr'],
  ['mr', 'ct'],
] as const)('a share of %s opens the study there, and nothing of %s', async (own, other) => {
  const token = await guestOf(own);
  took(other);
  expect(notes.findLast(({ action }) => action === 'share')).toMatchObject({ archive: own });
  const series = await ask(`${PARTS[own]}/studies/${STUDY}/series`, token);
  expect([series.status, await series.text()]).toEqual([200, expect.stringContaining(`of ${own}`)]);
  const metadata = `/studies/${STUDY}/series/${SERIES}/metadata`;
  expect(await (await ask(PARTS[own] + metadata, token)).text()).toContain(`of ${own}`);
  expect(took(other)).toEqual([]);
  const stow = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };
  for (const [path, init] of [
    [metadata],
    [`/studies/${STUDY}/series`],
    [`/studies?StudyInstanceUID=${STUDY}`],
    [`/studies/${STUDY}/series/${SERIES}/instances/1.2.3.1.1/frames/1`],
    [`/studies/${STUDY}`, { method: 'POST', body: 'x', headers: stow }],
  ] as readonly (readonly [string, RequestInit?])[]) {
    notes.length = 0;
    expect((await ask(PARTS[other] + path, token, init)).status, path).toBe(403);
    expect(notes, path).toMatchObject([{ action: 'refuse', reason: 'archive', archive: other }]);
  }
  // Nor by the answer to nginx, nor by the path that the first has on its own.
  const authz = (target: string) =>
    ask('/share/authz', token, {
      headers: { 'X-Original-Method': 'GET', 'X-Original-URI': target, 'X-Original-Protocol': 'HTTP/1.1' },
    }).then(({ status }) => status);
  expect([await authz(PARTS[own] + metadata), await authz(PARTS[other] + metadata)]).toEqual([204, 403]);
  expect((await ask(`/rs${metadata}`, token)).status).toBe(own === 'ct' ? 200 : 403);
  expect(took(other)).toEqual([]);
});

test('whatever is put on record of a share names its archive', async () => {
  const body = {
    archive: 'mr',
    studies: [STUDY],
    rights: ['look'],
    passcode: true,
    until: Date.now() + DAY_MS,
    view: '/view/x/y',
  };
  const { json } = await call(origin, 'POST', '/shares', { token: 'person-a', body });
  const { id, secret, passcode } = json as { id: string; secret: string; passcode: string };
  notes.length = 0;
  await call(origin, 'POST', '/token', {
    body: { id, secret, passcode: passcode === '000000' ? '1' : '000000' },
  });
  const opened = await call(origin, 'POST', '/token', { body: { id, secret, passcode } });
  await call(origin, 'POST', '/shares', { token: String(opened.json['token']), body });
  await call(origin, 'DELETE', `/shares/${id}`, { token: 'person-a' });
  await call(origin, 'POST', '/token', { body: { id, secret, passcode } });
  await call(origin, 'POST', '/shares', { token: 'person-a', body: { ...body, studies: ['1.2.404'] } });
  const told = notes.map(({ action, reason, archive }) => [action, reason, archive]);
  expect(told).toEqual([
    ['refuse', 'passcode', 'mr'],
    ['redeem', undefined, 'mr'],
    ['refuse', 'route', 'mr'],
    ['revoke', undefined, 'mr'],
    ['refuse', 'revoked', 'mr'],
    ['refuse', 'studies', 'mr'],
  ]);
});

test('what an archive does not hold cannot be shared from it, and of one that is not there nothing', async () => {
  const body = {
    archive: 'pet',
    studies: [STUDY],
    rights: ['look'],
    until: Date.now() + DAY_MS,
    view: '/view/x/y',
  };
  expect((await call(origin, 'POST', '/shares', { token: 'person-a', body })).status).toBe(404);
  took('ct');
  await call(origin, 'POST', '/shares', { token: 'person-a', body: { ...body, archive: 'mr' } });
  expect(took('ct')).toEqual([]);
});

test('the record of events names the archive', () => {
  const note = { action: 'open', agent: { is: 'nobody' }, archive: 'mr', studies: [STUDY] } as const;
  expect(JSON.stringify(auditEvent(note, 0).entity)).toContain(
    '"system":"urn:isocenter:archive","value":"mr"',
  );
});
