import { expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { buildInstance } from '@/dicom/testing/build';
import { freshView } from '@/view/viewState';
import { choicesFor, hangBy, hangOn, hangOpening, hangPlain, keyOfView, templateOf } from './hangBy';
import type { Described } from './hangPriors';
import { readHangings, withHabit, withMine, type KeptArrangements } from './hangingStore';

const study = toStudyUid('1.2') as StudyUid;
const uid = (n: number) => toSeriesUid(`1.2.${n}`) as SeriesUid;
const PLANES = { ax: [1, 0, 0, 0, 1, 0], cor: [1, 0, 0, 0, 0, -1], sag: [0, 1, 0, 0, 0, -1] };
const TIMES = { t1: [500, 12], t2: [4000, 95] };

interface Made {
  readonly plane: keyof typeof PLANES;
  readonly times: keyof typeof TIMES;
  readonly description?: string;
}

const summary = (
  n: number,
  { plane, times, description = `${times} ${plane} knee` }: Made,
): SeriesSummary => ({
  ...{ study, series: uid(n), modality: 'MR', number: n, description, instanceCount: 20 },
});
const instance = (n: number, { plane, times }: Made) =>
  buildInstance({
    ...{ Modality: 'MR', SeriesInstanceUid: uid(n), ImageOrientationPatient: PLANES[plane] },
    ...{ RepetitionTime: TIMES[times][0] ?? 0, EchoTime: TIMES[times][1] ?? 0 },
  });

/** Lists of series, by number, and how each is described. */
function listOf(all: Readonly<Record<number, Made>>) {
  const rows = Object.entries(all).map(([n, made]) => [Number(n), made] as const);
  const described: Described = new Map(rows.map(([n, made]) => [uid(n), instance(n, made)]));
  return { series: rows.map(([n, made]) => summary(n, made)), described };
}

const KNEE = listOf({
  1: { plane: 'ax', times: 't1' },
  2: { plane: 'sag', times: 't2' },
  3: { plane: 'cor', times: 't1' },
});
/** The same in another order, under other names that say nothing. */
const OTHER = listOf({
  11: { plane: 'cor', times: 't1', description: 'knee a' },
  12: { plane: 'ax', times: 't1', description: 'knee b' },
  13: { plane: 'sag', times: 't2', description: 'knee c' },
});

const arranged = (...numbers: readonly number[]) => ({
  ...freshView(study),
  grid: { rows: 1, columns: numbers.length },
  panes: numbers.map((n) => (n === 0 ? null : { study, series: uid(n) })),
});

/** What a reader keeps who arranged a study so. */
function learned(list: typeof KNEE, ...numbers: readonly number[]): KeptArrangements {
  const view = arranged(...numbers);
  const template = templateOf(view, list.series, list.described);
  if (!template) throw new Error('nothing to learn from');
  const protocol: HangingProtocol = { id: 'mine', key: keyOfView(view, list.series), template, madeAtMs: 1 };
  return withMine(readHangings(undefined), protocol);
}

const shown = (hung: { view: { panes: readonly ({ series: SeriesUid } | null)[] } } | undefined) =>
  hung?.view.panes.map((pane) => (pane ? Number(pane.series.slice(4)) : 0));

test('a like study hangs as one was arranged', () => {
  const kept = learned(KNEE, 2, 3, 1);
  const [choice] = choicesFor(OTHER.series, kept);
  if (!choice) throw new Error('no choice');
  expect(choice.from).toBe('mine');
  expect(shown(hangBy(freshView(study), OTHER.series, choice, OTHER.described))).toEqual([13, 11, 12]);
});

test('what is kept holds no UID, no name and no text of the study', () => {
  const kept = learned(KNEE, 2, 3, 1);
  expect(JSON.stringify(kept)).not.toMatch(/1\.2|knee ?[a-z]* ?(ax|sag)|t2 sag/);
  expect(readHangings(JSON.stringify(kept))).toEqual(kept);
});

test('kept again, panes that nothing of the study is for stay kept for it; those that somebody emptied do not', () => {
  const kept = learned(KNEE, 2, 3, 1);
  const [choice] = choicesFor(KNEE.series, kept);
  const some = { ...KNEE, series: KNEE.series.filter(({ series }) => series !== uid(3)) };
  const hung = choice && hangBy(freshView(study), some.series, choice, some.described);
  expect(hung?.hung.panes.map((pane) => pane?.state)).toEqual(['hung', 'missing', 'hung']);
  if (!hung) return;
  const again = templateOf(hung.view, some.series, some.described, hung.hung);
  expect(again?.panes[1]).toEqual(kept.mine[0]?.template.panes[1]);
  expect(again?.panes[1]).not.toBeNull();
  const [first, , third] = hung.view.panes;
  const emptied = { ...hung.view, panes: [first ?? null, null, null] };
  expect(third).not.toBeNull();
  expect(templateOf(emptied, some.series, some.described, hung.hung)?.panes[2]).toBeNull();
  // Another layout is another arrangement.
  const other = { ...hung.view, grid: { ...hung.view.grid } };
  expect(templateOf(other, some.series, some.described, hung.hung)?.panes[1]).toBeNull();
});

test('one pane is decided by the list alone, and stays, while the others wait for what tells', () => {
  const kept = learned(KNEE, 2, 3);
  const opened = hangOpening(freshView(study), KNEE.series, kept);
  expect(shown(opened)).toEqual([2, 0]);
  expect(opened?.view.active).toBe(0);
  expect(opened?.hung.panes.map((pane) => pane?.state)).toEqual(['hung', 'waiting']);
  if (!opened) return;
  const done = hangOn(opened.view, KNEE.series, opened.hung, KNEE.described);
  expect(shown(done)).toEqual([2, 3]);
  expect(done?.view.panes[0]).toBe(opened.view.panes[0]);
});

test('where the name lied, what hangs stays, and the two panes change places', () => {
  const kept = learned(KNEE, 2, 1);
  const lying = listOf({
    1: { plane: 'ax', times: 't1', description: 't2 sag knee' },
    2: { plane: 'sag', times: 't2', description: 't1 ax knee' },
  });
  const opened = hangOpening(freshView(study), lying.series, kept);
  expect(shown(opened)).toEqual([1, 0]);
  if (!opened) return;
  const done = hangOn(opened.view, lying.series, opened.hung, lying.described);
  expect(shown(done)).toEqual([1, 2]);
  expect(done?.hung.panes.map((pane) => pane?.score)).toEqual([1, 1]);
});

test('a pane for what is not there stays empty and says for what', () => {
  const kept = learned(KNEE, 2, 3);
  const less = { series: KNEE.series.slice(0, 2), described: KNEE.described };
  const opened = hangOpening(freshView(study), less.series, kept);
  if (!opened) throw new Error('not hung');
  const done = hangOn(opened.view, less.series, opened.hung, less.described);
  expect(shown(done)).toEqual([2, 0]);
  expect(done?.hung.panes[1]).toMatchObject({
    state: 'missing',
    selector: { facts: { plane: 'coronal', weighting: 't1' } },
  });
});

test('what the reader did meanwhile stays', () => {
  const kept = learned(KNEE, 2, 3);
  const opened = hangOpening(freshView(study), KNEE.series, kept);
  if (!opened) throw new Error('not hung');
  const filled = { ...opened.view, panes: [opened.view.panes[0] ?? null, { study, series: uid(1) }] };
  expect(shown(hangOn(filled, KNEE.series, opened.hung, KNEE.described))).toEqual([2, 1]);
  const otherGrid = { ...opened.view, grid: { rows: 1, columns: 2 } };
  expect(hangOn(otherGrid, KNEE.series, opened.hung, KNEE.described)).toBeUndefined();
});

test('a link, a draft or a saved view is shown as it says', () => {
  const kept = learned(KNEE, 2, 3);
  expect(hangOpening(arranged(1), KNEE.series, kept)).toBeUndefined();
});

test('where nobody keeps anything, and in studies of another kind, the plain arrangement hangs', () => {
  expect(hangOpening(freshView(study), KNEE.series, readHangings(undefined))).toBeUndefined();
  const shoulder = KNEE.series.map((one) => ({ ...one, description: 'shoulder' }));
  expect(hangOpening(freshView(study), shoulder, learned(KNEE, 2, 3))).toBeUndefined();
  expect(choicesFor(shoulder, learned(KNEE, 2, 3)).map(({ from }) => from)).toEqual(['builtIn']);
});

test('the plain arrangement leaves what is not about panes', () => {
  const view = { ...arranged(2, 3), links: { scroll: true }, petUnit: 'file' as const };
  const plain = hangPlain(view, KNEE.series);
  expect(shown({ view: plain })).toEqual([1]);
  expect(plain).toMatchObject({ grid: { rows: 1, columns: 1 }, petUnit: 'file' });
  expect(plain.links).toBeUndefined();
});

test('windows in Hounsfield units are kept, of others not', () => {
  const window = { center: 40, width: 400, curve: 'LINEAR' as const };
  const view = { ...freshView(study), panes: [{ study, series: uid(2), window, zoom: 2 }] };
  expect(templateOf(view, KNEE.series, KNEE.described)?.panes[0]).not.toHaveProperty('window');
  const ct = KNEE.series.map((one) => ({ ...one, modality: 'CT' }));
  expect(templateOf(view, ct, new Map())?.panes[0]).toMatchObject({
    window: { centre: 40, width: 400, curve: 'LINEAR' },
    zoom: 2,
  });
});

test('the same arrangement in a row is counted, another begins anew', () => {
  const count = (...made: readonly string[]) =>
    made.reduce((now, one) => withHabit(now, 'key', one), readHangings(undefined)).habits[0]?.count;
  expect(count('a', 'a', 'a')).toBe(3);
  expect(count('a', 'b', 'a')).toBe(1);
});

test.each(['', '{', '[]', 'null', '{"mine":[1,{"id":"x"}],"house":7,"habits":[{}]}'])(
  'what cannot be read is nothing: %s',
  (text) => {
    expect(readHangings(text)).toEqual({ mine: [], house: [], habits: [] });
  },
);
