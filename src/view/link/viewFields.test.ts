import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { decodeLink, encodeLink, LINK_FIELDS, type Link } from './codec';
import type { Dropped } from './dropped';
import { STILL } from '@/dicom/geometry/rigid';
import { readFields, type Packed } from './field';
import type { ViewState } from '@/view/viewState';
import { PANE_FIELDS, unpackView, VIEW_FIELDS } from './viewFields';

const must = <T>(uid: T | undefined): T => {
  if (uid === undefined) throw new Error('no UID');
  return uid;
};
const [a, b] = [must(toStudyUid('1.2.3.1')), must(toStudyUid('1.2.3.2'))];
const [series, states] = [must(toSeriesUid('1.2.3.1.4')), must(toSeriesUid('1.2.3.1.9'))];
const sop = (n: number) => must(toSopUid(`1.2.3.1.4.${n}`));
const state = (n: number) => ({ series: states, sop: must(toSopUid(`1.2.3.1.9.${n}`)) });

/** Every field of a link, of a view and of a pane says something. */
const FULL: Link = {
  archive: 'main',
  marks: [
    {
      ...{ kind: 'length', study: a, series, sop: sop(1), frame: 1 },
      pointsPx: [
        [1, 2],
        [30.25, 4.5],
      ],
    },
    {
      ...{ kind: 'region', study: a, series, sop: sop(1), frame: 2 },
      pointsPx: [
        [1, 2],
        [3.5, 4],
        [5, 6.75],
      ],
      basis: { source: 'imager', note: 'magnified', magnification: 1.5 },
    },
  ],
  finding: '2.25.7',
  saved: state(2),
  view: {
    studies: [a, b],
    grid: { rows: 2, columns: 2 },
    active: 2,
    panes: [
      {
        ...{ study: a, series, at: { sop: sop(1), frame: 7 } },
        window: { center: -600.5, width: 1500, curve: 'LINEAR_EXACT' },
        ...{ zoom: 2.5, centre: [0.25, 0.75], rotationDeg: 270, mirrored: true, inverted: true, bare: true },
        presentation: state(1),
        cine: { fps: 24, mode: 'yoyo', from: { sop: sop(2), frame: 1 }, to: { sop: sop(3), frame: 4 } },
      },
      { study: b, series, at: { sop: sop(5), frame: 1 }, voiLut: 1 },
      null,
      null,
    ],
    calibrations: [
      {
        ...{ study: b, series, rows: 600, columns: 800 },
        ...{ fileRowMm: 1, fileColumnMm: 1, rowMm: 0.2, columnMm: 0.25 },
      },
    ],
    petUnit: 'lbm',
    keyImages: [
      { study: a, series, sop: sop(1), frame: 1 },
      { study: b, series, sop: sop(5), frame: 3 },
    ],
  },
};

/** Fields that came later. */
const LATER: Pick<
  ViewState,
  'links' | 'point' | 'panes' | 'blink' | 'breastStep' | 'screens' | 'crosses' | 'overlays'
