import { expect, test } from 'vitest';
import type { StudyQuery, StudySummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { CastSubject } from '@/protocol/fhircastContext';
import type { AccessionArchive } from './findAccession';
import { findLaunched, onlyLaunched } from './findLaunched';

const { signal } = new AbortController();
const row = (study: string, more: Partial<StudySummary> = {}): StudySummary => ({
  study: study as StudyUid,
  modalities: ['CT'],
  patientId: '17',
  ...more,
});
const over = (id: string, rows: readonly StudySummary[], isClosed = false): AccessionArchive => ({
  archive: {
    id,
    search: ({ study, accession }: StudyQuery) =>
      Promise.resolve({
        rows: rows.filter((one) => (study ? one.study === study : one.accession === accession)),
        more: false,
        nextOffset: rows.length,
        ignored: [],
        unreadable: 0,
      }),
  },
  name: `Archive ${id}`,
  isClosed,
});
const dead: AccessionArchive = {
  archive: { id: 'd', search: () => Promise.reject(new ArchiveError('unreachable', 'down')) },
  name: 'Archive d',
};
const told = (studies: CastSubject['studies'], id = '17'): CastSubject => ({
  anchor: 'ImagingStudy',
  studies,
  patient: { ids: [{ value: id }] },
});
const uid = (study: string) => ({ uid: study, accessions: [] });
const accession = (value: string) => ({ accessions: [{ value }] });
const look = async (subject: CastSubject, ...archives: readonly AccessionArchive[]) => {
  const found = await findLaunched(subject, archives, signal);
  return { found, only: onlyLaunched(subject, found) };
};

test('the study of the UID opens, in the first archive that has it, though another is dead', async () => {
  const { only } = await look(
    told([uid('1.2.1')]),
    dead,
    over('a', [row('1.2.1')]),
    over('b', [row('1.2.1')]),
  );
  expect(only).toEqual({ archive: 'a', study: '1.2.1' });
});

test('the only study of the accession number opens, once every archive has answered', async () => {
  const a = over('a', [row('1.2.1', { accession: 'A17' }), row('1.2.2', { accession: 'A171' })]);
  expect((await look(told([accession('A17')]), a)).only).toEqual({ archive: 'a', study: '1.2.1' });
  const { found, only } = await look(told([accession('A17')]), a, dead);
  expect([found.studies.length, found.notAsked, only]).toEqual([
    1,
    [{ name: 'Archive d', why: 'dead' }],
    undefined,
  ]);
});

test('what the archive has of another patient is left out, and nothing opens by itself', async () => {
  const a = over('a', [row('1.2.1', { accession: 'A17' })]);
  for (const one of [uid('1.2.1'), accession('A17')])
    expect(await look(told([one], '18'), a)).toEqual({
      found: { studies: [], notAsked: [], others: 1 },
      only: undefined,
    });
  const mixed = await look(told([uid('1.2.1')]), over('b', [row('1.2.1', { patientId: '18' })]), a);
  expect([mixed.found.studies.length, mixed.found.others, mixed.only]).toEqual([1, 1, undefined]);
});

test('a patient that cannot be compared, and several studies, are for a person to choose', async () => {
  const { study: _, patientId: __, ...nameless } = row('1.2.1');
  const unsure = await look(told([uid('1.2.1')]), over('a', [{ ...nameless, study: '1.2.1' as StudyUid }]));
  expect([unsure.found.studies[0]?.isSure, unsure.only]).toEqual([false, undefined]);
  const both = over('a', [row('1.2.1'), row('1.2.2')]);
  expect((await look(told([uid('1.2.1'), uid('1.2.2')]), both)).only).toBeUndefined();
  expect((await look(told([uid('1.2.1'), uid('1.2.9')]), both)).only).toBeUndefined();
});

test('an archive of another sign-in is named and not asked', async () => {
  const { found } = await look(told([uid('1.2.1')]), over('a', [row('1.2.1')], true));
  expect(found).toEqual({ studies: [], notAsked: [{ name: 'Archive a', why: 'closed' }], others: 0 });
});
