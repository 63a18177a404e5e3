import { describe, expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { number, text } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { freshView } from '@/view/viewState';
import { hang } from './hang';
import { hangOn } from './hangBy';
import type { Described } from './hangPriors';
import { petAwaited, petSeries, withPetWindows } from './petCt';
import { besidePet } from './petCtStudy';
import { petWindowOf } from './petWindow';

const PETCT = 'petct/acrin-nsclc-042';

/** A list of series and one object of each, by the files of a folder. */
function listed(folder: string) {
  const bySeries = new Map<string, Instance[]>();
  for (const one of readSharedFiles(folder))
    bySeries.set(one.series, [...(bySeries.get(one.series) ?? []), one]);
  const all = [...bySeries.values()].flatMap((objects) => {
    const [first] = objects;
    return first ? [{ first, objects }] : [];
  });
  const series = all.map(
    ({ first, objects }): SeriesSummary =>
      ({
        ...{ study: first.study, series: first.series, modality: first.modality ?? '' },
        ...{ number: number(first.dataset, TAG.SeriesNumber), instanceCount: objects.length },
        description: text(first.dataset, TAG.SeriesDescription),
      }) as SeriesSummary,
  );
  const described: Described = new Map(all.map(({ first }) => [first.series, first]));
  return { series, described, objectsOf: (uid: string) => bySeries.get(uid) ?? [] };
}

describe.runIf(hasSharedFiles)('the PET/CT of ACRIN-NSCLC', () => {
  const { series, described, objectsOf } = listed(PETCT);
  const study = series[0]?.study;
  const nameOf = (uid: string | undefined) => {
    const one = series.find((each) => each.series === uid);
    return one && `${one.modality} ${one.description ?? ''}`;
  };

  test('opens with its CT, a pane beside it for the PET; what is corrected for attenuation hangs there', () => {
    if (!study) throw new Error('no files');
    const opened = besidePet(hang(freshView(study), series), series);
    expect(opened.grid).toEqual({ rows: 1, columns: 2 });
    expect(opened.panes.map((pane) => nameOf(pane?.series)?.slice(0, 2))).toEqual(['CT', undefined]);
    const before = petAwaited(opened);
    const done = before && hangOn(opened, series, before, described);
    if (!done) throw new Error('nothing hung');
    const [ct, pet] = done.view.panes;
    expect(ct).toEqual(opened.panes[0]);
    const image = objectsOf(pet?.series ?? '')[0];
    expect(image?.modality).toBe('PT');
    // The other one is marked ATTN too; it is called NAC, and its values are counts.
    expect(nameOf(pet?.series)).toBe('PT PET AC');
    expect(petSeries(done.hung)).toEqual([pet?.series]);
  });

  test('its PET has a window from 0 to SUV 5, the other one its own, and says why', () => {
    const windowOf = (name: string) =>
      petWindowOf(objectsOf(series.find((one) => one.description === name)?.series ?? ''), 5);
    expect(windowOf('PET NAC')).toEqual({ is: 'own', reason: 'units' });
    // By hand from its elements: 588.802304 MBq at 07:21:00, half-life 6588 s, scanned at 09:59:47, 91 kg: Bq/ml of SUV 5.
    const width = (5 * 588_802_304 * 2 ** (-9_527 / 6_588)) / 91_000;
    const window = windowOf('PET AC');
    if (window.is !== 'suv') throw new Error(`own window: ${window.reason ?? ''}`);
    // As a link carries it: six digits.
    expect(window.window.width).toBe(Number(width.toPrecision(6)));
    expect(window.window.center).toBe(Number((width / 2).toPrecision(6)));
    expect(window.window.curve).toBe('LINEAR_EXACT');
  });
});

const pet = (more: Parameters<typeof buildInstance>[0]) =>
  buildInstance({
    ...{ Modality: 'PT', CorrectedImage: ['ATTN', 'DECY'], Units: 'BQML', DecayCorrection: 'ADMIN' },
    PatientWeight: 80,
    ...more,
  });

test('a study of other pictures beside CT and PET, or of one of them, opens as it did', () => {
  const study = pet({}).study;
  const of = (at: number, modality: string) =>
    ({ study, series: `1.2.${at}`, modality, number: at, instanceCount: 20 }) as SeriesSummary;
  for (const modalities of [['CT'], ['PT'], ['CT', 'PT', 'MR'], ['CT', 'NM']]) {
    const list = modalities.map((modality, at) => of(at + 1, modality));
    const view = hang(freshView(study), list);
    expect(besidePet(view, list)).toBe(view);
  }
  const both = [of(1, 'PT'), of(2, 'CT')];
  expect(besidePet(hang(freshView(study), both), both).panes).toEqual([{ study, series: '1.2.2' }, null]);
});

test('a window that the view has already is not set again', () => {
  const list = [1, 2].map(
    (at) =>
      ({
        ...{ study: pet({}).study, series: `1.2.${at}`, modality: at === 1 ? 'CT' : 'PT' },
        ...{ number: at, instanceCount: 20 },
      }) as SeriesSummary,
  );
  const opened = besidePet(hang(freshView(pet({}).study), list), list);
  const before = petAwaited(opened);
  if (!before) throw new Error('not awaited');
  const window = { center: 10_000, width: 20_000, curve: 'LINEAR_EXACT' } as const;
  const shown = {
    ...opened,
    panes: [opened.panes[0] ?? null, { study: pet({}).study, series: list[1]?.series as never }],
  };
  const hung = {
    ...before,
    panes: [before.panes[0], { ...(before.panes[1] as object), state: 'hung', series: list[1]?.series }],
  } as typeof before;
  const windows = new Map([[list[1]?.series as never, { is: 'suv', to: 5, window }]] as const);
  const done = withPetWindows({ view: shown, hung }, opened, windows as never);
  expect(done.view.panes[1]?.window).toEqual(window);
  expect(done.hung.panes[1]?.pet).toEqual({ is: 'suv', to: 5, window });
  // It stood there before: the reader's.
  expect(withPetWindows({ view: shown, hung }, shown, windows as never).view).toBe(shown);
});
