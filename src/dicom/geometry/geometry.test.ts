import { describe, expect, test } from 'vitest';
import {
  cross,
  edgeMarkers,
  lpsToPixel,
  orientationLetters,
  pixelToLps,
  readOrientation,
  readPlane,
  type Triple,
} from './geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { build, buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';

const AXES: readonly Triple[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const NAMES = ['L', 'R', 'P', 'A', 'H', 'F'];
const nameOf = ([x, y, z]: Triple) =>
  NAMES[AXES.findIndex((a) => a[0] === x && a[1] === y && a[2] === z)] ?? '?';
const times = ([x, y, z]: Triple, by: number): Triple => [x * by || 0, y * by || 0, z * by || 0];

/** All 24 pairs of perpendicular axes. */
const PAIRS = AXES.flatMap((row) =>
  AXES.filter((column) => row.every((part, i) => part * (column[i] ?? 0) === 0)).map((column) => ({
    row,
    column,
  })),
);

/**
 * What stands at an edge, found the other way round: where does each direction of the picture go on the screen
 * (x right, y down) when it is turned clockwise, then mirrored?
 */
function letterAt(
  edge: readonly [number, number],
  row: Triple,
  column: Triple,
  turns: number,
  mirrored: boolean,
): string {
  const directions = [
    { x: 1, y: 0, patient: row },
    { x: -1, y: 0, patient: times(row, -1) },
    { x: 0, y: 1, patient: column },
    { x: 0, y: -1, patient: times(column, -1) },
  ];
  for (const { x, y, patient } of directions) {
    const angle = (turns * Math.PI) / 2; // With y down, this turns clockwise.
    const turnedX = Math.round(x * Math.cos(angle) - y * Math.sin(angle));
    const turnedY = Math.round(x * Math.sin(angle) + y * Math.cos(angle));
    if ((mirrored ? -turnedX : turnedX) === edge[0] && turnedY === edge[1]) return nameOf(patient);
  }
  return '?';
}

describe('edge markers', () => {
  test('there are 24 orientations', () => {
    expect(PAIRS).toHaveLength(24);
  });

  for (const { row, column } of PAIRS) {
    for (const turns of [0, 1, 2, 3]) {
      for (const mirrored of [false, true]) {
        test(`row to ${nameOf(row)}, column to ${nameOf(column)}, ${turns} turns${mirrored ? ', mirrored' : ''}`, () => {
          const at = (x: number, y: number) => letterAt([x, y], row, column, turns, mirrored);
          const expected = { top: at(0, -1), right: at(1, 0), bottom: at(0, 1), left: at(-1, 0) };
          const byCosines = buildInstance({ ImageOrientationPatient: [...row, ...column] });
          expect(edgeMarkers(byCosines, 1, turns * 90, mirrored)).toEqual(expected);
          const byLetters = buildInstance({ PatientOrientation: [nameOf(row), nameOf(column)] });
          expect(edgeMarkers(byLetters, 1, turns * 90 - 360, mirrored)).toEqual(expected);
        });
      }
    }
  }

  test('the usual axial picture: right of the patient at the left of the screen, front at the top', () => {
    const axial = buildInstance({ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] });
    expect(edgeMarkers(axial, 1, 0, false)).toEqual({ top: 'A', right: 'L', bottom: 'P', left: 'R' });
  });

  test('mammograms have letters only: PS3.3 C.7.6.1.1.1, here a left MLO', () => {
    const mlo = buildInstance({ Modality: 'MG', PatientOrientation: ['A', 'FR'] });
    expect(edgeMarkers(mlo, 1, 0, false)).toEqual({ top: 'HL', right: 'A', bottom: 'FR', left: 'P' });
  });

  test.each([
    [{}],
    [{ PatientOrientation: ['L'] }],
    [{ PatientOrientation: ['L', 'X'] }],
    [{ PatientOrientation: ['LR', 'F'] }],
    [{ PatientOrientation: ['', ''] }],
    [{ ImageOrientationPatient: [0, 0, 0, 0, 0, 0] }],
    [{ ImageOrientationPatient: [1, 0, 0, 1, 0, 0] }],
    [{ ImageOrientationPatient: [1, 0, 0, 0, 1] }],
  ])('without a believable orientation there are none: %j', (content) => {
    expect(edgeMarkers(buildInstance(content), 1, 0, false)).toBeUndefined();
  });

  test('animals on four legs have their own words', () => {
    const dog = { AnatomicalOrientationType: 'QUADRUPED' } as const;
    const byCosines = buildInstance({ ...dog, ImageOrientationPatient: [1, 0, 0, 0, 1, 0] });
    expect(edgeMarkers(byCosines, 1, 0, false)).toEqual({ top: 'V', right: 'LE', bottom: 'D', left: 'RT' });
    const byLetters = buildInstance({ ...dog, PatientOrientation: ['CD', 'V'] });
    expect(edgeMarkers(byLetters, 1, 0, true)).toEqual({ top: 'D', right: 'CR', bottom: 'V', left: 'CD' });
  });

  test('each frame has its own', () => {
    const plane = (...cosines: number[]) =>
      build({ PlaneOrientationSequence: build({ ImageOrientationPatient: cosines }) });
    const stacks = buildInstance({
      NumberOfFrames: 2,
      PerFrameFunctionalGroups: [plane(1, 0, 0, 0, 1, 0), plane(0, 1, 0, 0, 0, -1)],
    });
    expect(edgeMarkers(stacks, 1, 0, false)?.right).toBe('L');
    expect(edgeMarkers(stacks, 2, 0, false)).toEqual({ top: 'H', right: 'P', bottom: 'F', left: 'A' });
  });
});

