import { expect, test } from 'vitest';
import {
  castEventsOf,
  readCastAnswer,
  readCastCurrent,
  readCastEvent,
  readFromHub,
  readSubscription,
  writeCastAnswer,
  writeCastEvent,
  writeSubscription,
} from './fhircast';
import { castSubjectOf, readFault, writeFault, writeStudyContext } from './fhircastContext';

/** The example of ImagingStudy-open, as the specification prints it (3.5.1), shortened. */
const EXAMPLE = {
  timestamp: '2023-04-01T01:03:04.08',
  id: 'bfbe806f-7f94-47bc-b6b8-4c0cf4d4ef7d',
  event: {
    'hub.topic': 'fdb2f928-5546-4f52-87a0-0648e9ded065',
    'hub.event': 'imagingstudy-open',
    context: [
      {
        key: 'study',
        resource: {
          resourceType: 'ImagingStudy',
          id: 'e25c1d31-20a2-41f8-8d85-fe2fdeac74fd',
          identifier: [
            { system: 'urn:dicom:uid', value: 'urn:oid:1.2.840.83474.8.231.875.3.15.661594731' },
            {
              type: {
                coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }],
              },
              system: 'urn:oid:2.16.840.1.113883.19.5',
              value: 'GH339884',
            },
          ],
          status: 'unknown',
        },
      },
      {
        key: 'patient',
        resource: {
          resourceType: 'Patient',
          id: '503824b8-fe8c-4227-b061-7181ba6c3926',
          identifier: [{ system: 'urn:oid:2.16.840.1.113883.19.5', value: '4438001' }],
          birthDate: '1978-11-03',
        },
      },
    ],
  },
};

test('the specification’s example reads, whatever the case of its name, and is written as it was read', () => {
  const event = readCastEvent(EXAMPLE);
  if (!event) throw new Error('no event');
  expect(event.name).toBe('ImagingStudy-open');
  expect(castSubjectOf(event.context, 'ImagingStudy')).toEqual({
    anchor: 'ImagingStudy',
    anchorId: 'e25c1d31-20a2-41f8-8d85-fe2fdeac74fd',
    studies: [
      {
        id: 'e25c1d31-20a2-41f8-8d85-fe2fdeac74fd',
        uid: '1.2.840.83474.8.231.875.3.15.661594731',
        accessions: [{ value: 'GH339884', system: 'urn:oid:2.16.840.1.113883.19.5' }],
      },
    ],
    patient: {
      ids: [{ value: '4438001', system: 'urn:oid:2.16.840.1.113883.19.5' }],
      birthDate: '1978-11-03',
    },
  });
  expect(readCastEvent(JSON.parse(JSON.stringify(writeCastEvent(event))))).toEqual(event);
});

