import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Audit, AuditNote } from './audit';
import { auditApp } from './auditApp';
import { auditEvent, type AuditEvent } from './auditEvent';
import { AuditFile } from './auditFile';
import { SendOn } from './sendOn';
import { faultsOf } from './testing/structure';

const person = {
  is: 'person',
  issuer: 'https://login.example.org',
  subject: 's-1',
  name: 'Dr Ada Demo',
} as const;
const NOTES: readonly AuditNote[] = [
  { action: 'sign-in', agent: person },
  { action: 'sign-out', agent: person },
  { action: 'search', agent: person, request: 'r-1' },
  { action: 'open', agent: person, studies: ['1.2.3'] },
  { action: 'export', agent: person, studies: ['1.2.3'], series: ['1.2.3.4'] },
  { action: 'launch', agent: person, studies: ['1.2.3'], ehr: 'https://ehr.example.org/fhir' },
  { action: 'store', agent: person, studies: ['1.2.3'] },
  { action: 'mark-read', agent: person, archive: 'main', studies: ['1.2.3'] },
  { action: 'mark-unread', agent: person, studies: ['1.2.3'] },
  { action: 'bookmark', agent: person, studies: ['1.2.3'] },
  { action: 'unbookmark', agent: person, studies: ['1.2.3'] },
  { action: 'share', agent: person, studies: ['1.2.3', '1.2.4'], share: 'AAAA' },
  { action: 'redeem', agent: { is: 'guest', share: 'AAAA' }, share: 'AAAA' },
  { action: 'redeem', agent: { is: 'nobody' }, share: 'AAAA', reason: 'passcode' },
  { action: 'revoke', agent: person, share: 'AAAA' },
  { action: 'refuse', agent: { is: 'guest', share: 'AAAA' }, share: 'AAAA', reason: 'study' },
  { action: 'refuse', agent: { is: 'nobody' }, reason: 'no-token' },
];

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isocenter-audit-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const say = (line: string) => said.push(line);
const path = () => join(folder, 'state', 'audit.jsonl');
const lines = (): AuditEvent[] =>
  readFileSync(path(), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEvent);

test('the schema tells a wrong event from a right one', () => {
  const right = auditEvent({ action: 'open', agent: person, studies: ['1.2.3'] }, Date.now());
  expect(faultsOf(right)).toEqual([]);
  for (const wrong of [
    { ...right, action: 'X' },
    { ...right, outcome: '1' },
    { ...right, recorded: '2026-11-27' },
    { ...right, agent: undefined },
    { ...right, agent: [] },
    { ...right, agent: [{ who: { display: 'x' } }] },
    { ...right, recorded: undefined },
    { ...right, source: {} },
    { ...right, patient: 'x' },
    { ...right, entity: [{ what: '1.2.3' }] },
  ]) {
    expect(faultsOf(JSON.parse(JSON.stringify(wrong)))).not.toEqual([]);
  }
});

test.each(NOTES.map((note) => [note.action, note] as const))('%s is a FHIR R4 AuditEvent', (_, note) => {
  const event = JSON.parse(JSON.stringify(auditEvent(note, Date.UTC(2026, 10, 27, 15)))) as AuditEvent;
  expect(faultsOf(event)).toEqual([]);
  expect(event.recorded).toBe('2026-11-27T15:00:00.000Z');
  expect(event.subtype.at(-1)?.code).toBe(note.action);
});

// PS3.16 CID 400 and 401, FHIR R4 restful-interaction and value sets of AuditEvent.
test.each([
  ['sign-in', '110114', ['110122'], 'E', '0'],
  ['sign-out', '110114', ['110123'], 'E', '0'],
  ['search', 'rest', ['search', '110112'], 'E', '0'],
  ['open', 'rest', ['read', '110103'], 'R', '0'],
  ['store', 'rest', ['create', '110104', '110107'], 'C', '0'],
  ['export', '110106', [], 'R', '0'],
  ['mark-read', 'rest', ['update'], 'U', '0'],
  ['unbookmark', 'rest', ['update'], 'U', '0'],
] as const)('%s has the codes of DICOM and BALP', (action, type, subtypes, does, outcome) => {
  const event = auditEvent({ action, agent: person }, 0);
  expect([event.type.code, event.subtype.slice(0, -1).map(({ code }) => code)]).toEqual([type, subtypes]);
  expect([event.action, event.outcome]).toEqual([does, outcome]);
});

