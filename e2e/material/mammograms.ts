import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawText, fillBox, type Canvas } from '../../server/samples/draw';
import { encodeFile, type SampleDataset } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

const FOR_PRESENTATION = '1.2.840.10008.5.1.4.1.1.1.2';
const FOR_PROCESSING = '1.2.840.10008.5.1.4.1.1.1.2.1';
const VIEWS = { CC: ['399162004', 'cranio-caudal'], MLO: ['399368009', 'medio-lateral oblique'] } as const;
const SPOT = ['399055006', 'spot compression'] as const;
const SCT = (of: readonly [code: string, meaning: string]) => ({
  ...{ CodeValue: of[0], CodingSchemeDesignator: 'SCT', CodeMeaning: of[1] },
});

const facts = (number: number, folder: string, date: string): SampleStudyFacts => ({
  number,
  folder,
  patientName: 'Test^Mamma',
  patientId: 'MAMMA-1',
  sex: 'F',
  birthDate: '19650301',
  date,
  time: '100000',
  description: 'Mammography, both sides',
});
const NOW = facts(220, 'mammo-now', '20260902');
const PRIOR = facts(221, 'mammo-prior', '20240911');

interface Made {
  readonly of: SampleStudyFacts;
  readonly series: number;
  readonly instance: number;
  readonly side: 'R' | 'L';
  readonly view: 'CC' | 'MLO';
  readonly columns: number;
  readonly rows: number;
  readonly pixelMm: number;
  readonly directions: readonly [string, string];
  /** Otherwise presented, taken and described. */
  readonly rest?: SampleDataset;
}

const at = (of: SampleStudyFacts, series: number, instance = 1) => ({
  study: sampleUid(of.number),
  series: sampleUid(of.number, series),
  sop: sampleUid(of.number, series, instance),
});

/**
 * Mammograms of one patient: a study of four series, of two sizes of pixels, and an earlier one of one series. Each breast has a side letter
 * burnt in at its outer upper corner, and a square of 50 mm that begins 40 mm from the chest wall in the middle of its height.
 */
export const MAMMOGRAMS = {
  study: sampleUid(NOW.number),
  prior: sampleUid(PRIOR.number),
  rightCc: at(NOW, 4),
  leftCc: at(NOW, 3),
  rightMlo: at(NOW, 2),
  /** Stored with its chest wall at its right. */
  leftMlo: at(NOW, 1),
  spot: at(NOW, 5),
  processing: at(NOW, 6),
  /** Its directions are those of the other breast; taken after the other left MLO, whose place it is not to have. */
  contradicting: at(NOW, 7),
  before: { rightCc: at(PRIOR, 1, 3), leftCc: at(PRIOR, 1, 4) },
  squareMm: 50,
  squareFromWallMm: 40,
  /** The widest is that of 0.6 mm. */
  widestMm: 319 * 0.6,
} as const;

const COARSE = { columns: 319, rows: 383, pixelMm: 0.6 } as const;
const FINE = { columns: 427, rows: 555, pixelMm: 0.39 } as const;

const MADE: readonly Made[] = [
  { of: NOW, series: 1, instance: 1, side: 'L', view: 'MLO', ...COARSE, directions: ['P', 'FR'] },
  { of: NOW, series: 2, instance: 1, side: 'R', view: 'MLO', ...FINE, directions: ['P', 'FL'] },
  { of: NOW, series: 3, instance: 1, side: 'L', view: 'CC', ...COARSE, directions: ['A', 'R'] },
  { of: NOW, series: 4, instance: 1, side: 'R', view: 'CC', ...FINE, directions: ['P', 'L'] },
  {
    ...{ of: NOW, series: 5, instance: 1, side: 'R', view: 'CC', ...FINE, directions: ['P', 'L'] },
    rest: { ViewModifierCodeSequence: [SCT(SPOT)] },
  },
  {
    ...{ of: NOW, series: 6, instance: 1, side: 'R', view: 'CC', ...FINE, directions: ['P', 'L'] },
    rest: { SOPClassUID: FOR_PROCESSING, PresentationIntentType: 'FOR PROCESSING' },
  },
  {
    ...{ of: NOW, series: 7, instance: 1, side: 'L', view: 'MLO', ...COARSE, directions: ['P', 'FL'] },
    rest: { AcquisitionTime: '110000' },
  },
  { of: PRIOR, series: 1, instance: 1, side: 'L', view: 'MLO', ...COARSE, directions: ['A', 'FR'] },
  { of: PRIOR, series: 1, instance: 2, side: 'R', view: 'MLO', ...COARSE, directions: ['P', 'FL'] },
  { of: PRIOR, series: 1, instance: 3, side: 'R', view: 'CC', ...COARSE, directions: ['P', 'L'] },
  { of: PRIOR, series: 1, instance: 4, side: 'L', view: 'CC', ...COARSE, directions: ['A', 'R'] },
];

/** Stored values: air, breast, square, letter. */
const GREYS = { air: 0, breast: 400, square: 700, letter: 1000 } as const;

function draw({ columns, rows, pixelMm, directions, side }: Made): Uint16Array {
  const pixels = new Uint16Array(columns * rows);
  const on: Canvas = { columns, rows, pixels };
  const isWallRight = directions[0] === 'P';
  // Half an ellipse on the chest wall.
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const fromWall = (isWallRight ? columns - x - 0.5 : x + 0.5) / (0.8 * columns);
      const fromMiddle = (y + 0.5 - rows / 2) / (0.45 * rows);
      if (fromWall ** 2 + fromMiddle ** 2 <= 1) pixels[y * columns + x] = GREYS.breast;
    }
  const px = (mm: number) => Math.round(mm / pixelMm);
  const length = px(MAMMOGRAMS.squareMm);
  const fromWall = px(MAMMOGRAMS.squareFromWallMm);
  const x = isWallRight ? columns - fromWall - length : fromWall;
  const y = Math.round((rows - length) / 2);
  fillBox(on, { x, y, columns: length, rows: length }, GREYS.square);
  const dot = px(2);
  drawText(on, side, { x: isWallRight ? 2 * dot : columns - 7 * dot, y: 2 * dot, scale: dot }, GREYS.letter);
  return pixels;
}

/** Writes both studies. */
export function writeMammograms(folder: string): void {
  for (const made of MADE) {
    const { of, series, instance, side, view, columns, pixelMm, directions, rest = {} } = made;
    const path = join(folder, samplePath(of, series, instance));
    mkdirSync(dirname(path), { recursive: true });
    const about = { number: series, modality: 'MG', description: `Series ${series}` };
    writeFileSync(
      path,
      encodeFile({
        ...describeInstance(of, about, instance, FOR_PRESENTATION),
        ...{ ImageType: ['ORIGINAL', 'PRIMARY'], PresentationIntentType: 'FOR PRESENTATION' },
        ...{ ImageLaterality: side, PatientOrientation: directions },
        ImagerPixelSpacing: [pixelMm, pixelMm],
        EstimatedRadiographicMagnificationFactor: 1.06,
        ViewCodeSequence: [SCT(VIEWS[view])],
        ...describeGrey16(columns, draw(made)),
        ...{ WindowCenter: 500, WindowWidth: 1000 },
        ...rest,
      }),
    );
  }
}
