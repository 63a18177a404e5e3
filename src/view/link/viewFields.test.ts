import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { decodeLink, encodeLink, LINK_FIELDS, type Link } from './codec';
import type { Dropped } from './dropped';
import { readFields, type Packed } from './field';
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
  const { voiLut: _, ...others } = PANE_FIELDS;
  expect(Object.keys(pane ?? {}).sort()).toEqual(Object.keys(others).sort());
  expect(Object.keys(FULL.view).sort()).toEqual(Object.keys(VIEW_FIELDS).sort());
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
