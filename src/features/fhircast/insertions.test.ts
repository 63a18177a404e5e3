import { WebSocket } from 'ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Archive, StudySummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { CastStanding } from '@/features/contract/dictationLink';
import type { Measurement } from '@/measurement/measurement';
import type { MeasuredOn } from '@/measurement/report/observations';
import { HubDictation } from './hubDictation';
import { OtherHub, type Json } from './testing/otherHub';

const STUDY = '1.1';
const row = {
  study: STUDY,
  patientId: 'P1',
  patientName: 'A',
  modalities: ['CT'],
} as unknown as StudySummary;
const answer = { rows: [row], more: false, nextOffset: 0, ignored: [], unreadable: 0 };
const archive = { id: 'main', search: () => Promise.resolve(answer) } as unknown as Archive;

/** A report as the specification's example of DiagnosticReport-open has it (3.6.1). */
const report = (id: string, study = STUDY, patientId = 'P1'): readonly object[] => [
  { key: 'report', resource: { resourceType: 'DiagnosticReport', id } },
  {
    key: 'study',
    resource: {
      resourceType: 'ImagingStudy',
      id: 'study-of-ris',
      identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${study}` }],
    },
  },
  {
    key: 'patient',
    resource: { resourceType: 'Patient', id: 'p', identifier: [{ value: patientId }] },
  },
];

const line = (n: number, more: Partial<Measurement> = {}): MeasuredOn => ({
  measurement: {
    id: String(n),
    tracking: `2.25.${n}`,
    label: '',
    kind: 'length',
    study: STUDY as StudyUid,
    series: '1.1.1' as SeriesUid,
    sop: '1.1.1.1' as SopUid,
    frame: 3,
    pointsPx: [
      [0, 0],
      [10, 4],
    ],
    readings: [{ name: 'length', value: 44.86, unit: 'mm' }],
    ...more,
  },
  image: { sop: '1.1.1.1', sopClass: '1.2.840.10008.5.1.4.1.1.2', modality: 'CT', frames: 9 } as Instance,
  name: 'Length',
  sentence: '44.9 mm, series 3 image 41',
});

let hub: OtherHub;
let dictation: HubDictation;
beforeEach(async () => {
  hub = new OtherHub();
  hub.version = 'v1';
  await hub.start();
  dictation = new HubDictation({
    ...{ hub: hub.url, topic: 'dr-ada', archives: [archive], isVisible: () => true },
    credentials: { token: () => 't', renew: () => Promise.resolve('t'), watch: () => () => undefined },
    go: { open: () => undefined, close: () => undefined },
    line: { open: (url) => new WebSocket(url) as unknown as globalThis.WebSocket },
  });
  dictation.subscribe(() => hub.wake());
  hub.current = { 'context.type': 'DiagnosticReport', 'context.versionId': 'v1', context: report('r1') };
});
afterEach(async () => {
  dictation.close();
  await hub.stop();
});

const stands = (isSo: (standing: CastStanding) => boolean) => hub.hears(() => isSo(dictation.standing()));

async function atReport(): Promise<void> {
  dictation.show({ archive: 'main', study: STUDY });
  await stands(({ canInsert }) => canInsert === 'yes');
}

const insert = (...measured: readonly MeasuredOn[]) =>
  dictation.insert({ measured, present: new Set(measured.map(({ measurement }) => measurement.tracking)) });

/** The entries of each update that the hub made. */
const updates = () =>
  hub.named('DiagnosticReport-update').map(({ event }) => {
    const context = (event as Json)['context'] as { key: string; resource: { entry: Json[] } }[];
    return context.find(({ key }) => key === 'updates')?.resource.entry ?? [];
  });
const actsOf = (entries: readonly Json[] | undefined) =>
  entries?.map(({ request }) => Object.values(request as object).join(' '));

test('a measurement goes into the report with its numbers as shown and the image that it was made on', async () => {
  await atReport();
  const nodule = { value: '27925004', scheme: 'SCT', meaning: 'Nodule' };
  const lung = { value: '39607008', scheme: 'SCT', meaning: 'Lung' };
  const right = { value: '24028007', scheme: 'SCT', meaning: 'Right' };
  const notes = { finding: nodule, site: lung, laterality: right };
  expect(await insert({ ...line(1, notes), method: 'At the detector' })).toEqual({
    ...{ is: 'done', putCount: 1, goneCount: 0 },
  });
  const [entries] = updates();
  expect(actsOf(entries)).toEqual(['PUT Observation/2.25.1', 'PUT ImagingSelection/2.25.1']);
  const [observation, selection] = entries?.map(({ resource }) => resource) ?? [];
  expect(observation).toMatchObject({
    status: 'preliminary',
    partOf: [{ reference: 'ImagingStudy/study-of-ris' }],
    valueQuantity: { value: 44.9, unit: 'mm', system: 'http://unitsofmeasure.org', code: 'mm' },
    bodySite: { coding: [{ system: 'http://snomed.info/sct', code: '39607008' }], text: 'right Lung' },
    method: { text: 'At the detector' },
    derivedFrom: [{ reference: 'ImagingSelection/2.25.1' }],
    component: [
      { code: { coding: [{ code: '121071' }] }, valueCodeableConcept: { coding: [{ code: '27925004' }] } },
      { code: { coding: [{ code: '272741003' }] }, valueCodeableConcept: { coding: [{ code: '24028007' }] } },
    ],
  });
  expect(selection).toMatchObject({
    studyUid: STUDY,
    seriesUid: '1.1.1',
    instance: [
      {
        uid: '1.1.1.1',
        sopClass: { code: 'urn:oid:1.2.840.10008.5.1.4.1.1.2' },
        subset: ['3'],
        imageRegion2D: [{ regionType: 'polyline', coordinate: [0.5, 0.5, 10.5, 4.5] }],
      },
    ],
  });
});

test('of several numbers each is a component, in the unit and with the digits that are shown', async () => {
  await atReport();
  const readings = [
    { name: 'mean', value: -40.53, unit: 'HU' },
    { name: 'area', value: 256.34, unit: 'mm2' },
    { name: 'ratio', value: 0.456, unit: '' },
  ] as const;
  await insert(line(1, { kind: 'ellipse', pointsPx: [], readings }));
  const observation = updates()[0]?.[0]?.['resource'] as { component: { valueQuantity: object }[] };
  const system = 'http://unitsofmeasure.org';
  expect(observation.component.map(({ valueQuantity }) => valueQuantity)).toEqual([
    { value: -40.5, unit: 'HU', system, code: "[hnsf'U]" },
    { value: 2.56, unit: 'cm²', system, code: 'cm2' },
    { value: 0.46, system, code: '1' },
  ]);
});

test('what is put in again keeps its resources; what was deleted here goes with the next update', async () => {
  await atReport();
  await insert(line(1), line(2));
  await insert(line(1), line(2));
  expect(actsOf(updates()[1])).toEqual(actsOf(updates()[0]));
  expect(await dictation.insert({ measured: [line(3)], present: new Set(['2.25.1', '2.25.3']) })).toEqual({
    ...{ is: 'done', putCount: 1, goneCount: 1 },
  });
  expect(actsOf(updates()[2])).toEqual([
    'PUT Observation/2.25.3',
    'PUT ImagingSelection/2.25.3',
    'DELETE Observation/2.25.2',
    'DELETE ImagingSelection/2.25.2',
  ]);
  expect(dictation.standing().inserted).toEqual(['2.25.1', '2.25.3']);
});

test('two at once are two updates, the second against what the first made', async () => {
  await atReport();
  const came = await Promise.all([insert(line(1)), insert(line(1))]);
  expect(came.map(({ is }) => is)).toEqual(['done', 'done']);
});

test('where another wrote in between it is done once more against what is there now, and only once', async () => {
  await atReport();
  hub.version = 'v2';
  hub.current = { ...hub.current, 'context.versionId': 'v2' };
  expect(await insert(line(1))).toMatchObject({ is: 'done' });
  expect(updates()).toHaveLength(1);
  hub.version = 'v9';
  expect(await insert(line(1))).toEqual({ is: 'changed' });
  // What is open now is another report: whoever pressed did not mean it.
  hub.current = { 'context.type': 'DiagnosticReport', 'context.versionId': 'v9', context: report('r2') };
  expect(await insert(line(1))).toEqual({ is: 'changed' });
  expect(updates()).toHaveLength(1);
});

test.each([
  ['another study', report('r2', '9.9'), 'differs'],
  ['another patient', report('r2', STUDY, 'P9'), 'differs'],
  ['no report', report('r2').slice(1), 'noReport'],
] as const)('nothing goes into the report of %s', async (_what, context, why) => {
  await atReport();
  const name = why === 'noReport' ? 'ImagingStudy-open' : 'DiagnosticReport-open';
  hub.say(name, context);
  await stands(({ canInsert }) => canInsert === why);
  expect(await insert(line(1))).toEqual({ is: why });
  expect(updates()).toEqual([]);
});

test('of another study, or without a number to rely on, is left out; a refusal and a lost hub are told', async () => {
  await atReport();
  const other = line(2, { study: '1.9' as StudyUid });
  const beside = line(3, { refusal: 'partly' });
  expect(await insert(other, beside)).toEqual({ is: 'nothing' });
  expect(await insert(other, beside, line(1))).toEqual({ is: 'done', putCount: 1, goneCount: 0 });
  hub.changes = 413;
  expect(await insert(line(1))).toEqual({ is: 'refused' });
  hub.changes = 403;
  expect(await insert(line(1))).toEqual({ is: 'role' });
  await hub.stop();
  await stands(({ canInsert }) => canInsert === 'line');
  expect(await insert(line(1))).toEqual({ is: 'line' });
  await hub.start();
});
