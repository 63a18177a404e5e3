import { WebSocket } from 'ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Archive, StudyQuery, StudySummary } from '@/archive/contract/archive';
import type { CastStanding } from '@/features/contract/dictationLink';
import { HubDictation } from './hubDictation';
import { OtherHub } from './testing/otherHub';

const study = (uid: string | undefined, patientId: string, accession?: string): readonly object[] => [
  {
    key: 'study',
    resource: {
      resourceType: 'ImagingStudy',
      id: `id-${uid ?? accession}`,
      identifier: [
        ...(uid === undefined ? [] : [{ system: 'urn:dicom:uid', value: `urn:oid:${uid}` }]),
        ...(accession === undefined ? [] : [{ type: { coding: [{ code: 'ACSN' }] }, value: accession }]),
      ],
    },
  },
  { key: 'patient', resource: { resourceType: 'Patient', id: 'p', identifier: [{ value: patientId }] } },
];

const row = (uid: string, patientId: string, accession: string): StudySummary => ({
  study: uid as StudySummary['study'],
  patientId,
  patientName: `Name^Of ${patientId}`,
  modalities: ['CT'],
  accession,
});
const ROWS = [
  row('1.1', 'P1', 'A1'),
  row('1.2', 'P2', 'A2'),
  row('1.3', 'P3', 'A3'),
  // One accession number of two people's studies, and of two studies of one.
  row('1.4', 'P4', 'A3'),
  row('1.5', 'P5', 'A5'),
  row('1.6', 'P5', 'A5'),
];

function archive(id: string, rows: readonly StudySummary[]): Archive {
  const search = ({ study, accession }: StudyQuery) =>
    Promise.resolve({
      rows: rows.filter((one) => (study ? one.study === study : one.accession === accession)),
      more: false,
      nextOffset: 0,
      ignored: [],
      unreadable: 0,
    });
  return { id, search } as unknown as Archive;
}

let hub: OtherHub;
let dictation: HubDictation | undefined;
let token: string | undefined;
let heard: ((token: string | undefined) => void) | undefined;
let opened: string[] = [];
let isVisible = true;
beforeEach(async () => {
  hub = new OtherHub();
  await hub.start();
  [token, opened, isVisible] = ['t1', [], true];
});
afterEach(async () => {
  dictation?.close();
  dictation = undefined;
  await hub.stop();
});

const at = (study: string) => ({ archive: 'main', study });

function start(archives = [archive('main', ROWS)]): HubDictation {
  const made = new HubDictation({
    hub: hub.url,
    topic: 'dr-ada',
    archives,
    isVisible: () => isVisible,
    credentials: {
      token: () => token,
      renew: () => Promise.resolve((token = 'renewed')),
      watch: (listen) => {
        heard = listen;
        return () => (heard = undefined);
      },
    },
    go: {
      open: (place) => {
        opened.push(place.study);
        made.show(place);
        hub.wake();
      },
      close: () => {
        opened.push('list');
        made.show(undefined);
      },
    },
    line: { open: (url) => new WebSocket(url) as unknown as globalThis.WebSocket },
  });
  made.subscribe(() => hub.wake());
  dictation = made;
  return made;
}

const stands = (isSo: (standing: CastStanding) => boolean) =>
  hub.hears(() => dictation !== undefined && isSo(dictation.standing()));
const isOpen = ({ line }: CastStanding) => line === 'open';

/** A page on the list, whose line is there. */
async function onList(): Promise<HubDictation> {
  const made = start();
  made.show(undefined);
  await stands(isOpen);
  return made;
}

test('subscribes as the specification says, tells what is opened here, and closes what it opened', async () => {
  const made = await onList();
  const [{ token: bearer, form }] = hub.requests as [{ token: string; form: URLSearchParams }];
  expect(bearer).toBe('Bearer t1');
  expect(Object.fromEntries(form)).toMatchObject({
    'hub.channel.type': 'websocket',
    'hub.mode': 'subscribe',
    'hub.topic': 'dr-ada',
    'subscriber.name': 'Isocenter',
  });
  made.show(at('1.1'));
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  const told = JSON.stringify(hub.events[0]);
  expect(told).toContain('"value":"urn:oid:1.1"');
  expect(told).toContain('"value":"A1"');
  expect(told).toContain('"value":"P1"');
  await hub.hears(() => hub.statusOf(String(hub.events[0]?.['id'])) === '200');
  expect(made.standing().differs).toBeUndefined();
  made.show(undefined);
  await hub.hears(() => hub.named('ImagingStudy-close').length === 1);
  // It hears its own closing, and opens or leaves nothing for it.
  expect(opened).toEqual([]);
});

