import { describe, expect, test } from 'vitest';
import { toStudyUid, type StudyUid } from '@/dicom/dataset/uid';
import { decodeLink } from '@/view/link/codec';
import { noFilters } from '@/features/worklist/filters';
import {
  archiveOf,
  diagnosePath,
  embedPath,
  isOfStudy,
  launchPath,
  parseRoute,
  readForeignEntry,
  studyPath,
  worklistPath,
} from './routes';
import { accessionPath } from './accessionPath';
import { studiesPath } from './studiesPath';

function uid(text: string): StudyUid {
  const study = toStudyUid(text);
  if (!study) throw new Error(`${text} is no UID`);
  return study;
}

describe('the worklist', () => {
  test.each([
    ['#/', noFilters],
    ['#/?date=3days', { ...noFilters, date: '3days' as const }],
    ['#/?date=20261101-20261114', { ...noFilters, date: { from: '20261101', to: '20261114' } }],
    ['#/?date=20261101-', { ...noFilters, date: { from: '20261101' } }],
    [
      '#/?mod=CT,MR&sex=F&sort=-date',
      {
        ...noFilters,
        modalities: ['CT', 'MR'],
        sex: 'F' as const,
        sort: { by: 'date' as const, descending: true },
      },
    ],
  ])('%s goes there and back', (path, filters) => {
    expect(parseRoute(path)).toEqual({ screen: 'worklist', archive: undefined, filters });
    expect(worklistPath(undefined, filters)).toBe(path);
  });

  test('its address never holds what could name a patient', () => {
    const secret = { anything: 'a1', patientName: 'b2', patientId: 'c3', birthDate: 'd4' };
    const more = { description: 'e5', accession: 'f6', referrer: 'g7' };
    const path = worklistPath('main', { ...noFilters, ...secret, ...more, modalities: ['CT'] });
    expect(path).toBe('#/?mod=CT&archive=main');
  });

  test('names in an address are not taken from it either', () => {
    expect(parseRoute('#/?patientName=EXAMPLE&anything=x')).toMatchObject({ filters: noFilters });
  });

  test.each([
    '',
    '#',
    '#/',
    '#/?',
    '#?',
    '#/?date=99999999-',
    '#/?sort=shoe&mod=%00&sex=X',
    '#/?archive=../../x',
  ])('%j is the plain list', (fragment) => {
    expect(parseRoute(fragment)).toEqual({ screen: 'worklist', archive: undefined, filters: noFilters });
  });
});

test('a study is opened by archive and UID alone', () => {
  expect(studyPath('main', uid('1.2.3'))).toBe('#/view/main/1.2.3');
  expect(parseRoute('#/view/main/1.2.3')).toMatchObject({
    screen: 'view',
    link: { ok: true, archive: 'main', study: '1.2.3', path: '/view/main/1.2.3' },
  });
});

test.each([
  ['#/view/main/1.2.3', true],
  ['#/view/main/1.2.3/v1.abc', true],
  ['#/view/main/1.2.34', false],
  ['#/view/main/1.2.34/v1.abc', false],
  ['#/view/main/1.2', false],
  ['#/view/main2/1.2.3', false],
  ['#/together/main/1.2.3', false],
  ['#/', false],
])('%s is of study 1.2.3: %s', (hash, isOf) => {
  expect(isOfStudy(hash, 'main', uid('1.2.3'))).toBe(isOf);
});

test('several studies survive their way through the address', () => {
  const path = studiesPath('main', [uid('1.2.3'), uid('1.2.4')]);
  const route = parseRoute(path);
  expect(route).toMatchObject({ screen: 'view', link: { ok: true, archive: 'main', study: '1.2.3' } });
  const link = route.screen === 'view' && route.link.ok ? decodeLink(route.link.path) : undefined;
  expect(link).toMatchObject({ ok: true, view: { studies: ['1.2.3', '1.2.4'] }, dropped: [] });
});

test.each(['#/view/', '#/view/main', '#/view/main/', '#/view/%', '#/view/main/abc', '#/view/../x/1.2'])(
  'a damaged link %s is refused by name, not taken for the list',
  (fragment) => {
    expect(parseRoute(fragment)).toMatchObject({ screen: 'view', link: { ok: false } });
  },
);

test.each(['#/admin', '#view', '#/viewer/1.2.3', '#https://evil.example/'])(
  '%s leads nowhere',
  (fragment) => {
    expect(parseRoute(fragment)).toEqual({ screen: 'unknown' });
  },
);

