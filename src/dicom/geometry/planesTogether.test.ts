import { describe, expect, test } from 'vitest';
import { orientationOf, pixelToLps, type Plane, type Triple } from './geometry';
import { aboveMm, areParallel, cutLine, middleLps, pixelBelow, towardsLeftBackHead } from './planesTogether';

const plane = (cosines: readonly number[], positionLps: Triple, mm: readonly [number, number]): Plane => {
  const orientation = orientationOf(cosines);
  if (!orientation) throw new Error('no orientation');
  return { ...orientation, positionLps, rowSpacingMm: mm[0], columnSpacingMm: mm[1] };
};
const AXIAL = [1, 0, 0, 0, 1, 0];
const CORONAL = [1, 0, 0, 0, 0, -1];
const SAGITTAL = [0, 1, 0, 0, 0, -1];
/** A degree count about the x axis of an axial plane. */
const tilted = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180;
  return [1, 0, 0, 0, Math.cos(angle), Math.sin(angle)];
};

test('planes are parallel up to some 8 degrees, whichever way their normals point', () => {
  const axial = plane(AXIAL, [0, 0, 0], [1, 1]);
  const turnedOver = plane([1, 0, 0, 0, -1, 0], [0, 0, 0], [1, 1]);
  expect(areParallel(axial, turnedOver)).toBe(true);
  expect(areParallel(axial, plane(tilted(8), [0, 0, 0], [1, 1]))).toBe(true);
  expect(areParallel(axial, plane(tilted(9), [0, 0, 0], [1, 1]))).toBe(false);
  expect(areParallel(axial, plane(CORONAL, [0, 0, 0], [1, 1]))).toBe(false);
});

test('a normal towardsLeftBackHead points to left, back or head', () => {
  expect(towardsLeftBackHead([0, 0, -1])).toEqual([-0, -0, 1]);
  expect(towardsLeftBackHead([0.1, 0.99, 0])).toEqual([0.1, 0.99, 0]);
  expect(towardsLeftBackHead([-0.9, 0.1, 0.4])).toEqual([0.9, -0.1, -0.4]);
});

describe('where an image cuts another', () => {
  // 100 x 80 pixels of 2 mm; x from -100 to 98 mm at the middles of its pixels.
  const axial = { plane: plane(AXIAL, [-100, -80, 30], [2, 2]), rows: 80, columns: 100 };

  test('a coronal picture is a level line on an axial one, where its y is, from edge to edge of both', () => {
    // y = 10 mm: row (10 + 80) / 2 = 45. Its columns go from x = -50 to 49 at the middles: edges -50.5 and 49.5 mm.
    const coronal = { plane: plane(CORONAL, [-50, 10, 100], [1, 1]), rows: 200, columns: 100 };
    const line = cutLine(coronal, axial);
    const ends = line?.map(([column, row]) => [Number(column.toFixed(6)), Number(row.toFixed(6))]);
    expect(ends?.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
      [24.75, 45],
      [74.75, 45],
    ]);
  });

  test('a wider one is cut at the edges of the picture that it is drawn on', () => {
    const wide = { plane: plane(SAGITTAL, [0, -400, 400], [4, 4]), rows: 200, columns: 200 };
    const ends = cutLine(wide, axial)?.map(([column, row]) => [column, row]);
    expect(ends?.map(([column]) => column)).toEqual([50, 50]);
    expect(ends?.map(([, row]) => row).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual([-0.5, 79.5]);
  });

  test('one that ends above it, lies beside it or is parallel draws nothing', () => {
    const above = { plane: plane(CORONAL, [-50, 10, 300], [1, 1]), rows: 200, columns: 100 };
    expect(cutLine(above, axial)).toBeUndefined();
    const beside = { plane: plane(CORONAL, [150, 10, 100], [1, 1]), rows: 200, columns: 100 };
    expect(cutLine(beside, axial)).toBeUndefined();
    expect(cutLine({ ...axial, plane: { ...axial.plane, positionLps: [0, 0, 31] } }, axial)).toBeUndefined();
  });

  test('both ends lie on both planes, whatever their tilt', () => {
    const oblique = { plane: plane(tilted(40), [-60, -50, 0], [0.7, 0.9]), rows: 180, columns: 140 };
    const line = cutLine(oblique, axial);
    expect(line).toBeDefined();
    for (const [column, row] of line ?? [])
      expect(Math.abs(aboveMm(oblique.plane, pixelToLps(axial.plane, column, row)))).toBeLessThan(1e-9);
  });
});

test('the pixel below a point is where the point was taken, and beside the picture is none', () => {
  const image = { plane: plane(tilted(25), [-60, -50, 0], [0.7, 0.9]), rows: 180, columns: 140 };
  const [x, y, z] = pixelToLps(image.plane, 31.25, 77.5);
  const { normal } = image.plane;
  const below = pixelBelow(image, [x + 3 * normal[0], y + 3 * normal[1], z + 3 * normal[2]]);
  expect(below?.at[0]).toBeCloseTo(31.25, 9);
  expect(below?.at[1]).toBeCloseTo(77.5, 9);
  expect(below?.awayMm).toBeCloseTo(3, 9);
  expect(pixelBelow(image, pixelToLps(image.plane, 139.6, 0))).toBeUndefined();
  expect(pixelBelow(image, middleLps(image))?.at).toEqual([expect.closeTo(69.5), expect.closeTo(89.5)]);
});
