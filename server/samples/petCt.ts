import { PET_ANSWERS as PET } from './answers';
import { encodeFile } from './encode';
import type { SampleDataset } from './encode';
import { describeGrey16, describeInstance, describePlane, samplePath } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

type Vector = readonly [x: number, y: number, z: number];

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
const PET_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.128';
const SLICES = 41;
const STEP_MM = 4;
const BODY_HALF_MM = [150, 100] as const;
/** Ten SUV are 36,000 Bq/ml, which 16 bits with a sign hold only divided by two. */
const RESCALE_SLOPE = 2;

const FACTS: SampleStudyFacts = {
  number: 5,
  folder: 'pet-ct',
  patientName: 'Sample^Petct Phantom',
  patientId: PET.patientId,
  sex: 'M',
  birthDate: '19640730',
  date: '20260602',
  time: '100000',
  description: 'Sample: PET/CT, spheres of known SUV',
};

interface Half {
  readonly number: number;
  readonly modality: 'CT' | 'PT';
  readonly description: string;
  readonly size: number;
  readonly spacingMm: number;
  readonly sopClass: string;
  valueAt(pointLps: Vector): number;
  facts(slice: number): SampleDataset;
}

const isInBody = ([x, y]: Vector): boolean => (x / BODY_HALF_MM[0]) ** 2 + (y / BODY_HALF_MM[1]) ** 2 <= 1;
const sphereAt = ([x, y, z]: Vector): (typeof PET.spheres)[number] | undefined =>
  PET.spheres.find(
    ({ centreLps: [cx, cy, cz], radiusMm }) => (x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2 <= radiusMm ** 2,
  );

const suvAt = (point: Vector): number => {
  if (!isInBody(point)) return 0;
  return sphereAt(point)?.suv ?? PET.backgroundSuv;
};

/** Activity per ml that is one SUV at the start of the series, Bq/ml: decayed dose over grams of weight. */
const ONE_SUV_BQML = (PET.doseBq * 0.5 ** (PET.delayS / PET.halfLifeS)) / (PET.weightKg * 1000);

const CT: Half = {
  number: 1,
  modality: 'CT',
  description: 'CT low dose',
  size: 192,
  spacingMm: 2,
  sopClass: CT_IMAGE_STORAGE,
  valueAt: (point) => {
    if (!isInBody(point)) return 24;
    return 1024 + (sphereAt(point) === undefined ? 0 : 60);
  },
  facts: () => ({
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    KVP: 120,
    AcquisitionNumber: 1,
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    RescaleType: 'HU',
    WindowCenter: 40,
    WindowWidth: 400,
  }),
};

/** PET Series, Isotope and Image modules (PS3.3 C.8.9.1, C.8.9.2, C.8.9.4). */
const PT: Half = {
  number: 2,
  modality: 'PT',
  description: 'PET attenuation corrected',
  size: 96,
  spacingMm: 4,
  sopClass: PET_IMAGE_STORAGE,
  valueAt: (point) => Math.round((suvAt(point) * ONE_SUV_BQML) / RESCALE_SLOPE),
  facts: (slice) => ({
    ImageType: ['ORIGINAL', 'PRIMARY'],
    Units: 'BQML',
    CountsSource: 'EMISSION',
    SeriesType: ['WHOLE BODY', 'IMAGE'],
    NumberOfSlices: SLICES,
    CorrectedImage: ['DECY', 'ATTN', 'SCAT', 'DTIM', 'RAN', 'NORM'],
    DecayCorrection: 'START',
    CollimatorType: 'NONE',
    FrameReferenceTime: 0,
    ActualFrameDuration: 120000,
    ImageIndex: slice + 1,
    PatientWeight: PET.weightKg,
    PatientSize: 1.75,
    RadiopharmaceuticalInformationSequence: [
      {
        Radiopharmaceutical: 'Fluorodeoxyglucose',
        RadiopharmaceuticalStartTime: '090000',
        RadiopharmaceuticalStartDateTime: '20260602090000',
        RadionuclideTotalDose: PET.doseBq,
        RadionuclideHalfLife: PET.halfLifeS,
        RadionuclidePositronFraction: 0.967,
        RadionuclideCodeSequence: [
          { CodeValue: 'C-111A1', CodingSchemeDesignator: 'SRT', CodeMeaning: '^18^Fluorine' },
        ],
      },
    ],
    PatientOrientationCodeSequence: [],
    PatientGantryRelationshipCodeSequence: [],
    RescaleIntercept: 0,
    RescaleSlope: RESCALE_SLOPE,
    WindowCenter: 10000,
    WindowWidth: 20000,
  }),
};

const drawSlice = ({ size, spacingMm, valueAt }: Half, z: number): Int16Array => {
  const pixels = new Int16Array(size * size);
  for (let index = 0; index < pixels.length; index += 1)
    pixels[index] = valueAt([
      ((index % size) - size / 2) * spacingMm,
      (Math.floor(index / size) - size / 2) * spacingMm,
      z,
    ]);
  return pixels;
};

function* files(): Generator<SampleFile> {
  for (const half of [CT, PT]) {
    for (let slice = 0; slice < SLICES; slice += 1) {
      const z = (slice - (SLICES - 1) / 2) * STEP_MM;
      const edge = (-half.size / 2) * half.spacingMm;
      const bytes = encodeFile({
        ...describeInstance(FACTS, half, slice + 1, half.sopClass),
        ...describePlane(FACTS, {
          row: [1, 0, 0],
          column: [0, 1, 0],
          positionLps: [edge, edge, z],
          spacingMm: [half.spacingMm, half.spacingMm],
          thicknessMm: STEP_MM,
        }),
        ...describeGrey16(half.size, drawSlice(half, z)),
        BodyPartExamined: 'PHANTOM',
        PatientPosition: 'HFS',
        SpacingBetweenSlices: STEP_MM,
        SliceLocation: z,
        ...half.facts(slice),
      });
      yield { path: samplePath(FACTS, half.number, slice + 1), bytes };
    }
  }
}

/** CT and PET in one frame of reference, the PET in Bq/ml; its answers are `PET_ANSWERS`. */
export const PET_CT: SampleStudy = { ...FACTS, files };
