import { describe, expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import { number, text } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import type { Instance } from '@/dicom/dataset/instance';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { fusable, type FuseBase } from './fusable';

const FRAME = '1.2.9';
const row = (at: number, modality: string, description: string, instanceCount = 40) =>
  ({ study: '1.2', series: `1.2.${at}`, modality, description, number: at, instanceCount }) as unknown as SeriesSummary; // prettier-ignore
const image = (frame: string, more: Parameters<typeof buildInstance>[0] = {}) =>
  buildInstance({ FrameOfReferenceUid: frame, ...more });
const baseOf = (of: SeriesSummary): FuseBase => ({
  ...{ study: of.study, series: of.series, modality: of.modality },
  isAligned: (frame) => frame === FRAME,
});
const namesOf = (
  base: SeriesSummary,
  all: readonly SeriesSummary[],
  described: [SeriesSummary, Instance][],
) =>
  fusable(baseOf(base), all, new Map(described.map(([of, one]) => [of.series, one]))).map(
    ({ of, why }) => `${of.description}${why ? `: ${why}` : ''}`,
  );

test('the corrected PET comes first on CT, form first on PET; what cannot be comes last, with why', () => {
  const [ct, ac, nac, mr, far, scout, seg] = [
    row(1, 'CT', 'ct'),
    row(2, 'PT', 'ac'),
    row(3, 'PT', 'NAC'),
    row(4, 'MR', 'mr'),
    row(5, 'CT', 'elsewhere'),
    row(6, 'CT', 'scout', 2),
    row(7, 'SEG', 'seg'),
  ] as const;
  const all = [seg, scout, far, mr, nac, ac, ct];
  const pet = { Modality: 'PT', CorrectedImage: ['ATTN', 'DECY'] };
  const described: [SeriesSummary, Instance][] = [
    [ac, image(FRAME, pet)],
    [nac, image(FRAME, pet)],
    [mr, image(FRAME, { Modality: 'MR' })],
    [far, image('1.2.8', { Modality: 'CT' })],
    [ct, image(FRAME, { Modality: 'CT' })],
  ];
  const offered = namesOf(ct, all, described);
  expect(offered.slice(0, 3)).toEqual(['ac', 'NAC', 'mr']);
  expect(offered.slice(3).sort()).toEqual(['elsewhere: apart', 'scout: kind']);
  expect(namesOf(ac, all, described).slice(0, 3)).toEqual(['ct', 'mr', 'NAC']);
  // Not described yet: offered, and judged once its images are.
  expect(namesOf(ct, [ct, far], [])).toEqual(['elsewhere']);
  expect(namesOf(ct, [ct, far], [[far, buildInstance({})]])).toEqual(['elsewhere: apart']);
});

describe.runIf(hasSharedFiles)('the PET/CT of ACRIN-NSCLC', () => {
  test('offers the PET that is corrected first', () => {
    const folders = ['1-PT-pet-ac', '2-PT-pet-nac', '1-CT-scout'];
    const all = folders.map((one) => readSharedFiles(`petct/acrin-nsclc-042/${one}`));
    const described = all.flatMap((objects): [SeriesSummary, Instance][] => {
      const [first] = objects;
      if (!first) return [];
      const { study, series, modality, dataset } = first;
      const summary = {
        ...{ study, series, modality: modality ?? '', instanceCount: objects.length },
        ...{ number: number(dataset, TAG.SeriesNumber), description: text(dataset, TAG.SeriesDescription) },
      } as SeriesSummary;
      return [[summary, first]];
    });
    const frame = text(all[0]?.[0]?.dataset ?? {}, TAG.FrameOfReferenceUid);
    const base: FuseBase = { ...baseOf(row(1, 'CT', 'ct')), isAligned: (other) => other === frame };
    const told = fusable(base, described.map(([of]) => of), new Map(described.map(([of, one]) => [of.series, one]))); // prettier-ignore
    expect(told.map(({ of, isCorrected, why }) => [of.description, isCorrected, why])).toEqual([
      ['PET AC', true, undefined],
      ['PET NAC', false, undefined],
      [expect.anything(), false, 'kind'],
    ]);
  });
});
