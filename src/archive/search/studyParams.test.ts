import { expect, test } from 'vitest';
import type { StudyQuery } from '@/archive/contract/archive';
import { withMarks } from '@/dicom/values/directions';
import { dateRange, namePattern, roundsFor, splitAnything, studyParams, textPattern } from './studyParams';

test.each([
  ['doe', '*doe*'],
  // Orthanc 1.10: a pattern with ^ never matches, one with a comma is split.
  ['Doe^John', '*Doe*John*'],
  ['doe, john', '*doe*john*'],
  ['  Müller  Anna ', '*Müller*Anna*'],
  ['d?e', '*d?e*'],
  ['doe*', '*doe*'],
])('the name %s is asked for as %s', (typed, pattern) => {
  expect(namePattern(typed)).toBe(pattern);
});

test.each([
  ['A12', '*A12*'],
  ['A,12\\3', '*A?12?3*'],
  ['*', '*'],
])('the ID %s is asked for as %s', (typed, pattern) => {
  expect(textPattern(typed)).toBe(pattern);
});

test('an ID that was copied from the screen, where what turns text is a mark, is asked for as it was sent', () => {
  const patientId = withMarks('12\u202E43');
  expect(studyParams({ patientId }, { offset: 0, limit: 1 })).toMatchObject({ PatientID: '*12\u202E43*' });
});

test.each([
  ['20260101', '20260131', '20260101-20260131'],
  ['20260101', undefined, '20260101-'],
  [undefined, '20260131', '-20260131'],
  ['20260101', '20260101', '20260101'],
  [undefined, undefined, undefined],
])('dates %s to %s are %s', (from, to, range) => {
  expect(dateRange(from, to)).toBe(range);
});

test('every filter has its keyword, and empty ones none', () => {
  const query: StudyQuery = {
    patientName: 'doe',
    patientId: '7',
    accession: 'A1',
    description: 'head ct',
    referrer: 'house',
    dateFrom: '20260101',
    birthDate: '19700101',
    sex: 'F',
    modalities: ['CT', 'MR'],
  };
  expect(studyParams(query, { offset: 40, limit: 21 })).toMatchObject({
    PatientName: '*doe*',
    PatientID: '*7*',
    AccessionNumber: '*A1*',
    StudyDescription: '*head ct*',
    ReferringPhysicianName: '*house*',
    StudyDate: '20260101-',
    PatientBirthDate: '19700101',
    PatientSex: 'F',
    ModalitiesInStudy: 'CT,MR',
    limit: '21',
    offset: '40',
  });
  const empty = studyParams({ patientName: ' ', modalities: [], sex: '' }, { offset: 0, limit: 10 });
  expect(Object.keys(empty).sort()).toEqual(['includefield', 'limit', 'offset']);
});

test('one box asks for name, ID and accession number, and keeps the other filters', () => {
  expect(splitAnything({ anything: 'x1', sex: 'M' })).toEqual([
    { sex: 'M', patientName: 'x1' },
    { sex: 'M', patientId: 'x1' },
    { sex: 'M', accession: 'x1' },
  ]);
  expect(splitAnything({ anything: 'x1', patientName: 'doe' })).toEqual([
    { patientName: 'doe', patientId: 'x1' },
    { patientName: 'doe', accession: 'x1' },
  ]);
  expect(splitAnything({ sex: 'M' })).toEqual([{ sex: 'M' }]);
});

test.each<[StudyQuery, boolean, readonly (readonly string[])[]]>([
  [{}, false, [['wildcard']]],
  [{ patientId: 'A1' }, false, [['wildcard'], ['exact']]],
  [{ patientName: 'doe' }, false, [['wildcard'], ['open'], ['exact']]],
  [{ patientName: 'john doe' }, false, [['wildcard', 'reversed'], ['open'], ['exact']]],
  [{ patientName: 'john doe' }, true, [['wildcard', 'reversed', 'fuzzy'], ['open'], ['exact']]],
  // Orthanc finds no letters beyond ASCII.
  [{ patientName: '山田太郎' }, false, [['wildcard'], ['scan']]],
  [{ patientName: 'דוד' }, false, [['wildcard'], ['scan']]],
])('%j, fuzzy %s, is asked in the rounds %j', (query, fuzzy, rounds) => {
  expect(roundsFor(query, { wildcards: true, fuzzy })).toEqual(rounds);
});

test('fuzzy matching sends the words of a name without its titles', () => {
  const params = studyParams({ patientName: 'Dr. Doe, John' }, { offset: 0, limit: 10 }, 'fuzzy');
  expect(params).toMatchObject({ PatientName: 'doe john', fuzzymatching: 'true' });
});

test('who issues patient IDs is asked for where it is wanted alone: no row of the list waits for it', () => {
  const fields = (query: StudyQuery) =>
    studyParams(query, { offset: 0, limit: 30 })['includefield']?.split(',') ?? [];
  expect(fields({ patientId: '17' })).not.toContain('00100021');
  expect(fields({ patientId: '17', issuer: true })).toContain('00100021');
  expect(studyParams({ issuer: true }, { offset: 0, limit: 30 })).not.toHaveProperty('issuer');
});

test('an accession number that is whole is asked for without wildcards; a comma would make two of it', () => {
  const asked = (accession: string) =>
    studyParams({ accession, isWholeAccession: true }, { offset: 0, limit: 1 })['AccessionNumber'];
  expect([asked('A17'), asked(' A,17 ')]).toEqual(['A17', 'A?17']);
});
