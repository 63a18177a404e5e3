import { describe, expect, test } from 'vitest';
import type { SopUid } from '@/dicom/dataset/uid';
import { fit, patchPane, type PanePatch } from '@/view/actions';
import type { Pane, PaneLinks, ViewState } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import type { LinkedLook } from './linkedLook';
import { lookFactsOfPanes } from './lookFacts';
import type { LinkedSeries } from './linkedSeries';
import { createFollow } from './paneLinks';
import { factsOfPanes } from './relation';
import { paneAt, seriesOf, STUDY } from './testing/boxes';

const FIELD = { widthMm: 200, heightMm: 240 } as const;
/** Panes of 400 CSS pixels: 0.5 mm a pixel. */
const FIT_MM = 0.5;

/** A mammogram of 200 x 240 mm, whose chest wall lies at an edge of its pane at every zoom. */
interface Breast {
  readonly series: LinkedSeries;
  readonly wall: 'left' | 'right';
  readonly pixelMm: number;
  readonly mirrored?: boolean;
  /** Nobody knows how large it is. */
  readonly isUnscaled?: boolean;
}

const breast = (name: string, wall: Breast['wall'], pixelMm: number, rest: Partial<Breast> = {}): Breast => ({
  series: seriesOf(name, { heightsMm: [0], isPlaceless: true }),
  ...{ wall, pixelMm },
  ...rest,
});

function lookOf(
  { wall, pixelMm, mirrored = false, isUnscaled, series }: Breast,
  { zoom = 1 }: Pane,
): LinkedLook {
  // The middle of the pane is so far from the chest wall, mm.
  const fromWallMm = (FIT_MM / zoom) * 200;
  const isRight = (wall === 'right') !== mirrored;
  return {
    values: { kind: 'grey', study: STUDY, series: series.series, modality: 'MG', unit: '', isInverse: false },
    ...(isUnscaled
      ? {}
      : {
          wall,
          scale: { fitMmPerCssPx: FIT_MM, rowMm: pixelMm, columnMm: pixelMm, isAtDetector: true },
        }),
    ...{ rows: 240 / pixelMm, columns: 200 / pixelMm, rotationDeg: 0, mirrored },
    restCentre: [isRight ? 1 - fromWallMm / 200 : fromWallMm / 200, 0.5],
  };
}

function storeOf(breasts: readonly Breast[], links: PaneLinks = { zoom: true, pan: true }) {
  const series = (at: number) => breasts[at]?.series;
  const look = (at: number, view: ViewState) => {
    const [one, pane] = [breasts[at], view.panes[at]];
    return one && pane ? lookOf(one, pane) : undefined;
  };
  const store = createViewStore({
    studies: [STUDY],
    grid: { rows: 1, columns: breasts.length },
    panes: breasts.map((one) => ({
      ...paneAt(one.series, 0),
      field: { ...FIELD, wall: one.wall },
      ...(one.mirrored ? { mirrored: true } : {}),
    })),
    active: 0,
    links,
  });
  store.setState({ follow: createFollow(series, look) });
  const now = () => store.getState().view;
  /** Where the middle of a pane lies: from the chest wall, and down, mm. */
  const middleMm = (at: number) => {
    const [one, pane] = [breasts[at], now().panes[at]];
    if (!one || !pane) return [];
    const { restCentre, mirrored } = lookOf(one, pane);
    const [u, v] = pane.centre ?? restCentre;
    return [((one.wall === 'right') !== mirrored ? 1 - u : u) * 200, v * 240];
  };
  return {
    now,
    middleMm,
    change: (change: (view: ViewState) => ViewState) => updateView(store, change),
    patch: (patch: PanePatch, pane = 0) => updateView(store, (view) => patchPane(view, pane, patch)),
    facts: () => lookFactsOfPanes(now(), { seriesOf: series, lookOf: look }),
  };
}

const FOUR = [
  breast('1', 'right', 0.1),
  breast('2', 'left', 0.05),
  breast('3', 'right', 0.05),
  breast('4', 'left', 0.1, { mirrored: true }),
];

