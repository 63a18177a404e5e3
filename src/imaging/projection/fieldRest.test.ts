import { describe, expect, test } from 'vitest';
import { breastPose, type BreastSide, type Directions } from '@/dicom/hanging/breastPose';
import type { BreastQuarter } from '@/dicom/hanging/breastSteps';
import { buildBreast } from '@/dicom/testing/breasts';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import type { Pane } from '@/view/viewState';
import { drawnPlane } from './drawnPlane';
import { underField } from './fieldRest';
import { pixelToCanvas } from './paneCamera';
import { projectPane } from './projection';

const PLACE = {
  study: toStudyUid('1.2') as StudyUid,
  series: toSeriesUid('1.2.3') as SeriesUid,
};

/** Where the edges of a stored picture lie in a pane, CSS pixels. */
function edges(
  pane: Partial<Pane>,
  side: BreastSide,
  { columns = 1914, rows = 2294, mm = 0.1, directions }: Stored = {},
  size = { width: 800, height: 1000, ratio: 1 },
) {
  const instance = buildBreast(side, 'CC', '1.2.3.4', {
    ...{ Rows: rows, Columns: columns, ImagerPixelSpacing: [mm, mm] },
    ...(directions ? { PatientOrientation: directions } : {}),
  });
  const image = { instance, frame: 1, rows, columns };
  const { plane } = drawnPlane(instance, 1);
  const projection = projectPane(underField({ ...PLACE, ...pane }, image, plane, size), plane, image, size);
  const corners = [
    [-0.5, -0.5],
    [columns - 0.5, rows - 0.5],
  ].map(([column = 0, row = 0]) => pixelToCanvas(projection, plane, column, row));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}
interface Stored {
  readonly columns?: number;
  readonly rows?: number;
  readonly mm?: number;
  readonly directions?: Directions;
}

const FIELD = { widthMm: 191.4, heightMm: 229.4 } as const;
const R = { field: { ...FIELD, wall: 'right' } } as const;
const L = { field: { ...FIELD, wall: 'left' } } as const;

describe('the scale of mammograms', () => {
  test('1914 pixels of 0.1 mm fill 800 pixels; 2560 of 0.065 beside them are 696 wide', () => {
    const wide = edges(R, 'R');
    expect([wide.left, wide.right]).toEqual([expect.closeTo(0, 6), expect.closeTo(800, 6)]);
    expect(191.4 / (wide.right - wide.left)).toBeCloseTo(0.239, 3);
    const fine = edges(L, 'L', { columns: 2560, rows: 3328, mm: 0.065 });
    expect(fine.right - fine.left).toBeCloseTo(695.5, 1);
    expect(166.4 / (fine.right - fine.left)).toBeCloseTo(191.4 / 800, 9);
    expect(216.32 / (fine.bottom - fine.top)).toBeCloseTo(191.4 / 800, 9);
  });

  test('whatever the zoom and the size of the pane, millimetres are those of the other pane', () => {
    for (const zoom of [0.5, 1, 3.7])
      for (const size of [
        { width: 333, height: 250, ratio: 1 },
        { width: 900, height: 300, ratio: 2 },
      ]) {
        const a = edges({ ...R, zoom }, 'R', {}, size);
        const b = edges({ ...L, zoom }, 'L', { columns: 2560, rows: 3328, mm: 0.065 }, size);
        expect(166.4 / (b.right - b.left)).toBeCloseTo(191.4 / (a.right - a.left), 9);
      }
  });

  test('a quarter is one pixel of the finest to one of the screen', () => {
    const one = edges({ field: { ...R.field, mmPerCssPx: 0.065 } }, 'R', {
      ...{ columns: 2560, rows: 3328, mm: 0.065 },
    });
    expect(one.right - one.left).toBeCloseTo(2560, 6);
  });
});