const degrees = (angle: number) => (angle * Math.PI) / 180;

test.each<[Triple, string]>([
  [[1, 0, 0], 'L'],
  [[-2, 0.001, 0], 'R'],
  [[Math.cos(degrees(30)), -Math.sin(degrees(30)), 0], 'LA'],
  [[Math.cos(degrees(60)), -Math.sin(degrees(60)), 0], 'AL'],
  [[Math.cos(degrees(4)), Math.sin(degrees(4)), 0], 'L'],
  [[Math.cos(degrees(6)), Math.sin(degrees(6)), 0], 'LP'],
  [[0.2, 0.3, -0.9], 'FPL'],
  [[0, 0, 0], ''],
  [[Number.NaN, 0, 1], ''],
])('%j points to %s', (vector, expected) => {
  expect(orientationLetters(vector)).toBe(expected);
});

describe('planes', () => {
  // Rows 0.5 mm apart, columns 1 mm apart: PS3.3 10.7.1.3, the first value is the vertical distance.
  const oblique = buildInstance({
    ImageOrientationPatient: [0.8, 0.6, 0, 0, 0, -1],
    ImagePositionPatient: [-10, 20, 30],
    PixelSpacing: [0.5, 1],
  });

  test('a pixel is found in the patient: equation C.7.6.2.1-1 by hand', () => {
    const plane = readPlane(oblique, 1);
    expect(plane).toBeDefined();
    if (!plane) return;
    expect(plane.normal.map((part) => Number(part.toFixed(9)) + 0)).toEqual([-0.6, 0.8, 0]);
    expect(pixelToLps(plane, 0, 0)).toEqual([-10, 20, 30]);
    const [x, y, z] = pixelToLps(plane, 10, 100);
    expect([x, y, z].map((part) => Number(part.toFixed(9)))).toEqual([-2, 26, -20]);
  });

  test('and back, also for a point off the plane', () => {
    const plane = readPlane(oblique, 1);
    if (!plane) throw new Error('no plane');
    const [x, y, z] = pixelToLps(plane, 12.25, 333.5);
    const off: Triple = [x + 7 * plane.normal[0], y + 7 * plane.normal[1], z + 7 * plane.normal[2]];
    const [column, row] = lpsToPixel(plane, off);
    expect(column).toBeCloseTo(12.25, 9);
    expect(row).toBeCloseTo(333.5, 9);
  });

  test('rounded cosines are made exact', () => {
    const rounded = buildInstance({ ImageOrientationPatient: [0.708, 0.706, 0.003, -0.003, 0.004, 1] });
    const found = readOrientation(rounded, 1);
    if (!found) throw new Error('no orientation');
    const { rowDirection, columnDirection, normal } = found;
    expect(Math.hypot(...columnDirection)).toBeCloseTo(1, 12);
    expect(
      rowDirection[0] * columnDirection[0] +
        rowDirection[1] * columnDirection[1] +
        rowDirection[2] * columnDirection[2],
    ).toBeCloseTo(0, 12);
    cross(rowDirection, columnDirection).forEach((part, i) => expect(part).toBeCloseTo(normal[i] ?? 9, 12));
  });

  test('functional groups: per frame before shared before the image', () => {
    const instance = buildInstance({
      NumberOfFrames: 2,
      SharedFunctionalGroups: build({
        PlaneOrientationSequence: build({ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }),
        PixelMeasuresSequence: build({ PixelSpacing: [2, 3] }),
      }),
      PerFrameFunctionalGroups: [1, 2].map((z) =>
        build({ PlanePositionSequence: build({ ImagePositionPatient: [0, 0, z] }) }),
      ),
    });
    expect(readPlane(instance, 2)).toMatchObject({
      positionLps: [0, 0, 2],
      rowSpacingMm: 2,
      columnSpacingMm: 3,
    });
  });

  test.each([
    [{ PixelSpacing: [0, 1] }],
    [{ PixelSpacing: null }],
    [{ ImagePositionPatient: [1, 2] }],
    [{ ImageOrientationPatient: ['x', 0, 0, 0, 1, 0] }],
  ])('an incomplete one is none: %j', (content) => {
    const sound = {
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      ImagePositionPatient: [0, 0, 0],
      PixelSpacing: [1, 1],
    };
    expect(readPlane(buildInstance(sound), 1)).toBeDefined();
    expect(readPlane(buildInstance({ ...sound, ...content }), 1)).toBeUndefined();
  });
});