test('opens what the dictation opens, by UID or by accession number and patient, and leaves it when that closes it', async () => {
  await onList();
  const first = hub.say('ImagingStudy-open', study('1.2', 'P2'));
  await hub.hears(() => hub.statusOf(first) === '200');
  const report = { key: 'report', resource: { resourceType: 'DiagnosticReport', id: 'r1' } };
  const second = hub.say('DiagnosticReport-open', [report, ...study(undefined, 'P3', 'A3')]);
  await hub.hears(() => hub.statusOf(second) === '200');
  expect(opened).toEqual(['1.2', '1.3']);
  expect(dictation?.standing().differs).toBeUndefined();
  expect(hub.events).toEqual([]);
  const third = hub.say('DiagnosticReport-close', [report, ...study(undefined, 'P3', 'A3')]);
  await hub.hears(() => hub.statusOf(third) === '200');
  expect(opened).toEqual(['1.2', '1.3', 'list']);
  // What the dictation opened it closes itself.
  expect(hub.events).toEqual([]);
});

test.each([
  ['absent', study('9.9', 'P1')],
  ['absent', study(undefined, 'P9', 'A1')],
  ['several', study(undefined, 'P5', 'A5')],
  ['patient', study('1.2', 'P1')],
] as const)('does not open what is %s, and says so on both sides: %j', async (why, context) => {
  const made = await onList();
  made.show(at('1.1'));
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  const id = hub.say('ImagingStudy-open', context);
  await hub.hears(() => hub.statusOf(id) === '409');
  expect(made.standing()).toMatchObject({ differs: why, canTell: true });
  expect(opened).toEqual([]);
  made.tellAgain();
  await stands(({ differs }) => differs === undefined);
  await hub.hears(() => hub.named('ImagingStudy-open').length === 2);
});

test('an archive that does not answer is no absent study', async () => {
  const broken = { id: 'second', search: () => Promise.reject(new Error('away')) } as unknown as Archive;
  const made = start([archive('main', ROWS), broken]);
  made.show(undefined);
  await stands(isOpen);
  const id = hub.say('ImagingStudy-open', study('9.9', 'P1'));
  await hub.hears(() => hub.statusOf(id) === '409');
  expect(made.standing()).toMatchObject({ differs: 'archive', canTell: false });
});

test('the same study of another patient is said', async () => {
  const made = await onList();
  made.show(at('1.1'));
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  hub.say('ImagingStudy-open', study('1.1', 'P9'));
  await stands(({ differs }) => differs === 'patient');
});

test('who has unsaved work is asked, and where they stay the dictation is told so', async () => {
  const made = await onList();
  made.show(at('1.1'));
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  let agree: (() => void) | undefined;
  made.guardBy({ leave: (then) => (agree = then), back: () => undefined, isInRoom: () => false });
  const id = hub.say('ImagingStudy-open', study('1.2', 'P2'));
  await hub.hears(() => hub.statusOf(id) === '202');
  expect(opened).toEqual([]);
  expect(made.standing()).toMatchObject({ differs: 'study', canOpen: true });
  agree?.();
  expect(opened).toEqual(['1.2']);
  expect(made.standing().differs).toBeUndefined();
});

test('a page that nobody sees stays, and says that it differs; in a room it does not follow', async () => {
  const made = await onList();
  made.show(at('1.1'));
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  isVisible = false;
  const hidden = hub.say('ImagingStudy-open', study('1.2', 'P2'));
  await hub.hears(() => hub.statusOf(hidden) === '202');
  expect(made.standing().differs).toBe('study');
  isVisible = true;
  made.guardBy({ leave: (then) => then(), back: () => undefined, isInRoom: () => true });
  const room = hub.say('ImagingStudy-open', study('1.3', 'P3'));
  await hub.hears(() => hub.statusOf(room) === '409');
  expect(made.standing().differs).toBe('room');
  expect(opened).toEqual([]);
});

