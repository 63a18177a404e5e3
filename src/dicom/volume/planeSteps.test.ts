import { describe, expect, test } from 'vitest';
import type { Triple } from '@/dicom/geometry/geometry';
import { composeTurns, planeDirections, turnedBy, turnRound, type BodyPlane } from './planeDirections';
import { stepMm, steppedAlong } from './planeSteps';
import {
  extentMm,
  longestEdgeMm,
  lpsToVoxel,
  middleOfVolume,
  voxelToLps,
  type VolumeGrid,
} from './volumeGrid';

/** Coronal slices of 3 mm from front to back, pixels of 0.5 (down) by 0.8 mm (right), the first one's first pixel at (-40, 10, 50). */
const CORONAL: VolumeGrid = {
  frameOfReference: '1.2.9',
  columns: 100,
  rows: 200,
  slices: 30,
  originLps: [-40, 10, 50],
  columnStep: [0.8, 0, 0],
  rowStep: [0, 0, -0.5],
  sliceStep: [0, 3, 0],
};
const GAP: VolumeGrid = { ...CORONAL, slices: 5, sliceAt: [0, 1, 3, 4.1, 5] };
const rounded = (triple: readonly number[]) => triple.map((part) => Math.round(part * 1e6) / 1e6 + 0);

describe('how planes of the body lie', () => {
  // PS3.3 C.7.6.2.1.1: x to the left, y to the back, z to the head. The patient's left is on the right of the screen.
  test.each<readonly [BodyPlane, Triple, Triple, Triple]>([
    ['axial', [1, 0, 0], [0, 1, 0], [0, 0, 1]],
    ['coronal', [1, 0, 0], [0, 0, -1], [0, 1, 0]],
    ['sagittal', [0, 1, 0], [0, 0, -1], [-1, 0, 0]],
  ])('%s', (plane, right, down, normal) => {
    const found = planeDirections(plane);
    expect([found.right, found.down, found.normal].map(rounded)).toEqual([right, down, normal]);
  });

  test('a turn by 90 degrees round the long axis takes the left to the back', () => {
    const turn = turnRound([0, 0, 1], Math.PI / 2);
    expect(rounded(turnedBy(turn, [1, 0, 0]))).toEqual([0, 1, 0]);
    expect(rounded(planeDirections('sagittal', turn).right)).toEqual([-1, 0, 0]);
  });

  test('turns one after the other are one turn, and planes stay at right angles', () => {
    let turn: Triple = [0, 0, 0];
    let point: Triple = [1, 2, 3];
    for (let n = 0; n < 50; n++) {
      const next = turnRound([Math.sin(n), Math.cos(n), 0], n - 25);
      turn = composeTurns(next, turn);
      point = turnedBy(next, point);
    }
    expect(rounded(turnedBy(turn, [1, 2, 3]))).toEqual(rounded(point));
    const { right, down, normal } = planeDirections('coronal', turn);
    for (const [a, b, product] of [
      [right, down, 0],
      [down, normal, 0],
      [right, right, 1],
      [down, down, 1],
    ] as const)
      expect(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]).toBeCloseTo(product, 9);
  });

  test('by half a turn and more: the short way round', () => {
    expect(rounded(turnedBy(turnRound([0, 0, 1], 1.5 * Math.PI), [1, 0, 0]))).toEqual([0, -1, 0]);
    expect(rounded(turnedBy(turnRound([0, 0, 1], Math.PI), [1, 0, 0]))).toEqual([-1, 0, 0]);
  });
});

