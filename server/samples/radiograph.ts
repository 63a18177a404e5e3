import { DX_ANSWERS as DX } from './answers';
import { drawText, fillBox, fillDisc } from './draw';
import { encodeFile } from './encode';
import { describeGrey16, describeInstance, samplePath } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

const DX_IMAGE_STORAGE_FOR_PRESENTATION = '1.2.840.10008.5.1.4.1.1.1.1';

const FACTS: SampleStudyFacts = {
  number: 7,
  folder: 'radiograph',
  patientName: 'Sample^Radiograph Phantom',
  patientId: DX.patientId,
  sex: 'M',
  birthDate: '19820119',
  date: '20260610',
  time: '074500',
  description: 'Sample: radiograph, tall pixels, detector spacing only',
};
const SERIES = { number: 1, modality: 'DX', description: 'Disc and bars' };

const drawPixels = (): Uint16Array => {
  const { columns, rows, disc, bars, imagerSpacingMm } = DX;
  const on = { columns, rows, pixels: new Uint16Array(columns * rows) };
  // A ramp from left to right behind it all, so that a window shows its effect everywhere.
  on.pixels.forEach((_, index) => {
    on.pixels[index] = 200 + (index % columns);
  });
  fillDisc(
    on,
    {
      x: disc.centre[0],
      y: disc.centre[1],
      radius: disc.diameterMm / 2 / imagerSpacingMm.columns,
      aspect: imagerSpacingMm.rows / imagerSpacingMm.columns,
    },
    2600,
  );
  for (const { from, to } of bars) {
    const box = { x: from[0], y: from[1], columns: to[0] - from[0] + 1, rows: to[1] - from[1] + 1 };
    fillBox(on, box, 3600);
    for (const [x, y] of [from, to]) {
      if (box.rows === 1) fillBox(on, { x, y: y - 8, columns: 1, rows: 17 }, 3600);
      else fillBox(on, { x: x - 16, y, columns: 33, rows: 1 }, 3600);
    }
  }
  drawText(on, 'L', { x: 900, y: 30, scale: 8 }, 4000);
  return on.pixels;
};

function* files(): Generator<SampleFile> {
  const bytes = encodeFile({
    ...describeInstance(FACTS, SERIES, 1, DX_IMAGE_STORAGE_FOR_PRESENTATION),
    ...describeGrey16(DX.columns, drawPixels()),
    BitsStored: 12,
    HighBit: 11,
    ImageType: ['ORIGINAL', 'PRIMARY', ''],
    PresentationIntentType: 'FOR PRESENTATION',
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: -1,
    BodyPartExamined: 'PHANTOM',
    PatientOrientation: ['L', 'F'],
    ImageLaterality: 'U',
    ViewPosition: 'AP',
    // No Pixel Spacing: distances are known at the detector only (PS3.3 10.7.1.2).
    ImagerPixelSpacing: [DX.imagerSpacingMm.rows, DX.imagerSpacingMm.columns],
    LossyImageCompression: '00',
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
    WindowCenter: 2048,
    WindowWidth: 4096,
  });
  yield { path: samplePath(FACTS, SERIES.number, 1), bytes };
}

/** A radiograph whose pixels are twice as tall as wide; its answers are `DX_ANSWERS`. */
export const RADIOGRAPH: SampleStudy = { ...FACTS, files };