test('who comes with a study while another is open there goes nowhere, and is told', async () => {
  hub.current = { 'context.type': 'ImagingStudy', 'context.versionId': 'v', context: study('1.2', 'P2') };
  const made = start();
  made.show(at('1.1'));
  await stands(isOpen);
  expect(made.standing()).toMatchObject({ differs: 'study', canOpen: true, canTell: true });
  expect([opened, hub.events]).toEqual([[], []]);
  made.openHere();
  await hub.hears(() => opened.length === 1);
  expect([opened, made.standing().differs]).toEqual([['1.2'], undefined]);
});

test('what another page of this product told is no dictation that shows another study: the hub is told of this one', async () => {
  const context = study('1.2', 'P2').map((entry) => {
    const { key, resource } = entry as { key: string; resource: object };
    return { key, resource: key === 'study' ? { ...resource, id: '1.2' } : resource };
  });
  hub.current = { 'context.type': 'ImagingStudy', 'context.versionId': 'v', context };
  const made = start();
  made.show(at('1.1'));
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  await stands(({ differs }) => differs === undefined);
  expect(opened).toEqual([]);
});

test('a refusal by the hub, and a program that does not follow, are said', async () => {
  const made = await onList();
  hub.changes = 403;
  made.show(at('1.1'));
  await stands(({ differs }) => differs === 'untold');
  hub.changes = 202;
  made.tellAgain();
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  const of = (kind: string, code: unknown) => ({
    system: `https://fhircast.hl7.org/events/syncerror/${kind}`,
    code,
  });
  const coding = [of('eventid', hub.events[0]?.['id']), of('subscriber', 'Acme')];
  const resource = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'warning', details: { coding } }],
  };
  hub.say('SyncError', [{ key: 'operationoutcome', resource }]);
  await stands(({ differs, who }) => differs === 'unfollowed' && who === 'Acme');
});

test('what is older than what is open is left out', async () => {
  const made = await onList();
  const first = hub.say('ImagingStudy-open', study('1.2', 'P2'));
  await hub.hears(() => hub.statusOf(first) === '200');
  hub.current = { 'context.type': 'ImagingStudy', context: study('1.2', 'P2') };
  const old = hub.say('ImagingStudy-open', study('1.1', 'P1'), '2020-01-01T00:00:00.000Z');
  await hub.hears(() => hub.statusOf(old) === '202');
  expect(opened).toEqual(['1.2']);
  expect(made.standing().differs).toBeUndefined();
});

test('a lost hub is said, and found again: what was chosen meanwhile is told then', async () => {
  const made = await onList();
  const { port } = hub;
  await hub.stop();
  await expect.poll(() => made.standing().line, { timeout: 10_000 }).toBe('lost');
  made.show(at('1.1'));
  await hub.start(port);
  await stands(isOpen);
  await hub.hears(() => hub.named('ImagingStudy-open').length === 1);
  expect(made.standing().differs).toBeUndefined();
});

test('a new token keeps the subscription; one that was refused is renewed', async () => {
  await onList();
  token = 't2';
  heard?.('t2');
  await hub.hears(() => hub.requests.length === 2);
  expect(hub.requests[1]?.token).toBe('Bearer t2');
  expect(hub.requests[1]?.form.get('hub.channel.endpoint')).toBe(`ws://127.0.0.1:${hub.port}/channel/7`);
  expect(hub.lineCount).toBe(1);
  dictation?.close();
  hub.subscribes = 401;
  start();
  await hub.hears(() => hub.requests.some((one) => one.token === 'Bearer renewed'));
  hub.subscribes = 202;
});

test('a role that is refused, and a hub that names another host, are not asked again', async () => {
  hub.subscribes = 403;
  start();
  await stands(({ line }) => line === 'refusedRole');
  dictation?.close();
  hub.subscribes = 202;
  hub.host = 'elsewhere.example';
  start();
  await stands(({ line }) => line === 'refusedHub');
});
