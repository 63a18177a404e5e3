import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { encodeFile, type SampleDataset } from '../../server/samples/encode';
import {
  describeBytes,
  describeGrey16,
  describeInstance,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

/** What an image of one kind is made of. Everything is drawn on 240 columns and 200 rows. */
export interface Phantom {
  readonly name: string;
  readonly modality: string;
  readonly sopClass: string;
  /** Attributes that matter; they replace what else would be written. */
  readonly facts: SampleDataset;
  /** Stored values of 16 bits; absent: a grey ramp of 8 bits. */
  readonly values?: (column: number, row: number, slice: number) => number;
  /** Facts of each slice; absent: one slice. */
  readonly slices?: readonly SampleDataset[];
}

export const COLUMNS = 240;
export const ROWS = 200;

const CLASS = {
  ct: '1.2.840.10008.5.1.4.1.1.2',
  enhancedMr: '1.2.840.10008.5.1.4.1.1.4.1',
  dx: '1.2.840.10008.5.1.4.1.1.1.1',
  cr: '1.2.840.10008.5.1.4.1.1.1',
  xa: '1.2.840.10008.5.1.4.1.1.12.1',
  sc: '1.2.840.10008.5.1.4.1.1.7',
  us: '1.2.840.10008.5.1.4.1.1.6.1',
  photo: '1.2.840.10008.5.1.4.1.1.77.1.4',
  slide: '1.2.840.10008.5.1.4.1.1.77.1.6',
  pet: '1.2.840.10008.5.1.4.1.1.128',
};

const dx = (name: string, facts: SampleDataset): Phantom => ({
  name,
  modality: 'DX',
  sopClass: CLASS.dx,
  facts,
});

/** An ultrasound region (PS3.3 C.8.5.5): unit codes 3 cm, 4 s, 7 cm/s. */
const region = (
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  [xUnit, xDelta]: readonly [number, number],
  [yUnit, yDelta]: readonly [number, number],
  format = 1,
): SampleDataset => ({
  RegionSpatialFormat: format,
  RegionDataType: 1,
  RegionFlags: 0,
  RegionLocationMinX0: x0,
  RegionLocationMinY0: y0,
  RegionLocationMaxX1: x1,
  RegionLocationMaxY1: y1,
  PhysicalUnitsXDirection: xUnit,
  PhysicalUnitsYDirection: yUnit,
  PhysicalDeltaX: xDelta,
  PhysicalDeltaY: yDelta,
});

const measures = (mm: number): SampleDataset => ({
  PixelMeasuresSequence: [{ PixelSpacing: [mm, mm], SliceThickness: 1 }],
});

/** One image for each spacing rule of PS3.3 10.7.1 and C.8.5.5. */
export const SPACINGS: readonly Phantom[] = [
  {
    name: 'anisotropic CT',
    modality: 'CT',
    sopClass: CLASS.ct,
    facts: {
      PixelSpacing: [0.5, 1],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      ImagePositionPatient: [0, 0, 0],
    },
  },
  {
    name: 'scout',
    modality: 'CT',
    sopClass: CLASS.ct,
    facts: { PixelSpacing: [0.6, 0.6], ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] },
  },
  {
    name: 'enhanced MR',
    modality: 'MR',
    sopClass: CLASS.enhancedMr,
    facts: { NumberOfFrames: 2, PerFrameFunctionalGroupsSequence: [measures(1), measures(0.25)] },
  },
  dx('imager', { ImagerPixelSpacing: [0.2, 0.2] }),
  dx('ERMF', { ImagerPixelSpacing: [0.2, 0.2], EstimatedRadiographicMagnificationFactor: 1.5 }),
  dx('distances', {
    ImagerPixelSpacing: [0.2, 0.2],
    DistanceSourceToDetector: 1800,
    DistanceSourceToPatient: 1200,
  }),
  dx('geometry', {
    PixelSpacing: [0.15, 0.15],
    ImagerPixelSpacing: [0.2, 0.2],
    PixelSpacingCalibrationType: 'GEOMETRY',
  }),
  dx('fiducial', { PixelSpacing: [0.15, 0.15], PixelSpacingCalibrationType: 'FIDUCIAL' }),
  dx('recalibrated', { PixelSpacing: [0.15, 0.15], ImagerPixelSpacing: [0.2, 0.2] }),
  dx('same', { PixelSpacing: [0.2, 0.2], ImagerPixelSpacing: [0.2, 0.2] }),
  dx('conflict', { PixelSpacing: [0.3, 0.3], ImagerPixelSpacing: [0.2, 0.2] }),
  dx('nothing', {}),
  { name: 'CR pixel', modality: 'CR', sopClass: CLASS.cr, facts: { PixelSpacing: [0.15, 0.15] } },
  { name: 'XA', modality: 'XA', sopClass: CLASS.xa, facts: { ImagerPixelSpacing: [0.3, 0.3] } },
  { name: 'SC', modality: 'OT', sopClass: CLASS.sc, facts: {} },
  { name: 'SC copied', modality: 'OT', sopClass: CLASS.sc, facts: { PixelSpacing: [0.5, 0.5] } },
  { name: 'slide', modality: 'SM', sopClass: CLASS.slide, facts: {} },
  { name: 'photo', modality: 'XC', sopClass: CLASS.photo, facts: {} },
  { name: 'US plain', modality: 'US', sopClass: CLASS.us, facts: {} },
  {
    name: 'US',
    modality: 'US',
    sopClass: CLASS.us,
    facts: {
      SequenceOfUltrasoundRegions: [
        region([0, 0, 119, 99], [3, 0.1], [3, 0.1]),
        region([120, 0, 239, 99], [3, 0.05], [3, 0.05]),
        // M-mode: 10 ms across, 0.02 cm down. Doppler: 5 ms across, 0.5 cm/s down.
        region([0, 100, 119, 189], [4, 0.01], [3, 0.02], 2),
        region([120, 100, 239, 189], [4, 0.005], [7, -0.5], 3),
      ],
    },
  },
];

