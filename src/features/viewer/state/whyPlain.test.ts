import { expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { agreedOf } from '@/dicom/hanging/score';
import { factsOf } from '@/dicom/hanging/facts';
import type { HangingProtocol, Selector } from '@/dicom/hanging/template';
import { buildInstance } from '@/dicom/testing/build';
import { freshView } from '@/view/viewState';
import { whyPlain } from './whyPlain';

const study = toStudyUid('1.2') as StudyUid;
const uid = (n: number) => toSeriesUid(`1.2.${n}`) as SeriesUid;
const SERIES: readonly SeriesSummary[] = [1, 2].map((n) => ({
  ...{ study, series: uid(n), modality: 'MR', number: n, instanceCount: 20, description: `T${n} axial knee` },
}));
const shown = (...numbers: readonly number[]) => ({
  ...freshView(study),
  grid: { rows: 1, columns: numbers.length },
  panes: numbers.map((n) => ({ study, series: uid(n) })),
});
const asks = (selector: Partial<Selector>, modality = 'MR'): HangingProtocol => ({
  ...{ id: 'one', madeAtMs: 1, key: { modalities: [modality], regions: [], procedures: [] } },
  template: {
    grid: { rows: 1, columns: 1 },
    panes: [{ selector: { role: 'current', modality: 'MR', facts: {}, ...selector } }],
  },
});

test.each([
  ['plain, and nothing is kept', [1], [], { isPlain: true, kept: 'none' }],
  ['another series', [2], [], { isPlain: false, kept: 'none' }],
  ['two panes', [1, 2], [], { isPlain: false, kept: 'none' }],
  ['kept for other studies', [1], [asks({}, 'CT')], { isPlain: true, kept: 'other' }],
  ['kept for such, and it would hang', [1, 2], [asks({})], { isPlain: false, kept: 'unused' }],
  ['kept for such, and nothing fits', [1], [asks({ modality: 'CT' })], { isPlain: true, kept: 'unfit' }],
] as const)('why no arrangement hangs: %s', (_, numbers, mine, why) => {
  expect(whyPlain(shown(...numbers), SERIES, { mine, house: [] })).toMatchObject(why);
});

test('what a series has of that which its pane asks for, what not, and what nothing tells', () => {
  const [, t2] = SERIES;
  if (!t2) throw new Error('no series');
  const facts = { weighting: 't1', plane: 'axial', extent: 'many', kernel: 'soft' } as const;
  // Its description says T2 and no plane: neither is taken from its name.
  const instance = buildInstance({ Modality: 'MR', RepetitionTime: 4000, EchoTime: 95 });
  const agreed = agreedOf({ role: 'current', modality: 'MR', facts }, factsOf(t2, 'current', instance));
  expect(Object.fromEntries(agreed.map(({ fact, is }) => [fact, is]))).toEqual({
    ...{ plane: 'unknown', weighting: 'differs', kernel: 'unknown', extent: 'agrees' },
  });
});
