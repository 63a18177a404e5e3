import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Triple } from '@/dicom/geometry/geometry';
import { planeDirections, turnRound, type BodyPlane } from '@/dicom/volume/planeDirections';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import { Blend } from '@/painting/blend';
import { COLOUR_TABLES } from '@/painting/colourTables';
import { GreyTables, toWords } from '@/painting/greyTable';
import { beginFused, fusedPlane } from './fused';
import type { CutPlane, VolumeFrames } from './planeSource';
import { halved, valueAt } from './reslice';
import { cube, framesOf, gridOf, noiseAt, SETUPS, SIZE } from './testing/phantoms';

/** By SciPy: see scripts/fused.py. Both setups, the point, the upper value, and red, green and blue. */
const EXPECTED = JSON.parse(
  readFileSync(fileURLToPath(new URL('./testing/fused.json', import.meta.url)), 'utf8'),
) as readonly (readonly (number | null)[])[];

const OPACITY = 0.35;
const GREY = { window: { center: 900, width: 3800, curve: 'LINEAR' }, isInverted: false } as const;
const WARM = {
  window: { center: 400.25, width: 1400.5, curve: 'LINEAR_EXACT' },
  isInverted: false,
  shaping: { palette: COLOUR_TABLES.hotIron },
} as const;

/** The same noise from the other end, with fractions. */
const fineAt = (column: number, row: number, slice: number) =>
  noiseAt(SIZE.columns - 1 - column, SIZE.rows - 1 - row, SIZE.slices - 1 - slice) * 0.37 + 0.123;

const made = new Map<string, VolumeFrames>();
function volumeOf(which: number, isFine: boolean): VolumeFrames {
  const key = `${which} ${isFine}`;
  const setup = SETUPS[which] ?? expect.fail('no such setup');
  const known =
    made.get(key) ??
    (isFine ? framesOf(gridOf(setup), fineAt, () => Float32Array) : framesOf(gridOf(setup), noiseAt));
  made.set(key, known);
  return known;
}

const BODY: readonly BodyPlane[] = ['axial', 'coronal', 'sagittal'];
const oblique = (n: number) => {
  const axis: Triple = [Math.sin(n * 1.7), Math.cos(n * 2.3), Math.sin(n * 0.9 + 1)];
  const length = Math.hypot(...axis);
  const turn = turnRound([axis[0] / length, axis[1] / length, axis[2] / length], (n % 7) - 3);
  return planeDirections(BODY[n % 3] ?? 'axial', turn);
};

/** Red, green and blue of each pixel of a fused plane, as a canvas has it. */
function coloursOf(base: VolumeFrames, over: VolumeFrames | undefined, plane: CutPlane, opacity: number) {
  const fused = fusedPlane(base, over, plane);
  const words = new Uint32Array(plane.widthPx * plane.heightPx);
  toWords(fused.plane.picture, GREY, new GreyTables(), words);
  if (fused.over) new Blend().lay(words, { picture: fused.over.picture, look: WARM, opacity });
  return Array.from(words, (word) => [word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff]);
}

test('two volumes of other spacings and orientations: blended colours are within a level of what SciPy makes', () => {
  const wrong = EXPECTED.flatMap(([below, above, x, y, z, value, ...colour], n) => {
    const at: Triple = [x ?? NaN, y ?? NaN, z ?? NaN];
    const plane = { centreLps: at, ...oblique(n), mmPerPixel: 0.4, widthPx: 5, heightPx: 3 };
    const over = volumeOf(above ?? -1, true);
    const drawn = coloursOf(volumeOf(below ?? -1, false), over, plane, OPACITY)[7] ?? [];
    const read = valueAt(over, plane, at);
    const isRead = value == null ? read === undefined : Math.abs((read ?? NaN) - value) < 0.02;
    const isDrawn = colour.every((level, channel) => Math.abs((drawn[channel] ?? NaN) - (level ?? NaN)) <= 1);
    return isRead && isDrawn ? [] : [{ n, value, read, colour, drawn }];
  });
  expect(EXPECTED).toHaveLength(400);
  expect(EXPECTED.filter(([, , , , , value]) => value === null).length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

/** The PET of the ACRIN-NSCLC study (petct): 128 pixels of 4.6875 mm, the first one's middle at -297.65625. */
const PET: VolumeGrid = {
  ...{ frameOfReference: '1.2.9', columns: 128, rows: 128, slices: 3 },
  originLps: [-297.65625, -297.65625, 0],
  columnStep: [4.6875, 0, 0],
  rowStep: [0, 4.6875, 0],
  sliceStep: [0, 0, 3.27],
};

test('the field of the PET ends at exactly -300.0 and +300.0 mm: half a voxel beyond its outer middles', () => {
  const frames = framesOf(
    PET,
    () => 7,
    () => Float32Array,
  );
  const plane = { ...planeDirections('axial'), mmPerPixel: 1 };
  const at = (x: number, y: number) => valueAt(frames, plane, [x, y, 3.27]);
  for (const edge of [-300, 300]) {
    const inside = edge - Math.sign(edge) * 1e-4;
    const outside = edge + Math.sign(edge) * 1e-4;
    expect([at(inside, 0), at(0, inside)]).toEqual([7, 7]);
    expect([at(outside, 0), at(0, outside)]).toEqual([undefined, undefined]);
  }
});

describe('a plane with another volume over it', () => {
  const base = framesOf(cube(24, 20, 6), noiseAt);
  const over = framesOf(
    { ...PET, originLps: [2, 2, 0] },
    () => 2000,
    () => Float32Array,
  );
  const plane: CutPlane = {
    ...{ ...planeDirections('axial'), centreLps: [11.5, 9.5, 2] as const },
    ...{ mmPerPixel: 1, widthPx: 24, heightPx: 20 },
  };

  test('is as it was where the other has nothing, and not seen where its opacity is 0', () => {
    const alone = coloursOf(base, undefined, plane, 1);
    const both = coloursOf(base, over, plane, 1);
    // The other begins at -0.34 mm.
    expect(both).not.toEqual(alone);
    expect(coloursOf(base, over, plane, 0)).toEqual(alone);
    const away = { ...over, grid: { ...over.grid, originLps: [9, 2, 0] as const } };
    const part = coloursOf(base, away, plane, 1);
    for (let x = 0; x < 24; x++) {
      // From 9 - 4.6875 / 2 on.
      if (x < 9 - 4.6875 / 2) expect(part[x]).toEqual(alone[x]);
      else expect(part[x]).toEqual([255, 255, 255]);
    }
  });

  test('is worked out line by line as in one go, coarse too', () => {
    for (const each of [plane, halved({ ...plane, slab: { thicknessMm: 4, mode: 'mean' } })]) {
      const work = beginFused(base, over, each);
      for (let line = 0; line < work.lines; line += 7) work.draw(line, Math.min(work.lines, line + 7));
      const whole = fusedPlane(base, over, each);
      expect(work.plane).toEqual(whole.plane);
      expect(work.over).toEqual(whole.over);
    }
  });
});