/** A disc of 100 over 0, and padding around it. */
const inDisc = (column: number, row: number): boolean => Math.hypot(column - 120, row - 100) <= 40;

const AXIAL: SampleDataset = {
  PixelSpacing: [0.5, 0.5],
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [0, 0, 0],
  RescaleSlope: 1,
  RescaleIntercept: 0,
};
type Values = NonNullable<Phantom['values']>;
const ct = (name: string, facts: SampleDataset, values: Values = () => 40): Phantom => ({
  name,
  modality: 'CT',
  sopClass: CLASS.ct,
  facts: { ...AXIAL, ...facts },
  values,
});

/** Values: their unit, and the pixels that are none. */
export const VALUES: readonly Phantom[] = [
  ct('HU', { RescaleIntercept: -1024 }, () => 1064),
  ct('unspecified', { RescaleType: 'US' }),
  ct('HU_MOD', { RescaleType: 'HU_MOD' }),
  ct('Z_EFF', { RescaleType: 'Z_EFF', MultienergyCTAcquisition: 'YES' }),
  ct('multi-energy', { MultienergyCTAcquisition: 'YES' }),
  ct('localizer', { ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }),
  // Outside the disc, columns count the padding range up from -2000 to -1990; in it, the left half is 90, the right 110.
  ct(
    'padding',
    { PixelPaddingValue: -2000 & 0xffff, PixelPaddingRangeLimit: -1990 & 0xffff },
    (column, row) => (inDisc(column, row) ? (column < 120 ? 90 : 110) : -2000 + (column % 11)),
  ),
];

const TRACER: SampleDataset = {
  RadiopharmaceuticalStartTime: '090000',
  RadionuclideTotalDose: 370e6,
  RadionuclideHalfLife: 6586.2,
};
interface PetParts {
  readonly tracer?: SampleDataset;
  readonly facts?: SampleDataset;
  readonly values?: Phantom['values'];
  readonly slices?: readonly SampleDataset[];
}
const pet = (
  name: string,
  { tracer = {}, facts = {}, values = () => 5000, slices }: PetParts = {},
): Phantom => ({
  name,
  modality: 'PT',
  sopClass: CLASS.pet,
  values,
  facts: {
    ...AXIAL,
    Units: 'BQML',
    CorrectedImage: ['DECY', 'ATTN'],
    DecayCorrection: 'START',
    SeriesDate: '20260602',
    SeriesTime: '100000',
    AcquisitionDate: '20260602',
    AcquisitionTime: '100000',
    PatientWeight: 75,
    PatientSize: 1.85,
    PatientSex: 'M',
    RadiopharmaceuticalInformationSequence: [{ ...TRACER, ...tracer }],
    ...facts,
  },
  ...(slices ? { slices } : {}),
});

