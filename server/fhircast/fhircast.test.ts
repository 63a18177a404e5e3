import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { call } from '../testing/gateCalls';
import { Dictation, reportContext, studyContext } from '../testing/dictation';
import { testGate, type TestGate } from '../testing/gate';
import { gateTokens } from '../testing/gateTokens';
import type { FhircastLimits } from './limits';

const gates: TestGate[] = [];
let state = '';
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'fhircast-'));
});
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.close();
  rmSync(state, { recursive: true, force: true });
});
async function start(limits: Partial<FhircastLimits> = {}): Promise<TestGate> {
  const gate = await testGate(state, Date.now, {}, limits);
  gates.push(gate);
  return gate;
}
const dictation = (gate: TestGate, token = 'person-a') => new Dictation(`${gate.origin}/fhircast`, token);

test('what one program opens all of the desk are told, the asking one too, and who comes later', async () => {
  const gate = await start();
  const [one, other] = [await dictation(gate).connect(), await dictation(gate).connect()];
  expect(one.came[0]).toMatchObject({ 'hub.topic': one.topic, 'hub.lease_seconds': 3600 });
  expect(one.endpoint).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/fhircast-channel\/[\w-]{32}$/);
  expect((await one.change('ImagingStudy-open', studyContext('1.2.3', 'P1'), { id: 'e1' })).status).toBe(202);
  await Promise.all([one, other].map((each) => each.hears(() => each.of('ImagingStudy-open').length === 1)));
  expect(other.of('ImagingStudy-open')[0]).toMatchObject({ id: 'e1' });
  expect(await one.current()).toMatchObject({ 'context.type': 'ImagingStudy' });
  const late = await dictation(gate).connect();
  await late.hears(() => late.of('ImagingStudy-open').length === 1);
  await other.change('ImagingStudy-close', studyContext('1.2.3', 'P1'));
  await late.hears(() => late.of('ImagingStudy-close').length === 1);
  expect(await one.current()).toMatchObject({ context: [] });
  expect(gate.notes.map(({ action }) => action)).toEqual([
    'join-context',
    'join-context',
    'change-context',
    'join-context',
    'change-context',
  ]);
  expect(gate.notes[2]).toMatchObject({ studies: ['1.2.3'] });
});

test('a refusal, a silence and a lost connection are told to the others', async () => {
  const gate = await start();
  // Nothing is awaited of who hears of faults alone.
  const other = await dictation(gate).connect({ 'hub.events': 'SyncError' });
  const refusing = await dictation(gate).connect({ 'subscriber.name': 'Refusing' });
  refusing.answer = () => '409';
  await other.change('ImagingStudy-open', studyContext('1.2.3', 'P1'), { id: 'e1' });
  await other.hears(() => other.of('SyncError').length === 1);
  const said = JSON.stringify(other.of('SyncError')[0]);
  expect(said).toContain('"code":"e1"');
  expect(said).toContain('"code":"Refusing"');
  expect(refusing.of('SyncError')).toEqual([]);
  refusing.answer = () => undefined;
  await other.change('ImagingStudy-open', studyContext('1.2.4', 'P1'));
  await refusing.hears(() => refusing.of('ImagingStudy-open').length === 2);
  gate.later(9_000);
  gate.tickHub();
  expect(other.of('SyncError')).toHaveLength(1);
  gate.later(2_000);
  gate.tickHub();
  await other.hears(() => other.of('SyncError').length === 2);
  await refusing.hears(() => refusing.closed !== undefined);
  expect(refusing.came.at(-1)).toMatchObject({ 'hub.mode': 'denied' });
  const crashing = await dictation(gate).connect();
  crashing.crash();
  await other.hears(() => other.of('SyncError').length === 3);
  const leaving = await dictation(gate).connect();
  leaving.close();
  await leaving.hears(() => leaving.closed !== undefined);
  // A subscriber may say later that it does not follow (3.2.1).
  await other.change('SyncError', [
    { key: 'operationoutcome', resource: { resourceType: 'OperationOutcome' } },
  ]);
  await other.hears(() => other.of('SyncError').length === 4);
});

const observation = (id: string, value: number) => ({
  request: { method: 'PUT' },
  resource: { resourceType: 'Observation', id, valueQuantity: { value, unit: 'mm' } },
});
const update = (report: string, entry: readonly object[]) => [
  { key: 'report', resource: { resourceType: 'DiagnosticReport', id: report, status: 'unknown' } },
  { key: 'updates', resource: { resourceType: 'Bundle', type: 'transaction', entry } },
];

