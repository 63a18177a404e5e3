import { US_ANSWERS as US } from './answers';
import { drawText, fillBox, fillDisc } from './draw';
import type { Canvas } from './draw';
import { encodeFile } from './encode';
import { makeNoise } from './noise';
import { describeBytes, describeInstance, samplePath } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

const US_MULTIFRAME_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.3.1';
/** Attribute Tag of Frame Time (0018,1063). */
const FRAME_TIME = 0x00181063;
const CENTIMETRE = 3;
const SPECKLE = 40;

const FACTS: SampleStudyFacts = {
  number: 6,
  folder: 'ultrasound',
  patientName: 'Sample^Ultrasound Phantom',
  patientId: US.patientId,
  sex: 'F',
  birthDate: '19910405',
  date: '20260528',
  time: '163000',
  description: 'Sample: ultrasound loop, pins and pendulum',
};
const SERIES = { number: 1, modality: 'US', description: 'Pendulum, 30 frames' };

/** Sideways reach of the pendulum in each third of a swing, pixels; a table, so that no sine can round differently. */
const SWING = [0, 8, 16, 24, 31, 36, 40, 41, 40, 36, 31, 24, 16, 8, 0];
const swingPx = (frame: number): number => {
  const reach = SWING[frame % SWING.length] ?? 0;
  return Math.floor(frame / SWING.length) % 2 === 0 ? reach : -reach;
};

/** Grey of one frame: speckle, two pins, a pendulum and the frame's number, counted from 1. */
const drawFrame = (frame: number, noise: Int8Array): Canvas & { pixels: Uint8Array } => {
  const { region, pins } = US;
  const on = { columns: US.columns, rows: US.rows, pixels: new Uint8Array(US.columns * US.rows) };
  fillBox(on, region, SPECKLE);
  on.pixels.forEach((value, index) => {
    if (value === SPECKLE) on.pixels[index] = value + (noise[(index + frame * 3334) % noise.length] ?? 0);
  });
  fillDisc(on, { x: 160 + swingPx(frame), y: 150, radius: 12 }, 190);
  for (const [x, y] of [pins.from, pins.to]) {
    fillBox(on, { x: x - 3, y, columns: 7, rows: 1 }, 255);
    fillBox(on, { x, y: y - 3, columns: 1, rows: 7 }, 255);
  }
  drawText(on, String(frame + 1), { x: 4, y: 2, scale: 2 }, 255);
  return on;
};

/** Grey to RGB; the strip below the region shows in orange how far the loop is. */
const colour = ({ pixels, columns }: Canvas & { pixels: Uint8Array }, frame: number): Uint8Array => {
  const rgb = new Uint8Array(pixels.length * 3);
  pixels.forEach((value, index) => rgb.fill(value, index * 3, index * 3 + 3));
  const reach = US.region.x + Math.round((US.region.columns * (frame + 1)) / US.frames);
  for (let y = 226; y < 232; y += 1)
    for (let x = US.region.x; x < reach; x += 1) rgb.set([255, 140, 0], (y * columns + x) * 3);
  return rgb;
};

function* files(): Generator<SampleFile> {
  const noise = makeNoise(US.columns * US.rows, 7, 815);
  const frames = Array.from({ length: US.frames }, (_, frame) => colour(drawFrame(frame, noise), frame));
  const { region } = US;
  const bytes = encodeFile({
    ...describeInstance(FACTS, SERIES, 1, US_MULTIFRAME_IMAGE_STORAGE),
    ...describeBytes({ columns: US.columns, rows: US.rows, samples: 3 }, Buffer.concat(frames)),
    ImageType: ['ORIGINAL', 'PRIMARY'],
    NumberOfFrames: US.frames,
    FrameIncrementPointer: FRAME_TIME,
    FrameTime: US.frameTimeMs,
    RecommendedDisplayFrameRate: 30,
    LossyImageCompression: '00',
    PatientOrientation: '',
    // US Region Calibration module (PS3.3 C.8.5.5): a 2D tissue region, cm per pixel.
    SequenceOfUltrasoundRegions: [
      {
        RegionSpatialFormat: 1,
        RegionDataType: 1,
        RegionFlags: 0,
        RegionLocationMinX0: region.x,
        RegionLocationMinY0: region.y,
        RegionLocationMaxX1: region.x + region.columns - 1,
        RegionLocationMaxY1: region.y + region.rows - 1,
        PhysicalUnitsXDirection: CENTIMETRE,
        PhysicalUnitsYDirection: CENTIMETRE,
        PhysicalDeltaX: US.spacingMm / 10,
        PhysicalDeltaY: US.spacingMm / 10,
      },
    ],
  });
  yield { path: samplePath(FACTS, SERIES.number, 1), bytes };
}

/** A calibrated colour loop; its answers are `US_ANSWERS`. */
export const ULTRASOUND: SampleStudy = { ...FACTS, files };