test('what failed says so: 4 for what happens, 8 for what must not', () => {
  const outcome = (action: 'redeem' | 'refuse', reason: string) =>
    auditEvent({ action, agent: { is: 'nobody' }, reason }, 0).outcome;
  expect(outcome('redeem', 'passcode')).toBe('4');
  expect(outcome('redeem', 'expired')).toBe('4');
  expect(outcome('redeem', 'locked')).toBe('8');
  expect(outcome('refuse', 'revoked')).toBe('4');
  expect(outcome('refuse', 'series')).toBe('8');
});

test('studies and shares are named as FHIR names them', () => {
  const { entity, agent } = auditEvent(
    { action: 'share', agent: person, studies: ['1.2.3'], share: 'AAAA', request: 'r-9' },
    0,
  );
  expect(entity?.map(({ what }) => [what.identifier?.system, what.identifier?.value])).toEqual([
    ['urn:dicom:uid', 'urn:oid:1.2.3'],
    ['urn:isocenter:share', 'AAAA'],
    [undefined, 'r-9'],
  ]);
  expect(agent[0]).toMatchObject({ name: 'Dr Ada Demo', requestor: true });
});

test('the file has a line for each event, in their order', () => {
  const file = new AuditFile({ path: path(), say });
  for (const note of NOTES) file.note(note);
  expect(lines().map((event) => event.subtype.at(-1)?.code)).toEqual(NOTES.map(({ action }) => action));
  for (const event of lines()) expect(faultsOf(event)).toEqual([]);
  expect(said).toEqual([]);
});

test('half a line that a power cut left spoils no other', () => {
  const file = new AuditFile({ path: path(), say });
  file.note({ action: 'sign-in', agent: person });
  appendFileSync(path(), '{"resourceType":"Aud');
  file.note({ action: 'sign-out', agent: person });
  const all = readFileSync(path(), 'utf8').trimEnd().split('\n');
  expect(all).toHaveLength(3);
  expect(JSON.parse(all[2] ?? '').subtype[0].code).toBe('110123');
});

test('the file may be moved away while the companion runs', () => {
  const file = new AuditFile({ path: path(), say });
  file.note({ action: 'sign-in', agent: person });
  renameSync(path(), `${path()}.1`);
  file.note({ action: 'sign-out', agent: person });
  expect(lines()).toHaveLength(1);
});

test('a file that cannot be written stops nobody, and is told once', () => {
  writeFileSync(join(folder, 'state'), 'a file where a folder should be');
  const file = new AuditFile({ path: path(), say });
  file.note({ action: 'sign-in', agent: person });
  file.note({ action: 'sign-out', agent: person });
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('cannot be written');
  rmSync(join(folder, 'state'));
  file.note({ action: 'sign-out', agent: person });
  expect(said.at(-1)).toBe('The audit file is written again.');
});

