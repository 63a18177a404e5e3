import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Triple } from '@/dicom/geometry/geometry';
import { planeDirections, turnRound, type BodyPlane } from '@/dicom/volume/planeDirections';
import { stepMm } from '@/dicom/volume/planeSteps';
import type { CutPlane, SlabMode, VolumeFrames } from './planeSource';
import { beginReslice, halved, reslicePlane, slicesNeeded, valueAt } from './reslice';
import { cube, framesOf, gridOf, noiseAt, pointOf, SETUPS } from './testing/phantoms';

/** By SciPy: see scripts/resampled.py. */
const EXPECTED = JSON.parse(
  readFileSync(fileURLToPath(new URL('./testing/resampled.json', import.meta.url)), 'utf8'),
) as { readonly points: readonly number[][]; readonly slabs: readonly number[][] };

const grids = SETUPS.map((setup) => {
  let known: VolumeFrames | undefined;
  return () => (known ??= framesOf(gridOf(setup), noiseAt));
});
const framesOfSetup = (which: number): VolumeFrames => grids[which]?.() ?? expect.fail('no such setup');

const BODY: readonly BodyPlane[] = ['axial', 'coronal', 'sagittal'];
/** A turn for each number, round another axis each. */
function turn(n: number): Triple {
  const axis: Triple = [Math.sin(n * 1.7), Math.cos(n * 2.3), Math.sin(n * 0.9 + 1)];
  const length = Math.hypot(...axis);
  return turnRound([axis[0] / length, axis[1] / length, axis[2] / length], (n % 7) - 3);
}
const oblique = (n: number) => planeDirections(BODY[n % 3] ?? 'axial', turn(n));

/** The values of a picture; nothing is NaN. */
const valuesOf = ({ values, nothing }: ReturnType<typeof reslicePlane>['picture']): number[] =>
  Array.from(values, (value) => (value === nothing ? Number.NaN : value));

const slabOf = (thicknessMm: number, mode: SlabMode) => ({ thicknessMm, mode });

describe('24 orientations, upright and tilted, even and uneven, square pixels and 2:1', () => {
  test('192 setups', () => {
    expect(SETUPS).toHaveLength(192);
  });

  test('500 random points on oblique planes are within 1 HU of what SciPy resamples', () => {
    const wrong = EXPECTED.points.flatMap(([which = 0, x = 0, y = 0, z = 0, value = NaN], n) => {
      const frames = framesOfSetup(which);
      const plane = {
        centreLps: [x, y, z] as const,
        ...oblique(n),
        mmPerPixel: 0.4,
        widthPx: 5,
        heightPx: 3,
      };
      const read = valueAt(frames, plane, [x, y, z]) ?? NaN;
      const drawn = valuesOf(reslicePlane(frames, plane).picture)[7] ?? NaN;
      return Math.abs(read - value) <= 0.02 && Math.abs(drawn - value) <= 1
        ? []
        : [{ n, value, read, drawn }];
    });
    expect(EXPECTED.points).toHaveLength(500);
    expect(wrong).toEqual([]);
  });

  test('slabs along the slices are within 1 HU of what SciPy brings together', () => {
    const wrong = EXPECTED.slabs.flatMap(([which = 0, x = 0, y = 0, z = 0, thick = 0, ...told], n) => {
      const setup = SETUPS[which] ?? expect.fail();
      const frames = framesOfSetup(which);
      const plane = { right: setup.row, down: setup.column, mmPerPixel: 0.4 };
      const read = (['max', 'min', 'mean'] as const).map(
        (mode) => valueAt(frames, { ...plane, slab: slabOf(thick, mode) }, [x, y, z]) ?? NaN,
      );
      return read.every((value, at) => Math.abs(value - (told[at] ?? NaN)) <= 1) ? [] : [{ n, told, read }];
    });
    expect(EXPECTED.slabs.length).toBeGreaterThan(90);
    expect(wrong).toEqual([]);
  });

  test('a bright voxel is within 0.1 mm of its place in every plane', () => {
    const far = SETUPS.flatMap((setup, which) => {
      const { grid } = framesOfSetup(which);
      const [i, j, k] = [5 + (which % 9), 4 + (which % 11), 3 + (which % 13)];
      const frames = framesOf(grid, (column, row, slice) =>
        column === i && row === j && slice === k ? 2000 : 0,
      );
      const lps = pointOf(setup, i, j, setup.at[k] ?? NaN);
      const planes = [...BODY.map((plane) => planeDirections(plane)), oblique(which)];
      return planes.flatMap(({ right, down, normal }, at) => {
        const aside = (axis: 0 | 1 | 2) => lps[axis] + 1.03 * right[axis] - 0.77 * down[axis];
        const centreLps: Triple = [aside(0), aside(1), aside(2)];
        const plane = { centreLps, right, down, mmPerPixel: 0.1, widthPx: 41, heightPx: 41 };
        const values = valuesOf(reslicePlane(frames, plane).picture);
        const best = values.indexOf(Math.max(...values.filter((value) => !Number.isNaN(value))));
        const [x, y] = [((best % 41) - 20) * 0.1, (Math.floor(best / 41) - 20) * 0.1];
        const away = (axis: 0 | 1 | 2) => centreLps[axis] + x * right[axis] + y * down[axis] - lps[axis];
        const mm = Math.hypot(away(0), away(1), away(2));
        return mm <= 0.1 ? [] : [{ which, at, mm, normal }];
      });
    });
    expect(far).toEqual([]);
  });
});

