import { CUBE_ANSWERS as CUBE } from './answers';
import { GLYPH_COLUMNS, GLYPH_ROWS, hasInk } from './draw';
import { encodeFile } from './encode';
import { describeGrey16, describeInstance, describePlane, samplePath } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

type Vector = readonly [x: number, y: number, z: number];
type LetterPlane = 'axial' | 'coronal' | 'sagittal';

/** A letter cut out of a bar: its left top corner in its plane, and how deep it reaches across the plane, mm. */
export interface CubeLetter {
  readonly letter: string;
  readonly plane: LetterPlane;
  readonly u: number;
  readonly v: number;
  readonly depth: readonly [from: number, to: number];
}

const MR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.4';
const HALF_MM = 50;
const WALL_MM = 2;
/** Size of a dot of a letter, mm. */
export const DOT_MM = 2.5;

const FACTS: SampleStudyFacts = {
  number: 2,
  folder: 'lettered-cube',
  patientName: 'Sample^Lettered Cube',
  patientId: CUBE.patientId,
  sex: 'O',
  birthDate: '19700101',
  date: '20260604',
  time: '141000',
  description: 'Sample: cube lettered L R A P H F',
};

const bar = (plane: LetterPlane, depth: readonly [number, number], at: Record<string, [number, number]>) =>
  Object.entries(at).map(([letter, [u, v]]): CubeLetter => ({ letter, plane, u, v, depth }));
const plate = (plane: LetterPlane, letter: string, depth: readonly [number, number]): CubeLetter => ({
  letter,
  plane,
  u: -6.25,
  v: -8.75,
  depth,
});

/**
 * All letters, none touching another, so that a slice of one plane shows its own letters whole and of the others' only
 * bars. In-plane letters stand beside the middle lines, where the middle slices of the other planes do not meet them.
 */
export const CUBE_LETTERS: readonly CubeLetter[] = [
  ...bar('axial', [-49, 49], { L: [34, -26.5], R: [-46.5, -26.5], A: [9, -46.5], P: [9, 29] }),
  ...bar('coronal', [-6, 49], { L: [34, -26.5], R: [-46.5, -26.5], H: [-21.5, -46.5], F: [-21.5, 29] }),
  ...bar('coronal', [-49, -6], { L: [21.5, -26.5], R: [-34, -26.5], H: [21.5, -46.5], F: [21.5, 29] }),
  ...bar('sagittal', [-49, 6], { A: [-46.5, 9], P: [34, 9] }),
  ...bar('sagittal', [-30, 6], { H: [-21.5, -46.5], F: [-21.5, 29] }),
  plate('axial', 'H', [43, 49]),
  plate('axial', 'F', [-49, -43]),
  plate('coronal', 'A', [-49, -43]),
  plate('coronal', 'P', [43, 49]),
  plate('sagittal', 'L', [43, 49]),
  plate('sagittal', 'R', [-49, -43]),
];

/** Whether a letter fills a point (LPS mm). Plain numbers, no arrays: asked some fifty million times. */
const fills = ({ letter, plane, u, v, depth }: CubeLetter, x: number, y: number, z: number): boolean => {
  const across = plane === 'coronal' ? y : x;
  const away = plane === 'axial' ? z : across;
  if (away < depth[0] || away > depth[1]) return false;
  const column = ((plane === 'sagittal' ? y : x) - u) / DOT_MM;
  if (column < 0 || column >= GLYPH_COLUMNS) return false;
  const row = ((plane === 'axial' ? y : -z) - v) / DOT_MM;
  return row >= 0 && row < GLYPH_ROWS && hasInk(letter, Math.floor(column), Math.floor(row));
};

/** The stored value at a point of the patient (LPS mm). */
const valueAt = (x: number, y: number, z: number): number => {
  const reach = Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
  if (reach > HALF_MM) return CUBE.outside;
  for (const letter of CUBE_LETTERS) if (fills(letter, x, y, z)) return CUBE.ink;
  return reach > HALF_MM - WALL_MM ? CUBE.wall : CUBE.inside;
};