describe('nuclear medicine: directions are the detector’s', () => {
  const scan = (imageType: string, vector: readonly number[]) =>
    buildInstance({
      Modality: 'NM',
      NumberOfFrames: 2,
      ImageType: ['ORIGINAL', 'PRIMARY', imageType, 'EMISSION'],
      DetectorVector: vector,
      DetectorInformationSequence: [
        build({ ImageOrientationPatient: [1, 0, 0, 0, 0, -1] }),
        build({ ImageOrientationPatient: [-1, 0, 0, 0, 0, -1] }),
      ],
    });
  const right = (instance: Instance, frame: number) => edgeMarkers(instance, frame, 0, false)?.right;

  test('from the front the left side is at the right, from the back at the left', () => {
    const wholeBody = scan('WHOLE BODY', [1, 2]);
    expect([1, 2].map((frame) => right(wholeBody, frame))).toEqual(['L', 'R']);
    expect([1, 2].map((frame) => right(scan('STATIC', [2, 1]), frame))).toEqual(['R', 'L']);
  });

  test('none where the detector went round or is not named', () => {
    expect(right(scan('TOMO', [1, 2]), 1)).toBeUndefined();
    expect(right(scan('STATIC', []), 1)).toBeUndefined();
    expect(right(scan('STATIC', [3, 3]), 1)).toBeUndefined();
  });

  test.each([
    [4, [100, 104, 128]],
    [-4, [100, 96, 72]], // Stacked before the first (PS3.3 C.8.4.15)
    [null, [undefined, undefined, undefined]],
    [0, [undefined, undefined, undefined]],
  ])('slices of a reconstruction, %s mm apart', (SpacingBetweenSlices, expected) => {
    const recon = (content: object) =>
      buildInstance({
        Modality: 'NM',
        NumberOfFrames: 8,
        ImageType: ['ORIGINAL', 'PRIMARY', 'RECON TOMO', 'EMISSION'],
        PixelSpacing: [4, 4],
        SpacingBetweenSlices,
        SliceVector: [1, 2, 3, 4, 5, 6, 7, 8],
        DetectorInformationSequence: [
          build({ ImageOrientationPatient: [1, 0, 0, 0, 1, 0], ImagePositionPatient: [-64, -64, 100] }),
        ],
        ...content,
      });
    expect([1, 2, 8].map((frame) => readPlane(recon({}), frame)?.positionLps[2])).toEqual(expected);
    expect(edgeMarkers(recon({}), 1, 0, false)).toEqual({ top: 'A', right: 'L', bottom: 'P', left: 'R' });
    // The views that it was made of lie nowhere.
    const views = recon({ ImageType: ['ORIGINAL', 'PRIMARY', 'TOMO', 'EMISSION'] });
    expect(readPlane(views, 1)).toBeUndefined();
  });

  test.skipIf(!hasSharedFiles)('a real bone scan, whose views say R VENTRAL L and L DORSAL R', () => {
    const [bones] = readSharedFiles('nm-pt/bone-scan');
    if (!bones) throw new Error('no bone scan');
    expect(edgeMarkers(bones, 1, 0, false)).toEqual({ top: 'H', right: 'L', bottom: 'F', left: 'R' });
    expect(edgeMarkers(bones, 2, 0, false)).toEqual({ top: 'H', right: 'R', bottom: 'F', left: 'L' });
  });
});