> = {
  overlays: [
    { study: a, ...state(4) },
    { study: b, ...state(5), opacity: 0.65, outline: true, hidden: [2, 104] },
    { study: a, ...state(6), shown: [] },
  ],
  crosses: [
    { study: b, frame: '1.2.3.8', atLps: [-12.5, 300.125, 0.000001], turn: [0.1, -0.2, 0.3] },
    { study: a, frame: '1.2.3.9', atLps: [0, 0, 2] },
  ],
  breastStep: 'mloPrior',
  screens: [
    {
      ...{ grid: { rows: 1, columns: 2 }, active: 1 },
      panes: [
        { study: b, series, zoom: 2 },
        { study: a, series },
      ],
      blink: { panes: [1, 0] },
    },
  ],
  blink: { panes: [1, 0], isOther: true, perSecond: 1.5 },
  panes: FULL.view.panes.map(
    (pane, at) =>
      pane && {
        ...{ ...pane, linkShiftLps: [0, -0.125, 9.3] },
        cut:
          at === 0
            ? {
                plane: 'sagittal' as const,
                slab: { mm: 10.5, by: 'mean' as const },
                centreMm: [3.25, -7] as const,
              }
            : { plane: 'coronal' as const },
        layers:
          at === 0
            ? [
                {
                  ...{ study: b, series: states, at: { sop: sop(9), frame: 2 } },
                  window: { center: 12_000.5, width: 24_001, curve: 'LINEAR_EXACT' as const },
                  ...{ colours: 'rainbow' as const, opacity: 0.35, hidden: true as const },
                },
              ]
            : [],
        field: {
          ...{ widthMm: 191.4, heightMm: 229.4, wall: at === 0 ? 'right' : 'left' },
          ...(at === 0 ? {} : { mmPerCssPx: 0.065, quarter: 'nippleUp' as const }),
        },
      },
  ),
  point: { study: b, frame: '1.2.3.8', pointLps: [-12.5, 300.125, 0] },
  links: {
    registrations: [{ from: '1.2.3.9', to: '1.2.3.8', object: { study: b, series, sop: sop(4) } }],
    ...{ scroll: true, lines: true, window: true, zoom: true, pan: true },
    offsets: [
      {
        from: { study: a, frame: '1.2.3.9' },
        to: { study: b, frame: '1.2.3.8' },
        ...{ normal: [0.012345, -0.6, 0.799905], offsetMm: -412.125 },
      },
    ],
  },
};

/** FULL, as the page wrote it on 30 November 2026, before its fields were a table. Links are in mails: this one stays. */
const WRITTEN =
  '/view/main/1.2.3.1/v1.0t7wplz.fVLZbsQgDPwXP09dcKBp-ZUoD73V-1SvKP_eMVs1RKtdRRBsxuOxzSTvUgaJatqpyQi5pm0wnk6lGOSZ9iSXUv5AUZNAnlpbIz1XUnrIJ9EHRyFoRswhIJLnhzy05Zx3QS0jaJ_pf5XSQb6kRMhN3c_qfrEoinpC6v8zEzHu2xUmRCyoRO2eq_V0gjSOMyZ5q7T7S8j03BM3IyAwyR2TDIxqIlgWjr0mfqzDVx4Jfal9clVDWAWsOkRxa7p18s6ZHpvKDxcobx427C2_d92lGLraVdJ4jrQFMkSqNl958-doYJwBidly8lIaB0YCem7ZFyOh9tT4sXsWfC3zLw';

test('a link that was written before opens as it did', () => {
  expect(decodeLink(WRITTEN)).toEqual({ ok: true, dropped: [], ...FULL });
  expect(encodeLink(FULL)).toBe(WRITTEN);
});

test('no two fields have one letter, and that link has them all', () => {
  const [pane] = FULL.view.panes;
  for (const tables of [[PANE_FIELDS], [VIEW_FIELDS, LINK_FIELDS]]) {
    const letters = tables.flatMap((fields) => Object.values(fields).flatMap((field) => [...field.letters]));
    expect(new Set(letters).size).toBe(letters.length);
  }
  const { voiLut: _, linkShiftLps: __, field: ___, cut: ____, layers: _____, ...others } = PANE_FIELDS;
  expect(Object.keys(pane ?? {}).sort()).toEqual(Object.keys(others).sort());
  expect(Object.keys({ ...FULL.view, ...LATER }).sort()).toEqual(Object.keys(VIEW_FIELDS).sort());
});

test('what came later goes the same way', () => {
  const link: Link = { ...FULL, view: { ...FULL.view, ...LATER } };
  expect(decodeLink(encodeLink(link))).toEqual({ ok: true, dropped: [], ...link });
  const { links, ...none } = link.view;
  for (const one of [
    { lines: true },
    { scroll: true },
    { window: true },
    { zoom: true, pan: true },
    { offsets: links?.offsets ?? [] },
  ])
    expect(decodeLink(encodeLink({ ...link, view: { ...none, links: one } }))).toMatchObject({
      view: { links: one },
      dropped: [],
    });
});

