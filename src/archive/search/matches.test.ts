import { expect, test } from 'vitest';
import type { StudyQuery, StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { checkRows, occurs } from './matches';

const row = (fields: Partial<StudySummary>): StudySummary => ({
  study: '1.2' as StudyUid,
  modalities: [],
  ...fields,
});

test.each<[StudyQuery, Partial<StudySummary>, boolean]>([
  [{ patientName: 'doe' }, { patientName: 'DOE^JOHN' }, true],
  [{ patientName: 'john doe' }, { patientName: 'Doe^John' }, true],
  [{ patientName: 'muller' }, { patientName: 'Müller^Eva' }, true],
  [{ patientName: 'd?e' }, { patientName: 'Doe' }, true],
  [{ patientName: 'doe' }, { patientName: 'Roe^Jane' }, false],
  [{ patientName: '山田' }, { patientName: 'Yamada^Tarou', patientNameOther: ['山田^太郎'] }, true],
  [{ patientName: '山田' }, { patientName: 'Yamada^Tarou' }, false],
  // The archive answered in a character set without the letters.
  [{ patientName: 'Люкс' }, { patientName: '????' }, true],
  [{ patientName: 'Люкс' }, { patientName: '^' }, true],
  [{ patientId: '12' }, { patientId: 'A-123' }, true],
  [{ patientId: '12' }, { patientId: 'A-1.2' }, false],
  [{ patientId: '1.2' }, { patientId: 'A-1x2' }, false],
  [{ accession: 'ab' }, { accession: 'xABx' }, true],
  [{ dateFrom: '20260101' }, { date: '20251231' }, false],
  [{ dateFrom: '20260101', dateTo: '20260101' }, { date: '20260101' }, true],
  [{ dateTo: '20260101' }, { date: '20260102' }, false],
  [{ birthDate: '19700101' }, { birthDate: '19700102' }, false],
  [{ sex: 'F' }, { sex: 'M' }, false],
  [{ modalities: ['CT', 'PT'] }, { modalities: ['PT', 'SEG'] }, true],
  [{ modalities: ['MR'] }, { modalities: ['PT', 'SEG'] }, false],
  [{ study: '1.3' as StudyUid }, {}, false],
])('%j on %j: %s', (query, fields, kept) => {
  const { rows, ignored } = checkRows([row(fields)], query);
  expect(rows.length).toBe(kept ? 1 : 0);
  expect(ignored.length).toBe(kept ? 0 : 1);
});

test('a filter that no row can answer for is not judged, and named', () => {
  const rows = [row({ patientId: '1' }), row({ patientId: '2' })];
  expect(checkRows(rows, { accession: 'A1' })).toEqual({ rows, ignored: [], unchecked: ['accession'] });
});

test('where others have the attribute, a row without it does not match, and nobody is blamed', () => {
  const rows = [row({ accession: 'A1' }), row({})];
  expect(checkRows(rows, { accession: 'A1' })).toMatchObject({ rows: [rows[0]], ignored: [], unchecked: [] });
});

test('an archive that ignores a filter is named for it', () => {
  const rows = [row({ sex: 'F', date: '20260101' }), row({ sex: 'M', date: '20260101' })];
  const checked = checkRows(rows, { sex: 'F', dateFrom: '20260101' });
  expect(checked.rows).toEqual([rows[0]]);
  expect(checked.ignored).toEqual(['sex']);
});

test('typed signs of regular expressions stand for themselves', () => {
  expect(occurs('a(b', 'xa(bx')).toBe(true);
  expect(occurs('a.b', 'axb')).toBe(false);
  expect(occurs('[a', 'a')).toBe(false);
});

test('of a name, the archive is to blame only where not even its most telling word is there', () => {
  const rows = [row({ patientName: 'DOE^JOHN' }), row({ patientName: 'DOE^JANE' })];
  expect(checkRows(rows, { patientName: 'john doe' })).toMatchObject({
    rows: [rows[0]],
    ignored: [],
    unchecked: [],
  });
  expect(checkRows([...rows, row({ patientName: 'ROE^A' })], { patientName: 'john doe' }).ignored).toEqual([
    'patientName',
  ]);
});

test('a damaged name is found where the archive was asked for it, not where it was not', () => {
  const rows = [row({ patientName: '^^^^' }), row({ patientNameOther: ['山田^太郎'] })];
  const query = { patientName: '山田太郎' };
  expect(checkRows(rows, query).rows).toEqual(rows);
  expect(checkRows(rows, query, 'scan').rows).toEqual([rows[1]]);
});