test('updates are made whole or not at all, against the newest version', async () => {
  const gate = await start({ contentResources: 2 });
  const one = await dictation(gate).connect();
  await one.change('DiagnosticReport-open', reportContext('r1', '1.2.3', 'P1'));
  await one.hears(() => one.of('DiagnosticReport-open').length === 1);
  const versionId = String(one.of('DiagnosticReport-open')[0]?.event?.['context.versionId']);
  const ask = async (entry: readonly object[], version = versionId, report = 'r1') =>
    (await one.change('DiagnosticReport-update', update(report, entry), { versionId: version })).status;
  expect(await ask([observation('o1', 12)], 'another')).toBe(409);
  expect(await ask([observation('o1', 12)], versionId, 'r2')).toBe(409);
  expect(await ask([observation('o1', 12), observation('o1', 13)])).toBe(400);
  expect(await ask([observation('o1', 12), { request: { method: 'POST' } }])).toBe(400);
  expect(await ask([observation('o1', 1), observation('o2', 2), observation('o3', 3)])).toBe(413);
  expect(await one.current()).toMatchObject({ 'context.versionId': versionId });
  expect(await ask([observation('o1', 12), observation('o2', 2)])).toBe(202);
  await one.hears(() => one.of('DiagnosticReport-update').length === 1);
  const told = one.of('DiagnosticReport-update')[0]?.event;
  expect(told?.['context.priorVersionId']).toBe(versionId);
  const next = String(told?.['context.versionId']);
  expect(next).not.toBe(versionId);
  const gone = [{ fullUrl: 'Observation/o1', request: { method: 'DELETE' } }];
  expect(await ask(gone)).toBe(409);
  // As the specification's own example has it (3.6.3): the report is referred to.
  const refer = async (report: string) => {
    const [, updates = {}] = update(report, gone);
    const context = [{ key: 'report', reference: { reference: `DiagnosticReport/${report}` } }, updates];
    return (await one.change('DiagnosticReport-update', context, { versionId: next })).status;
  };
  expect(await refer('r2')).toBe(409);
  expect(await refer('r1')).toBe(202);
  const { context } = (await one.current()) as { context: { key: string; resource: { entry: object[] } }[] };
  expect(context.find(({ key }) => key === 'content')?.resource.entry).toEqual([
    { resource: observation('o2', 2).resource },
  ]);
});

test('a measurement of another study than that of the open report is refused', async () => {
  const gate = await start();
  const one = await dictation(gate).connect();
  await one.change('DiagnosticReport-open', reportContext('r1', '1.2.3', 'P1'));
  await one.hears(() => one.of('DiagnosticReport-open').length === 1);
  let versionId = String(one.of('DiagnosticReport-open')[0]?.event?.['context.versionId']);
  const ask = async (resource: object) => {
    const entry = [observation('o1', 1), { request: { method: 'PUT' }, resource }];
    return (await one.change('DiagnosticReport-update', update('r1', entry), { versionId })).status;
  };
  const selection = (studyUid: string) => ({ resourceType: 'ImagingSelection', id: 's1', studyUid });
  const part = (id: string) => ({
    ...{ resourceType: 'Observation', id: 'o2' },
    partOf: [{ reference: `ImagingStudy/${id}` }],
  });
  expect(await ask(selection('1.2.4'))).toBe(400);
  expect(await ask(part('of-1.2.4'))).toBe(400);
  expect(one.of('DiagnosticReport-update')).toEqual([]);
  expect(await ask(selection('1.2.3'))).toBe(202);
  await one.hears(() => one.of('DiagnosticReport-update').length === 1);
  versionId = String(one.of('DiagnosticReport-update')[0]?.event?.['context.versionId']);
  expect(await ask(part('of-1.2.3'))).toBe(202);
});

test('who hears of studies alone is told of the study of a report; an old event sent again changes nothing', async () => {
  const gate = await start();
  const one = await dictation(gate).connect();
  const narrow = await dictation(gate).connect({ 'hub.events': 'ImagingStudy-*,*-select' });
  await one.change('DiagnosticReport-open', reportContext('r1', '1.2.3', 'P1'), { id: 'e1' });
  await narrow.hears(() => narrow.of('ImagingStudy-open').length === 1);
  expect(narrow.of('ImagingStudy-open')[0]?.event?.context.map(({ key }) => key)).toEqual([
    'study',
    'patient',
  ]);
  // Sent again while it is what is open: somebody did not follow it.
  expect(
    (await one.change('DiagnosticReport-open', reportContext('r1', '1.2.3', 'P1'), { id: 'e1' })).status,
  ).toBe(202);
  await one.change('ImagingStudy-open', studyContext('1.2.4', 'P1'));
  expect(
    (await one.change('DiagnosticReport-open', reportContext('r1', '1.2.3', 'P1'), { id: 'e1' })).status,
  ).toBe(409);
  expect(await one.current()).toMatchObject({ 'context.type': 'ImagingStudy' });
});

