import { expect, test } from 'vitest';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import { createHabits, type Habits } from '@/archive/contract/habits';
import { createAsker } from './askPage';
import { searchStudies as search } from './searchStudies';
import type { Params } from './studyParams';
import type { StudyQuery } from '@/archive/contract/archive';

/** A search in an archive that sends rows and says nothing in its headers. */
const searchStudies = (
  ask: (params: Params) => Promise<readonly DicomJson[]>,
  query: StudyQuery,
  page: { offset: number; limit: number },
  habits: Habits = createHabits(),
) =>
  search(
    createAsker(async (params) => ({ rows: await ask(params) }), habits),
    query,
    page,
  );

/** A QIDO row: study UID, patient ID and name, as the DICOM JSON Model writes them (PS3.18 F.2). */
const row = (
  study: string,
  id: string,
  name: readonly JsonValue[] = [{ Alphabetic: `N^${id}` }],
): DicomJson => ({
  '0020000D': { vr: 'UI', Value: [study] },
  '00100010': { vr: 'PN', Value: name },
  '00100020': { vr: 'LO', Value: [id] },
  '00080061': { vr: 'CS', Value: ['CT'] },
  '00201208': { vr: 'IS', Value: ['12'] },
});

/** An archive holding rows; `honours` says whether it pages. Remembers what was asked. */
function archive(rows: readonly DicomJson[], honours = true) {
  const asked: Params[] = [];
  return {
    asked,
    ask: (params: Params) => {
      asked.push(params);
      const [offset, limit] = [Number(params['offset']), Number(params['limit'])];
      return Promise.resolve(honours ? rows.slice(offset, offset + limit) : rows);
    },
  };
}

const many = Array.from({ length: 25 }, (_, i) => row(`1.2.${i}`, `P${i}`));

test('pages by one row more than asked for', async () => {
  const { ask, asked } = archive(many);
  const first = await searchStudies(ask, {}, { offset: 0, limit: 10 });
  expect(first).toMatchObject({ more: true, nextOffset: 10, ignored: [], unreadable: 0 });
  expect(first.rows.length).toBe(10);
  const last = await searchStudies(ask, {}, { offset: 20, limit: 10 });
  expect(last).toMatchObject({ more: false });
  expect(last.rows.length).toBe(5);
  expect(asked[0]?.['limit']).toBe('11');
});

test('an archive that ignores limit and offset is paged here (static DICOMweb)', async () => {
  const { ask } = archive(many, false);
  const page = await searchStudies(ask, {}, { offset: 10, limit: 10 });
  expect(page.rows.map((each) => each.patientId)).toEqual(many.slice(10, 20).map((_, i) => `P${i + 10}`));
  expect(page.more).toBe(true);
});

test('odd rows are counted, and hide no other', async () => {
  const odd: DicomJson[] = [
    {},
    row('not a uid', 'P1'),
    row('1.2.3', 'P2', ['Doe^Text=山田']),
    row('1.2.4', 'P3', [null]),
    row('1.2.5', 'P4', []),
  ];
  const page = await searchStudies(archive(odd).ask, {}, { offset: 0, limit: 10 });
  expect(page.unreadable).toBe(2);
  expect(page.rows.map((each) => each.patientName)).toEqual(['Doe^Text', undefined, undefined]);
  expect(page.rows[0]?.patientNameOther).toEqual(['山田']);
  expect(page.rows[0]?.instanceCount).toBe(12);
});

test('two rows of one study with different patients become one, marked', async () => {
  const { ask } = archive([row('1.2.3', 'P1'), row('1.2.3', 'P2'), row('1.2.4', 'P1'), row('1.2.4', 'P1')]);
  const { rows } = await searchStudies(ask, {}, { offset: 0, limit: 10 });
  expect(rows.map(({ study, conflicting, instanceCount }) => [study, conflicting, instanceCount])).toEqual([
    ['1.2.3', true, 24],
    ['1.2.4', undefined, 12],
  ]);
});

test('a study under two patients keeps both names', async () => {
  const { ask } = archive([row('1.2.3', 'P1', ['HELLO^A']), row('1.2.3', 'P2', ['HELLO^B'])]);
  const { rows } = await searchStudies(ask, {}, { offset: 0, limit: 10 });
  expect(rows).toMatchObject([{ patientName: 'HELLO^A', patientNameOther: ['HELLO^B'], conflicting: true }]);
});

test('an archive that ignores filters is filtered here, and the next pages are looked at', async () => {
  const { ask } = archive(many);
  const page = await searchStudies(ask, { patientId: 'P22' }, { offset: 0, limit: 5 });
  expect(page.rows.map((each) => each.patientId)).toEqual(['P22']);
  expect(page).toMatchObject({ ignored: ['patientId'], more: false, nextOffset: 25 });
});

test('one box merges what name, ID and accession number find', async () => {
  const asked: Params[] = [];
  const ask = (params: Params) => {
    asked.push(params);
    if (params['PatientName'] !== undefined)
      return Promise.resolve([row('1.2.1', 'X', [{ Alphabetic: 'P7^A' }])]);
    if (params['PatientID'] !== undefined) return Promise.resolve([row('1.2.2', 'P7'), row('1.2.1', 'X')]);
    return Promise.resolve([]);
  };
  const page = await searchStudies(ask, { anything: 'p7' }, { offset: 0, limit: 10 });
  expect(page.rows.map((each) => each.study)).toEqual(['1.2.1', '1.2.2']);
  expect(page.ignored).toEqual([]);
});

test('where a name is looked for on page after page, what was answered to the end is not asked again', async () => {
  // Finds no Hebrew name by its letters: it is asked for everybody, and the name is looked for here.
  const rows = [...many, row('1.2.99', 'C134', [{ Alphabetic: 'כהן^דוד' }])];
  const asksForAll = ({ PatientName, PatientID, AccessionNumber }: Params) =>
    (PatientName ?? PatientID ?? AccessionNumber) === undefined;
  const asked: Params[] = [];
  const ask = (params: Params) => {
    asked.push(params);
    const [offset, limit] = [Number(params['offset']), Number(params['limit'])];
    return Promise.resolve(asksForAll(params) ? rows.slice(offset, offset + limit) : []);
  };
  const page = await searchStudies(ask, { anything: 'כהן' }, { offset: 0, limit: 5 });
  expect(page.rows.map((each) => each.patientId)).toEqual(['C134']);
  const later = asked.filter(({ offset }) => offset !== '0');
  expect(later.length).toBe(5);
  expect(later.every(asksForAll)).toBe(true);
});

test('an archive without wildcards is asked for the exact text', async () => {
  const ask = (params: Params) =>
    params['PatientID']?.includes('*') === true
      ? Promise.reject(new ArchiveError('refused', 'QIDO: HTTP 400', { status: 400 }))
      : Promise.resolve([row('1.2.1', 'P7')]);
  const page = await searchStudies(ask, { patientId: 'P7' }, { offset: 0, limit: 10 });
  expect(page.rows.length).toBe(1);
});

test('faults other than a refusal are reported', async () => {
  const ask = () => Promise.reject(new ArchiveError('unauthorised', 'QIDO: HTTP 401', { status: 401 }));
  await expect(searchStudies(ask, { patientId: 'P7' }, { offset: 0, limit: 10 })).rejects.toMatchObject({
    fault: 'unauthorised',
  });
});
