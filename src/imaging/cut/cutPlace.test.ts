import { expect, test } from 'vitest';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import { linesOn, pictureOf, placeCut, stepsOf } from './cutPlace';

/** 100 x 50 x 20 mm about the origin of the patient; voxels of 1 x 1 x 2 mm. */
const GRID: VolumeGrid = {
  frameOfReference: '1.2.3',
  ...{ columns: 100, rows: 50, slices: 10 },
  originLps: [-49.5, -24.5, -9],
  columnStep: [1, 0, 0],
  rowStep: [0, 1, 0],
  sliceStep: [0, 0, 2],
};
const PANE = { width: 400, height: 300, ratio: 2 };
const CROSS = { atLps: [10, 5, -3] } as const;

test('zoom 1 fits the longest edge into the shorter side of the pane, in every plane', () => {
  for (const plane of ['axial', 'coronal', 'sagittal'] as const)
    expect(placeCut(GRID, { plane }, CROSS, 1, PANE).cssPerMm).toBeCloseTo(3, 12);
  expect(placeCut(GRID, { plane: 'axial' }, CROSS, 2, PANE).cssPerMm).toBeCloseTo(6, 12);
});

test('the middle of the volume lies in the middle of the pane, the cross where it is', () => {
  const place = placeCut(GRID, { plane: 'coronal' }, CROSS, 1, PANE);
  // On the plane of the cross: y 5. Right is the patient's left, up the head.
  expect(place.centreLps).toEqual([0, 5, 0]);
  expect(place.toCanvas([10, 5, -3])).toEqual([230, 159]);
  expect(place.toLps([230, 159])).toEqual([10, 5, -3]);
  const moved = placeCut(GRID, { plane: 'coronal', centreMm: [10, 3] }, CROSS, 1, PANE);
  expect(moved.toCanvas([10, 5, -3])).toEqual([200, 150]);
});

test('a picture has one sample for each device pixel', () => {
  const place = placeCut(GRID, { plane: 'axial' }, CROSS, 1, PANE);
  const slab = { mm: 10, by: 'mean' } as const;
  expect(pictureOf(place, { plane: 'axial', slab }, 2)).toEqual({
    ...{ centreLps: [0, 0, -3], right: [1, 0, 0], down: [0, 1, 0] },
    ...{ widthPx: 800, heightPx: 600, mmPerPixel: 1 / 6 },
    slab: { thicknessMm: 10, mode: 'mean' },
  });
});

test('the other planes cut a plane along the axes until they are turned', () => {
  const along = (plane: 'axial' | 'coronal', turn?: readonly [number, number, number]) =>
    linesOn(plane, turn).map(({ plane: of, along: [x, y] }) => [of, Math.abs(x), Math.abs(y)]);
  expect(along('axial')).toEqual([
    ['coronal', 1, 0],
    ['sagittal', 0, 1],
  ]);
  expect(along('coronal')).toEqual([
    ['axial', 1, 0],
    ['sagittal', 0, 1],
  ]);
  // Clockwise by 30 degrees: the coronal plane's line falls to the right.
  const [coronal] = linesOn('axial', [0, 0, Math.sin(Math.PI / 12)]);
  const [x = 0, y = 0] = coronal?.along ?? [];
  expect(y / x).toBeCloseTo(Math.tan(Math.PI / 6), 9);
});

test('a scroll has as many steps as there are slices', () => {
  expect(stepsOf(GRID, [0, 0, -9], [0, 0, 1])).toEqual({ step: 0, steps: 10 });
  expect(stepsOf(GRID, [0, 0, 9], [0, 0, 1])).toEqual({ step: 9, steps: 10 });
  expect(stepsOf(GRID, [0, 24.5, 0], [0, 1, 0])).toEqual({ step: 49, steps: 50 });
});
