import { describe, expect, test } from 'vitest';
import type { SeriesUid } from '@/dicom/dataset/uid';
import { lpsToPixel, pixelToLps } from '@/dicom/geometry/geometry';
import { fit, invert, patchPane, reset, type PanePatch } from '@/view/actions';
import type { Pane, PaneLinks, ViewState, Window } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { windowRelation, zoomApart, type LinkedLook, type LinkedValues } from './linkedLook';
import type { LinkedSeries } from './linkedSeries';
import { lookFactsOfPanes } from './lookFacts';
import { createFollow, toggleLook } from './paneLinks';
import { CORONAL, paneAt, PRIOR, seriesOf, STUDY } from './testing/boxes';

type Grey = Extract<LinkedValues, { kind: 'grey' }>;
const grey = (name: string, more: Partial<Grey> = {}): Grey => ({
  kind: 'grey',
  study: STUDY,
  series: `1.2.3.${name}` as SeriesUid,
  ...{ modality: 'CT', unit: 'HU', isInverse: false },
  ...more,
});

interface Shown {
  readonly series: LinkedSeries;
  readonly look: Partial<LinkedLook>;
}

/** A pane that is 200 CSS pixels wide and high, unless its look says otherwise. */
function lookOf({ series, look }: Shown, pane: Pane): LinkedLook {
  const { rows = 0, columns = 0, plane } = series.imageAt(0) ?? {};
  const mm = plane?.columnSpacingMm ?? 1;
  return {
    values: grey('1'),
    scale: { fitMmPerCssPx: (columns * mm) / 200, rowMm: mm, columnMm: mm, isAtDetector: false },
    ...{ rows, columns, restCentre: [0.5, 0.5], rotationDeg: 0, mirrored: false },
    ...(pane.window ? { window: pane.window } : {}),
    ...look,
  };
}

function storeOf(shown: readonly Shown[], links: PaneLinks) {
  const seriesOf = (at: number) => shown[at]?.series;
  const look = (at: number, view: ViewState) => {
    const [one, pane] = [shown[at], view.panes[at]];
    return one && pane ? lookOf(one, pane) : undefined;
  };
  const store = createViewStore({
    studies: [STUDY, PRIOR],
    grid: { rows: 1, columns: shown.length },
    panes: shown.map(({ series }) => paneAt(series, 0)),
    active: 0,
    links,
  });
  store.setState({ follow: createFollow(seriesOf, look) });
  const panesAtHand = { seriesOf, lookOf: look };
  const now = () => store.getState().view;
  return {
    now,
    change: (change: (view: ViewState) => ViewState) => updateView(store, change),
    patch: (patch: PanePatch, pane = 0) => updateView(store, (view) => patchPane(view, pane, patch)),
    toggle: (kind: 'window' | 'zoom' | 'pan') =>
      updateView(store, (view) => toggleLook(view, kind, panesAtHand)),
    facts: () => lookFactsOfPanes(now(), panesAtHand),
    pane: (at: number): Partial<Pane> => now().panes[at] ?? {},
    mmPerCssPx: (at: number) => {
      const one = look(at, now());
      return (one?.scale?.fitMmPerCssPx ?? NaN) / (now().panes[at]?.zoom ?? 1);
    },
  };
}

const ct = seriesOf('1', { heightsMm: [0, 5] });
const thin = seriesOf('2', { heightsMm: [0, 1], pixelMm: 0.4, side: 200, corner: [-20, -30] });
const before = seriesOf('3', { heightsMm: [40], study: PRIOR, pixelMm: 2, side: 64 });
const LUNG: Window = { center: -600, width: 1500, curve: 'LINEAR' };

