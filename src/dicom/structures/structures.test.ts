import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { buildInstance } from '@/dicom/testing/build';
import { readPart10 } from '@/dicom/testing/part10';
import { toInstance } from '@/dicom/normalise/normalise';
import { hasSharedFiles, readSharedFiles, sharedPaths } from '@/dicom/testing/sharedFiles';
import { areaMm2, contourPlanes, planesNear, structureAmount } from './contourPlanes';
import { readStructureNames, readStructures, type Contour, type StructureSet } from './readStructures';

const must = (read: ReturnType<typeof readStructures>): StructureSet => {
  if ('refused' in read) throw new Error(read.refused);
  return read;
};
const realSet = (folder: string, which = 0): StructureSet => {
  const found = readSharedFiles(folder).filter(({ modality }) => modality === 'RTSTRUCT')[which];
  return must(readStructures(found ?? buildInstance()));
};
const Z = [0, 0, 1] as const;

const named = ({ structures }: StructureSet, name: string) => {
  const found = structures.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

// Areas and volumes were measured on these files before, by other code than this.
describe.runIf(hasSharedFiles)('real structure sets', () => {
  test('a contour within another is a hole', () => {
    const path = sharedPaths('rt/phantom').find((one) => one.endsWith('/rt.dcm')) ?? '';
    // A copy: small files come in memory that Node shares among them.
    const instance = toInstance(readPart10(Uint8Array.from(readFileSync(path)))) ?? buildInstance();
    const [plane, ...others] = contourPlanes(named(must(readStructures(instance)), 'ROI-1').contours, Z);
    expect(others).toEqual([]);
    expect(plane?.distanceMm).toBeCloseTo(60, 3);
    expect(plane?.contours.map((one) => areaMm2([one])?.toFixed(1)).toSorted()).toEqual(['224.5', '576.0']);
    expect(plane && areaMm2(plane.contours)).toBeCloseTo(351.5, 1);
  });

  test.each([
    ['Heart', 29, 747],
    ['SpinalCord', 104, 62.7],
    ['Lung_R', 79, 2139.1],
  ])('%s: %i planes, %d ml', (name, planes, ml) => {
    const amount = structureAmount(named(realSet('rt/lung-rtstruct'), name));
    expect(amount.planes).toBe(planes);
    expect(amount.ml).toBeCloseTo(ml, 1);
  });

  test('a contour at -640.2 mm is on the image at -640.200012 mm', () => {
    const planes = contourPlanes(named(realSet('rt/lung-rtstruct'), 'SpinalCord').contours, Z);
    const near = planesNear(planes, -640.200012, 1.5);
    expect(near).toHaveLength(1);
    expect(near[0]?.distanceMm).toBeCloseTo(-640.2, 4);
  });
});

const square = (from: number, to: number, zMm = 0): Contour => ({
  shape: 'closed',
  pointsLps: Float64Array.of(from, from, zMm, to, from, zMm, to, to, zMm, from, to, zMm),
});

test('what lies in an odd number of contours counts', () => {
  expect(areaMm2([square(0, 10)])).toBe(100);
  expect(areaMm2([square(0, 10), square(2, 8)])).toBe(64);
  expect(areaMm2([square(0, 10), square(2, 8), square(4, 6)])).toBe(68);
  expect(areaMm2([square(0, 10), square(20, 22)])).toBe(104);
});

test('a keyhole is one path: in, round the hole the other way, and out', () => {
  const keyhole = [0, 0, 10, 0, 10, 10, 0, 10, 0, 5, 4, 5, 4, 6, 6, 6, 6, 4, 4, 4, 4, 5, 0, 5];
  const pointsLps = Float64Array.from(keyhole.flatMap((part, at) => (at % 2 === 0 ? [part] : [part, 0])));
  expect(areaMm2([{ shape: 'closed', pointsLps }])).toBe(96);
});

const box = (x: number, y: number, size: number, zMm: number): Contour => ({
  shape: 'closed',
  pointsLps: Float64Array.of(x, y, zMm, x + size, y, zMm, x + size, y + size, zMm, x, y + size, zMm),
});
const slices = (count: number, of: (zMm: number) => Contour[]) => ({
  contours: Array.from({ length: count }, (_, at) => of(15 + 3 * at)).flat(),
});
const eight = (z: number): Contour => ({
  shape: 'closed',
  pointsLps: Float64Array.of(0, 0, z, 20, 20, z, 20, 0, z, 0, 20, z),
});

test.each([
  ['0.1 mm beside each other', 24, slices(10, (z) => [box(-40, -40, 20, z), box(0, -40, 20, z + 0.1)])],
  ['a hole that shares a corner', 2.7, slices(3, (z) => [box(0, 0, 20, z), box(0, 0, 10, z)])],
  ['the same twice', 0.9, slices(3, (z) => [box(30, 30, 10, z), box(30, 30, 10, z)])],
  ['crossing each other', 1.35, slices(3, (z) => [box(-50, 30, 10, z), box(-45, 35, 10, z)])],
  ['crossing itself', 1.8, slices(3, (z) => [eight(z)])],
])('volume of contours %s: %d ml', (_, ml, structure) => {
  expect(structureAmount(structure).ml).toBeCloseTo(ml, 9);
});

test('where there is no volume, it is said why', () => {
  const far = { contours: [box(0, 0, 10, 15), box(0, 0, 10, 60)] };
  expect(structureAmount(far)).toMatchObject({ planes: 2, noVolume: 'planes-apart' });
  expect(structureAmount({ contours: [box(0, 0, 10, 15)] }).noVolume).toBe('one-plane');
  const point: Contour = { shape: 'point', pointsLps: Float64Array.of(1, 2, 3) };
  expect(structureAmount({ contours: [point] })).toEqual({ planes: 0, noVolume: 'open', atLps: [1, 2, 3] });
  expect('ml' in structureAmount(far)).toBe(false);
});

test('of 20,000 contours in one plane those that are there twice are found', () => {
  const boxes = Array.from({ length: 10_000 }, (_, at) =>
    box(3 * (at % 200), 3 * Math.floor(at / 200), 1, 5),
  );
  // Written from another corner, and rounded otherwise.
  const again = boxes.map(({ pointsLps: p }): Contour => ({
    shape: 'closed',
    pointsLps: Float64Array.from([...p.slice(3), ...p.slice(0, 3)], (mm) => mm + 0.001),
  }));
  const [plane, ...others] = contourPlanes([...boxes, ...again], Z);
  expect(others).toEqual([]);
  expect(plane?.contours).toHaveLength(10_000);
}, 30_000);

test('a set says which images it belongs to without its points being read', () => {
  const set = built(2, [contour('CLOSED_PLANAR', 0, 0, 1, 1, 0, 1, 1, 1, 1)]);
  const { ofSeries, framesOfReference } = must(readStructures(set));
  expect(readStructureNames(set)).toEqual({ ofSeries, framesOfReference });
  expect(readStructureNames(buildInstance({ Modality: 'RTSTRUCT' }))).toEqual({ refused: 'no-structures' });
});

test('a circle of 400,000 points is measured', () => {
  const points = Array.from({ length: 400_000 }, (_, at) => (2 * Math.PI * at) / 400_000);
  const pointsLps = Float64Array.from(
    points.flatMap((angle) => [30 * Math.cos(angle), 30 * Math.sin(angle), 30]),
  );
  expect(areaMm2([{ shape: 'closed', pointsLps }])).toBeCloseTo(900 * Math.PI, 3);
});

test('the reach of an image is open at its end: a contour half way is on neither', () => {
  const planes = contourPlanes([square(0, 1, 0), square(0, 1, 2), square(0, 1, 2.49)], Z);
  expect(planesNear(planes, 5, 2.5).map((one) => one.distanceMm)).toEqual([]);
  expect(planesNear(planes, 4.98, 2.5).map((one) => one.distanceMm)).toEqual([2.49]);
  expect(planesNear(planes, 0, 2.5).map((one) => one.distanceMm)).toEqual([0, 2, 2.49]);
});

const sequence = (...items: DicomJson[]) => ({ vr: 'SQ', Value: items });
const contour = (shape: string, ...points: (number | string)[]): DicomJson => ({
  '30060042': { Value: [shape] },
  '30060050': { Value: points },
});
const built = (rois: number, contours: DicomJson[]) => {
  const instance = buildInstance({ Modality: 'RTSTRUCT' });
  return {
    ...instance,
    dataset: {
      ...instance.dataset,
      '30060020': sequence(
        ...Array.from({ length: rois }, (_, at): DicomJson => ({
          '30060022': { Value: [at + 4] },
          '30060026': { Value: [`R${at}`] },
        })),
      ),
      '30060039': sequence({
        '30060084': { Value: [4] },
        '3006002A': { Value: [0, 128, 255] },
        '30060040': sequence(...contours),
      }),
    },
  };
};

test('points that are no numbers are refused one contour at a time', () => {
  const { structures } = must(
    readStructures(
      built(2, [
        contour('CLOSED_PLANAR', '0', '0', '1', 1, 0, 1, 1, 1, 1),
        contour('CLOSED_PLANAR', 0, 0, 'NaN', 1, 0, 1, 1, 1, 1),
        contour('CLOSED_PLANAR', 0, 0, 1, 1, 0, 1),
        contour('CLOSED_PLANAR', 0, 0, 1e30, 1, 0, 1, 1, 1, 1),
        contour('SPIRAL', 0, 0, 1),
        contour('POINT', 3, 4, 5),
      ]),
    ),
  );
  expect(structures.map(({ number, lost, contours, rgb }) => [number, lost, contours.length, rgb])).toEqual([
    [4, 4, 2, [0, 128, 255]],
    [5, 0, 0, undefined],
  ]);
});

test('points whose VR is not known are read from their bytes', () => {
  const item: DicomJson = {
    '30060042': { Value: ['CLOSED_PLANAR'] },
    '30060050': { vr: 'UN', InlineBinary: btoa('0\\0\\1\\1\\0\\1\\1.5\\1\\1 ') },
  };
  const [structure] = must(readStructures(built(1, [item]))).structures;
  expect(structure?.lost).toBe(0);
  expect([...(structure?.contours[0]?.pointsLps ?? [])]).toEqual([0, 0, 1, 1, 0, 1, 1.5, 1, 1]);
});

test('what is too much is refused as a whole', () => {
  expect(readStructures(built(100_000, []))).toEqual({ refused: 'too-many-structures' });
  expect(readStructures(buildInstance({ Modality: 'RTSTRUCT' }))).toEqual({ refused: 'no-structures' });
});
