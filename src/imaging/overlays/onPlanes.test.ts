import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { orientationOf, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { fractionalMask, levelAt, masksByValue, type Mask } from '@/dicom/segments/mask';
import { RasterMask } from '@/dicom/segments/rasterMask';
import type { SegmentFrame } from '@/dicom/segments/readSegmentation';
import { stacksOf, type Masks } from '@/dicom/segments/segmentLayers';
import { segmentsOnPlane } from '@/dicom/segments/segmentsOnPlane';
import { contourStack, slabAt } from '@/dicom/structures/contourStack';
import type { Contour, Structure } from '@/dicom/structures/readStructures';
import { slabsOnPlane } from '@/dicom/structures/slabsOnPlane';
import type { CutPlane } from '@/imaging/volume/planeSource';
import { OverlayWork } from './overlayWork';
import { planeIn } from './planeRelation';

interface Told extends CutPlane {
  readonly of: 'segments' | 'contours';
  /** Column and row of a pixel, and what is there: 0 to 255 of each segment, 0 or 1 of contours. */
  readonly points: readonly (readonly number[])[];
}

/** By SciPy and NumPy: see scripts/onPlanes.py. */
const { setup, planes } = JSON.parse(
  readFileSync(fileURLToPath(new URL('./testing/onPlanes.json', import.meta.url)), 'utf8'),
) as {
  readonly setup: {
    readonly axes: readonly number[];
    readonly contourAxes: readonly number[];
    readonly contours: readonly (readonly (readonly number[])[])[];
  };
  readonly planes: readonly Told[];
};

/** What a work that rests comes to, run on. */
function whole<T>(work: Generator<void, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

const directions = (cosines: readonly number[]) => orientationOf(cosines) ?? expect.fail('no directions');
const along = (from: Triple, ...steps: readonly (readonly [Triple, number])[]): Triple =>
  steps.reduce<Triple>(
    (at, [way, mm]) => [at[0] + mm * way[0], at[1] + mm * way[1], at[2] + mm * way[2]],
    from,
  );
const rasterOf = (cut: CutPlane) => ({
  plane: planeIn(cut, {}),
  columns: cut.widthPx,
  rows: cut.heightPx,
});
const levelOf = (mask: Mask | undefined, [x = 0, y = 0]: readonly number[], { widthPx }: CutPlane) =>
  mask ? levelAt(mask, x, y, widthPx, 255) : 0;

describe('segments on planes', () => {
  const SIZE = { columns: 24, rows: 18 };
  const axes = directions(setup.axes);
  const voxelOf = (segment: number, i: number, j: number, k: number): number => {
    if (segment === 3) return (i * 31 + j * 17 + k * 7) % 256;
    return (i * 7 + j * 13 + k * 29 + segment * 5) % 11 < 5 ? 1 : 0;
  };
  const planeAt = (segment: number, k: number): Plane => ({
    ...axes,
    positionLps: along([-20, 35, -140], [axes.normal, 3 * k + (segment === 2 ? 1.25 : 0)]),
    ...{ rowSpacingMm: 2, columnSpacingMm: 1.5 },
  });
  const valuesOf = (segment: number, k: number): Uint8Array =>
    Uint8Array.from({ length: SIZE.columns * SIZE.rows }, (_, at) =>
      voxelOf(segment, at % SIZE.columns, Math.floor(at / SIZE.columns), k),
    );
  /** Each segment in frames of its own, or all in frames of a label map. */
  function madeOf(segments: readonly number[], kind: 'binary' | 'fractional') {
    const frames: SegmentFrame[] = [];
    const masks = new Map<number, ReadonlyMap<number, Mask>>();
    for (const segment of segments)
      for (let k = 0; k < 14; k++) {
        const frame = frames.length + 1;
        const values = valuesOf(segment, k);
        const mask =
          kind === 'binary'
            ? masksByValue(values, SIZE.columns).get(1)
            : fractionalMask(values, SIZE.columns);
        frames.push({ frame, segment, plane: planeAt(segment, k), sources: [], isPreserved: false });
        if (mask) masks.set(frame, new Map([[segment, mask]]));
      }
    const all: Masks = masks;
    return { stacks: stacksOf({ frames, thicknessMm: 3 }), masks: all, kind };
  }
  const own = planes.filter(({ of }) => of === 'segments');
  const [sharp, graded] = [madeOf([1, 2], 'binary'), madeOf([3], 'fractional')];

  test.each(own.map((one, at) => [at, one] as const))(
    'plane %i: each pixel is of its voxel, of shifted grids and parts',
    (_, cut) => {
      const on = rasterOf(cut);
      const of = { ...SIZE, most: 1 };
      const found = new Map([
        ...whole(segmentsOnPlane({ ...of, kind: 'binary' }, sharp.stacks, sharp.masks, [1, 2], on)),
        ...whole(
          segmentsOnPlane({ ...of, kind: 'fractional', most: 255 }, graded.stacks, graded.masks, [3], on),
        ),
      ]);
      const seen = cut.points.map((point) =>
        [1, 2, 3].map((segment) => {
          const level = levelOf(found.get(segment), point, cut);
          return segment === 3 ? level : level / 255;
        }),
      );
      expect(seen).toEqual(cut.points.map((point) => point.slice(2)));
    },
  );

  test('a segment that is not wanted is not there', () => {
    const [cut] = own;
    const on = rasterOf(cut ?? expect.fail('no plane'));
    const found = whole(
      segmentsOnPlane({ ...SIZE, most: 1, kind: 'binary' }, sharp.stacks, sharp.masks, [2], on),
    );
    expect(found.map(([segment]) => segment)).toEqual([2]);
  });
});

describe('contours on planes', () => {
  const axes = directions(setup.contourAxes);
  const placed = (flat: readonly number[], k: number): Contour => {
    const points: number[] = [];
    for (let at = 0; at < flat.length; at += 2)
      points.push(
        ...along(
          [14, -22, 31],
          [axes.rowDirection, flat[at] ?? 0],
          [axes.columnDirection, flat[at + 1] ?? 0],
          [axes.normal, 2.5 * k],
        ),
      );
    return { shape: 'closed', pointsLps: Float64Array.from(points) };
  };
  const structure: Structure = {
    ...{ number: 1, name: 'rings', lost: 0 },
    contours: setup.contours.flatMap((all, at) => all.map((one) => placed(one, at < 5 ? at : at + 1))),
  };
  const stack = contourStack(structure) ?? expect.fail('no stack');
  const own = planes.filter(({ of }) => of === 'contours');

  test.each(own.map((one, at) => [at, one] as const))(
    'plane %i cuts slabs: holes, keyholes, and nothing where a plane is missing',
    (_, cut) => {
      const on = rasterOf(cut);
      const raster = new RasterMask(on.columns, on.rows);
      whole(slabsOnPlane(stack, on, raster));
      const mask = raster.take(false);
      expect(cut.points.map((point) => levelOf(mask, point, cut) / 255)).toEqual(
        cut.points.map(([, , value]) => value),
      );
    },
  );

  test('planes along the contours show those they lie nearest to, within half of the way', () => {
    const sign = Math.sign(stack.normal[2] * axes.normal[2]);
    const first = sign * (14 * axes.normal[0] - 22 * axes.normal[1] + 31 * axes.normal[2]);
    const at = (steps: number) => {
      const slab = slabAt(stack, first + sign * 2.5 * steps, 1);
      return slab && Math.round((sign * (slab.distanceMm - first)) / 2.5);
    };
    expect([-0.51, -0.49, 0.49, 0.51, 4.49, 4.51, 5, 5.49, 5.51, 8.49, 8.51].map(at)).toEqual([
      ...[undefined, 0, 0, 1, 4, undefined, undefined, undefined, 6, 8, undefined],
    ]);
  });

  test('contours of one plane stand for it only, within the reach of a voxel', () => {
    const lone = contourStack({ ...structure, contours: structure.contours.slice(0, 3) });
    expect(lone?.spacingMm).toBeUndefined();
    const mm = lone?.slabs[0]?.distanceMm ?? expect.fail('no slab');
    expect(
      [-0.6, -0.4, 0.4, 0.6].map((away) => lone && slabAt(lone, mm + away, 0.5)?.contours.length),
    ).toEqual([...[undefined, 3, 3, undefined]]);
  });
});

describe('work that holds no hand up', () => {
  function clocked() {
    let now = 0;
    const later: { run: () => void; atMs: number }[] = [];
    const turns = {
      now: () => now,
      later: (run: () => void, afterMs: number) => {
        const entry = { run, atMs: now + afterMs };
        later.push(entry);
        return () => later.splice(later.indexOf(entry), later.includes(entry) ? 1 : 0);
      },
    };
    /** So many steps of 1 ms; each time half as fine it has a quarter of them. */
    const task = (name: string, steps: number) =>
      function* (by: number): Generator<void, string> {
        for (let step = 0; step < steps / (by * by); step++) {
          now += 1;
          yield;
        }
        return name;
      };
    const run = () => {
      const next = later.shift();
      if (!next) return false;
      now = Math.max(now, next.atMs);
      const before = now;
      next.run();
      expect(now - before).toBeLessThan(10);
      return true;
    };
    return { turns, task, run, pass: (ms: number) => (now += ms) };
  }

  test('what is quick is whole at once; what is slow is coarse, then whole in bands; a move drops it', () => {
    const { turns, task, run, pass } = clocked();
    const whole: string[] = [];
    const work = new OverlayWork<string>(turns, (one) => whole.push(`${one.is} ${one.coarseness}`));
    expect(work.begin(task('quick', 5))).toEqual({ coarseness: 1, is: 'quick' });
    expect(run()).toBe(false);
    pass(1000);
    expect(work.begin(task('slow', 40))).toEqual({ coarseness: 2, is: 'slow' });
    while (run());
    expect(whole).toEqual(['slow 1']);
    // Now it is known to be slow: no time is lost on a whole one while a hand moves it.
    expect(work.begin(task('next', 40))).toEqual({ coarseness: 2, is: 'next' });
    expect(work.begin(task('last', 40))).toEqual({ coarseness: 2, is: 'last' });
    while (run());
    expect(whole).toEqual(['slow 1', 'last 1']);
    // Too much for any coarseness: nothing stands until it is there.
    pass(1000);
    expect(work.begin(task('huge', 4000))).toBeUndefined();
    work.finish();
    expect(whole.at(-1)).toBe('huge 1');
  });
});
