import { describe, expect, test } from 'vitest';
import { targetOf } from './archiveRoute';
import { readRoute, type Places } from './route';

const PLACES: Places = {
  root: '/dicom-web',
  base: '/pacs',
  services: ['/share', '/audit'],
  mounts: ['/demo-login'],
  room: '/room',
  reading: '/reading',
};
const O = '/studies/1.2/series/3.4/instances/5.6';

test.each([
  ['GET', '/studies', 'search'],
  ['GET', '/studies?limit=1&includefield=00100010&includefield=00100020', 'search'],
  ['GET', '/studies?PatientName=M%C3%BCller*', 'search'],
  ['GET', '/series?Modality=CT', 'search'],
  ['GET', '/instances', 'search'],
  ['GET', '/studies/1.2/series', 'search'],
  ['GET', '/studies/1.2/instances', 'search'],
  ['HEAD', '/studies/1.2/series/3.4/instances', 'search'],
  ['GET', '/studies/1.2', 'objects'],
  ['GET', `${O}`, 'objects'],
  ['GET', '/studies/1.2/series/3.4/metadata', 'metadata'],
  ['GET', `${O}/frames/1,3,2`, 'frames'],
  ['GET', `${O}/frames/1/rendered?viewport=64,64`, 'rendered'],
  ['GET', '/studies/1.2/thumbnail', 'thumbnail'],
  ['GET', `${O}/bulkdata/00281201`, 'bulk'],
  ['GET', `${O}/bulk/0010,0010`, 'bulk'],
  ['GET', '/studies/1.2/bulkdata/7/file.jpg', 'bulk'],
  ['GET', '/workitems?0040A370.0020000D=1.2,1.3&includefield=00741000&limit=200', 'workitems'],
  ['POST', '/studies', 'store'],
  ['POST', '/studies/1.2', 'store'],
])('%s %s asks for %s, and is written as it came', (method, target, asks) => {
  const route = readRoute(method, `/dicom-web${target}`, PLACES);
  expect(route).toMatchObject({ to: 'archive', asks, via: 'root' });
  expect(route.to === 'archive' && targetOf(route)).toBe(target);
});

test('workitems are searched, and nothing is made or changed of them', () => {
  for (const method of ['POST', 'PUT', 'DELETE'])
    for (const target of [
      '/dicom-web/workitems',
      '/dicom-web/workitems/1.2',
      '/dicom-web/workitems/1.2/state',
    ])
      expect(readRoute(method, target, PLACES)).toMatchObject({ to: 'nowhere' });
});

test("an archive's links by its own path lead to retrieving, and to nothing else", () => {
  expect(readRoute('GET', '/pacs/studies/1.2/bulk/7', PLACES)).toMatchObject({
    to: 'archive',
    via: 'own path',
    asks: 'bulk',
  });
  for (const target of ['/pacs/studies', '/pacs/studies?limit=1', '/pacs/studies/1.2/series'])
    expect(readRoute('GET', target, PLACES)).toMatchObject({ to: 'nowhere' });
  expect(readRoute('GET', '/pacs/workitems', PLACES).to).not.toBe('archive');
  expect(readRoute('POST', '/pacs/studies', PLACES)).toMatchObject({ to: 'nowhere' });
  // A root that begins like the root here.
  const nested = readRoute('GET', '/dicom-web/rs/studies/1.2/bulk/7', { ...PLACES, base: '/dicom-web/rs' });
  expect(nested).toMatchObject({ to: 'archive', via: 'own path' });
});

test.each([
  ['/', 'page'],
  ['/index.html', 'page'],
  ['/viewer?StudyInstanceUIDs=1.2', 'page'],
  ['/assets/pacs-1.js', 'page'],
  ['/config.json', 'page'],
  ['/share/look', 'service'],
  ['/share', 'service'],
  ['/sharex', 'page'],
  ['/demo-login/auth?x=1', 'mount'],
  ['/room/AAAAAAAAAAAAAAAAAAAAAA', 'room'],
  ['/reading', 'reading'],
])('%s goes to the %s', (target, to) => {
  expect(readRoute('GET', target, PLACES)).toMatchObject({ to });
});