test('links of panes that cannot be are said, and what is on all the same is no more than that', () => {
  const pane = { e: series, o: sop(1) };
  const read = (l: unknown) => {
    const { view, dropped } = unpackView({ p: [pane], l }, a);
    return [view.links, dropped];
  };
  const pair = [0, '1.9', 0, '1.8', 0, 0, 1, 12.5];
  expect(read([1])).toEqual([{ scroll: true }, []]);
  expect(read([0])).toEqual([undefined, []]);
  // A switch of a newer version.
  expect(read([1 + 2 ** 15])).toEqual([{ scroll: true }, []]);
  expect(read([0, [pair]])[1]).toEqual([]);
  const bad = [[0, '1.9', 4, '1.8', 0, 0, 1, 12.5], [0, 'x', 0, '1.8', 0, 0, 1, 1], [...pair.slice(0, 4), 0, 0, 0.5, 1], [...pair.slice(0, 7), 1e9]]; // prettier-ignore
  for (const one of bad) expect(read([1, [one]]), String(one)).toEqual([undefined, ['settings']]);
  for (const one of ['x', [], [-1], [1, 'x'], {}]) expect(read(one)[1], String(one)).toEqual(['settings']);
});

test('a link never says what a registration object says: neither is a matrix written, nor one of anybody believed', () => {
  const [registration] = LATER.links?.registrations ?? [];
  if (!registration) throw new Error('no registration');
  const view = { ...FULL.view, ...LATER };
  const aligned = { ...view, links: { registrations: [{ ...registration, matrix: STILL }] } };
  const link = encodeLink({ ...FULL, view: aligned });
  expect(link).toBe(encodeLink({ ...FULL, view: { ...view, links: { registrations: [registration] } } }));
  // As the page wrote it on 30 November 2026, with whatever stood there.
  for (const matrix of [[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 40], ['1', null, false, [], ''], 'x', undefined]) {
    const l = [1, [], [[0, series, sop(4), '1.9', '1.8', matrix]]];
    const read = unpackView({ p: [{ e: series, o: sop(1) }], l }, a);
    expect(read.view.links?.registrations, String(matrix)).toEqual([
      { from: '1.9', to: '1.8', object: { study: a, series, sop: sop(4) } },
    ]);
    expect(read.dropped).toEqual([]);
  }
  for (const one of [
    [0, series, sop(4), '1.9'],
    ['0', series, sop(4), '1.9', '1.8'],
    [0, series, 'x', '1.9', '1.8'],
    [4, series, sop(4), '1.9', '1.8'],
  ])
    // prettier-ignore
    expect(unpackView({ p: [{ e: series }], l: [1, [], [one]] }, a).dropped, String(one)).toEqual(['settings']);
});

test('numbers are numbers: nothing else is taken for one', () => {
  const pane = { e: series, o: sop(1) };
  const read = (packed: Packed) => unpackView({ p: [pane], ...packed }, a).dropped;
  for (const one of ['1', null, false, true, [], [1], '', ' ', '0x1', {}]) {
    const said = JSON.stringify(one);
    expect(read({ p: [{ ...pane, z: one }] }), said).toEqual(['settings']);
    expect(read({ p: [{ ...pane, h: [0, one, 0] }] }), said).toEqual(['settings']);
    expect(read({ p: [{ ...pane, w: [one, 400, 0] }] }), said).toEqual(['settings']);
    expect(read({ l: [one] }), said).toEqual(['settings']);
    expect(read({ l: [1, [[0, '1.9', 0, '1.8', 0, 0, 1, one]]] }), said).toEqual(['settings']);
    expect(read({ x: [0, '1.9', one, 0, 0] }), said).toEqual(['settings']);
    expect(read({ q: one }), said).toEqual(['settings']);
  }
});

