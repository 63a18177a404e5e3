import { PATTERN_ANSWERS as PATTERN } from './answers';
import { fillBox } from './draw';
import { encodeFile } from './encode';
import type { SampleDataset } from './encode';
import { describeBytes, describeInstance, samplePath } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

const SECONDARY_CAPTURE_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.7';

const FACTS: SampleStudyFacts = {
  number: 8,
  folder: 'patterns',
  patientName: 'Sample^Test Patterns',
  patientId: PATTERN.patientId,
  sex: 'O',
  birthDate: '19700101',
  date: '20260520',
  time: '120000',
  description: 'Sample: grey steps, line pairs, colour bars',
};

/** Steps of grey, a ramp, and line pairs of 1, 2, 4 and 8 pixels standing and lying; two patches of 5 percent. */
const drawGrey = (): Uint8Array => {
  const { columns, rows, stepValues } = PATTERN;
  const on = { columns, rows, pixels: new Uint8Array(columns * rows).fill(128) };
  const stepColumns = Math.floor(columns / stepValues.length);
  stepValues.forEach((value, index) =>
    fillBox(on, { x: index * stepColumns, y: 0, columns: stepColumns, rows: 64 }, value),
  );
  for (let x = 0; x < columns; x += 1) fillBox(on, { x, y: 80, columns: 1, rows: 48 }, Math.floor(x / 2));
  [1, 2, 4, 8].forEach((width, index) => {
    const left = 16 + index * 124;
    for (let line = 0; line < 96; line += width) {
      const value = (line / width) % 2 === 0 ? 255 : 0;
      fillBox(on, { x: left + line, y: 160, columns: width, rows: 96 }, value);
      fillBox(on, { x: left, y: 272 + line, columns: 96, rows: width }, value);
    }
  });
  fillBox(on, { x: 64, y: 400, columns: 128, rows: 96 }, 0);
  fillBox(on, { x: 112, y: 432, columns: 32, rows: 32 }, 13);
  fillBox(on, { x: 320, y: 400, columns: 128, rows: 96 }, 255);
  fillBox(on, { x: 368, y: 432, columns: 32, rows: 32 }, 242);
  return on.pixels;
};

/** Eight bars over the upper three quarters, ramps of red, green, blue and grey below. */
const drawColour = (): Uint8Array => {
  const { columns, rows, bars } = PATTERN;
  const rgb = new Uint8Array(columns * rows * 3);
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) {
      const ramp = Math.floor(x / 2);
      const strip = Math.floor((y - 384) / 32);
      const ramped = [strip === 0 || strip === 3, strip === 1 || strip === 3, strip >= 2];
      const value =
        y < 384 ? (bars[Math.floor(x / 64)] ?? [0, 0, 0]) : ramped.map((isOn) => (isOn ? ramp : 0));
      rgb.set(value, (y * columns + x) * 3);
    }
  return rgb;
};

/** Colour by pixel to colour by plane (PS3.3 C.7.6.3.1.3). */
const toPlanes = (rgb: Uint8Array): Uint8Array => {
  const planes = new Uint8Array(rgb.length);
  rgb.forEach((value, index) => {
    planes[(index % 3) * (rgb.length / 3) + Math.floor(index / 3)] = value;
  });
  return planes;
};

const makePictures = (): readonly { description: string; image: SampleDataset }[] => {
  const { columns, rows } = PATTERN;
  const grey = drawGrey();
  const rgb = drawColour();
  const describe = (pixels: Uint8Array, samples: 1 | 3): SampleDataset =>
    describeBytes({ columns, rows, samples }, pixels);
  const window = { WindowCenter: 128, WindowWidth: 256 };
  return [
    { description: 'Grey, MONOCHROME2', image: { ...describe(grey, 1), ...window } },
    {
      description: 'Grey, MONOCHROME1',
      image: {
        ...describe(
          grey.map((value) => 255 - value),
          1,
        ),
        ...window,
        PhotometricInterpretation: 'MONOCHROME1',
      },
    },
    { description: 'Colour by pixel', image: describe(rgb, 3) },
    { description: 'Colour by plane', image: { ...describe(toPlanes(rgb), 3), PlanarConfiguration: 1 } },
  ];
};

function* files(): Generator<SampleFile> {
  for (const [index, { description, image }] of makePictures().entries()) {
    const series = { number: index + 1, modality: 'OT', description };
    const bytes = encodeFile({
      ...describeInstance(FACTS, series, 1, SECONDARY_CAPTURE_IMAGE_STORAGE),
      ...image,
      ImageType: ['DERIVED', 'SECONDARY'],
      ConversionType: 'SYN',
      PatientOrientation: '',
    });
    yield { path: samplePath(FACTS, series.number, 1), bytes };
  }
}

/** Twins that must look the same whatever their encoding; its answers are `PATTERN_ANSWERS`. */
export const PATTERNS: SampleStudy = { ...FACTS, files };
