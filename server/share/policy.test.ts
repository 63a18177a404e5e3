import { expect, test } from 'vitest';
import { readRoute } from '../request/route';
import { decide } from './policy';
import type { ShareScope } from '@/protocol/scope';
import type { Decision, Denial } from '../request/scope';

const A = '1.2.840.99.1';
const S = `${A}.1`;
const O = `${S}.1`;
const whole: ShareScope = { studies: [A], rights: ['look'] };
const part: ShareScope = { studies: [A], series: [S], rights: ['look'] };
const FRAMES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
const FILES = 'multipart/related; type="application/dicom"';
const JSON_TYPE = 'application/dicom+json';

const ask = (
  scope: ShareScope,
  target: string,
  { method = 'GET', accept = JSON_TYPE, ...headers }: Record<string, string> = {},
): Decision => {
  const places = { root: '', services: [], mounts: [] };
  const route = readRoute(method, target, places);
  if (route.to === 'nowhere') return { allow: false, reason: route.reason };
  if (route.to !== 'archive') return { allow: false, reason: 'route' };
  return decide(route, { method, target, headers: { accept, ...headers } }, scope);
};

test.each([
  [whole, `/studies?StudyInstanceUID=${A}`],
  [whole, `/studies?0020000D=${A}&limit=1&includefield=00081030`],
  [whole, `/studies/${A}/series`],
  [whole, `/studies/${A}/series?includefield=all&limit=100&offset=0`],
  [whole, `/studies/${A}/instances?limit=5`],
  [whole, `/studies/${A}/metadata`],
  [whole, `/studies/${A}/thumbnail?viewport=64,64`],
  [whole, `/studies/${A}/series/${S}/metadata`],
  [part, `/studies/${A}/series`],
  [part, `/studies/${A}/series?SeriesInstanceUID=${S}`],
  [part, `/studies/${A}/series/${S}/metadata`],
  [part, `/studies/${A}/series/${S}/instances`],
  [part, `/studies/${A}/series/${S}/instances?SOPInstanceUID=${O}&limit=1`],
  [part, `/studies/${A}/series/${S}/instances?InstanceNumber=12&limit=2`],
  [whole, `/studies/${A}/series/${S}/instances?00200013=1&limit=2`],
  [part, `/studies/${A}/series/${S}/instances/${O}/metadata`],
  [part, `/studies/${A}/series/${S}/instances/${O}/frames/1`],
  [part, `/studies/${A}/series/${S}/instances/${O}/frames/1,2,30`],
  [part, `/studies/${A}/series/${S}/instances/${O}/rendered?viewport=512,512&quality=90`],
  [part, `/studies/${A}/series/${S}/thumbnail?viewport=64%2C64`],
  [part, `/studies/${A}/series/${S}/instances/${O}/bulkdata/00281201`],
])('a guest may: %j %s', (scope, target) => {
  expect(ask(scope, target)).toMatchObject({ allow: true });
});

test('the rest of what rights open', () => {
  expect(ask(part, `/studies/${A}/series/${S}`, { accept: FRAMES })).toMatchObject({ allow: true });
  const files: ShareScope = { ...part, rights: ['look', 'download'] };
  expect(ask(files, `/studies/${A}/series/${S}`, { accept: FILES })).toMatchObject({ allow: true });
  const measure: ShareScope = { ...whole, rights: ['look', 'measure'] };
  expect(ask(measure, `/studies/${A}`, { method: 'POST', 'content-length': '10' })).toEqual({
    allow: true,
    permit: { kind: 'store', study: A },
  });
  expect(ask(whole, `/studies/${A}/series`, { method: 'HEAD' })).toMatchObject({ allow: true });
});

