import { expect, test } from 'vitest';
import type { StudySummary } from '@/archive/contract/archive';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import {
  findPriors,
  hangable,
  hangsByItself,
  olderThan,
  type CurrentStudy,
  type PriorArchive,
  type Priors,
} from './findPriors';

const uid = (text: string) => `1.2.${text}` as StudyUid;
const { signal } = new AbortController();

const row = (at: string, more: Partial<StudySummary> = {}): StudySummary => ({
  study: uid(at),
  modalities: ['CT'],
  patientId: '17',
  issuer: 'NORTH',
  patientName: 'Test^Anna',
  birthDate: '19700101',
  date: '20250101',
  description: 'CT chest',
  ...more,
});

/** A row of an archive that says no issuer. */
const unissued = (at: string, more: Partial<StudySummary> = {}): StudySummary => {
  const said = Object.entries(row(at, more)).filter(([key]) => key !== 'issuer');
  return Object.fromEntries(said) as unknown as StudySummary;
};

const CURRENT: CurrentStudy = {
  archive: 'a',
  study: uid('0'),
  person: { id: '17', issuer: 'NORTH', name: 'Test^Anna', birthDate: '19700101' },
  date: '20260601',
  modalities: ['CT'],
  said: ['CT chest'],
};

const over = (id: string, rows: readonly StudySummary[], more: Partial<PriorArchive> = {}): PriorArchive => ({
  name: `Archive ${id}`,
  archive: {
    id,
    search: () => Promise.resolve({ rows, more: false, nextOffset: rows.length, ignored: [], unreadable: 0 }),
    series: (study) =>
      Promise.resolve([{ study, series: '1' as SeriesUid, modality: 'CT', bodyPart: 'CHEST' }]),
  },
  ...more,
});

async function find(archives: readonly PriorArchive[], current = CURRENT): Promise<Priors> {
  let last: Priors | undefined;
  await findPriors(current, archives, (priors) => (last = priors), signal);
  if (!last) throw new Error('nothing was told');
  return last;
}

const names = ({ ranked }: Priors) => ranked.map(({ of }) => of.study);

test('two archives with equal IDs of two issuers: nobody is mixed, and what cannot be asked is named', async () => {
  const dead: PriorArchive = {
    name: 'Archive c',
    archive: {
      id: 'c',
      search: () => Promise.reject(new Error('down')),
      series: () => Promise.reject(new Error('down')),
    },
  };
  const priors = await find([
    over('a', [
      row('0'),
      row('1', { date: '20250101' }),
      row('2', { issuer: 'SOUTH' }),
      row('3', { patientName: 'Test^Berta' }),
    ]),
    over('b', [row('4', { date: '20251001' }), row('5', { issuer: 'SOUTH' })]),
    over('d', [unissued('6')]),
    over('e', [unissued('7', { date: '20200101' })], { issuer: 'NORTH' }),
    dead,
    over('f', [], { isClosed: true }),
  ]);
  expect(names(priors)).toEqual([uid('4'), uid('1'), uid('7')]);
  expect(priors.leftOut.map(({ archive, why, count }) => [archive, why, count])).toEqual([
    ['a', 'contradicts', 1],
    ['d', 'unissued', 1],
    ['c', 'dead', 0],
    ['f', 'closed', 0],
  ]);
  expect(priors.waiting).toBe(0);
  expect(hangable(priors).map(({ of }) => of.study)).toEqual([uid('1')]);
});

test('a study that two archives hold stands once, as that of the archive on the screen', async () => {
  const priors = await find([over('b', [row('1')]), over('a', [row('1')])]);
  expect(priors.ranked.map(({ of }) => of.archive)).toEqual(['a']);
});

test('where the description names no region, the series are asked', async () => {
  const priors = await find([over('a', [row('1', { description: 'Routine' })])]);
  expect(priors.ranked[0]?.reasons.region).toBe('same');
});

test('by itself hangs what is of before; where no region is known, once nothing more comes', async () => {
  const told: Priors[] = [];
  const rows = [row('1', { description: 'Routine' }), row('2', { date: '20270101' })];
  await findPriors(CURRENT, [over('a', rows)], (priors) => told.push(priors), signal);
  const studies = (priors: Priors | undefined) => priors && hangsByItself(priors)?.map((one) => one.study);
  expect(studies(told.at(-1))).toEqual([uid('1')]);
  expect(studies(told[0])).toBeUndefined();
  expect(studies(await find([over('b', [row('3')])]))).toEqual([]);
});

test('reports alone are no priors, and nobody is looked for without an ID', async () => {
  expect(names(await find([over('a', [row('1', { modalities: ['SR'] })])]))).toEqual([]);
  const nobody = { ...CURRENT, person: { ...CURRENT.person, id: '' } };
  expect(names(await find([over('a', [row('1', { patientId: '' })])], nobody))).toEqual([]);
});

test('older ones follow by date among those that hang; other sides and regions are passed over', async () => {
  const priors = await find([
    over('a', [
      row('1', { date: '20250101' }),
      row('2', { date: '20230101' }),
      row('3', { date: '20240101', description: 'MR knee' }),
      row('4', { date: '20240601', modalities: ['DX'], description: 'Chest PA' }),
    ]),
  ]);
  const walk = (from: string) => olderThan(priors, uid(from))?.of.study;
  expect(walk('1')).toBe(uid('4'));
  expect(walk('4')).toBe(uid('2'));
  expect(walk('2')).toBeUndefined();
});