/** PET: one image for each rule of the standardized uptake value. 75 kg, 1.85 m, male; 5,000 stored. */
export const PETS: readonly Phantom[] = [
  // Two slices of one activity, stored by slopes of their own: 5,000 and 10,000 Bq/ml a slope of 2 and 1 give 10,000.
  pet('slopes', {
    values: (_column, _row, slice) => (slice === 0 ? 5000 : 10_000),
    slices: [
      { RescaleSlope: 2, ImagePositionPatient: [0, 0, 0] },
      { RescaleSlope: 1, ImagePositionPatient: [0, 0, 4] },
    ],
  }),
  pet('admin', { facts: { DecayCorrection: 'ADMIN' } }),
  pet('none', { facts: { DecayCorrection: 'NONE' } }),
  pet('midnight', {
    facts: { SeriesTime: '003000', AcquisitionTime: '003000' },
    tracer: { RadiopharmaceuticalStartTime: '233000' },
  }),
  pet('no weight', { facts: { PatientWeight: '' } }),
  pet('Philips SUV', {
    facts: {
      Units: 'CNTS',
      '70530010 LO': 'Philips PET Private Group',
      '70531000 DS': 0.000551,
      '70531009 DS': 1.602563,
    },
  }),
  pet('Philips activity', {
    facts: { Units: 'CNTS', '70530010 LO': 'Philips PET Private Group', '70531009 DS': 1.602563 },
  }),
  pet('GE', {
    // Processed in the afternoon; GE's own scan time, as bytes of unknown VR, tells the morning.
    facts: {
      SeriesTime: '150000',
      AcquisitionTime: '100100',
      '00090010 LO': 'GEMS_PETD_01',
      '0009100D UN': Buffer.from('20260602100000.00 ', 'latin1'),
    },
  }),
  pet('counts', { facts: { Units: 'PROPCPS' } }),
];

/** To draw on: a disc of 1,000 and 40 pixels' radius over 0, its middle at 120, 100; pixels of 0.5 mm. */
export const DISC = { centre: [120, 100] as PointPx, radiusPx: 40, value: 1000, spacingMm: 0.5 };
const DRAWN: readonly Phantom[] = [ct('disc', {}, (column, row) => (inDisc(column, row) ? DISC.value : 0))];

const study = (number: number, description: string): SampleStudyFacts => ({
  number,
  folder: `numbers-${number}`,
  patientName: 'Phantom^Numbers',
  patientId: 'NUMBERS',
  sex: 'M',
  birthDate: '19700101',
  date: '20260602',
  time: '100000',
  description,
});

const GROUPS = [
  [study(250, 'Spacing'), SPACINGS],
  [study(251, 'Values'), VALUES],
  [study(252, 'PET'), PETS],
  [study(253, 'Drawing'), DRAWN],
] as const;

const ramp = (frames: number): Uint8Array =>
  Uint8Array.from({ length: COLUMNS * ROWS * frames }, (_, at) => 40 + (at % COLUMNS) / 2);

function pixelsOf({ values, facts }: Phantom, slice: number): SampleDataset {
  if (!values) {
    const frames = Number(facts['NumberOfFrames'] ?? 1);
    return describeBytes({ columns: COLUMNS, rows: ROWS, samples: 1 }, ramp(frames));
  }
  const stored = new Int16Array(COLUMNS * ROWS);
  for (let at = 0; at < stored.length; at += 1) {
    stored[at] = values(at % COLUMNS, Math.floor(at / COLUMNS), slice);
  }
  return describeGrey16(COLUMNS, stored);
}

/** Where a phantom is found: its study's and series' UIDs. */
export function whereIs(name: string): { study: string; series: string } {
  for (const [facts, phantoms] of GROUPS) {
    const at = phantoms.findIndex((one) => one.name === name);
    if (at >= 0) return { study: sampleUid(facts.number), series: sampleUid(facts.number, at + 1) };
  }
  throw new Error(`no phantom is called ${name}`);
}

/** Writes every phantom into a folder, a series each. */
export function writePhantoms(folder: string): void {
  for (const [facts, phantoms] of GROUPS) {
    phantoms.forEach((phantom, at) => {
      const series = { number: at + 1, modality: phantom.modality, description: phantom.name };
      (phantom.slices ?? [{}]).forEach((slice, place) => {
        const bytes = encodeFile({
          ...describeInstance(facts, series, place + 1, phantom.sopClass),
          ...pixelsOf(phantom, place),
          ...phantom.facts,
          ...slice,
        });
        const path = join(folder, samplePath(facts, series.number, place + 1));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, bytes);
      });
    });
  }
}
