import { expect, test } from 'vitest';
import type { StudyPage, StudyQuery, StudySummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { StudyUid } from '@/dicom/dataset/uid';
import { findAccession, onlyStudy, type AccessionArchive } from './findAccession';

const { signal } = new AbortController();
const row = (at: number, accession?: string, more: Partial<StudySummary> = {}): StudySummary => ({
  study: `1.2.${at}` as StudyUid,
  modalities: ['CT'],
  ...(accession === undefined ? {} : { accession }),
  ...more,
});

function over(id: string, rows: readonly StudySummary[], more: Partial<StudyPage> = {}) {
  const asked: StudyQuery[] = [];
  const search = (query: StudyQuery, { offset, limit }: { offset: number; limit: number }) => {
    asked.push(query);
    const page = rows.slice(offset, offset + limit);
    const isMore = offset + limit < rows.length;
    return Promise.resolve({
      rows: page,
      more: isMore,
      nextOffset: offset + limit,
      ignored: [],
      unreadable: 0,
      ...more,
    });
  };
  return { asked, archive: { id, search }, name: `Archive ${id}` };
}
const failing = (error: Error): AccessionArchive => ({
  archive: { id: 'c', search: () => Promise.reject(error) },
  name: 'Archive c',
});
const dead = failing(new ArchiveError('unreachable', 'down'));

test('one study of the number, and every archive answered: that is the one', async () => {
  const a = over('a', [row(1, 'A17 ')]);
  const found = await findAccession('A17', [a, over('b', [])], signal);
  expect(onlyStudy(found)).toEqual({ archive: 'a', study: '1.2.1' });
  expect(a.asked).toEqual([{ accession: 'A17', isWholeAccession: true }]);
});

test('numbers that only hold it are others', async () => {
  const found = await findAccession(
    'A17',
    [over('a', [row(1, 'A171'), row(2, 'a17'), row(3, 'A17')])],
    signal,
  );
  expect(onlyStudy(found)).toEqual({ archive: 'a', study: '1.2.3' });
});

test('several of one archive or of two houses are a list, with where each is', async () => {
  const found = await findAccession(
    'A17',
    [over('a', [row(1, 'A17'), row(2, 'A17')]), over('b', [row(3, 'A17')])],
    signal,
  );
  expect(onlyStudy(found)).toBeUndefined();
  expect(found.studies.map(({ archiveName, row }) => [archiveName, row.study])).toEqual([
    ['Archive a', '1.2.1'],
    ['Archive a', '1.2.2'],
    ['Archive b', '1.2.3'],
  ]);
});

test.each([
  ['dead', dead],
  ['closed', { ...dead, isClosed: true }],
  ['cut', over('d', [row(9, 'A18')], { cut: true })],
] as const)('an archive that is %s is named, and nothing opens by itself', async (why, other) => {
  const found = await findAccession('A17', [over('a', [row(1, 'A17')]), other], signal);
  expect(found.notAsked).toEqual([{ name: other.name, why }]);
  expect(found.studies).toHaveLength(1);
  expect(onlyStudy(found)).toBeUndefined();
});

test('what an archive says no number of, or two patients of, is not opened by itself', async () => {
  for (const doubtful of [row(1), row(1, ''), row(1, 'A17', { conflicting: true })]) {
    const found = await findAccession('A17', [over('a', [doubtful])], signal);
    expect(found.studies).toHaveLength(1);
    expect(onlyStudy(found)).toBeUndefined();
  }
});

test('an archive that ignores the filter is looked through page by page, up to a limit', async () => {
  const many = Array.from({ length: 150 }, (_, at) => row(at, at === 140 ? 'A17' : `B${at}`));
  expect(onlyStudy(await findAccession('A17', [over('a', many)], signal))).toMatchObject({
    study: '1.2.140',
  });
  const endless = Array.from({ length: 700 }, (_, at) => row(at, `B${at}`));
  const found = await findAccession('A17', [over('a', endless)], signal);
  expect(found).toEqual({ studies: [], notAsked: [{ name: 'Archive a', why: 'cut' }] });
});

test('called off, it says nothing of archives', async () => {
  await expect(findAccession('A17', [failing(new ArchiveError('aborted', 'off'))], signal)).rejects.toThrow(
    'off',
  );
});