describe('what is drawn', () => {
  const axial = planeDirections('axial');
  const whole = (frames: VolumeFrames, z: number): CutPlane => ({
    centreLps: [(frames.grid.columns - 1) / 2, (frames.grid.rows - 1) / 2, z],
    ...axial,
    mmPerPixel: 1,
    widthPx: frames.grid.columns,
    heightPx: frames.grid.rows,
  });

  test.each([
    ['Int16Array', Int16Array, Int16Array],
    ['Uint16Array', Uint16Array, Uint16Array],
    ['Float32Array', Float32Array, Float32Array],
    ['Uint8Array', Uint8Array, Float32Array],
  ] as const)('%s: the plane of a slice is its image, value for value', (_, type, drawn) => {
    const positive = (column: number, row: number, slice: number) =>
      (noiseAt(column, row, slice) + 1024) % (type === Uint8Array ? 256 : 4096);
    const frames = framesOf(cube(30, 20, 5), positive, () => type);
    const { picture, isWaiting } = reslicePlane(frames, whole(frames, 2));
    expect(picture.values).toBeInstanceOf(drawn);
    expect([...picture.values]).toEqual([...(frames.values[2] ?? [])]);
    expect(isWaiting).toBe(false);
    // Six digits of a place in a link leave this much of it.
    expect([...reslicePlane(frames, whole(frames, 2.0004)).picture.values]).toEqual([...picture.values]);
  });

  test('slices of several types are one volume', () => {
    const types = [Int16Array, Uint16Array, Float32Array, Int16Array];
    const frames = framesOf(
      cube(20, 20, 8),
      (i, j, k) => noiseAt(i, j, k) + 1024,
      (k) => types[k % 4] ?? Int16Array,
    );
    const same = framesOf(
      cube(20, 20, 8),
      (i, j, k) => noiseAt(i, j, k) + 1024,
      () => Float32Array,
    );
    const plane = {
      centreLps: [9, 9, 3.5] as const,
      ...oblique(4),
      mmPerPixel: 0.5,
      widthPx: 40,
      heightPx: 40,
    };
    expect([...reslicePlane(frames, plane).picture.values]).toEqual([
      ...reslicePlane(same, plane).picture.values,
    ]);
  });

  test('PET: each slice by its own slope', () => {
    // Stored 1000 everywhere, slopes as of the first slices of a real series.
    const slopes = [0.209003, 0.318224, 3.70281, 1.5, 0.75];
    const frames = framesOf(
      cube(8, 8, 5),
      (_, __, slice) => 1000 * (slopes[slice] ?? 0),
      () => Float32Array,
    );
    const coronal = { ...planeDirections('coronal'), mmPerPixel: 1 };
    const read = [0, 1, 2, 3, 4].map((z) => valueAt(frames, coronal, [3.5, 4, z]));
    read.forEach((value, slice) => expect(value).toBeCloseTo(1000 * (slopes[slice] ?? 0), 2));
    expect(valueAt(frames, coronal, [3.5, 4, 1.5])).toBeCloseTo((318.224 + 3702.81) / 2, 2);
  });

  test('few levels are drawn with fractions', () => {
    const frames = framesOf(cube(8, 8, 4), (i) => i * 10);
    const { picture } = reslicePlane(frames, { ...whole(frames, 1), centreLps: [3.75, 3.5, 1] });
    expect(picture.values[3]).toBeCloseTo(32.5, 4);
  });

  test('the outer half of a voxel has its value, and beyond it is nothing', () => {
    const frames = framesOf(cube(10, 10, 10), (i) => 1000 * (i + 1));
    const row = { ...axial, mmPerPixel: 0.25, widthPx: 9, heightPx: 1 };
    const at = (centreLps: Triple) => valuesOf(reslicePlane(frames, { ...row, centreLps }).picture);
    expect(at([0, 5, 5])).toEqual([NaN, NaN, 1000, 1000, 1000, 1250, 1500, 1750, 2000]);
    expect(at([9, 5, 5])).toEqual([9000, 9250, 9500, 9750, 10_000, 10_000, 10_000, NaN, NaN]);
    expect(at([2, 5, -0.5])[4]).toBe(3000);
    expect(at([2, 5, -0.51])[4]).toBeNaN();
    expect(at([2, 9.5, 9.5])[4]).toBe(3000);
    expect(at([2, 9.51, 5])[4]).toBeNaN();
  });

  test('where a slice is missing there is nothing, and its neighbours reach half a step', () => {
    const grid = { ...cube(6, 6, 6), sliceAt: [0, 1, 2, 4, 5, 6] };
    const frames = framesOf(grid, (_, __, slice) => 1000 * slice);
    const plane = { centreLps: [3, 3, 3] as const, right: [0, 0, 1] as const, down: [0, 1, 0] as const };
    const { picture } = reslicePlane(frames, { ...plane, mmPerPixel: 0.24, widthPx: 9, heightPx: 1 });
    expect(valuesOf(picture)).toEqual([2000, 2000, NaN, NaN, NaN, NaN, NaN, 3000, 3000]);
  });

  test('what is not here yet is nothing, is told, and needs no more slices than are named', () => {
    for (let n = 0; n < 60; n++) {
      const frames = framesOf(cube(24, 20, 18), noiseAt);
      const slab = n % 2 === 0 ? {} : { slab: slabOf(4, n % 4 === 1 ? 'max' : 'mean') };
      const flat = n % 3 === 0 ? planeDirections('axial') : oblique(n);
      const centreLps: Triple = [12, 10, (n * 5) % 17];
      const plane = { centreLps, ...flat, mmPerPixel: 0.5, widthPx: 30, heightPx: 24, ...slab };
      const needed = slicesNeeded(frames.grid, plane);
      const only = {
        ...frames,
        values: frames.values.map((each, k) => (needed.includes(k) ? each : undefined)),
      };
      const drawn = reslicePlane(only, plane);
      expect(drawn.isWaiting).toBe(false);
      expect(valuesOf(drawn.picture)).toEqual(valuesOf(reslicePlane(frames, plane).picture));
      // Without the nearest one.
      const less = {
        ...frames,
        values: frames.values.map((each, k) => (k === needed[0] ? undefined : each)),
      };
      const waiting = reslicePlane(less, plane);
      expect(waiting.isWaiting).toBe(true);
      const [all, some] = [valuesOf(drawn.picture), valuesOf(waiting.picture)];
      expect(some.every((value, at) => Number.isNaN(value) || value === all[at])).toBe(true);
      expect(some.some((value, at) => Number.isNaN(value) && !Number.isNaN(all[at]))).toBe(true);
    }
  });

  test('a few slices seen from the side are a strip of a few lines, and needed', () => {
    const { grid } = framesOf(cube(40, 40, 3), noiseAt);
    for (let n = 0; n < 40; n++) {
      const centreLps: Triple = [20, 20, n / 2 - 10];
      const plane = {
        centreLps,
        ...planeDirections('coronal'),
        mmPerPixel: 0.5,
        widthPx: 300,
        heightPx: 300,
      };
      expect(slicesNeeded(grid, plane)).toContain(1);
    }
  });

  test('nothing is here yet', () => {
    const { grid } = framesOf(cube(8, 8, 8), noiseAt);
    const frames = { grid, values: Array.from({ length: 8 }, () => undefined) };
    const { picture, isWaiting } = reslicePlane(frames, whole(frames, 4));
    expect(valuesOf(picture).every(Number.isNaN)).toBe(true);
    expect(isWaiting).toBe(true);
    expect(slicesNeeded(grid, whole(frames, 4.2))).toEqual([4, 5]);
  });

  test('bands of lines, in any order, are the whole picture', () => {
    const frames = framesOf(cube(24, 20, 18), noiseAt);
    const plane = {
      centreLps: [12, 10, 9] as const,
      ...oblique(5),
      mmPerPixel: 0.5,
      widthPx: 30,
      heightPx: 24,
    };
    const bands = beginReslice(frames, { ...plane, slab: slabOf(5, 'mean') });
    bands.draw(12, bands.lines);
    bands.draw(0, 12);
    const all = reslicePlane(frames, { ...plane, slab: slabOf(5, 'mean') });
    expect(bands.plane.picture.values).toEqual(all.picture.values);
  });

  test('half the pixels lie where the whole has them', () => {
    const frames = framesOf(cube(24, 20, 18), (i, j, k) => 40 * i + 30 * j + 20 * k);
    const plane = {
      centreLps: [12, 10, 9] as const,
      ...oblique(2),
      mmPerPixel: 0.25,
      widthPx: 40,
      heightPx: 40,
    };
    const coarse = reslicePlane(frames, halved(plane)).picture;
    const fine = reslicePlane(frames, plane).picture;
    expect([coarse.columns, coarse.rows]).toEqual([20, 20]);
    // The middle of four pixels, where values go evenly.
    const four = [19, 20].flatMap((y) => [19, 20].map((x) => fine.values[(y - 1) * 40 + x - 1] ?? NaN));
    expect(coarse.values[9 * 20 + 9]).toBeCloseTo(four.reduce((sum, value) => sum + value, 0) / 4, 0);
  });
});

