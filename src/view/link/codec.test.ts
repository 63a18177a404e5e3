import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { PET_UNITS } from '@/dicom/transforms/petUnit';
import type { SpacingBasis } from '@/dicom/geometry/spacing';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import {
  checksum,
  decodeLink,
  encodeLink,
  fittingMarks,
  LONGEST_MARKS,
  toBase64Url,
  type Link,
} from './codec';
import { KINDS, MEASUREMENT_KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Mark } from '@/measurement/measurement';
import type { KeyImage, Pane, QuarterTurn, ViewState } from '@/view/viewState';

/** mulberry32: a small seeded generator, so that a failing case can be made again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not a UID');
  return value;
};
const study = (n: number) => must(toStudyUid(`1.2.840.113619.2.${n}.762.12345678901234`));
const series = (n: number) => must(toSeriesUid(`1.2.840.113619.2.290.3.279712783.${n}`));
const sop = (n: number) => must(toSopUid(`1.2.840.113619.2.290.3.279712783.5.${n}`));

/** Points of a drawing of some kind: as many as it has, or a few of a contour. */
const pointsOf = (kind: MeasurementKind): number => Math.min(KINDS[kind].link.most, 12);

const BASES: readonly SpacingBasis[] = [
  { source: 'pixel' },
  { source: 'imager', note: 'magnified', magnification: 1.5 },
  { source: 'hand' },
  { source: 'none', note: 'axes' },
];

function anyMark(next: () => number): Mark {
  const kind = MEASUREMENT_KINDS[Math.floor(next() * MEASUREMENT_KINDS.length)] ?? 'length';
  return {
    kind,
    study: study(1),
    series: series(Math.floor(next() * 3)),
    sop: sop(Math.floor(next() * 400)),
    frame: 1 + Math.floor(next() * 3),
    pointsPx: Array.from({ length: pointsOf(kind) }, () => {
      const per = KINDS[kind].link.inSteps ? 100 : 1e4;
      return [Math.round(next() * 500 * per) / per, Math.round(next() * 500 * per) / per] as const;
    }),
    ...(next() > 0.5 ? { basis: BASES[Math.floor(next() * BASES.length)] ?? { source: 'none' } } : {}),
  };
}

const anyKeyImage = (next: () => number, studies: readonly ReturnType<typeof study>[]): KeyImage => ({
  study: studies[Math.floor(next() * studies.length)] ?? study(1),
  series: series(Math.floor(next() * 3)),
  sop: sop(Math.floor(next() * 400)),
  frame: 1 + Math.floor(next() * 3),
});

function anyView(next: () => number): ViewState {
  const studies = [study(1), ...(next() > 0.5 ? [study(2)] : [])] as [ReturnType<typeof study>];
  const [rows, columns] = [1 + Math.floor(next() * 3), 1 + Math.floor(next() * 3)];
  const panes = Array.from({ length: rows * columns }, (): Pane | null => {
    if (next() < 0.2) return null;
    const turns = Math.floor(next() * 4) * 90;
    return {
      study: studies[Math.floor(next() * studies.length)] ?? study(1),
      series: series(Math.floor(next() * 9)),
      ...(next() > 0.3
        ? { at: { sop: sop(Math.floor(next() * 999)), frame: 1 + Math.floor(next() * 9) } }
        : {}),
      ...(next() > 0.5
        ? {
            window: {
              center: Math.round(next() * 3000 - 1000),
              width: 1 + Math.round(next() * 4000),
              curve: 'LINEAR' as const,
            },
          }
        : {}),
      ...(next() > 0.5 ? { zoom: Number((0.1 + next() * 9).toPrecision(6)) } : {}),
      ...(next() > 0.5 ? { centre: [0.25, Number(next().toPrecision(6))] as const } : {}),
      ...(turns === 0 ? {} : { rotationDeg: turns as QuarterTurn }),
      ...(next() > 0.5 ? { mirrored: true } : {}),
      ...(next() > 0.5 ? { inverted: true } : {}),
      ...(next() > 0.7 ? { presentation: { series: series(9), sop: sop(9) } } : {}),
      ...(next() > 0.6
        ? { cine: { fps: 1 + Math.floor(next() * 60), mode: 'yoyo' as const, to: { sop: sop(3), frame: 7 } } }
        : {}),
    };
  });
  const calibration = {
    study: studies.at(-1) ?? study(1),
    series: series(4),
    ...{ rows: 600, columns: 1000, fileRowMm: 1, fileColumnMm: 1 },
    rowMm: Number((next() + 0.1).toPrecision(6)),
    columnMm: 0.25,
  };
  const hasPane = panes.some((pane) => pane !== null);
  return {
    studies,
    grid: { rows, columns },
    panes,
    active: Math.floor(next() * panes.length),
    ...(hasPane && next() > 0.7
      ? { keyImages: [anyKeyImage(next, studies), anyKeyImage(next, studies)] }
      : {}),
    ...(hasPane && next() > 0.5 ? { calibrations: [calibration] } : {}),
    ...(hasPane && next() > 0.5 ? { petUnit: PET_UNITS[Math.floor(next() * 5)] ?? 'file' } : {}),
  };
}

