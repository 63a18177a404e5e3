import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeRegistration } from './registration';
import { encodeFile } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  describePlane,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

const facts = (number: number, folder: string, date: string): SampleStudyFacts => ({
  number,
  folder,
  patientName: 'Test^Linked',
  patientId: 'LINKED-1',
  sex: 'F',
  birthDate: '19610512',
  date,
  time: '081500',
  description: 'Block with a ball',
});
const NOW = facts(216, 'linked-now', '20260711');
const PRIOR = facts(217, 'linked-prior', '20251102');
const MR = '1.2.840.10008.5.1.4.1.1.4';

type Vector = readonly [x: number, y: number, z: number];
const AXIAL: readonly [Vector, Vector, Vector] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const CORONAL: readonly [Vector, Vector, Vector] = [
  [1, 0, 0],
  [0, 0, -1],
  [0, 1, 0],
];

interface Made {
  readonly of: SampleStudyFacts;
  readonly number: number;
  readonly axes: readonly [row: Vector, column: Vector, normal: Vector];
  readonly side: number;
  readonly pixelMm: number;
  readonly slices: number;
  readonly stepMm: number;
  /** How far the patient lay elsewhere, LPS mm. */
  readonly movedLps: Vector;
}
const at = (of: SampleStudyFacts, number: number) => ({
  study: sampleUid(of.number),
  series: sampleUid(of.number, number),
});

/** A block of 160 mm with a ball of 6 mm at a known point; two studies, each a frame of reference of its own. */
export const LINKED = {
  study: sampleUid(NOW.number),
  prior: sampleUid(PRIOR.number),
  thin: { ...at(NOW, 1), slices: 81, stepMm: 2 },
  thick: { ...at(NOW, 2), slices: 27, stepMm: 6.5 },
  coronal: { ...at(NOW, 3), slices: 41, stepMm: 4 },
  before: { ...at(PRIOR, 1), slices: 54, stepMm: 3, movedLps: [7, -11, -312.5] },
  ballLps: [21, -33, 14] as Vector,
  ballMm: 6,
} as const;

const MADE: readonly Made[] = [
  { of: NOW, number: 1, axes: AXIAL, side: 96, pixelMm: 2, slices: 81, stepMm: 2, movedLps: [0, 0, 0] },
  { of: NOW, number: 2, axes: AXIAL, side: 160, pixelMm: 1.1, slices: 27, stepMm: 6.5, movedLps: [0, 0, 0] },
  { of: NOW, number: 3, axes: CORONAL, side: 128, pixelMm: 1.5, slices: 41, stepMm: 4, movedLps: [0, 0, 0] },
  {
    of: PRIOR,
    number: 1,
    axes: AXIAL,
    side: 120,
    pixelMm: 1.5,
    slices: 54,
    stepMm: 3,
    movedLps: [7, -11, -312.5],
  },
];

const plus = (a: Vector, b: Vector, by: number): Vector => [
  a[0] + b[0] * by,
  a[1] + b[1] * by,
  a[2] + b[2] * by,
];

/** What is stored at a point of the patient. */
function valueAt([x, y, z]: Vector): number {
  const [bx, by, bz] = LINKED.ballLps;
  if (Math.hypot(x - bx, y - by, z - bz) <= LINKED.ballMm) return 1000;
  return Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) <= 80 ? 300 : 0;
}

/** Place of the first pixel of a slice, from 0, in the patient who did not move. */
const cornerOf = (
  { axes: [row, column, normal], side, pixelMm, slices, stepMm }: Made,
  slice: number,
): Vector => {
  const half = (-(side - 1) / 2) * pixelMm;
  return plus(plus(plus([0, 0, 0], normal, (slice - (slices - 1) / 2) * stepMm), row, half), column, half);
};

/** How high a slice (from 0) lies along its normal, mm, where the patient did not move. */
export const heightMm = ({ slices, stepMm }: { slices: number; stepMm: number }, slice: number): number =>
  (slice - (slices - 1) / 2) * stepMm;

/** The slice (from 0) that a height is nearest to. */
export const sliceAt = ({ slices, stepMm }: { slices: number; stepMm: number }, mm: number): number =>
  Math.round(mm / stepMm + (slices - 1) / 2);

/** Writes the study of now (two axial series of unlike spacing, a coronal one) and the one before it. */
export function writeLinkedStudies(folder: string): void {
  for (const made of MADE) {
    const { of, number, axes, side, pixelMm, slices, stepMm, movedLps } = made;
    const [row, column] = axes;
    for (let slice = 0; slice < slices; slice++) {
      const corner = cornerOf(made, slice);
      const pixels = new Uint16Array(side * side);
      for (let down = 0; down < side; down++)
        for (let right = 0; right < side; right++)
          pixels[down * side + right] = valueAt(
            plus(plus(corner, row, right * pixelMm), column, down * pixelMm),
          );
      const path = join(folder, samplePath(of, number, slice + 1));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        encodeFile({
          ...describeInstance(of, { number, modality: 'MR', description: `Series ${number}` }, slice + 1, MR),
          ...describePlane(of, {
            ...{ row, column, positionLps: plus(corner, movedLps, 1) },
            ...{ spacingMm: [pixelMm, pixelMm], thicknessMm: stepMm },
          }),
          ...describeGrey16(side, pixels),
          WindowCenter: 500,
          WindowWidth: 1000,
        }),
      );
    }
  }
}

/** Writes the object that aligns the patient of the study before with that of now, by what the phantom was moved by. */
export function writeLinkedRegistration(folder: string): void {
  const [x, y, z] = LINKED.before.movedLps;
  writeRegistration(folder, NOW, PRIOR, [1, 0, 0, -x, 0, 1, 0, -y, 0, 0, 1, -z, 0, 0, 0, 1]);
}
