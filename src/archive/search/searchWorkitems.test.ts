import { expect, test } from 'vitest';
import { ArchiveError } from '@/archive/contract/archiveError';
import { createUpsServer, makeWorkitem, type UpsHabits } from '@/archive/testing/upsServer';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { WorkitemSearch } from './searchWorkitems';

const { signal } = new AbortController();
const ORDER = '0040A370.0020000D';
const INPUT = '00404021.0020000D';
const ACCESSION = '0040A370.00080050';

function start(workitems: readonly DicomJson[], habits?: UpsHabits, codes?: readonly string[]) {
  const server = createUpsServer(workitems, habits);
  const search = new WorkitemSearch(server.search, codes);
  return {
    server,
    search,
    of: (...studies: string[]) =>
      search.of(
        studies.map((study) => ({ study })),
        signal,
      ),
  };
}

test.each([
  ['SCHEDULED', 'scheduled', []],
  ['IN PROGRESS', 'inProgress', ['Adams, Ada']],
  ['COMPLETED', 'completed', ['Adams, Ada']],
  ['CANCELED', 'canceled', []],
] as const)('a workitem that is %s', async (state, is, by) => {
  const performer = by.length > 0 ? { performer: 'Adams^Ada' } : {};
  const { of } = start([makeWorkitem({ uid: '2.1', state, orderStudy: '1.2', ...performer })]);
  expect(await of('1.2', '1.3')).toEqual(new Map([['1.2', { state: is, by }]]));
});

test('workitems are found by their order and by their input, of all studies of a page in two questions', async () => {
  const { of, server } = start([
    makeWorkitem({ uid: '2.1', state: 'COMPLETED', orderStudy: '1.2' }),
    makeWorkitem({ uid: '2.2', state: 'SCHEDULED', inputStudy: '1.3' }),
  ]);
  const found = await of('1.2', '1.3', '1.4');
  expect([...found].map(([study, { state }]) => [study, state])).toEqual([
    ['1.2', 'completed'],
    ['1.3', 'scheduled'],
  ]);
  expect(server.asked.map((keys) => keys[ORDER] ?? keys[INPUT])).toEqual(['1.2,1.3,1.4', '1.2,1.3,1.4']);
});

test('what is no reading does not count: a computer that looked at a study has not read it', async () => {
  // CID 9231: 110004 Computer Aided Detection.
  const cad = makeWorkitem({ uid: '2.1', state: 'COMPLETED', orderStudy: '1.2', code: ['110004', 'DCM'] });
  const house = makeWorkitem({
    uid: '2.2',
    state: 'COMPLETED',
    orderStudy: '1.3',
    code: ['READ', '99HOUSE'],
  });
  expect((await start([cad, house]).of('1.2', '1.3')).size).toBe(0);
  expect([...(await start([cad, house], {}, ['READ^99HOUSE']).of('1.2', '1.3')).keys()]).toEqual(['1.3']);
});

test.each([
  [['COMPLETED', 'SCHEDULED'], 'scheduled'],
  [['COMPLETED', 'SCHEDULED', 'IN PROGRESS'], 'inProgress'],
  [['CANCELED', 'COMPLETED'], 'completed'],
])('of several, what is left to do decides: %s', async (states, is) => {
  const { of } = start(
    states.map((state, at) => makeWorkitem({ uid: `2.${at + 1}`, state, orderStudy: '1.2' })),
  );
  expect((await of('1.2')).get('1.2')?.state).toBe(is);
});

const whole = makeWorkitem({ uid: '2.1', state: 'COMPLETED', orderStudy: '1.2' });
test.each<[string, DicomJson]>([
  ['no state', { ...whole, '00741000': { vr: 'CS' } }],
  ['a state that the standard does not know', { ...whole, '00741000': { vr: 'CS', Value: ['Completed'] } }],
  ['a property of objects for a state', { ...whole, '00741000': { vr: 'CS', Value: ['constructor'] } }],
  ['no UID', { ...whole, '00080018': { vr: 'UI', Value: ['../2'] } }],
  ['another class', { ...whole, '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] } }],
])('nothing is told by an answer with %s', async (_, item) => {
  expect((await start([item]).of('1.2')).size).toBe(0);
});

test('an archive that gives everything, whatever it is asked, tells nothing of other studies, and is not asked so again', async () => {
  const items = [
    makeWorkitem({ uid: '2.1', state: 'COMPLETED', orderStudy: '1.2' }),
    makeWorkitem({ uid: '2.2', state: 'COMPLETED', orderStudy: '1.9' }),
  ];
  const { of, server } = start(items, { ignores: [INPUT] });
  expect([...(await of('1.2', '1.3')).keys()]).toEqual(['1.2']);
  await of('1.4');
  expect(server.asked.filter((keys) => INPUT in keys)).toHaveLength(1);
});

test('where studies are no keys, orders are found by their number, of the same patient alone', async () => {
  const byNumber = { refuses: [ORDER, INPUT] };
  const item = makeWorkitem({ uid: '2.1', state: 'IN PROGRESS', accession: 'A1', patientId: 'P1' });
  const asked = { study: '1.2', accession: 'A1' };
  const { search, server } = start([item], byNumber);
  expect((await search.of([{ ...asked, patientId: 'P1' }], signal)).get('1.2')?.state).toBe('inProgress');
  expect(server.asked.at(-1)?.[ACCESSION]).toBe('A1');
  expect((await search.of([{ ...asked, patientId: 'P2' }], signal)).size).toBe(0);
  expect((await search.of([asked], signal)).size).toBe(0);
  // One that names another study is of that, whatever its number.
  const other = makeWorkitem({ uid: '2.1', state: 'COMPLETED', accession: 'A1', orderStudy: '1.9' });
  const named = start([other], byNumber);
  expect((await named.search.of([{ ...asked, patientId: 'P1' }], signal)).size).toBe(0);
});

test('an archive without workitems, or one that cannot be reached, says so: nothing is taken for new', async () => {
  const absent = start([], { isAbsent: true });
  await expect(absent.search.of([{ study: '1.2', accession: 'A' }], signal)).rejects.toThrow(
    'none of the keys',
  );
  const away = new WorkitemSearch(() =>
    Promise.reject(new ArchiveError('unreachable', 'workitems: no answer')),
  );
  await expect(away.of([{ study: '1.2' }], signal)).rejects.toThrow('no answer');
});

test('many workitems are read a page at a time; more than are read are not guessed at', async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      makeWorkitem({
        uid: `2.${at + 1}`,
        state: at === count - 1 ? 'IN PROGRESS' : 'COMPLETED',
        orderStudy: '1.2',
      }),
    );
  expect((await start(many(450)).of('1.2')).get('1.2')?.state).toBe('inProgress');
  await expect(start(many(1_200)).of('1.2')).rejects.toThrow('more than are read');
});