describe('nowhere', () => {
  test.each([
    '',
    '*',
    'dicom-web/studies',
    'http://localhost/dicom-web/studies',
    'HTTP://localhost/dicom-web/studies',
    '//dicom-web/studies',
    '///studies',
    '/\\dicom-web/studies',
    '/dicom-web\\studies',
    '/dicom-web//studies',
    '/dicom-web/../dicom-web/studies',
    '/share/../dicom-web/studies',
    '/dicom-web/./studies',
    '/dicom-web/.',
    '/dicom-web/studies/.',
    '/dicom-web/%73tudies',
    '/%64icom-web/studies',
    '/dicom-web%2fstudies',
    '/dicom-web/studies%00',
    '/dicom-web/studies\u0000',
    '/dicom-web/stud\u00efes',
    '/dicom-web/studies;x=1',
    '/dicom-web;/studies',
    '/DICOM-WEB/studies',
    '/Dicom-Web/studies',
    '/dicom-webx/studies',
    '/dicom-web.json',
    '/dicom-web~/studies',
    '/dicom-web',
    '/dicom-web/',
    '/dicom-web/studies/',
    '/dicom-web/Studies',
    '/dicom-web/servers',
    '/dicom-web/workitems/1.2',
    '/dicom-web/workitems/1.2/state',
    '/dicom-web/workitems/1.2/subscribers/ME',
    '/dicom-web/instances/5.6',
    '/dicom-web/studies/1.2/export',
    '/dicom-web/studies/1..2/series',
    '/dicom-web/studies/1.2/series/x',
    `/dicom-web/studies/${'1'.repeat(65)}`,
    '/dicom-web/studies/1.2/instances/5.6',
    `/dicom-web${O}/frames/0`,
    `/dicom-web${O}/frames/1,1`,
    `/dicom-web${O}/frames/1,`,
    `/dicom-web${O}/frames/`,
    `/dicom-web${O}/frames/1/metadata`,
    `/dicom-web${O}/series`,
    '/pacs/studies.json',
    '/pacs/studies~/x',
    '/pacs/studies-export/all',
    '/PACS/studies/1.2/bulk/7',
    '/pacs/studies/../admin',
    '/reading/',
    '/reading/x',
    '/reading?x=1',
    '/room/AAAAAAAAAAAAAAAAAAAAAA/',
    '/room/AAAAAAAAAAAAAAAAAAAAAA?x=1',
    '/room',
    '/.vite/manifest.json',
    '/#/x',
    '/index.html#/dicom-web/studies',
    '/index.html?\u00e9',
    '/index.html?a b',
  ])('%j', (target) => {
    expect(readRoute('GET', target, PLACES)).toMatchObject({ to: 'nowhere' });
  });

  test.each([
    'limit=1&limit=2',
    // One attribute by two names: some archives take the last, some both.
    'PatientID=A&PatientID=B',
    'PatientID=A&00100020=B',
    '00100020=B&PatientID=A',
    '0020000D=1.2&0020000d=1.3',
    'StudyInstanceUID=1.2&0020000d=1.3',
    'RequestAttributesSequence.ScheduledProcedureStepID=1&00400275.00400009=2',
    // Keys that one archive reads and another leaves out: it then answers with all patients.
    'patientid=A',
    'PATIENTID=A',
    'patientID=A',
    '0010-0020=A',
    '0010,0020=A',
    '(0010,0020)=A',
    'Patient%49D=A',
    'PatientID%20=A',
    'LIMIT=1',
    'limit=1&Limit=2',
    'IncludeField=all',
    'FuzzyMatching=true',
    'PatientName=%00',
    'PatientName=%zz',
    'PatientName=%',
    'limit',
    '=1',
    'limit=1&',
    '&',
    'a b=1',
    'PatientName=a#b',
    'PatientName=a\\b',
    `includefield=${'00100010,'.repeat(1000)}00100010`,
  ])('a search with ?%s', (query) => {
    expect(readRoute('GET', `/dicom-web/studies?${query}`, PLACES)).toMatchObject({ to: 'nowhere' });
  });

  test.each([
    'PatientID=A&IssuerOfPatientID=B',
    '0020000d=1.2',
    'includefield=00100010&includefield=PatientID',
    'RequestAttributesSequence.ScheduledProcedureStepID=1',
    'returnempty=true&limit=1',
    'orderby=-StudyDate&fuzzymatching=true',
  ])('but a search with ?%s goes to the archive', (query) => {
    expect(readRoute('GET', `/dicom-web/studies?${query}`, PLACES)).toMatchObject({ to: 'archive', query });
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', ''])('%s', (method) => {
    expect(readRoute(method, '/dicom-web/studies/1.2', PLACES)).toMatchObject({ reason: 'method' });
    expect(readRoute(method, '/index.html', PLACES)).toMatchObject({ reason: 'method' });
  });
});

describe('of several archives', () => {
  const SEVERAL: Places = { ...PLACES, id: 'ct', others: [{ id: 'mr', root: '/archives/mr' }] };
  test.each([
    ['/dicom-web/studies/1.2/series', 'ct'],
    ['/pacs/studies/1.2/bulk/7', 'ct'],
    ['/archives/mr/studies/1.2/series', 'mr'],
    ['/archives/mr/studies?limit=1', 'mr'],
  ])('%s is of %s', (target, archive) => {
    expect(readRoute('GET', target, SEVERAL)).toMatchObject({ to: 'archive', archive });
  });
  test.each([
    '/archives/mr',
    '/archives/mr/',
    '/archives/mrx/studies',
    '/archives/mr.json',
    '/archives/MR/studies',
    '/Archives/mr/studies',
    '/archives/mr/archives/mr/studies',
    '/dicom-web/archives/mr/studies',
    '/archives/mr/dicom-web/studies',
    '/archives/mr/../../dicom-web/studies',
    '/archives/m%72/studies',
    '/archives//mr/studies',
  ])('%s is nobody\u2019s, and on record', (target) => {
    expect(readRoute('GET', target, SEVERAL)).toMatchObject({ to: 'nowhere', isNearArchive: true });
  });
  test('one that is not there is a page', () => {
    expect(readRoute('GET', '/archives/pet/', SEVERAL)).toMatchObject({ to: 'page' });
  });
});