describe('slabs', () => {
  const peak = (z: number) =>
    framesOf(cube(40, 40, 40), (i, j, k) => (i === 20 && j === 20 && k === z ? 1228 : -100));

  test.each(BODY)('%s: a peak of one voxel 8 mm off the plane is read as high as it is', (plane) => {
    const frames = peak(20);
    const { right, down, normal } = planeDirections(plane);
    const centreLps: Triple = [20 + 8 * normal[0], 20 + 8 * normal[1], 20 + 8 * normal[2]];
    // Between two layers of voxels, too.
    for (const off of [0, 0.4]) {
      const at = (axis: 0 | 1 | 2) => centreLps[axis] + off * normal[axis];
      const cut = {
        centreLps: [at(0), at(1), at(2)] as const,
        right,
        down,
        mmPerPixel: 1,
        widthPx: 5,
        heightPx: 5,
      };
      const { picture } = reslicePlane(frames, { ...cut, slab: slabOf(20, 'max') });
      expect(picture.values[12]).toBe(1228);
      expect(valuesOf(picture).filter((value) => value !== -100)).toEqual([1228]);
    }
  });

  test('a slab that leaves the volume shows what of it lies within', () => {
    const frames = framesOf(cube(8, 8, 8), (_, __, slice) => 200 * slice);
    const at = (mode: SlabMode) =>
      valueAt(frames, { ...planeDirections('axial'), mmPerPixel: 1, slab: slabOf(6, mode) }, [4, 4, 6]);
    expect([at('max'), at('min'), at('mean')]).toEqual([1400, 600, 1000]);
    const beside = { ...planeDirections('axial'), mmPerPixel: 1, slab: slabOf(4, 'max') };
    expect(valueAt(frames, beside, [4, 4, 9])).toBe(1400);
    expect(valueAt(frames, beside, [4, 4, 11])).toBeUndefined();
  });

  test('a slab thinner than a step is the plane', () => {
    const frames = framesOf({ ...cube(8, 8, 8), sliceStep: [0, 0, 5] }, (_, __, slice) => 200 * slice);
    const thin = { ...planeDirections('axial'), mmPerPixel: 1, slab: slabOf(2, 'max') };
    expect(valueAt(frames, thin, [4, 4, 12])).toBeCloseTo(480, 4);
  });

  test.each(['max', 'min', 'mean'] as const)('oblique: %s of planes a voxel apart', (mode) => {
    const frames = framesOf(cube(40, 40, 40), noiseAt);
    const { right, down, normal } = oblique(3);
    const cut = { right, down, mmPerPixel: 1 };
    const half = Math.ceil(10 / stepMm(frames.grid, normal));
    const planes = Array.from({ length: 2 * half + 1 }, (_, n) => {
      const mm = ((n - half) * 10) / half;
      const at: Triple = [20 + mm * normal[0], 20 + mm * normal[1], 20 + mm * normal[2]];
      return valueAt(frames, cut, at) ?? NaN;
    });
    const sum = planes.reduce((all, value) => all + value, 0);
    const told = { max: Math.max(...planes), min: Math.min(...planes), mean: sum / planes.length }[mode];
    expect(valueAt(frames, { ...cut, slab: slabOf(20, mode) }, [20, 20, 20])).toBeCloseTo(told, 3);
  });
});

describe('time', () => {
  /** The quickest of several, ms. */
  function quickest(run: () => void): number {
    const times = Array.from({ length: 12 }, () => {
      const from = performance.now();
      run();
      return performance.now() - from;
    });
    return Math.min(...times);
  }

  test('an oblique plane takes no more than some dozens of copies of nearest values', () => {
    const frames = framesOf(cube(256, 256, 64), noiseAt);
    const plane = {
      centreLps: [128, 128, 32] as const,
      ...planeDirections('axial', turnRound([0.6, 0.8, 0], 0.2)),
    };
    const cut = { ...plane, mmPerPixel: 0.5, widthPx: 256, heightPx: 256 };
    const out = new Int16Array(256 * 256);
    const copied = quickest(() => {
      for (let y = 0; y < 256; y++)
        for (let x = 0; x < 256; x++) {
          const [i, j, k] = [64 + x * 0.5, 64 + y * 0.5, 32 + (x - 128) * 0.1];
          out[y * 256 + x] = frames.values[k | 0]?.[(j | 0) * 256 + (i | 0)] ?? 0;
        }
    });
    expect(quickest(() => reslicePlane(frames, cut)) / copied).toBeLessThan(24);
  });
});