function anyLink(seed: number): Link {
  const next = seeded(seed);
  const marks = Array.from({ length: Math.floor(next() * 6) }, () => anyMark(next));
  const view = anyView(next);
  return { archive: 'main', view, marks, ...(next() > 0.7 ? { finding: '2.25.329800735698586629' } : {}) };
}

describe('a link', () => {
  test.each(Array.from({ length: 200 }, (_, seed) => seed))('gives back what went in (seed %i)', (seed) => {
    const link = anyLink(seed);
    expect(decodeLink(encodeLink(link))).toEqual({ ok: true, dropped: [], ...link });
  });

  test('is the same for equal views, and holds no server', () => {
    expect(encodeLink(anyLink(7))).toBe(encodeLink(structuredClone(anyLink(7))));
    expect(encodeLink(anyLink(7))).not.toMatch(/https?:|\/\//);
  });

  test('of one pane stays short enough for a small QR code', () => {
    const view: ViewState = {
      studies: [study(1)],
      grid: { rows: 1, columns: 1 },
      panes: [
        {
          study: study(1),
          series: series(3),
          at: { sop: sop(66), frame: 1 },
          window: { center: -600, width: 1500, curve: 'LINEAR' },
        },
      ],
      active: 0,
    };
    expect(encodeLink({ archive: 'main', view, marks: [] }).length).toBeLessThan(320);
  });

  test('damaged anywhere never gives another view: it opens the study as stored, says so, or is refused by name', () => {
    const next = seeded(42);
    for (let i = 0; i < 2000; i++) {
      const whole = encodeLink(anyLink(i % 40));
      const at = Math.floor(next() * whole.length);
      const char = String.fromCharCode(33 + Math.floor(next() * 94));
      const broken =
        [
          whole.slice(0, at),
          whole.slice(0, at) + char + whole.slice(at + 1),
          whole.slice(0, at) + char + whole.slice(at),
        ][i % 3] ?? '';
      if (broken === whole) continue;
      const result = decodeLink(broken);
      if (!result.ok) continue;
      const isBare = result.view.panes.every((pane) => pane === null) && result.marks.length === 0;
      expect(isBare, broken).toBe(true);
    }
  });

  test.each([
    ['', 'not-a-link'],
    ['#/somewhere', 'not-a-link'],
    ['#/view/https%3A%2F%2Fevil.example/1.2.3', 'no-archive'],
    ['#/view/%zz/1.2.3', 'no-archive'],
    ['#/view/main/<script>', 'no-study'],
    ['#/view/main/' + '1.'.repeat(9000), 'too-long'],
  ])('that is none is refused by name: %s', (fragment, reason) => {
    expect(decodeLink(fragment)).toEqual({ ok: false, reason });
  });

  test('whose JSON is no object opens the study and says that it could not be read', () => {
    const { view } = anyLink(3);
    const head = `/view/main/${view.studies[0]}/`;
    for (const json of ['[1,2,3]', '[]', '1', '"p"', 'null', '[{"p":[]}]', '{"p":']) {
      const code = toBase64Url(deflateSync(strToU8(json)));
      const path = `${head}v1.${checksum(head + code)}.${code}`;
      expect(decodeLink(path), json).toMatchObject({ ok: true, dropped: ['view'], marks: [] });
    }
    const empty = toBase64Url(deflateSync(strToU8('{}')));
    expect(decodeLink(`${head}v1.${checksum(head + empty)}.${empty}`)).toMatchObject({ dropped: [] });
  });

  test('of a newer version opens the study and says so', () => {
    const result = decodeLink(`#/view/main/${study(1)}/v2.0000000.abc`);
    expect(result).toMatchObject({ ok: true, dropped: ['newer-version'], marks: [] });
  });

  test('carries only as many measurements as fit', () => {
    const next = seeded(1);
    const marks = Array.from({ length: 300 }, () => anyMark(next));
    const fitting = fittingMarks(marks);
    expect(fitting.length).toBeGreaterThan(15);
    expect(fitting.length).toBeLessThan(300);
    expect(fitting.at(-1)).toBe(marks.at(-1));
    const link = { archive: 'main', view: anyView(next), marks: [] };
    const more = encodeLink({ ...link, marks: fitting }).length - encodeLink(link).length;
    expect(more).toBeLessThan(LONGEST_MARKS + 50);
  });

  test('names a finding by its tracking UID, and says when that cannot be one', () => {
    const link = { ...anyLink(3), finding: 'not a UID' };
    const { finding: _, ...without } = link;
    expect(decodeLink(encodeLink(link))).toEqual({ ok: true, dropped: ['finding'], ...without });
  });

  test('names the document that the view was saved as, and says when that cannot be one', () => {
    const saved = { series: series(1), sop: sop(2) };
    const link = { ...anyLink(3), saved };
    expect(decodeLink(encodeLink(link))).toEqual({ ok: true, dropped: [], ...link });
    const damaged = { ...link, saved: { ...saved, sop: 'not a UID' as typeof saved.sop } };
    const { saved: _, ...without } = link;
    expect(decodeLink(encodeLink(damaged))).toEqual({ ok: true, dropped: ['saved'], ...without });
  });

  test('carries the newest hundred key images, and says when one cannot be read', () => {
    const link = anyLink(3);
    const of = { study: study(1), series: series(1), frame: 1 };
    const view = { ...link.view, panes: [{ ...of }], grid: { rows: 1, columns: 1 }, active: 0 };
    const stars = Array.from({ length: 130 }, (_, i) => ({ ...of, sop: sop(i) }));
    const read = (keyImages: readonly KeyImage[]) => {
      const result = decodeLink(encodeLink({ ...link, marks: [], view: { ...view, keyImages } }));
      return result.ok ? [result.view.keyImages, result.dropped] : [];
    };
    expect(read(stars)).toEqual([stars.slice(30), []]);
    expect(read([{ ...of, sop: sop(1), frame: 0.5 }])).toEqual([undefined, ['key-images']]);
  });

  test('an image that is named in a way that cannot be is not taken for the first one', () => {
    const read = (at: { sop: string; frame: number }) => {
      const pane = { study: study(1), series: series(1), at: { ...at, sop: at.sop as KeyImage['sop'] } };
      const view = { studies: [study(1)] as const, panes: [pane], grid: { rows: 1, columns: 1 }, active: 0 };
      const result = decodeLink(encodeLink({ archive: 'a', marks: [], view }));
      return result.ok ? [result.view.panes[0]?.at ?? result.view.panes[0], result.dropped] : [];
    };
    // No image has such a frame: the pane says so.
    for (const frame of [0, -1, 2_000_000]) {
      expect(read({ sop: sop(1), frame })).toEqual([{ sop: sop(1), frame }, []]);
    }
    expect(read({ sop: sop(1), frame: 0.5 })).toEqual([null, ['panes']]);
    expect(read({ sop: 'not a UID', frame: 1 })).toEqual([null, ['panes']]);
  });

  test('never carries a calibration that cannot be one: it says so', () => {
    const link = anyLink(3);
    const good = { rows: 10, columns: 10, fileRowMm: 1, fileColumnMm: 1, rowMm: 0.5, columnMm: 0.5 };
    const of = { study: study(1), series: series(1) };
    const view = { ...link.view, panes: [{ ...of }], grid: { rows: 1, columns: 1 }, active: 0 };
    const read = (bad: object) => {
      const calibrations = [{ ...of, ...good, ...bad }];
      const result = decodeLink(encodeLink({ ...link, view: { ...view, calibrations } }));
      return result.ok ? [result.view.calibrations, result.dropped] : [];
    };
    expect(read({})).toEqual([[{ ...of, ...good }], []]);
    for (const bad of [
      { rowMm: 0 },
      { columnMm: -1 },
      { rowMm: Number.NaN },
      { rows: 0.5 },
      { study: study(9) },
    ]) {
      expect(read(bad), JSON.stringify(bad)).toEqual([undefined, ['calibrations']]);
    }
  });
});
