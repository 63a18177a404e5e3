import { expect, test } from 'vitest';
import { createRequests, type Scripted } from '@/archive/testing/scriptedRequest';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { createJsonClient } from './jsonClient';

const ROOT = 'https://archive.example/dicom-web';
const [STUDY, SERIES, SOP] = ['1.2' as StudyUid, '1.2.3' as SeriesUid, '1.2.3.4' as SopUid];
const { signal } = new AbortController();

function clientOf(answer: Scripted = { type: 'application/dicom+json', body: '[]' }) {
  const accepts: string[] = [];
  const requests = createRequests((_, accept) => {
    accepts.push(accept);
    return answer;
  });
  return { client: createJsonClient(ROOT, undefined, requests.create), requests, accepts };
}

test('each question has its address of PS3.18 10.6 and 10.4', async () => {
  const { client, requests, accepts } = clientOf();
  await client.studies({ PatientID: 'A' }, signal);
  await client.series(STUDY, {}, signal);
  await client.instances(STUDY, SERIES, {}, signal);
  await client.objects(STUDY, {}, signal);
  await client.objects(undefined, { SOPClassUID: '1.2' }, signal);
  await client.seriesMetadata(STUDY, SERIES, signal);
  await client.instanceMetadata(STUDY, SERIES, SOP, signal);
  expect(requests.urls).toEqual([
    `${ROOT}/studies?PatientID=A`,
    `${ROOT}/studies/1.2/series`,
    `${ROOT}/studies/1.2/series/1.2.3/instances`,
    `${ROOT}/studies/1.2/instances`,
    `${ROOT}/instances?SOPClassUID=1.2`,
    `${ROOT}/studies/1.2/series/1.2.3/metadata`,
    `${ROOT}/studies/1.2/series/1.2.3/instances/1.2.3.4/metadata`,
  ]);
  expect(new Set(accepts)).toEqual(new Set(['application/dicom+json']));
});

test('values are encoded, but for the commas between items of a list', async () => {
  const { client, requests } = clientOf();
  await client.studies({ PatientName: 'Å&B=*', ModalitiesInStudy: 'CT,MR' }, signal);
  expect(requests.urls).toEqual([`${ROOT}/studies?PatientName=%C3%85%26B%3D*&ModalitiesInStudy=CT,MR`]);
});

test('no content is an empty list, and JSON that cannot be read is not', async () => {
  await expect(clientOf({ status: 204 }).client.series(STUDY, {}, signal)).resolves.toEqual([]);
  const broken = clientOf({ type: 'application/dicom+json', body: '[{' });
  await expect(broken.client.series(STUDY, {}, signal)).rejects.toMatchObject({ fault: 'malformed' });
});

test('a status that is no answer to a search is none, whatever it brings', async () => {
  const odd = clientOf({ status: 203, body: '[]' });
  await expect(odd.client.series(STUDY, {}, signal)).rejects.toMatchObject({ fault: 'unreachable' });
});
