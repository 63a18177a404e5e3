import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CUBE_ANSWERS as CUBE } from '../../server/samples/answers';
import { encodeFile } from '../../server/samples/encode';
import { drawSlice } from '../../server/samples/letteredCube';
import {
  describeGrey16,
  describeInstance,
  describePlane,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

type Vector = readonly [x: number, y: number, z: number];

const FACTS: SampleStudyFacts = {
  number: 201,
  folder: 'cubes',
  patientName: 'Test^Cubes',
  patientId: 'TEST-CUBES',
  sex: 'O',
  birthDate: '19700101',
  date: '20260604',
  time: '141000',
  description: 'Cube in 24 orientations',
};
const MR = '1.2.840.10008.5.1.4.1.1.4';
const AXES: readonly Vector[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The 24 ways in which rows and columns can run along the axes of the patient. */
export const ORIENTATIONS = AXES.flatMap((row) =>
  AXES.filter((column) => dot(row, column) === 0).map((column) => ({ row, column })),
);

/** The end of the patient that an axis of LPS points to (PS3.3 C.7.6.1.1.1). */
const endOf = ([x, y, z]: Vector): string => {
  if (x !== 0) return x > 0 ? 'L' : 'R';
  if (y !== 0) return y > 0 ? 'P' : 'A';
  return z > 0 ? 'H' : 'F';
};

/** The study and its two series of 24 images: by Image Orientation, and by Patient Orientation alone. */
export const CUBES = {
  study: sampleUid(FACTS.number),
  byCosines: sampleUid(FACTS.number, 1),
  byLetters: sampleUid(FACTS.number, 2),
};

/** Writes the middle slice of the lettered cube in all 24 orientations, twice. */
export function writeCubes(folder: string): void {
  for (const [at, { row, column }] of ORIENTATIONS.entries()) {
    const corner = (axis: 0 | 1 | 2) => -(CUBE.columns / 2) * row[axis] - (CUBE.rows / 2) * column[axis];
    const positionLps: Vector = [corner(0), corner(1), corner(2)];
    const picture = {
      ...describeGrey16(CUBE.columns, drawSlice(positionLps, { row, column })),
      WindowCenter: 500,
      WindowWidth: 1000,
    };
    const series = [
      describePlane(FACTS, { row, column, positionLps, spacingMm: [1, 1], thicknessMm: 1.5 }),
      { PatientOrientation: [endOf(row), endOf(column)] },
    ];
    for (const [place, geometry] of series.entries()) {
      const facts = { number: place + 1, modality: 'MR', description: `Cube ${place + 1}` };
      const path = join(folder, samplePath(FACTS, place + 1, at + 1));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        encodeFile({ ...describeInstance(FACTS, facts, at + 1, MR), ...geometry, ...picture }),
      );
    }
  }
}
