import { CT_ANSWERS as CT } from './answers';
import type { RodAnswer } from './answers';
import { drawText, fillBox, fillDisc } from './draw';
import type { Canvas } from './draw';
import { encodeFile } from './encode';
import { makeNoise } from './noise';
import { describeGrey16, describeInstance, describePlane, samplePath } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
const INTERCEPT = -1024;
const PLASTIC_HU = 200;
const MARK_HU = 1000;
const NOISE_SEED = 20260311;

const FACTS: SampleStudyFacts = {
  number: 1,
  folder: 'ct-phantom',
  patientName: 'Sample^Rod Phantom',
  patientId: CT.patientId,
  sex: 'O',
  birthDate: '19700101',
  date: '20260611',
  time: '091500',
  description: 'Sample: CT phantom, rods and inserts',
};
const SERIES = { number: 1, modality: 'CT', description: 'Rods and inserts' };

const toStored = (valueHu: number): number => valueHu - INTERCEPT;
const within = (slice: number, [first, last]: readonly [number, number]): boolean =>
  slice >= first && slice <= last;

const emptyCanvas = (): Canvas & { pixels: Int16Array } => ({
  columns: CT.columns,
  rows: CT.rows,
  pixels: new Int16Array(CT.columns * CT.rows).fill(toStored(CT.airHu)),
});

const drawBody = (on: Canvas): void => {
  const [x, y] = CT.body.centre;
  fillDisc(on, { x, y, radius: CT.body.radiusPx }, toStored(CT.body.valueHu));
};

const drawInserts = (on: Canvas): void => {
  for (const { valueHu, centre } of CT.inserts) {
    const [x, y] = centre;
    fillDisc(on, { x, y, radius: 20 }, toStored(PLASTIC_HU));
    fillDisc(on, { x, y, radius: 19 }, toStored(valueHu));
  }
};

/** A line of 3 pixels with a mark across each end; the brightest pixels are the ends themselves. */
const drawRod = (on: Canvas, { from, to }: RodAnswer): void => {
  const steps = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  for (let step = 1; step < steps; step += 1) {
    const x = Math.round(from[0] + ((to[0] - from[0]) * step) / steps);
    const y = Math.round(from[1] + ((to[1] - from[1]) * step) / steps);
    // Not square: a horizontal rod must not reach beyond its end marks, nor a vertical one.
    if (from[1] === to[1]) fillBox(on, { x, y: y - 1, columns: 1, rows: 3 }, toStored(CT.rodHu));
    else fillBox(on, { x: x - 1, y, columns: 3, rows: 1 }, toStored(CT.rodHu));
  }
  for (const [x, y] of [from, to]) {
    if (from[1] === to[1]) fillBox(on, { x, y: y - 5, columns: 1, rows: 11 }, toStored(CT.rodHu));
    else fillBox(on, { x: x - 5, y, columns: 11, rows: 1 }, toStored(CT.rodHu));
    fillBox(on, { x, y, columns: 1, rows: 1 }, toStored(CT.endMarkHu));
  }
};

/** The slice's number, a bar of its length and a dot that moves: in the air, where nothing is measured. */
const drawSliceMarks = (on: Canvas, slice: number): void => {
  drawText(on, String(slice + 1), { x: 8, y: 8, scale: 3 }, toStored(MARK_HU));
  fillBox(on, { x: 8, y: 36, columns: 1 + Math.floor(slice / 2), rows: 4 }, toStored(MARK_HU));
  fillDisc(on, { x: 8 + Math.floor(slice / 2), y: 500, radius: 3 }, toStored(MARK_HU));
  drawText(on, 'R', { x: 20, y: 60, scale: 4 }, toStored(MARK_HU));
  drawText(on, 'L', { x: 472, y: 60, scale: 4 }, toStored(MARK_HU));
};

/** Noise in everything that is not air around the phantom; the sequence starts elsewhere in each slice. */
const addNoise = (on: Canvas, inBody: Canvas, noise: Int8Array, slice: number): void => {
  const start = slice * 15838;
  const { pixels } = on;
  for (let index = 0; index < pixels.length; index += 1)
    if (inBody.pixels[index] === 1)
      pixels[index] = (pixels[index] ?? 0) + (noise[(index + start) % noise.length] ?? 0);
};

/** Stored values of slices, in order; the canvas belongs to the caller until the next one. */
const drawSlices = function* (): Generator<Int16Array> {
  const plain = emptyCanvas();
  drawBody(plain);
  const filled = { ...plain, pixels: plain.pixels.slice() };
  drawInserts(filled);
  const inBody = { ...plain, pixels: new Uint8Array(plain.pixels.length) };
  fillDisc(inBody, { x: CT.body.centre[0], y: CT.body.centre[1], radius: CT.body.radiusPx }, 1);
  const noise = makeNoise(CT.columns * CT.rows, CT.noiseSigmaHu, NOISE_SEED);
  const through = CT.throughRod;
  for (let slice = 0; slice < CT.slices; slice += 1) {
    const base = within(slice, CT.insertSlices) ? filled : plain;
    const on = { ...base, pixels: base.pixels.slice() };
    addNoise(on, inBody, noise, slice);
    if (within(slice, through.slices))
      fillDisc(on, { x: through.at[0], y: through.at[1], radius: through.radiusPx }, toStored(CT.rodHu));
    if (within(slice, CT.rodSlices)) for (const rod of CT.rods) drawRod(on, rod);
    drawSliceMarks(on, slice);
    yield on.pixels;
  }
};

function* files(): Generator<SampleFile> {
  let slice = 0;
  for (const pixels of drawSlices()) {
    const [x, y, z] = CT.originLps;
    const bytes = encodeFile({
      ...describeInstance(FACTS, SERIES, slice + 1, CT_IMAGE_STORAGE),
      ...describePlane(FACTS, {
        row: [1, 0, 0],
        column: [0, 1, 0],
        positionLps: [x, y, z + slice * CT.sliceSpacingMm],
        spacingMm: [CT.spacingMm, CT.spacingMm],
        thicknessMm: CT.sliceSpacingMm,
      }),
      ...describeGrey16(CT.columns, pixels),
      ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      BodyPartExamined: 'PHANTOM',
      PatientPosition: 'HFS',
      AcquisitionNumber: 1,
      KVP: 120,
      SpacingBetweenSlices: CT.sliceSpacingMm,
      SliceLocation: z + slice * CT.sliceSpacingMm,
      RescaleIntercept: INTERCEPT,
      RescaleSlope: 1,
      RescaleType: 'HU',
      WindowCenter: CT.windows.map(({ centerHu }) => centerHu),
      WindowWidth: CT.windows.map(({ widthHu }) => widthHu),
      WindowCenterWidthExplanation: CT.windows.map(({ name }) => name),
    });
    yield { path: samplePath(FACTS, SERIES.number, slice + 1), bytes };
    slice += 1;
  }
}

/** CT phantom with rods of known length and inserts of known HU; its answers are `CT_ANSWERS`. */
export const CT_PHANTOM: SampleStudy = { ...FACTS, files };
