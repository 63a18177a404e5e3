/**
 * What the generated samples truly hold, for tests and for whoever checks a viewer by hand. Pixel positions are
 * `[column, row]` from 0 at the centre of the first pixel; slices count from 0 (InstanceNumber is one more).
 */

type PixelPoint = readonly [column: number, row: number];

/** A rod lies in the slices `slices[0]` to `slices[1]`, both included; its ends are centres of pixels. */
export interface RodAnswer {
  readonly name: string;
  readonly from: PixelPoint;
  readonly to: PixelPoint;
  readonly lengthMm: number;
}

/** A cylinder along z. `radiusPx` is the part to measure in; a wall of one pixel lies at 20 pixels. */
export interface InsertAnswer {
  readonly valueHu: number;
  readonly centre: PixelPoint;
  readonly radiusPx: number;
}

const RODS: readonly RodAnswer[] = [
  { name: 'horizontal', from: [206, 200], to: [306, 200], lengthMm: 50 },
  { name: 'vertical', from: [190, 206], to: [190, 306], lengthMm: 50 },
  { name: 'oblique', from: [250, 240], to: [286, 288], lengthMm: 30 },
];

const INSERTS: readonly InsertAnswer[] = [
  { valueHu: -1000, centre: [406, 256], radiusPx: 18 },
  { valueHu: -100, centre: [350, 373], radiusPx: 18 },
  { valueHu: 0, centre: [223, 402], radiusPx: 18 },
  { valueHu: 40, centre: [121, 321], radiusPx: 18 },
  { valueHu: 100, centre: [121, 191], radiusPx: 18 },
  { valueHu: 300, centre: [223, 110], radiusPx: 18 },
  { valueHu: 1000, centre: [350, 139], radiusPx: 18 },
];

/** CT phantom `SAMPLE-CT`: 512 x 512 x 200, pixel (256, 256) of slice 100 at the origin of the patient. */
export const CT_ANSWERS = {
  patientId: 'SAMPLE-CT',
  columns: 512,
  rows: 512,
  slices: 200,
  spacingMm: 0.5,
  sliceSpacingMm: 1,
  /** LPS mm of the first pixel of slice 0. */
  originLps: [-128, -128, -100],
  body: { centre: [256, 256] as PixelPoint, radiusPx: 240, valueHu: 0 },
  airHu: -1000,
  noiseSigmaHu: 5,
  inserts: INSERTS,
  /** First and last slice that hold the inserts. */
  insertSlices: [10, 189],
  rods: RODS,
  /** First and last slice that hold the rods in the slice plane. */
  rodSlices: [90, 110],
  rodHu: 1500,
  endMarkHu: 3000,
  /** A rod along z: from the centre of one slice to the centre of another. */
  throughRod: { at: [256, 330] as PixelPoint, radiusPx: 3, slices: [80, 120], lengthMm: 40 },
  /** The windows the files carry, first the default. */
  windows: [
    { centerHu: 40, widthHu: 400, name: 'SOFT' },
    { centerHu: 300, widthHu: 1500, name: 'BONE' },
  ],
} as const;

/**
 * Lettered cube `SAMPLE-CUBE`: 100 mm wide, its centre at the origin. Letters read upright in the usual display of
 * their plane; each stands at the side of the patient it names.
 */
export const CUBE_ANSWERS = {
  patientId: 'SAMPLE-CUBE',
  columns: 128,
  rows: 128,
  slices: 65,
  spacingMm: 1,
  sliceSpacingMm: 1.5,
  outside: 0,
  inside: 300,
  wall: 500,
  ink: 1000,
  /** Letters at left, right, top and bottom of each image as acquired, and series number. */
  series: [
    { number: 1, plane: 'axial', left: 'R', right: 'L', top: 'A', bottom: 'P' },
    { number: 2, plane: 'coronal', left: 'R', right: 'L', top: 'H', bottom: 'F' },
    { number: 3, plane: 'sagittal', left: 'A', right: 'P', top: 'H', bottom: 'F' },
    { number: 4, plane: 'oblique', left: 'R', right: 'L', top: 'A', bottom: 'P' },
  ],
} as const;

/** PET/CT `SAMPLE-PETCT`: spheres of known SUV (body weight) in a cylinder of SUV 1. Positions LPS mm. */
export const PET_ANSWERS = {
  patientId: 'SAMPLE-PETCT',
  weightKg: 70,
  doseBq: 370e6,
  halfLifeS: 6586.2,
  /** From injection to the start of the series, to which the counts are corrected. */
  delayS: 3600,
  backgroundSuv: 1,
  spheres: [
    { centreLps: [40, 0, 0], radiusMm: 20, suv: 5 },
    { centreLps: [-40, 0, 0], radiusMm: 14, suv: 2.5 },
    { centreLps: [0, -48, 28], radiusMm: 12, suv: 10 },
  ],
} as const;

/** Head MR `SAMPLE-MR`: the lesion's diameter in the older and in the newer study; its centre in LPS mm. */
export const MR_ANSWERS = {
  patientId: 'SAMPLE-MR',
  lesionLps: [24, -12, 20],
  priorDiameterMm: 12,
  currentDiameterMm: 18,
} as const;

/** Ultrasound loop `SAMPLE-US`: two pins 20 mm apart, a pendulum between them, 30 frames a second. */
export const US_ANSWERS = {
  patientId: 'SAMPLE-US',
  frames: 30,
  frameTimeMs: 33.33,
  columns: 320,
  rows: 240,
  /** mm per pixel inside the ultrasound region, both ways. */
  spacingMm: 0.5,
  region: { x: 20, y: 20, columns: 280, rows: 200 },
  pins: { from: [140, 60] as PixelPoint, to: [180, 60] as PixelPoint, lengthMm: 20 },
} as const;

/** Radiograph `SAMPLE-DX`: only ImagerPixelSpacing, rows twice as far apart as columns; the disc is round at the detector. */
export const DX_ANSWERS = {
  patientId: 'SAMPLE-DX',
  columns: 1000,
  rows: 600,
  imagerSpacingMm: { rows: 0.4, columns: 0.2 },
  disc: { centre: [500, 300] as PixelPoint, diameterMm: 80 },
  /** Both 60 mm at the detector: 300 columns, 150 rows. */
  bars: [
    { name: 'horizontal', from: [350, 60] as PixelPoint, to: [650, 60] as PixelPoint, lengthMm: 60 },
    { name: 'vertical', from: [80, 225] as PixelPoint, to: [80, 375] as PixelPoint, lengthMm: 60 },
  ],
} as const;

/** Test patterns `SAMPLE-PATTERN`. Series 1 and 2 show the same picture; so do series 3 and 4. */
export const PATTERN_ANSWERS = {
  patientId: 'SAMPLE-PATTERN',
  columns: 512,
  rows: 512,
  /** Eleven steps of grey over the top eighth, from 0 to 250 by 25. */
  stepValues: [0, 25, 50, 75, 100, 125, 150, 175, 200, 225, 250],
  /** Colour bars from the left, each 64 columns wide, as RGB. */
  bars: [
    [255, 255, 255],
    [255, 255, 0],
    [0, 255, 255],
    [0, 255, 0],
    [255, 0, 255],
    [255, 0, 0],
    [0, 0, 255],
    [0, 0, 0],
  ],
} as const;