describe('mammograms side by side', () => {
  test('what moves towards the chest wall in one moves towards it in all, by as many millimetres', () => {
    const { patch, middleMm } = storeOf(FOUR);
    expect([0, 1, 2, 3].map(middleMm)).toEqual(Array(4).fill([100, 120].map((mm) => expect.closeTo(mm, 9))));
    // 30 mm nearer to the chest wall, 12 mm further down.
    patch({ centre: [0.65, 0.55] });
    for (const at of [0, 1, 2, 3])
      expect(middleMm(at)).toEqual([expect.closeTo(70, 6), expect.closeTo(132, 6)]);
    // The same from a left breast whose picture is mirrored.
    patch({ centre: [0.5, 0.5] }, 3);
    for (const at of [0, 1, 2, 3])
      expect(middleMm(at)).toEqual([expect.closeTo(100, 6), expect.closeTo(120, 6)]);
  });

  test('one zoom for all, and a point that the hand zooms about is the mirror image in the others', () => {
    const { patch, middleMm, now } = storeOf(FOUR);
    // At zoom 2 the wall would be 50 mm from the middle: the hand holds another point.
    patch({ zoom: 2, centre: [0.6, 0.4] });
    expect(now().panes.map((pane) => pane?.zoom)).toEqual([2, 2, 2, 2]);
    for (const at of [0, 1, 2, 3])
      expect(middleMm(at)).toEqual([expect.closeTo(80, 6), expect.closeTo(96, 6)]);
  });

  test('the exact middle of an image is a place like another, and not the way back to the pane’s edge', () => {
    const { patch, now } = storeOf([breast('1', 'right', 0.1), breast('2', 'left', 0.1)]);
    patch({ zoom: 2, centre: [0.4, 0.5] });
    patch({ centre: [0.5, 0.5] });
    expect(now().panes[1]?.centre).toEqual([expect.closeTo(0.5, 9), 0.5]);
  });

  test('back to the whole: each with its chest wall at its edge', () => {
    const { patch, change, now } = storeOf(FOUR);
    patch({ zoom: 3, centre: [0.2, 0.3] });
    change((view) => fit(view, 0));
    expect(now().panes.map((pane) => [pane?.zoom, pane?.centre])).toEqual(
      Array(4).fill([undefined, undefined]),
    );
  });

  test('what somebody set apart by hand stays so: panes move by as much, not to the same place', () => {
    const { patch, change, middleMm } = storeOf(FOUR.slice(0, 2));
    change((view) => ({ ...view, links: {} }));
    patch({ centre: [0.4, 0.5] }, 1);
    change((view) => ({ ...view, links: { pan: true } }));
    patch({ centre: [0.6, 0.5] });
    expect(middleMm(0)[0]).toBeCloseTo(80, 6);
    expect(middleMm(1)[0]).toBeCloseTo(60, 6);
  });

  test('they say that they go along, and one of another zoom says that', () => {
    const { patch, change, facts } = storeOf(FOUR.slice(0, 2));
    expect(facts()[1]).toEqual({ zoom: { kind: 'together' }, pan: { kind: 'together' } });
    change((view) => ({ ...view, links: {} }));
    patch({ zoom: 2 }, 1);
    change((view) => ({ ...view, links: { zoom: true } }));
    expect(facts()[1]).toEqual({ zoom: { kind: 'together', isOther: true } });
  });
});

test('one whose pixels nobody knows, in a pane with a field, keeps its zoom and does not say that it goes along', () => {
  const { patch, now, facts } = storeOf([
    breast('1', 'right', 0.1),
    breast('2', 'left', 0.1, { isUnscaled: true }),
    breast('3', 'right', 0.1),
  ]);
  patch({ zoom: 2 });
  expect(now().panes.map((pane) => pane?.zoom)).toEqual([2, undefined, 2]);
  expect(facts().map(({ zoom }) => zoom)).toEqual([
    { kind: 'together' },
    { kind: 'apart', why: 'no-spacing' },
    { kind: 'together' },
  ]);
});

describe('slices of tomosynthesis', () => {
  /** The slices of one object. */
  const slices = (name: string, count: number): LinkedSeries => {
    const made = seriesOf(name, { heightsMm: Array.from({ length: count }, (_, at) => at) });
    const sop = `1.2.3.${name}.1` as SopUid;
    const imageAt: LinkedSeries['imageAt'] = (index) => {
      const image = made.imageAt(index);
      return image && { ...image, sop, frame: index + 1 };
    };
    return { ...made, imageAt, indexOf: ({ frame }) => frame - 1 };
  };

  test('go by their height as a part of the whole; a single picture stays, and says nothing', () => {
    const all = [slices('1', 51), slices('2', 41), seriesOf('3', { heightsMm: [0] })];
    const store = createViewStore({
      studies: [STUDY],
      grid: { rows: 1, columns: 3 },
      panes: all.map((one, at) => ({
        ...paneAt(one, 0),
        field: { ...FIELD, wall: at === 1 ? 'left' : 'right' },
      })),
      active: 0,
      links: { scroll: true },
    });
    store.setState({ follow: createFollow((at) => all[at]) });
    const to = (frame: number, pane = 0) => {
      const at = store.getState().view.panes[pane]?.at;
      if (at) updateView(store, (view) => patchPane(view, pane, { at: { ...at, frame } }));
      return store.getState().view.panes.map((one) => one?.at?.frame);
    };
    expect(to(26)).toEqual([26, 21, 1]);
    expect(to(51)).toEqual([51, 41, 1]);
    expect(to(11, 1)).toEqual([14, 11, 1]);
    const { panes } = store.getState().view;
    const places = panes.map((pane, at) => {
      const series = all[at];
      const index = (pane?.at?.frame ?? 1) - 1;
      const image = series?.imageAt(index);
      return series && image && { series, index, image, isBreast: true as const };
    });
    expect(factsOfPanes({ scroll: true }, places, 0)).toEqual([
      { kind: 'leads' },
      { kind: 'follows' },
      undefined,
    ]);
  });
});
