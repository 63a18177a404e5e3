import { MR_ANSWERS as MR } from './answers';
import { encodeFile } from './encode';
import { makeNoise } from './noise';
import { describeGrey16, describeInstance, describePlane, samplePath } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

type Vector = readonly [x: number, y: number, z: number];
type Weighting = 'T1' | 'T2' | 'FLAIR';
type Tissue = keyof typeof SIGNAL;

const MR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.4';
const SIZE = 160;
const SPACING_MM = 1.5;
const SLICES = 24;

/** Signal of each tissue, arbitrary units. */
const SIGNAL = {
  air: { T1: 0, T2: 0, FLAIR: 0 },
  scalp: { T1: 700, T2: 500, FLAIR: 350 },
  skull: { T1: 60, T2: 50, FLAIR: 40 },
  grey: { T1: 360, T2: 480, FLAIR: 520 },
  white: { T1: 500, T2: 360, FLAIR: 400 },
  fluid: { T1: 150, T2: 900, FLAIR: 80 },
  lesion: { T1: 280, T2: 720, FLAIR: 820 },
} as const;

/** Echo and repetition time, ms (PS3.3 C.8.3.1). */
const TIMES = { T1: [12, 520], T2: [95, 4200], FLAIR: [110, 8000] } as const;

interface Ellipsoid {
  readonly tissue: Tissue;
  readonly centre: Vector;
  readonly half: Vector;
}

/** Ellipsoids from the outside in: centre and half axes, LPS mm. The later one wins. */
const HEAD: readonly Ellipsoid[] = [
  { tissue: 'scalp', centre: [0, 0, 0], half: [76, 96, 88] },
  { tissue: 'skull', centre: [0, 0, 0], half: [71, 91, 83] },
  { tissue: 'grey', centre: [0, 0, 0], half: [65, 85, 77] },
  { tissue: 'white', centre: [-30, 2, 4], half: [26, 66, 58] },
  { tissue: 'white', centre: [30, 2, 4], half: [26, 66, 58] },
  { tissue: 'fluid', centre: [-9, -14, 12], half: [6, 24, 12] },
  { tissue: 'fluid', centre: [9, -14, 12], half: [6, 24, 12] },
];

const PLANES = {
  axial: { row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], stepMm: 6 },
  sagittal: { row: [0, 1, 0], column: [0, 0, -1], normal: [1, 0, 0], stepMm: 6 },
  coronal: { row: [1, 0, 0], column: [0, 0, -1], normal: [0, 1, 0], stepMm: 7 },
} as const;

const isInside = (x: number, y: number, z: number, { centre, half }: Ellipsoid): boolean =>
  ((x - centre[0]) / half[0]) ** 2 + ((y - centre[1]) / half[1]) ** 2 + ((z - centre[2]) / half[2]) ** 2 <= 1;

/** The innermost tissue at a point, LPS mm. */
const tissueAt = (x: number, y: number, z: number, head: readonly Ellipsoid[]): Tissue => {
  let tissue: Tissue = 'air';
  for (const ellipsoid of head) {
    if (isInside(x, y, z, ellipsoid)) tissue = ellipsoid.tissue;
    else if (tissue === 'air') break; // outside the scalp is outside all of it
  }
  return tissue;
};

const withLesion = (diameterMm: number): readonly Ellipsoid[] => {
  const radius = diameterMm / 2;
  return [...HEAD, { tissue: 'lesion', centre: MR.lesionLps, half: [radius, radius, radius] }];
};

const along = (from: Vector, direction: Vector, mm: number): Vector => [
  from[0] + direction[0] * mm,
  from[1] + direction[1] * mm,
  from[2] + direction[2] * mm,
];

interface HeadStudy extends SampleStudyFacts {
  readonly lesionMm: number;
  readonly acquisitions: readonly (readonly [Weighting, keyof typeof PLANES])[];
}

const NOISE = makeNoise(SIZE * SIZE, 8, 1977);