describe('what other systems ask for', () => {
  test.each([
    ['?StudyInstanceUIDs=1.2.3', '#/open/1.2.3'],
    ['?StudyInstanceUIDs=1.2.3,1.2.4', '#/open/1.2.3,1.2.4'],
    ['?StudyInstanceUIDs=1.2.3%2C1.2.4', '#/open/1.2.3,1.2.4'],
    ['?StudyInstanceUIDs=1.2.3&StudyInstanceUIDs=1.2.4&x=y', '#/open/1.2.3,1.2.4'],
    ['?StudyInstanceUIDs=1.2.3&initialSeriesInstanceUID=1.2.3.4', '#/open/1.2.3/1.2.3.4'],
    [
      '?StudyInstanceUIDs=1.2.3,1.2.4&initialSeriesInstanceUID=1.2.3.4&initialSOPInstanceUID=1.2.3.4.5',
      '#/open/1.2.3,1.2.4/1.2.3.4/1.2.3.4.5',
    ],
    ['?StudyInstanceUIDs=1.2.3&initialSeriesInstanceUID=%22x', '#/open/1.2.3'],
    ['?requestType=STUDY&studyUID=1.2.3&viewerType=IHE_BIR', '#/open/1.2.3'],
    ['?studyUID=javascript:alert(1)', '#/open/'],
  ])('%s', (search, path) => {
    expect(readForeignEntry(search)).toEqual({ path });
  });

  test('a patient or accession number is kept out of the address', () => {
    expect(readForeignEntry('?requestType=PATIENT&patientID=EX-1%5E%5E%5EHOSP')).toEqual({
      path: '#/',
      filters: { patientId: 'EX-1' },
    });
    expect(readForeignEntry('?requestType=STUDY&accessionNumber=A-7')).toEqual({
      path: '#/accession',
      filters: { accession: 'A-7' },
    });
  });

  test('the studies asked for are read back, what is no UID left out', () => {
    expect(parseRoute('#/open/1.2.3,x,1.2.3,1.2.4')).toEqual({ screen: 'open', studies: ['1.2.3', '1.2.4'] });
    expect(parseRoute('#/open/1.2.3/1.2.3.4/1.2.3.4.5')).toEqual({
      screen: 'open',
      studies: ['1.2.3'],
      at: { series: '1.2.3.4', sop: '1.2.3.4.5' },
    });
    expect(parseRoute('#/open/')).toEqual({ screen: 'open', studies: [] });
  });

  test('an ordinary address asks for nothing', () => {
    expect(readForeignEntry('')).toBeUndefined();
    expect(readForeignEntry('?utm=1')).toBeUndefined();
  });
});

test.each([
  ['#/diagnose', undefined],
  ['#/diagnose/', undefined],
  ['#/diagnose/main', 'main'],
])('%s is the page that says what works', (fragment, archive) => {
  expect(parseRoute(fragment)).toEqual({ screen: 'diagnose', archive });
  if (archive !== undefined) expect(diagnosePath(archive)).toBe(fragment);
});

test.each(['#/diagnose/a/b', '#/diagnose/a b', '#/diagnosed', `#/diagnose/${'x'.repeat(65)}`])(
  '%s leads nowhere',
  (fragment) => {
    expect(parseRoute(fragment)).toEqual({ screen: 'unknown' });
  },
);

const ID = 'a'.repeat(16);
const SECRET = 'B-_'.repeat(14) + 'x';
const ROOM = 'r'.repeat(22);

test.each([
  [`#s=${ID}.${SECRET}`, { screen: 'guest', share: { id: ID, secret: SECRET } }],
  [
    `#s=${ID}.${SECRET}&r=${ROOM}.${SECRET}`,
    { screen: 'guest', share: { id: ID, secret: SECRET, room: { id: ROOM, key: SECRET } } },
  ],
  [`#s=${ID}.${SECRET}x`, { screen: 'unknown' }],
  [`#s=${ID}`, { screen: 'unknown' }],
  [`#s=${ID}.${SECRET}&r=${ROOM}`, { screen: 'unknown' }],
  [`#s=`, { screen: 'unknown' }],
  ['#/closed', { screen: 'closed' }],
])('a guest’s link is read whole or not at all: %s', (fragment, route) => {
  expect(parseRoute(fragment)).toEqual(route);
});

test('links into rooms and codes for another device are read, and nothing like them', () => {
  const [name, key, id] = ['r'.repeat(22), 'k'.repeat(43), 'i'.repeat(16)];
  expect(parseRoute(`#/together/${name}.${key}`)).toEqual({ screen: 'together', code: `${name}.${key}` });
  expect(parseRoute(`#h=${id}.${key}`)).toEqual({ screen: 'handoff', code: { id, secret: key } });
  for (const other of [`#/together/${name}`, `#/together/${name}.${key}x`, `#h=${id}`, `#h=${id}.${key}&x`])
    expect(parseRoute(other)).toEqual({ screen: 'unknown' });
});

test.each([
  ['#/accession', undefined],
  ['#/accession?archive=ct', 'ct'],
])('%s', (fragment, archive) => {
  expect(parseRoute(fragment)).toEqual({ screen: 'accession', archive });
  expect(accessionPath(archive)).toBe(fragment);
});

test.each(['#/accessions', '#/accession?archive=https://evil.example', '#/accession/A17'])(
  '%s is no address that stays',
  (fragment) => {
    expect(parseRoute(fragment)).toEqual({ screen: 'unknown' });
  },
);

test('what an EHR has open, in an archive whose sign-in it needs, or in none', () => {
  const archives: [{ id: string }, { id: string }] = [{ id: 'main' }, { id: 'ct' }];
  for (const archive of ['ct', undefined]) {
    const route = parseRoute(launchPath(archive));
    expect(route).toEqual({ screen: 'launch', archive });
    expect(archiveOf(route, archives)?.id).toBe(archive);
  }
});

test('where other pages open studies', () => {
  expect(parseRoute(embedPath)).toEqual({ screen: 'embed', archive: undefined });
});