const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);
/** Nine decimals, so that the last bit of a cosine cannot change a byte. */
const rounded = (...parts: [number, number, number]): Vector => [
  Number(parts[0].toFixed(9)),
  Number(parts[1].toFixed(9)),
  Number(parts[2].toFixed(9)),
];

interface Acquisition {
  readonly row: Vector;
  readonly column: Vector;
  /** Direction from slice to slice. */
  readonly normal: Vector;
}

/** Turned 20 degrees about z, then leaning 25 degrees: neither axis along the patient. */
const OBLIQUE: Acquisition = {
  row: rounded(cosine(20), sine(20), 0),
  column: rounded(-sine(20) * cosine(25), cosine(20) * cosine(25), -sine(25)),
  normal: rounded(-sine(20) * sine(25), cosine(20) * sine(25), cosine(25)),
};

const ACQUISITIONS: Record<(typeof CUBE.series)[number]['plane'], Acquisition> = {
  axial: { row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1] },
  coronal: { row: [1, 0, 0], column: [0, 0, -1], normal: [0, 1, 0] },
  sagittal: { row: [0, 1, 0], column: [0, 0, -1], normal: [1, 0, 0] },
  oblique: OBLIQUE,
};

const along = (origin: Vector, direction: Vector, mm: number): Vector => [
  origin[0] + direction[0] * mm,
  origin[1] + direction[1] * mm,
  origin[2] + direction[2] * mm,
];

/** One slice of the cube in any direction, 128 x 128 pixels of 1 mm, row by row. */
export const drawSlice = (
  firstPixelLps: Vector,
  { row, column }: Pick<Acquisition, 'row' | 'column'>,
): Uint16Array => {
  const pixels = new Uint16Array(CUBE.columns * CUBE.rows);
  for (let down = 0; down < CUBE.rows; down += 1) {
    const [x, y, z] = along(firstPixelLps, column, down * CUBE.spacingMm);
    for (let right = 0; right < CUBE.columns; right += 1) {
      const mm = right * CUBE.spacingMm;
      pixels[down * CUBE.columns + right] = valueAt(x + row[0] * mm, y + row[1] * mm, z + row[2] * mm);
    }
  }
  return pixels;
};

function* files(): Generator<SampleFile> {
  for (const { number, plane } of CUBE.series) {
    const acquisition = ACQUISITIONS[plane];
    const series = { number, modality: 'MR', description: `Cube ${plane}` };
    for (let slice = 0; slice < CUBE.slices; slice += 1) {
      const offsetMm = (slice - (CUBE.slices - 1) / 2) * CUBE.sliceSpacingMm;
      const middle = along([0, 0, 0], acquisition.normal, offsetMm);
      const edge = along(middle, acquisition.row, (-CUBE.columns / 2) * CUBE.spacingMm);
      const positionLps = along(edge, acquisition.column, (-CUBE.rows / 2) * CUBE.spacingMm);
      const bytes = encodeFile({
        ...describeInstance(FACTS, series, slice + 1, MR_IMAGE_STORAGE),
        ...describePlane(FACTS, {
          row: acquisition.row,
          column: acquisition.column,
          positionLps,
          spacingMm: [CUBE.spacingMm, CUBE.spacingMm],
          thicknessMm: CUBE.sliceSpacingMm,
        }),
        ...describeGrey16(CUBE.columns, drawSlice(positionLps, acquisition)),
        ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
        BodyPartExamined: 'PHANTOM',
        PatientPosition: 'HFS',
        ScanningSequence: 'SE',
        SequenceVariant: 'NONE',
        ScanOptions: '',
        MRAcquisitionType: '2D',
        EchoTime: '',
        EchoTrainLength: '',
        SpacingBetweenSlices: CUBE.sliceSpacingMm,
        WindowCenter: 500,
        WindowWidth: 1000,
      });
      yield { path: samplePath(FACTS, number, slice + 1), bytes };
    }
  }
}

/** A cube whose sides carry the letter of the side of the patient they face; its answers are `CUBE_ANSWERS`. */
export const LETTERED_CUBE: SampleStudy = { ...FACTS, files };