describe('steps of a scroll', () => {
  test.each<readonly [string, Triple, number]>([
    ['along the slices', [0, 1, 0], 3],
    ['along the rows', [0, 0, 1], 0.5],
    ['along the columns', [-1, 0, 0], 0.8],
    ['aslant: by the voxels that it crosses fastest', [0, Math.SQRT1_2, Math.SQRT1_2], 0.5 * Math.SQRT2],
  ])('%s', (_, normal, mm) => {
    expect(stepMm(CORONAL, normal)).toBeCloseTo(mm, 9);
  });

  test.each<readonly [string, Triple, Triple, number, Triple]>([
    ['from slice to slice', [0, 16, 0], [0, 1, 0], 1, [0, 19, 0]],
    ['back', [0, 16, 0], [0, 1, 0], -2, [0, 10, 0]],
    ['against the slices', [0, 16, 0], [0, -1, 0], 1, [0, 13, 0]],
    ['from between two to the next one', [0, 17.4, 0], [0, 1, 0], 1, [0, 19, 0]],
    ['from between two to the last one', [0, 17.4, 0], [0, 1, 0], -1, [0, 16, 0]],
    ['what rounding left of a slice is that slice', [0, 16.0004, 0], [0, 1, 0], 1, [0, 19, 0]],
    ['no step: onto the nearest', [0, 17.4, 0], [0, 1, 0], 0, [0, 16, 0]],
    ['not beyond the last slice', [0, 16, 0], [0, 1, 0], 500, [0, 97, 0]],
    ['from outside', [0, -200, 0], [0, 1, 0], 1, [0, 10, 0]],
    ['from row to row', [0, 16, 3], [0, 0, -1], 3, [0, 16, 1.5]],
  ])('%s', (_, at, normal, steps, to) => {
    expect(rounded(steppedAlong(CORONAL, at, normal, steps))).toEqual(to);
  });

  test('over a gap, slice by slice and back', () => {
    const there = [0];
    let at: Triple = [0, 10, 0];
    for (let n = 0; n < 5; n++) there.push((at = steppedAlong(GAP, at, [0, 1, 0], 1))[1] - 10);
    expect(rounded(there)).toEqual([0, 3, 9, 12.3, 15, 15]);
    expect(rounded(steppedAlong(GAP, [0, 19, 0], [0, 1, 0], -1))).toEqual([0, 13, 0]);
  });

  test('aslant it stays in the volume', () => {
    const normal: Triple = [0, Math.SQRT1_2, Math.SQRT1_2];
    const far = steppedAlong(CORONAL, [0, 50, 0], normal, 10_000);
    const [, to] = extentMm(CORONAL, normal);
    const reached = (far[1] + far[2]) * Math.SQRT1_2;
    expect(reached).toBeLessThan(to);
    expect(reached).toBeGreaterThan(to - stepMm(CORONAL, normal));
    const one = steppedAlong(CORONAL, [0, 50, 0], normal, 1);
    expect(rounded(one)).toEqual([0, 50.5, 0.5]);
  });
});

describe('how far a volume reaches', () => {
  test('to the outer edges of its voxels', () => {
    expect(rounded(extentMm(CORONAL, [1, 0, 0]))).toEqual([-40.4, 39.6]);
    expect(rounded(extentMm(CORONAL, [0, 1, 0]))).toEqual([8.5, 98.5]);
    expect(rounded(extentMm(CORONAL, [0, 0, -1]))).toEqual([-50.25, 49.75]);
    expect(rounded(extentMm(GAP, [0, 1, 0]))).toEqual([8.5, 26.5]);
  });

  test('its longest edge and its middle', () => {
    expect(longestEdgeMm(CORONAL)).toBeCloseTo(100, 9);
    expect(rounded(middleOfVolume(CORONAL))).toEqual([-0.4, 53.5, 0.25]);
  });

  test('index and place, there and back, across a gap and beyond the ends', () => {
    for (const slice of [-2, 0, 0.5, 1, 1.25, 2, 3.75, 4, 6]) {
      const [, , back] = lpsToVoxel(GAP, voxelToLps(GAP, [3, 4, slice]));
      expect(back).toBeCloseTo(slice, 9);
    }
    expect(rounded(voxelToLps(GAP, [0, 0, 2]))).toEqual([-40, 19, 50]);
  });
});