/** A receiver that answers as told. */
async function receiver(answer: () => number) {
  const got: { body: AuditEvent; authorization: string | undefined }[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const status = answer();
      const { authorization } = incoming.headers;
      if (status < 300) got.push({ body: JSON.parse(body) as AuditEvent, authorization });
      outgoing.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { got, port, close: () => server.close() };
}

test('events are sent on in their order, also those of an outage', async () => {
  let status = 503;
  const { got, port, close } = await receiver(() => status);
  const sending = new SendOn({ url: new URL(`http://a:b@127.0.0.1:${port}/fhir`), say, firstPauseMs: 5 });
  const file = new AuditFile({ path: path(), say, sendOn: (event) => sending.send(event) });
  for (const note of NOTES) file.note(note);
  await expect.poll(() => said.length).toBe(1);
  expect(got).toEqual([]);
  status = 201;
  await expect.poll(() => got.length).toBe(NOTES.length);
  expect(got.map(({ body }) => body.id)).toEqual(lines().map(({ id }) => id));
  // RFC 7617: a:b
  expect(got[0]?.authorization).toBe('Basic YTpi');
  expect(said.at(-1)).toContain('takes them again');
  close();
});

test('what does not fit into the queue is counted and told', async () => {
  let status = 503;
  const { got, port, close } = await receiver(() => status);
  const url = new URL(`http://127.0.0.1:${port}/`);
  const sending = new SendOn({ url, say, firstPauseMs: 5, mostWaiting: 4 });
  for (let at = 0; at < 10; at += 1) sending.send(auditEvent({ action: 'search', agent: person }, at));
  await expect.poll(() => said.some((line) => line.includes('does not take them'))).toBe(true);
  status = 200;
  await expect.poll(() => said.some((line) => line.startsWith('6 audit events were not sent on'))).toBe(true);
  await expect.poll(() => got.length).toBe(4);
  close();
});

test('an event that the receiver holds to be wrong does not stop the others', async () => {
  let count = 0;
  const { got, port, close } = await receiver(() => ((count += 1) === 1 ? 422 : 201));
  const sending = new SendOn({ url: new URL(`http://127.0.0.1:${port}/`), say, firstPauseMs: 5 });
  sending.send(auditEvent({ action: 'sign-in', agent: person }, 0));
  sending.send(auditEvent({ action: 'search', agent: person }, 1));
  await expect.poll(() => got.length).toBe(1);
  expect(said[0]).toContain('422');
  close();
});

function app() {
  const left: string[] = [];
  const noted: AuditNote[] = [];
  const audit: Audit = { note: (event) => noted.push(event) };
  const agentOf = async (authorization: string | undefined) =>
    authorization === 'Bearer good' ? person : undefined;
  const post = (body: unknown, authorization = 'Bearer good') =>
    auditApp({
      audit,
      ehrs: ['https://ehr.example.org/fhir'],
      agentOf,
      onSignOut: async ({ subject }) => void left.push(subject),
    }).request('/events', {
      method: 'POST',
      headers: { Authorization: authorization, 'Content-Type': 'application/json', 'X-Request-Id': 'r-1' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { noted, left, post };
}

test('the page puts its own events on record', async () => {
  const { noted, post } = app();
  const events = [{ action: 'sign-in' }, { action: 'export', studies: ['1.2.3'] }];
  expect((await post({ events })).status).toBe(204);
  expect(noted).toEqual([
    { action: 'sign-in', agent: person, request: 'r-1' },
    { action: 'export', agent: person, studies: ['1.2.3'], request: 'r-1' },
  ]);
});

test('a launch is on record with who, which study, and the EHR of the settings that it came from', async () => {
  const { noted, post } = app();
  const launch = { action: 'launch', studies: ['1.2.3'], ehr: 'https://ehr.example.org/fhir' };
  expect((await post({ events: [launch] })).status).toBe(204);
  expect(noted).toEqual([{ ...launch, agent: person, request: 'r-1' }]);
  for (const ehr of ['https://evil.example', undefined])
    expect((await post({ events: [{ ...launch, ehr }] })).status).toBe(400);
  expect((await post({ events: [{ ...launch, action: 'export' }] })).status).toBe(400);
  expect(noted).toHaveLength(1);
});

test('signing out also ends what was left open elsewhere', async () => {
  const { left, post } = app();
  await post({ events: [{ action: 'export' }] });
  expect(left).toEqual([]);
  await post({ events: [{ action: 'sign-out' }] });
  expect(left).toEqual(['s-1']);
});

test.each([
  ['nothing', ''],
  ['an event of the companion', { events: [{ action: 'open' }] }],
  ['no UID', { events: [{ action: 'export', studies: ['Doe^John'] }] }],
  ['too many', { events: Array.from({ length: 11 }, () => ({ action: 'sign-in' })) }],
])('%s is not put on record', async (_what, body) => {
  const { noted, post } = app();
  expect((await post(body)).status).toBe(400);
  expect(noted).toEqual([]);
});

test('a guest puts on record what of the share was taken away, where it may be; nothing else', async () => {
  const noted: AuditNote[] = [];
  const guest = { is: 'guest', share: 's-1' } as const;
  const app = auditApp({
    audit: { note: (event) => noted.push(event) },
    agentOf: async () => guest,
    mayExport: (share, studies) => share === 's-1' && studies.every((uid) => uid === '1.2.3'),
  });
  const post = async (event: object, more = '') =>
    (
      await app.request('/events', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ events: [event] }) + more,
      })
    ).status;
  expect(await post({ action: 'export', studies: ['1.2.3'] })).toBe(204);
  const forged = [
    { action: 'sign-in' },
    { action: 'sign-out' },
    { action: 'export', studies: ['1.2.3', '1.2.4'] },
    { action: 'export', studies: ['1.2.3'], series: ['9.9'] },
  ];
  for (const event of forged) expect(await post(event), JSON.stringify(event)).toBe(403);
  expect(await post({ action: 'export', studies: ['1.2.3'] }, ' '.repeat(9_000))).toBe(413);
  expect(noted).toEqual([{ action: 'export', agent: guest, studies: ['1.2.3'], share: 's-1' }]);
});

test('nobody is put on record without a token', async () => {
  const { noted, post } = app();
  expect((await post({ events: [{ action: 'sign-in' }] }, 'Bearer bad')).status).toBe(401);
  expect(noted).toEqual([]);
});