describe('which numbers mean the same', () => {
  test.each([
    ['CT in HU with CT in HU', grey('1'), grey('2'), { kind: 'same', factor: 1 }],
    [
      'MR with CT',
      grey('1'),
      grey('2', { modality: 'MR', unit: '' }),
      { kind: 'apart', why: 'other-modality' },
    ],
    ['CT with its scout', grey('1'), grey('2', { unit: '' }), { kind: 'apart', why: 'other-unit' }],
    [
      'two series of MR',
      grey('1', { modality: 'MR', unit: '' }),
      grey('2', { modality: 'MR', unit: '' }),
      { kind: 'apart', why: 'no-unit' },
    ],
    [
      'one series of MR',
      grey('1', { modality: 'MR', unit: '' }),
      grey('1', { modality: 'MR', unit: '' }),
      { kind: 'same', factor: 1 },
    ],
    [
      'the same series UID in another study',
      grey('1', { modality: 'MR', unit: '' }),
      grey('1', { modality: 'MR', unit: '', study: PRIOR }),
      { kind: 'apart', why: 'no-unit' },
    ],
    [
      'MONOCHROME1 with MONOCHROME2',
      grey('1', { modality: 'DX', unit: '', isInverse: true }),
      grey('1', { modality: 'DX', unit: '' }),
      { kind: 'apart', why: 'polarity' },
    ],
    [
      'PET by SUV',
      grey('1', { modality: 'PT', unit: 'Bq/ml', suvFactor: 0.0004 }),
      grey('2', { modality: 'PT', unit: 'Bq/ml', suvFactor: 0.0002 }),
      { kind: 'same', factor: 2 },
    ],
    [
      'PET without it',
      grey('1', { modality: 'PT', unit: 'Bq/ml', suvFactor: 0.0004 }),
      grey('2', { modality: 'PT', unit: 'Bq/ml' }),
      { kind: 'apart', why: 'no-suv' },
    ],
    ['colour', grey('1'), { kind: 'none', why: 'colour' }, { kind: 'apart', why: 'colour' }],
  ] as const)('%s', (_, a, b, expected) => {
    expect(windowRelation(a, b)).toEqual(expected);
    expect(windowRelation(b, a).kind).toBe(expected.kind);
  });
});

describe('window', () => {
  const mr = seriesOf('4', { heightsMm: [0] });
  const shown: Shown[] = [
    { series: ct, look: {} },
    { series: before, look: { values: grey('3', { study: PRIOR }) } },
    { series: mr, look: { values: grey('4', { modality: 'MR', unit: '' }) } },
  ];

  test('numbers and inversion go along, back to as stored each to its own; MR never with CT', () => {
    const { patch, pane, change, facts } = storeOf(shown, { window: true });
    patch({ window: LUNG });
    expect([pane(1).window, pane(2).window]).toEqual([LUNG, undefined]);
    change((view) => invert(view, 0));
    expect([pane(1).inverted, pane(2).inverted]).toEqual([true, undefined]);
    expect(facts().map(({ window }) => window)).toEqual([
      { kind: 'together' },
      { kind: 'together' },
      { kind: 'apart', why: 'other-modality' },
    ]);
    change((view) => reset(view, 0));
    expect([pane(1).window, pane(1).inverted]).toEqual([undefined, undefined]);
  });

  test('a table of an image goes to no other series, which says that it is shown otherwise', () => {
    const { patch, pane } = storeOf(shown, { window: true });
    patch({ window: LUNG });
    patch({ window: undefined, voiLut: 0 });
    expect([pane(1).window, pane(1).voiLut]).toEqual([LUNG, undefined]);
    const twice = storeOf([shown[0], shown[0]] as Shown[], { window: true });
    twice.patch({ voiLut: 1 });
    expect(twice.pane(1).voiLut).toBe(1);
  });

  test('off, nothing goes along; who turns it on has the others come', () => {
    const { patch, pane, toggle, now } = storeOf(shown, {});
    patch({ window: LUNG });
    expect(pane(1).window).toBeUndefined();
    toggle('window');
    expect(pane(1).window).toEqual(LUNG);
    toggle('window');
    expect(now().links).toBeUndefined();
    patch({ window: undefined });
    expect(pane(1).window).toEqual(LUNG);
  });

  test('PET is windowed alike in standardized uptake values, not in becquerels', () => {
    const pet = (name: string, suvFactor: number) => grey(name, { modality: 'PT', unit: 'Bq/ml', suvFactor });
    const { patch, pane, facts } = storeOf(
      [
        { series: ct, look: { values: pet('1', 1 / 4000) } },
        { series: thin, look: { values: pet('2', 1 / 8000) } },
      ],
      { window: true },
    );
    // 0 to 5.
    patch({ window: { center: 10_000, width: 20_000, curve: 'LINEAR_EXACT' } });
    expect(pane(1).window).toEqual({ center: 20_000, width: 40_000, curve: 'LINEAR_EXACT' });
    expect(facts()[1]?.window).toEqual({ kind: 'together' });
    // The ends of LINEAR lie half a number beside those of the exact one (PS3.3 C.11.2.1.2.1): 0 to 4000 here, 0 to 8000 there.
    patch({ window: { center: 2000.5, width: 4001, curve: 'LINEAR' } });
    expect(pane(1).window).toEqual({ center: 4000, width: 8000, curve: 'LINEAR_EXACT' });
    patch({ window: undefined }, 1);
    expect(pane(0).window).toBeUndefined();
  });

  test('one whose own window differs says so', () => {
    const { facts } = storeOf(
      [
        { series: ct, look: { window: LUNG } },
        { series: thin, look: { window: { ...LUNG, center: 40 } } },
      ],
      { window: true },
    );
    expect(facts()[1]?.window).toEqual({ kind: 'together', isOther: true });
  });
});