const drawSlice = (
  firstPixelLps: Vector,
  plane: (typeof PLANES)[keyof typeof PLANES],
  weighting: Weighting,
  head: readonly Ellipsoid[],
  noiseStart: number,
): Uint16Array => {
  const pixels = new Uint16Array(SIZE * SIZE);
  for (let down = 0; down < SIZE; down += 1) {
    const [x, y, z] = along(firstPixelLps, plane.column, down * SPACING_MM);
    for (let right = 0; right < SIZE; right += 1) {
      const mm = right * SPACING_MM;
      const tissue = tissueAt(x + plane.row[0] * mm, y + plane.row[1] * mm, z + plane.row[2] * mm, head);
      const index = down * SIZE + right;
      const noise = NOISE[(index + noiseStart) % NOISE.length] ?? 0;
      pixels[index] = Math.max(0, SIGNAL[tissue][weighting] + noise);
    }
  }
  return pixels;
};

function* makeFiles(study: HeadStudy): Generator<SampleFile> {
  const head = withLesion(study.lesionMm);
  for (const [index, [weighting, plane]] of study.acquisitions.entries()) {
    const { row, column, normal, stepMm } = PLANES[plane];
    const series = { number: index + 1, modality: 'MR', description: `${weighting} ${plane}` };
    for (let slice = 0; slice < SLICES; slice += 1) {
      const offsetMm = (slice - SLICES / 2) * stepMm;
      const half = (-SIZE / 2) * SPACING_MM;
      const positionLps = along(along(along([0, 0, 0], normal, offsetMm), row, half), column, half);
      const pixels = drawSlice(positionLps, PLANES[plane], weighting, head, slice * 1234);
      const bytes = encodeFile({
        ...describeInstance(study, series, slice + 1, MR_IMAGE_STORAGE),
        ...describePlane(study, {
          row,
          column,
          positionLps,
          spacingMm: [SPACING_MM, SPACING_MM],
          thicknessMm: 5,
        }),
        ...describeGrey16(SIZE, pixels),
        ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
        BodyPartExamined: 'HEAD',
        PatientPosition: 'HFS',
        ScanningSequence: weighting === 'FLAIR' ? ['SE', 'IR'] : 'SE',
        SequenceVariant: 'NONE',
        ScanOptions: '',
        MRAcquisitionType: '2D',
        EchoTime: TIMES[weighting][0],
        RepetitionTime: TIMES[weighting][1],
        EchoTrainLength: 1,
        SpacingBetweenSlices: stepMm,
        WindowCenter: weighting === 'T2' ? 450 : 380,
        WindowWidth: weighting === 'T2' ? 900 : 760,
      });
      yield { path: samplePath(study, series.number, slice + 1), bytes };
    }
  }
}

const PATIENT = {
  patientName: 'Sample^Head Phantom',
  patientId: MR.patientId,
  sex: 'F',
  birthDate: '19580214',
} as const;

const PRIOR: HeadStudy = {
  ...PATIENT,
  number: 3,
  folder: 'head-mr-prior',
  date: '20251118',
  time: '103000',
  description: 'Sample: head MR, earlier',
  lesionMm: MR.priorDiameterMm,
  acquisitions: [
    ['T1', 'axial'],
    ['T2', 'axial'],
    ['FLAIR', 'axial'],
  ],
};

const CURRENT: HeadStudy = {
  ...PATIENT,
  number: 4,
  folder: 'head-mr',
  date: '20260609',
  time: '110500',
  description: 'Sample: head MR, follow-up',
  lesionMm: MR.currentDiameterMm,
  acquisitions: [
    ['T1', 'sagittal'],
    ['T1', 'axial'],
    ['T2', 'axial'],
    ['FLAIR', 'axial'],
    ['T2', 'coronal'],
  ],
};

/** The older study of one patient with a sphere for a lesion; its answers are `MR_ANSWERS`. */
export const HEAD_MR_PRIOR: SampleStudy = { ...PRIOR, files: () => makeFiles(PRIOR) };
/** The newer study: the lesion has grown. */
export const HEAD_MR: SampleStudy = { ...CURRENT, files: () => makeFiles(CURRENT) };
