import { expect, test } from 'vitest';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { createDicomWebArchive } from './dicomWeb';
import { createRequests, type Scripted } from '@/archive/testing/scriptedRequest';

const JSON_TYPE = 'application/dicom+json';
const QUIET = new AbortController().signal;
const STUDY = '1.2' as StudyUid;
const SERIES = '1.2.3' as SeriesUid;

const json = (value: unknown): Scripted => ({ type: JSON_TYPE, body: JSON.stringify(value) });
const uid = (value: string) => ({ vr: 'UI', Value: [value] });

function start(answer: (url: string) => Scripted | undefined) {
  const requests = createRequests(answer);
  const archive = createDicomWebArchive(
    { id: 'a', name: 'A', root: '/dicom-web/' },
    {
      origin: 'https://viewer.example',
      createRequest: requests.create,
      deadlines: { queryMs: 60, metadataMs: 60 },
    },
  );
  return { archive, requests };
}

const search = (answer: (url: string) => Scripted | undefined, signal = QUIET) =>
  start(answer).archive.search({}, { offset: 0, limit: 10 }, signal);

test.each<[string, Scripted]>([
  ['204', { status: 204 }],
  ['an empty list', json([])],
  ['an empty body', { type: JSON_TYPE, body: '' }],
])('%s means no study', async (_, answer) => {
  expect((await search(() => answer)).rows).toEqual([]);
});

test('one object in place of a list is one study', async () => {
  expect((await search(() => json({ '0020000D': uid('1.2') }))).rows).toEqual([
    { study: '1.2', modalities: [] },
  ]);
});

test.each<[string, Scripted | undefined, string]>([
  ['a login page', { type: 'text/html', body: '<html>' }, 'malformed'],
  ['multipart', { type: 'multipart/related; boundary=b', body: '--b--' }, 'malformed'],
  ['half a JSON text', { type: JSON_TYPE, body: '[{"0020' }, 'malformed'],
  ['a list of numbers', json([1, 2]), 'malformed'],
  ['401', { status: 401 }, 'unauthorised'],
  ['403', { status: 403 }, 'unauthorised'],
  ['404', { status: 404 }, 'not-found'],
  ['400', { status: 400 }, 'refused'],
  ['413', { status: 413 }, 'refused'],
  ['nothing, for ever', undefined, 'unreachable'],
])('%s is reported as what it is', async (_, answer, fault) => {
  await expect(search(() => answer)).rejects.toMatchObject({ name: 'ArchiveError', fault });
});

test('errors hold no address, since addresses hold names', async () => {
  const { archive } = start(() => ({ status: 400 }));
  const query = { patientName: 'Doe' };
  const error: unknown = await archive
    .search(query, { offset: 0, limit: 10 }, QUIET)
    .catch((thrown: unknown) => thrown);
  expect(JSON.stringify(error) + String(error)).not.toMatch(/doe|:\/\//i);
});

test('an abort ends the request at once', async () => {
  const stopper = new AbortController();
  const { archive, requests } = start(() => undefined);
  const asked = archive.search({}, { offset: 0, limit: 10 }, stopper.signal);
  stopper.abort();
  await expect(asked).rejects.toMatchObject({ fault: 'aborted' });
  expect(requests.aborts()).toBe(1);
});

test('lists go with bare commas, which Orthanc needs, and typed signs encoded', async () => {
  const { archive, requests } = start(() => json([{ '0020000D': uid('1.2') }]));
  await archive.search({ modalities: ['CT', 'MR'], patientId: 'a&b' }, { offset: 0, limit: 10 }, QUIET);
  expect(requests.urls[0]).toMatch(/^https:\/\/viewer\.example\/dicom-web\/studies\?/);
  expect(requests.urls[0]).toContain('ModalitiesInStudy=CT,MR');
  expect(requests.urls[0]).toContain('includefield=00080020,00080030,');
  expect(requests.urls[0]).toContain('PatientID=*a%26b*');
});

test('series come by number, each once, those of another study left out', async () => {
  const row = (series: string, number?: number, study?: string) => ({
    '0020000E': uid(series),
    ...(number === undefined ? {} : { '00200011': { vr: 'IS', Value: [String(number)] } }),
    ...(study === undefined ? {} : { '0020000D': uid(study) }),
  });
  const { archive } = start(() =>
    json([row('1.9'), row('1.8', 10), row('1.7', 9, '1.2'), row('1.8', 10), row('1.6', 1, '9.9')]),
  );
  const series = await archive.series(STUDY, QUIET);
  expect(series.map((each) => [each.series, each.number, each.modality])).toEqual([
    ['1.7', 9, 'OT'],
    ['1.8', 10, 'OT'],
    ['1.9', undefined, 'OT'],
  ]);
});

const instance = (sop: string, study = '1.2', series = '1.2.3') => ({
  '00080018': uid(sop),
  '0020000D': uid(study),
  '0020000E': uid(series),
  '00280010': { vr: 'US', Value: [4] },
  '00280011': { vr: 'US', Value: [4] },
});

test('metadata of another series are refused', async () => {
  const { archive } = start(() => json([instance('1.1'), instance('1.2', '1.2', '1.2.4')]));
  await expect(archive.instances(STUDY, SERIES, QUIET)).rejects.toMatchObject({
    fault: 'wrong-object',
    details: { what: 'series', expected: '1.2.3', received: '1.2.4' },
  });
});

test.each([404, 500])(
  'where series metadata fail (%i), the instances are asked for one by one',
  async (status) => {
    const { archive, requests } = start((url) => {
      if (url.endsWith('series/1.2.3/metadata')) return { status };
      const sop = /instances\/([\d.]+)\/metadata$/.exec(url)?.[1];
      return sop === undefined ? json([instance('1.1'), instance('1.2')]) : json([instance(sop)]);
    });
    const told: string[] = [];
    const tell = (described: number, of: number) => void told.push(`${described} of ${of}`);
    const instances = await archive.instances(STUDY, SERIES, QUIET, tell);
    expect(told).toEqual(['0 of 2', '1 of 2', '2 of 2']);
    expect(instances.map(({ sop, frames }) => [sop, frames])).toEqual([
      ['1.1', 1],
      ['1.2', 1],
    ]);
    expect(requests.urls.some((url) => url.includes('/instances?'))).toBe(true);
  },
);

test('a series that does not exist is not found', async () => {
  const { archive } = start((url) => (url.includes('/metadata') ? { status: 404 } : json([])));
  await expect(archive.instances(STUDY, SERIES, QUIET)).rejects.toMatchObject({ fault: 'not-found' });
});