describe('zoom', () => {
  // 1914 pixels of 0.1 mm in a pane of 800, and 2560 of 0.065 beside it: 0.239 mm a CSS pixel, 696 pixels wide.
  const [left, right] = [seriesOf('5', { heightsMm: [0] }), seriesOf('6', { heightsMm: [0] })];
  const mammogram = (columns: number, mm: number, paneWidth: number): Partial<LinkedLook> => ({
    ...{ rows: columns, columns },
    scale: { fitMmPerCssPx: (columns * mm) / paneWidth, rowMm: mm, columnMm: mm, isAtDetector: true },
  });

  test('goes by millimetres on the screen, never by the factor', () => {
    const { toggle, pane, patch, mmPerCssPx, change } = storeOf(
      [
        { series: left, look: mammogram(1914, 0.1, 800) },
        { series: right, look: mammogram(2560, 0.065, 600) },
      ],
      {},
    );
    toggle('zoom');
    expect(mmPerCssPx(0)).toBeCloseTo(0.239, 3);
    expect(mmPerCssPx(1)).toBeCloseTo(0.23925, 9);
    expect((600 * (pane(1).zoom ?? 1)) | 0).toBe(695);
    patch({ zoom: 3.7 });
    expect(mmPerCssPx(1)).toBeCloseTo(mmPerCssPx(0), 9);
    patch({ zoom: 2 }, 1);
    expect(mmPerCssPx(0)).toBeCloseTo(mmPerCssPx(1), 9);
    change((view) => fit(view, 0));
    expect([mmPerCssPx(0), mmPerCssPx(1)]).toEqual([expect.closeTo(0.23925, 9), expect.closeTo(0.23925, 9)]);
  });

  test('is refused where a pixel has no size, and between the detector and the patient', () => {
    const shown: Shown[] = [
      { series: ct, look: {} },
      { series: right, look: mammogram(2560, 0.065, 600) },
    ];
    const { patch, pane, facts } = storeOf(shown, { zoom: true });
    patch({ zoom: 2 });
    expect(pane(1).zoom).toBeUndefined();
    expect(facts()[1]?.zoom).toEqual({ kind: 'apart', why: 'detector' });
    const { scale: _, ...bare } = lookOf(shown[0] as Shown, paneAt(ct, 0));
    expect(zoomApart(bare, bare)).toBe('no-spacing');
  });
});