describe('a quarter', () => {
  const quarter = (pane: typeof R | typeof L, of: BreastQuarter) => ({
    field: { ...pane.field, mmPerCssPx: 0.1, quarter: of },
  });
  const small = { width: 600, height: 700, ratio: 1 };

  test('that has no room as a whole is in the middle of its pane, whichever way the picture is stored', () => {
    for (const directions of [undefined, ['A', 'L'], ['L', 'P']] as const) {
      const pose = directions && breastPose(directions, 'R');
      const at = edges({ ...quarter(R, 'wallUp'), ...pose }, 'R', directions && { directions }, small);
      const [wide, high] = [at.right - at.left, at.bottom - at.top];
      // The right half, and the upper one: at right angles where it is stored so.
      expect((at.right - 300) / wide).toBeCloseTo(0.25, 6);
      expect((350 - at.top) / high).toBeCloseTo(0.25, 6);
    }
    const other = edges(quarter(L, 'nippleDown'), 'L', {}, small);
    expect((other.right - 300) / 1914).toBeCloseTo(0.25, 6);
    expect((other.bottom - 350) / 2294).toBeCloseTo(0.25, 6);
  });

  test('that is smaller than its pane is moved inward: nothing is beside the picture while it is cut at the other edge', () => {
    const large = { width: 1400, height: 1800, ratio: 1 };
    const cases = [
      [R, 'wallUp', 'right', 'top'],
      [R, 'wallDown', 'right', 'bottom'],
      [R, 'nippleUp', 'left', 'top'],
      [L, 'wallUp', 'left', 'top'],
      [L, 'nippleDown', 'right', 'bottom'],
    ] as const;
    const place = { left: 0, right: 1400, top: 0, bottom: 1800 };
    for (const [pane, of, side, height] of cases) {
      const at = edges(quarter(pane, of), pane === R ? 'R' : 'L', {}, large);
      expect(at[side]).toBeCloseTo(place[side], 6);
      expect(at[height]).toBeCloseTo(place[height], 6);
    }
  });

  test('of a picture that has room as a whole: all of it, at its chest wall', () => {
    const at = edges(quarter(R, 'nippleUp'), 'R', {}, { width: 2000, height: 2400, ratio: 1 });
    expect([at.right, at.left]).toEqual([expect.closeTo(2000, 6), expect.closeTo(86, 6)]);
    expect(at.top + at.bottom).toBeCloseTo(2400, 6);
  });
});

describe('the chest wall', () => {
  test('lies at the edge of the pane, at every zoom, and the picture in the middle of its height', () => {
    for (const zoom of [0.4, 1, 2.5]) {
      const right = edges({ ...R, zoom }, 'R');
      const left = edges({ ...L, zoom }, 'L', { columns: 2560, rows: 3328, mm: 0.065 });
      expect(right.right).toBeCloseTo(800, 6);
      expect(left.left).toBeCloseTo(0, 6);
      for (const one of [right, left]) expect(one.top + one.bottom).toBeCloseTo(1000, 6);
    }
  });

  test('whichever way the picture is stored', () => {
    const stored: readonly (readonly [BreastSide, Directions])[] = [
      ['R', ['A', 'L']],
      ['R', ['A', 'R']],
      ['R', ['L', 'P']],
      ['R', ['L', 'A']],
      ['L', ['R', 'A']],
      ['L', ['P', 'R']],
      ['L', ['R', 'P']],
    ];
    for (const [side, directions] of stored) {
      const pose = breastPose(directions, side);
      const at = edges({ ...(side === 'R' ? R : L), ...pose }, side, { directions });
      expect(side === 'R' ? at.right : at.left).toBeCloseTo(side === 'R' ? 800 : 0, 6);
    }
  });

  test('a breast of the other side in the same pane has its chest wall where it lies; one that does not tell stands in the middle', () => {
    const other = edges({ ...R, zoom: 0.5 }, 'L');
    expect(other.left).toBeCloseTo(0, 6);
    const untold = edges({ ...R, zoom: 0.5 }, 'R', { directions: ['', ''] });
    expect(untold.left + untold.right).toBeCloseTo(800, 6);
  });

  test('a middle that the reader chose takes its place', () => {
    const moved = edges({ ...R, centre: [0.5, 0.5] }, 'R', { columns: 1000 });
    expect(moved.left + moved.right).toBeCloseTo(800, 6);
  });
});

test('without a field, or where nobody knows how large a pixel is, a pane is as it was', () => {
  const pane: Pane = { ...PLACE, zoom: 2 };
  const known = buildBreast('R', 'CC', '1');
  const unknown = buildBreast('R', 'CC', '1', { ImagerPixelSpacing: [] });
  const size = { width: 10, height: 10, ratio: 1 };
  const of = (instance: typeof known) => ({ instance, frame: 1, rows: 2, columns: 2 });
  const { plane } = drawnPlane(known, 1);
  expect(underField(pane, of(known), plane, size)).toBe(pane);
  const fielded = { ...pane, ...R };
  expect(underField(fielded, of(unknown), plane, size)).toBe(fielded);
});