test('the accession number of R5 stands with the order; what is no UID is none', () => {
  const order = { identifier: { type: { coding: [{ code: 'ACSN' }] }, value: 'A1' } };
  const identifier = [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.x' }];
  const resource = { resourceType: 'ImagingStudy', identifier, basedOn: [order] };
  expect(castSubjectOf([{ key: 'study', resource }], 'ImagingStudy').studies).toEqual([
    { accessions: [{ value: 'A1' }] },
  ]);
});

const spoilt = (change: object): unknown => ({ ...EXAMPLE, ...change });
const inEvent = (change: object): unknown => ({ ...EXAMPLE, event: { ...EXAMPLE.event, ...change } });

test.each([
  undefined,
  null,
  [],
  'text',
  {},
  spoilt({ id: undefined }),
  spoilt({ id: 'x'.repeat(257) }),
  spoilt({ timestamp: 'yesterday' }),
  spoilt({ event: [] }),
  inEvent({ 'hub.topic': 7 }),
  inEvent({ 'hub.event': 'Study-transmogrify' }),
  inEvent({ context: {} }),
  inEvent({ context: [{ resource: {} }] }),
  inEvent({ context: [{ key: 'study', resource: { id: 'no type' } }] }),
  inEvent({ context: Array.from({ length: 51 }, () => ({ key: 'k' })) }),
])('no event: %j', (json) => {
  expect(readCastEvent(json)).toBeUndefined();
});

test('what a hub says is read; what is unknown can still be answered', () => {
  const confirmed = '{"hub.mode":"subscribe","hub.topic":"t","hub.events":"a,b","hub.lease_seconds":7200}';
  expect(readFromHub(confirmed)).toEqual({ is: 'confirmed', topic: 't', events: 'a,b', leaseS: 7200 });
  const denied = '{"hub.mode":"denied","hub.topic":"t","hub.events":"a","hub.reason":"over"}';
  expect(readFromHub(denied)).toEqual({ is: 'denied', topic: 't', reason: 'over' });
  expect(readFromHub(JSON.stringify(EXAMPLE))).toMatchObject({ is: 'event' });
  expect(readFromHub(JSON.stringify(inEvent({ 'hub.event': 'org.example.x' })))).toEqual({
    is: 'unknown',
    id: EXAMPLE.id,
  });
  for (const text of ['', '[]', '{}', '{"hub.mode":"subscribe"}', '{"hub.mode":"x","hub.topic":"t"}'])
    expect(readFromHub(text)).toBeUndefined();
});

test('an answer has a status, as a number or as digits', () => {
  expect(readCastAnswer('{"id":"e","status":"200"}')).toEqual({ id: 'e', status: 200 });
  expect(readCastAnswer('{"id":"e","status":409}')).toEqual({ id: 'e', status: 409 });
  expect(readCastAnswer(JSON.stringify(writeCastAnswer({ id: 'e', status: 202 })))).toEqual({
    id: 'e',
    status: 202,
  });
  // As clients that are in use say it.
  expect(readCastAnswer('{"id":"e","timestamp":"2026-12-01T12:00:00.000Z"}')).toEqual({
    id: 'e',
    status: 200,
  });
  for (const text of [
    '',
    '7',
    '{"id":"e","status":null}',
    '{"id":"e","status":"ok"}',
    '{"status":"200"}',
    '{"id":"e","status":99}',
  ])
    expect(readCastAnswer(text)).toBeUndefined();
});

test('wild cards of a subscription name the events that are meant', () => {
  expect(castEventsOf('Patient-*, syncerror')).toEqual(['Patient-open', 'Patient-close', 'SyncError']);
  expect(castEventsOf('*-update')).toEqual(['DiagnosticReport-update']);
  expect(castEventsOf('*')).toContain('Heartbeat');
  expect(castEventsOf('*-*')).not.toContain('Heartbeat');
  expect(castEventsOf('org.example.x, Patient')).toEqual([]);
});

test('a subscription is read as it is written; a field that stands twice is wrong', () => {
  const asked = {
    mode: 'subscribe' as const,
    topic: 't',
    events: ['ImagingStudy-open' as const],
    leaseS: 60,
    endpoint: 'wss://hub.example/x',
    name: 'Isocenter',
  };
  expect(readSubscription(writeSubscription(asked))).toEqual(asked);
  const gone = { mode: 'unsubscribe' as const, topic: 't', endpoint: 'wss://hub.example/x' };
  expect(readSubscription(writeSubscription(gone))).toEqual(gone);
  expect(readSubscription(`${writeSubscription(asked)}&hub.topic=other`)).toEqual({
    mode: 'none',
    wrong: 'hub.topic',
  });
});

test('what is told of a study is what DICOM says of it, and reads as the same', () => {
  const context = writeStudyContext(
    {
      study: '1.2.3',
      accession: 'A1',
      patientId: 'P1',
      issuer: 'urn:oid:1.2',
      birthDate: '19781103',
      patientName: 'Smith^John^Q',
      sex: 'M',
    },
    'p',
  );
  expect(castSubjectOf(context, 'ImagingStudy')).toEqual({
    anchor: 'ImagingStudy',
    anchorId: '1.2.3',
    studies: [{ id: '1.2.3', uid: '1.2.3', accessions: [{ value: 'A1' }] }],
    patient: { ids: [{ value: 'P1', system: 'urn:oid:1.2' }], birthDate: '1978-11-03' },
  });
  expect(context[1]?.resource).toMatchObject({
    gender: 'male',
    name: [{ family: 'Smith', given: ['John', 'Q'] }],
  });
});

test('a fault names the event and who did not follow it', () => {
  const fault = { eventId: 'e', eventName: 'ImagingStudy-open', subscriber: 'Acme' };
  expect(readFault(writeFault(fault, 'why'))).toEqual(fault);
  expect(readFault([])).toEqual({ eventId: undefined, eventName: undefined, subscriber: undefined });
});

test('the current context is read; nothing open has no anchor', () => {
  const current = {
    'context.type': 'ImagingStudy',
    'context.versionId': 'v',
    context: EXAMPLE.event.context,
  };
  expect(readCastCurrent(current)).toMatchObject({ type: 'ImagingStudy', versionId: 'v' });
  expect(readCastCurrent({ 'context.type': '', context: [] })).toMatchObject({ type: undefined });
  expect(readCastCurrent([])).toBeUndefined();
});