const refused: readonly (readonly [Denial, ShareScope, string, Record<string, string>?])[] = [
  ['study', whole, '/studies'],
  ['route', whole, '/workitems'],
  ['route', whole, `/workitems?0040A370.0020000D=${A}`],
  ['study', whole, '/studies?limit=10'],
  ['query', whole, '/studies?PatientName=DOE'],
  ['query', whole, `/studies?StudyInstanceUID=${A}&PatientID=1`],
  ['query', whole, `/studies?StudyInstanceUID=${A}&StudyInstanceUID=1.2.3`],
  ['query', whole, `/studies?StudyInstanceUID=${A}&0020000D=1.2.3`],
  ['study', whole, '/studies?StudyInstanceUID=1.2.3'],
  ['study', whole, `/studies?StudyInstanceUID=${A}9`],
  ['study', whole, `/studies?StudyInstanceUID=${A},1.2.3`],
  ['query', whole, `/studies?StudyInstanceUID=${A}%5C1.2.3`],
  ['query', whole, '/studies?StudyInstanceUID=*'],
  ['query', whole, `/studies?StudyInstanceUID=${A}&fuzzymatching=true`],
  ['query', whole, `/studies?studyinstanceuid=${A}`],
  ['query', whole, `/studies?StudyInstanceUID=${A}&_method=DELETE`],
  ['query', whole, `/studies/${A}/series?accept=application/dicom`],
  ['query', whole, `/studies/${A}/metadata?accept=application%2Fdicom`],
  ['query', whole, `/studies/${A}/series?limit=1&limit=2`],
  ['query', whole, `/studies/${A}/series?limit=-1`],
  ['query', whole, `/studies/${A}/series?limit=1;offset=2`],
  ['query', whole, `/studies/${A}/series?Modality=CT`],
  ['query', whole, `/studies/${A}/instances?InstanceNumber=1`],
  ['query', whole, `/studies/${A}/series?InstanceNumber=1`],
  ['query', whole, `/studies/${A}/series/${S}/instances?InstanceNumber=*`],
  ['query', whole, `/studies/${A}/series/${S}/instances?InstanceNumber=1,2`],
  ['query', whole, `/studies/${A}/series/${S}/instances?InstanceNumber=`],
  ['series', part, `/studies/${A}/series/${A}.2/instances?InstanceNumber=1`],
  ['study', whole, '/studies/1.2.3/series'],
  ['study', whole, '/studies/1.2.3/metadata'],
  ['study', whole, `/studies/${A}9/series`],
  ['study', whole, `/studies/${A.slice(0, -2)}/series`],
  ['study', whole, `/studies/1.2.3/series/${S}/metadata`],
  ['study', whole, `/studies/1.2.3/series/${S}/instances/${O}/frames/1`],
  ['series', part, `/studies/${A}/series/${A}.2/metadata`],
  ['series', part, `/studies/${A}/series/${A}.2/instances/${O}/frames/1`],
  ['series', part, `/studies/${A}/series/${S}9/metadata`],
  ['series', part, `/studies/${A}/series?SeriesInstanceUID=${A}.2`],
  ['series', part, `/studies/${A}/instances?0020000E=${A}.2`],
  ['series', part, `/studies/${A}/metadata`],
  ['series', part, `/studies/${A}`, { accept: FRAMES }],
  ['series', part, `/studies/${A}/rendered`],
  ['download', whole, `/studies/${A}`, { accept: FILES }],
  ['download', whole, `/studies/${A}`, { accept: '*/*' }],
  ['download', part, `/studies/${A}/series/${S}`, { accept: FILES }],
  ['download', part, `/studies/${A}/series/${S}/instances/${O}`, { accept: 'application/dicom' }],
  ['download', part, `/studies/${A}/series/${S}/instances/${O}`, { accept: `${FRAMES}, ${FILES}` }],
  ['download', part, `/studies/${A}/series/${S}/instances/${O}`, { accept: 'application/zip' }],
  ...[
    'multipart/related; type="application/dicom"; x="application/octet-stream"',
    'multipart/related; x="application/octet-stream"; type="application/dicom"',
    'multipart/related; type="application/octet-stream"; type="application/dicom"',
    'multipart/related; type="application/octet-stream, application/dicom"',
    'image/*',
    'image/jpeg; q=0.1, */*',
    'multipart/related',
  ].map((accept): readonly [Denial, ShareScope, string, Record<string, string>] => [
    'download',
    part,
    `/studies/${A}/series/${S}/instances/${O}`,
    { accept },
  ]),
  ['headers', whole, `/studies/${A}/series`, { accept: `text/html;q=${'1'.repeat(600)}` }],
  ['headers', whole, `/studies/${A}/series`, { accept: 'application/dicom+json\u0001' }],
  ['route', whole, '/instances'],
  ['route', whole, '/series'],
  ['route', whole, '/patients'],
  ['route', whole, '/wado?requestType=WADO'],
  ['route', whole, '/'],
  ['route', whole, '/tools/find'],
  ['route', whole, `/workitems/${A}`],
  ['route', whole, `/studies/${A}/series/${S}/archive`],
  ['route', whole, `/studies/${A}/series/${S}/instances/${O}/frames/1/raw`],
  ['route', whole, `/studies/${A}/series/${S}/instances/${O}/frames/`.slice(0, -1)],
  ['route', whole, `/studies/${A}/series/${S}/instances/${O}/frames/0`],
  ['route', whole, `/studies/${A}/series/${S}/instances/${O}/frames/1,2,1`],
  ['route', whole, `/studies/${A}/series/`],
  ['address', whole, `/studies/${A}/../1.2.3/series`],
  ['address', whole, `/studies/${A}/%2e%2e/1.2.3/series`],
  ['address', whole, `/studies/${A}%2f..%2f1.2.3/series`],
  ['address', whole, `/studies/${A}/..%2F1.2.3`],
  ['address', whole, `/studies/${A}//series`],
  ['address', whole, `//studies/${A}`],
  ['address', whole, `/studies/${A}/./series`],
  ['address', whole, `/studies/${A};x=1/series`],
  ['address', whole, `/studies/${A}\\series`],
  ['address', whole, `/studies/${A}/series#?`],
  ['address', whole, `http://archive/studies/${A}/series`],
  ['address', whole, `/studies/${A}\u0000/series`],
  ['address', whole, `/studies/${A.replace('1', '１')}/series`],
  ['address', whole, `/studies/${A}/series?limit=1${'0'.repeat(9000)}`],
  ['route', whole, `/studies/${A}./series`],
  ['method', whole, `/studies/${A}/series`, { method: 'DELETE' }],
  ['method', whole, `/studies/${A}`, { method: 'PUT' }],
  ['method', whole, `/studies/${A}`, { method: 'PATCH' }],
  ['method', whole, `/studies/${A}`, { method: 'TRACE' }],
  ['method', whole, `/studies/${A}`, { method: 'get' }],
  ['measure', whole, `/studies/${A}`, { method: 'POST' }],
  ['study', { ...whole, rights: ['look', 'measure'] }, '/studies/1.2.3', { method: 'POST' }],
  ['route', { ...whole, rights: ['look', 'measure'] }, '/studies', { method: 'POST' }],
  ['query', { ...whole, rights: ['look', 'measure'] }, `/studies/${A}?x=1`, { method: 'POST' }],
  ['headers', whole, `/studies/${A}/series`, { 'x-http-method-override': 'DELETE' }],
  ['headers', whole, `/studies/${A}/series`, { 'x-original-url': '/instances' }],
  ['headers', whole, `/studies/${A}/series`, { 'x-rewrite-url': '/instances' }],
  ['headers', whole, `/studies/${A}/series`, { upgrade: 'h2c' }],
  ['headers', whole, `/studies/${A}/series`, { connection: 'close, Accept' }],
  ['headers', whole, `/studies/${A}/series`, { connection: 'authorization' }],
  ['query', whole, `/studies/${A}/rendered?viewport=9999,64`],
  ['query', whole, `/studies/${A}/rendered?viewport=20000,20000`],
  ['query', whole, `/studies/${A}/series?constructor=1`],
  // Tried in all ways there are, this would take for ever.
  ['query', whole, `/studies/${A}/series?includefield=${'abcdefab,'.repeat(800)}.`],
  ['headers', whole, `/studies/${A}/series`, { 'transfer-encoding': 'chunked' }],
  ['headers', whole, `/studies/${A}/series`, { 'content-length': '40' }],
  ['headers', whole, `/studies/${A}/series`, { 'transfer-encoding': 'chunked', 'content-length': '4' }],
];
for (const [reason, scope, target, headers] of refused)
  test(`a guest may not (${reason}): ${JSON.stringify([scope, target.slice(0, 99), headers])}`, () => {
    expect(ask(scope, target, headers)).toEqual({ allow: false, reason });
  });
test('at least 60 requests are among the refused', () => expect(refused.length).toBeGreaterThanOrEqual(60));