describe('pan', () => {
  const centreLps = ({ imageAt }: LinkedSeries, { centre = [0.5, 0.5] }: Partial<Pane>) => {
    const image = imageAt(0);
    if (!image?.plane) throw new Error('no plane');
    return pixelToLps(image.plane, centre[0] * image.columns - 0.5, centre[1] * image.rows - 0.5);
  };

  test('in one frame of reference the same point of the patient lies in the middle, whatever pixels and corners', () => {
    const shown = [ct, thin].map((series) => ({ series, look: {} }));
    const { patch, pane, toggle, facts } = storeOf(shown, {});
    toggle('pan');
    const same = () => {
      const [a, b] = [centreLps(ct, pane(0)), centreLps(thin, pane(1))];
      expect([b[0], b[1]]).toEqual([expect.closeTo(a[0], 9), expect.closeTo(a[1], 9)]);
    };
    same();
    patch({ centre: [0.3, 0.8] });
    same();
    patch({ centre: [0.9, 0.1] }, 1);
    same();
    expect(facts().map(({ pan }) => pan)).toEqual([{ kind: 'together' }, { kind: 'together' }]);
  });

  test('between unlike frames it moves by as many millimetres, and back to where it was', () => {
    const { patch, pane } = storeOf(
      [
        { series: ct, look: {} },
        { series: before, look: {} },
      ],
      { pan: true },
    );
    patch({ centre: [0.4, 0.5] }, 1);
    const start = [centreLps(ct, pane(0)), centreLps(before, pane(1))];
    patch({ centre: [0.9, 0.2] });
    const moved = [centreLps(ct, pane(0)), centreLps(before, pane(1))].map((point, at) =>
      point.map((part, axis) => part - (start[at]?.[axis] ?? NaN)),
    );
    expect(moved[0]?.[0]).not.toBe(0);
    expect(moved[1]).toEqual(moved[0]?.map((part) => expect.closeTo(part, 9)));
    patch({ centre: start[0] && [0.5 - 12.8 / 101, 0.5] });
    expect(pane(1).centre?.[0]).toBeCloseTo(0.4, 9);
  });

  test('where images do not say where they lie, by millimetres on the screen, mirrored or turned', () => {
    const loose = seriesOf('7', { heightsMm: [0], isPlaceless: true });
    const scale = (mm: number) => ({ fitMmPerCssPx: mm, rowMm: mm, columnMm: mm, isAtDetector: true });
    const { patch, pane } = storeOf(
      [
        { series: loose, look: { scale: scale(0.1) } },
        { series: loose, look: { scale: scale(0.2), mirrored: true } },
        { series: loose, look: { scale: scale(0.1), rotationDeg: 90 } },
      ],
      { pan: true },
    );
    patch({ centre: [0.5 + 20 / 101, 0.5] });
    expect(pane(1).centre).toEqual([expect.closeTo(0.5 - 10 / 101, 9), expect.closeTo(0.5, 9)]);
    // Turned clockwise: what is right on the screen is up in the image.
    expect(pane(2).centre).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5 - 20 / 101, 9)]);
  });

  test('planes that are not parallel stay, and say so', () => {
    const coronal = seriesOf('8', { heightsMm: [0], cosines: CORONAL });
    const { patch, pane, facts } = storeOf(
      [
        { series: ct, look: {} },
        { series: coronal, look: {} },
      ],
      { pan: true },
    );
    patch({ centre: [0.2, 0.2] });
    expect(pane(1).centre).toBeUndefined();
    expect(facts()[1]?.pan).toEqual({ kind: 'apart', why: 'not-parallel' });
  });
});

test('a zoom about a point, and both linked: equally large, the same point in the middle, in one step', () => {
  const shown = [ct, thin].map((series) => ({ series, look: {} }));
  const { patch, pane, mmPerCssPx } = storeOf(shown, { zoom: true, pan: true });
  patch({ zoom: 2.5, centre: [0.25, 0.6] });
  expect(mmPerCssPx(1)).toBeCloseTo(mmPerCssPx(0), 9);
  const plane = thin.imageAt(0)?.plane;
  const from = ct.imageAt(0);
  if (!plane || !from?.plane) throw new Error('no plane');
  const [column, row] = lpsToPixel(plane, pixelToLps(from.plane, 0.25 * 101 - 0.5, 0.6 * 101 - 0.5));
  expect(pane(1).centre).toEqual([
    expect.closeTo((column + 0.5) / 200, 9),
    expect.closeTo((row + 0.5) / 200, 9),
  ]);
});
