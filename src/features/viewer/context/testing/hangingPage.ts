import { createStore } from 'zustand/vanilla';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { buildInstance } from '@/dicom/testing/build';
import { EMPTY_PANE } from '@/imaging/pane/paneStore';
import { place, setGrid } from '@/view/actions';
import { freshView } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import type { HangingsKeeper, HangingState } from '@/features/viewer/state/hangingState';
import { createHangingStore, type HangingStore } from '@/features/viewer/state/hangingStore';
import { HangingHand, type HangingParts } from '@/features/viewer/context/hangingHand';
import { createHungMemory } from '@/features/viewer/context/hungMemory';

export const study = toStudyUid('1.2') as StudyUid;
export const uid = (n: number) => toSeriesUid(`1.2.${n}`) as SeriesUid;
const COSINES = [
  [1, 0, 0, 0, 1, 0],
  [1, 0, 0, 0, 0, -1],
  [0, 1, 0, 0, 0, -1],
];
export const SERIES: readonly SeriesSummary[] = COSINES.map((_, n) => ({
  ...{ study, series: uid(n), modality: 'MR', number: n, instanceCount: 30 },
  ...{ description: `series ${n}`, bodyPart: 'ABDOMEN' },
}));

export const earlier = toStudyUid('1.3') as StudyUid;
/** Of a study before, whose series lie in other planes and say as little. */
export const EARLIER: readonly SeriesSummary[] = SERIES.map((one, n) => ({
  ...{ ...one, study: earlier, series: toSeriesUid(`1.3.${n}`) as SeriesUid },
}));

/** A page with one study, whose series are described when `answer` is called; `shelf`: the storage of a page before. */
export function start({
  shelf = createHangingStore(),
  keeper,
  priors,
  listed = SERIES,
}: {
  readonly shelf?: HangingStore;
  readonly keeper?: HangingsKeeper;
  readonly priors?: HangingParts['priors'];
  readonly listed?: readonly SeriesSummary[];
} = {}) {
  const views = createViewStore(freshView(study));
  const facts = createStore(() => ({ panes: [EMPTY_PANE], loads: {} }));
  const asked: SeriesUid[] = [];
  let isDown = false;
  const archive = {
    opening: (_: StudyUid, series: SeriesUid) => {
      asked.push(series);
      const n =
        [SERIES, EARLIER].map((all) => all.findIndex((one) => one.series === series)).find((at) => at >= 0) ??
        -1;
      return isDown
        ? Promise.reject(new Error('down'))
        : Promise.resolve(
            buildInstance({
              Modality: 'MR',
              SeriesInstanceUid: series,
              ImageOrientationPatient: COSINES[n] ?? [],
            }),
          );
    },
  } as unknown as Archive;
  const state = createStore<HangingState>(() => ({ isOffered: false }));
  const hand = new HangingHand({
    ...{ archive, views, facts, shelf, state, keeper, priors },
    series: () => listed,
    note: createHungMemory(views, state).note,
  });
  const panes = () =>
    views.getState().view.panes.map((pane) => SERIES.findIndex((one) => one.series === pane?.series));
  const arrange = (...numbers: readonly number[]) => {
    updateView(views, (view) => setGrid(view, { rows: 1, columns: numbers.length }));
    for (const [pane, n] of numbers.entries()) updateView(views, (view) => place(view, pane, study, uid(n)));
    // Panes show what they hold, and say what that is.
    facts.setState({
      panes: numbers.map((n) => ({
        ...EMPTY_PANE,
        subject: buildInstance({
          Modality: 'MR',
          SeriesInstanceUid: uid(n),
          ImageOrientationPatient: COSINES[n] ?? [],
        }),
      })),
    });
  };
  return { hand, views, state, shelf, panes, arrange, asked, fail: () => (isDown = true) };
}

/** A companion that keeps one list for a person, and one of the site. `between`: done once between what is told and what is kept of it. */
export function keeperOf(kept: { mine: unknown; house: unknown }) {
  let isDown = false;
  let between: (() => void) | undefined;
  const versionOf = () => JSON.stringify(kept);
  const keeper: HangingsKeeper = {
    owner: 'ada',
    maySetHouse: true,
    bring: async () => (isDown ? undefined : { ...kept, version: versionOf() }),
    keep: async (whose, protocols, version) => {
      between?.();
      between = undefined;
      if (isDown) return 'refused';
      if (version !== versionOf()) return 'changed';
      kept[whose] = JSON.parse(JSON.stringify(protocols));
      return 'kept';
    },
  };
  return { keeper, kept, fail: () => (isDown = true), meanwhile: (does: () => void) => (between = does) };
}