test('a topic is one person’s own; guests, strangers, other sites and roles that only look get no further', async () => {
  const gate = await start();
  const a = dictation(gate);
  await a.discover();
  const b = dictation(gate, 'person-b');
  b.topic = a.topic;
  expect((await b.subscription()).status).toBe(403);
  expect((await b.change('ImagingStudy-open', studyContext('1.2.3', 'P1'))).status).toBe(403);
  expect((await b.request('GET', `/${a.topic}`)).status).toBe(403);
  const { whole, expired } = await gateTokens(gate.origin, 'person-a', state);
  for (const token of [whole, expired, 'nurse', 'nobody']) {
    const put = dictation(gate, token);
    put.topic = a.topic;
    expect((await put.subscription()).status).toBeGreaterThanOrEqual(401);
    expect((await put.request('GET', '/session')).status).toBeGreaterThanOrEqual(401);
  }
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const hub = `${gate.origin}/fhircast`;
  const bare = { method: 'POST', body: 'hub.mode=subscribe' };
  expect((await fetch(hub, { ...bare, headers: form })).status).toBe(403);
  const elsewhere = { ...form, Origin: 'https://elsewhere.example', Authorization: 'Bearer person-a' };
  expect((await fetch(hub, { ...bare, headers: elsewhere })).status).toBe(403);
  const reader = await dictation(gate, 'reader').connect();
  await reader.change('DiagnosticReport-open', reportContext('r1', '1.2.3', 'P1'));
  await reader.hears(() => reader.of('DiagnosticReport-open').length === 1);
  const versionId = String(reader.of('DiagnosticReport-open')[0]?.event?.['context.versionId']);
  const asked = update('r1', [observation('o1', 12)]);
  expect((await reader.change('DiagnosticReport-update', asked, { versionId })).status).toBe(403);
  const line = new WebSocket(reader.endpoint.replace(/[\w-]{32}$/, 'x'.repeat(32)));
  expect(
    await new Promise((resolve) =>
      line.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)),
    ),
  ).toBe(404);
  const second = new WebSocket(reader.endpoint);
  expect(await new Promise((resolve) => second.once('close', resolve))).toBe(1008);
});

test('what is no message is refused with the field that is wrong', async () => {
  const gate = await start({ bodyBytes: 4_000 });
  const one = dictation(gate);
  await one.discover();
  for (const field of ['hub.channel.type', 'hub.mode', 'hub.events', 'hub.lease_seconds'])
    expect(await (await one.subscription({ [field]: '-' })).text()).toContain(field);
  expect((await one.request('POST', '', '{}', 'application/json')).status).toBe(400);
  expect((await one.request('POST', '', 'x', 'text/html')).status).toBe(415);
  expect((await one.change('Proprietary-transmogrify', [])).status).toBe(400);
  expect((await one.change('Heartbeat', [])).status).toBe(400);
  expect((await one.change('ImagingStudy-open', [])).status).toBe(400);
  expect((await one.change('ImagingStudy-open', studyContext('1.2.3', 'P'.repeat(5_000)))).status).toBe(413);
  const told = await call(gate.origin, 'GET', '/../fhircast/.well-known/fhircast-configuration', {});
  expect(told.json).toMatchObject({
    websocketSupport: true,
    fhircastVersion: 'STU3',
    getCurrentSupport: true,
  });
});

test('what stands deeper in each other than any resource is refused, and opens for nobody', async () => {
  const gate = await start();
  const one = await dictation(gate).connect();
  const deep = (levels: number): unknown => {
    let value: unknown = [];
    for (let level = 0; level < levels; level++) value = [value];
    return value;
  };
  const patient = (levels: number) => [
    { key: 'patient', resource: { resourceType: 'Patient', id: 'p', extension: deep(levels) } },
  ];
  for (const levels of [100, 4_000])
    expect((await one.change('Patient-open', patient(levels))).status).toBe(400);
  expect(await one.current()).toMatchObject({ context: [] });
  expect((await one.change('Patient-open', patient(20))).status).toBe(202);
  const late = await dictation(gate).connect();
  await late.hears(() => late.came.length > 0);
});

test('a subscription ends with its lease, by its wish, with the sign-in and with the companion', async () => {
  const gate = await start({ subscribersEach: 3 });
  const one = await dictation(gate).connect({ 'hub.lease_seconds': '60' });
  const other = await dictation(gate).connect();
  const again = await one.subscription({ 'hub.channel.endpoint': one.endpoint, 'hub.lease_seconds': '600' });
  expect(await again.json()).toEqual({ 'hub.channel.endpoint': one.endpoint });
  gate.later(100_000);
  gate.tickHub();
  expect(one.closed).toBeUndefined();
  const unsubscribe = { 'hub.channel.type': 'websocket', 'hub.mode': 'unsubscribe', 'hub.topic': one.topic };
  expect((await one.form({ ...unsubscribe, 'hub.channel.endpoint': other.endpoint })).status).toBe(202);
  await other.hears(() => other.closed !== undefined);
  expect(other.came.at(-1)).toMatchObject({ 'hub.mode': 'denied', 'hub.reason': 'unsubscribed' });
  expect((await one.form({ ...unsubscribe, 'hub.channel.endpoint': other.endpoint })).status).toBe(404);
  gate.later(600_000);
  gate.tickHub();
  await one.hears(() => one.closed !== undefined);
  for (let n = 0; n < 3; n += 1) await dictation(gate).connect();
  const many = dictation(gate);
  await many.discover();
  expect((await many.subscription()).status).toBe(503);
  const b = await dictation(gate, 'person-b').connect();
  const ended = gate.end();
  await b.hears(() => b.closed !== undefined);
  expect(b.closed).toBe(1001);
  await ended;
});