test('a blink pair that is none is said, and neither kept nor sent', () => {
  const pane = { e: series, o: sop(1) };
  const read = (f: unknown, p: readonly unknown[] = [pane, pane]) => {
    const { view, dropped } = unpackView({ g: [1, 2], p, f }, a);
    return ['blink' in view, dropped];
  };
  expect(read([0, 1, 1])).toEqual([true, []]);
  expect(read([0, 8, 1, 0])).toEqual([false, ['settings']]);
  expect(read([0, 1, 1], [pane, 0])).toEqual([false, ['settings']]);
  expect(read([1, 0, 0], [pane, 0])).toEqual([false, ['settings']]);
  expect(read(['0', null, 1])).toEqual([false, ['settings']]);
  const [first] = FULL.view.panes;
  const emptied = {
    ...FULL.view,
    panes: [first ?? null, null, null, null],
    blink: { panes: [0, 1] as const },
  };
  const { blink: _, ...none } = emptied;
  expect(encodeLink({ ...FULL, view: emptied })).toBe(encodeLink({ ...FULL, view: none }));
});

test('a point that cannot be is said', () => {
  const read = (x: unknown) => {
    const { view, dropped } = unpackView({ p: [{ e: series, o: sop(1) }], x }, a);
    return [view.point, dropped];
  };
  expect(read([0, '1.9', 1, 2, 3])).toEqual([{ study: a, frame: '1.9', pointLps: [1, 2, 3] }, []]);
  for (const bad of [[3, '1.9', 1, 2, 3], [0, 'x', 1, 2, 3], [0, '1.9', 1, 2], [0, '1.9', 1, 2, 1e9], 'x'])
    expect(read(bad), String(bad)).toEqual([undefined, ['settings']]);
});

test('what is named and cannot be read is said, never put away in silence', () => {
  const pane = { e: series, o: sop(1) };
  const read = (packed: Packed) => unpackView({ p: [pane], ...packed }, a).dropped;
  const calibration = (...mm: readonly number[]) => ({ k: [[0, series, 600, 800, 1, 1, ...mm]] });
  expect(read({})).toEqual([]);
  // A pixel that no line drawn by hand can give.
  expect(read(calibration(0.2, 0.2))).toEqual([]);
  for (const mm of [1e-300, 9e-7, 0, -1, 1001, 1e300]) {
    expect(read(calibration(mm, mm)), String(mm)).toEqual(['calibrations']);
    expect(read(calibration(0.2, mm)), String(mm)).toEqual(['calibrations']);
  }
  // A frame of no image, in a pane: it shows nothing rather than another image.
  expect(unpackView({ p: [{ e: series, f: 3 }] }, a)).toMatchObject({
    view: { panes: [null] },
    dropped: ['panes'],
  });
  expect(read({ y: [[0, series, sop(1)], [0, series, 'x'], [4, series, sop(2)]] })).toEqual(['key-images']); // prettier-ignore
});

test('measurements that cannot be, and bases that cannot be read, are said', () => {
  const [study] = [a];
  const read = (packed: Packed) => {
    const lost: Dropped[] = [];
    const { marks = [] } = readFields(LINK_FIELDS, packed, [study], (what) => lost.push(what));
    return [marks.length, lost];
  };
  const n = [`${a}/${series}`];
  const line = [0, 0, sop(1), 1, 1, 2, 30, 4];
  expect(read({ n, m: [line] })).toEqual([1, []]);
  expect(read({ n, m: [line, [0, 0, sop(1), 1, 7, 7, 7, 7]] })).toEqual([1, ['measurements']]);
  expect(read({ n, m: [line], b: [0] })).toEqual([1, []]);
  for (const b of [['x'], 'x', [[99, 0]], [[-1]], []]) expect(read({ n, m: [line], b }), String(b)).toEqual([1, ['bases']]); // prettier-ignore
  // Where the measurements themselves are gone.
  expect(read({ n })).toEqual([0, ['measurements']]);
  expect(read({ b: [0] })).toEqual([0, ['measurements']]);
});
