import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { StudyUid } from '@/dicom/dataset/uid';
import { noteStored } from '@/archive/studies/noteStored';
import { seriesListQuery } from '@/archive/studies/seriesListQuery';

const study = '1.2.3' as StudyUid;
const row = (series: string, modality: string) => ({ study, series, modality }) as SeriesSummary;
const report: DicomJson = {
  '0020000D': { vr: 'UI', Value: [study] },
  '0020000E': { vr: 'UI', Value: ['1.2.3.9'] },
  '00080060': { vr: 'CS', Value: ['SR'] },
};

/** An archive whose list can be changed, and the list as the page has it. */
function start() {
  const listed = [row('1.2.3.1', 'CT')];
  const archive = { id: 'main', series: () => Promise.resolve([...listed]) } as unknown as Archive;
  const cache = new QueryClient();
  const query = seriesListQuery(archive, study);
  const named = () => cache.getQueryData<readonly SeriesSummary[]>(query.queryKey)?.map((one) => one.series);
  return { listed, cache, query, named, ask: () => cache.fetchQuery({ ...query, staleTime: 0 }) };
}

test('what the page stored is listed at once, and stays while the archive does not list it yet', async () => {
  const { cache, named, ask, listed } = start();
  await ask();
  noteStored(cache, 'main', { study, dataset: report });
  expect(named()).toEqual(['1.2.3.1', '1.2.3.9']);
  await ask();
  expect(named()).toEqual(['1.2.3.1', '1.2.3.9']);
  listed.unshift(row('1.2.3.9', 'SR'));
  await ask();
  expect(named()).toEqual(['1.2.3.9', '1.2.3.1']);
});

test('another study, or another archive, does not hear of it', async () => {
  const { cache, named, ask } = start();
  await ask();
  noteStored(cache, 'other', { study, dataset: report });
  noteStored(cache, 'main', { study: '1.2.4' as StudyUid, dataset: report });
  await ask();
  expect(named()).toEqual(['1.2.3.1']);
});
