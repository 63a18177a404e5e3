import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  describePlane,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

/** A patient, a hospital and series that are named at length. */
const FACTS: SampleStudyFacts = {
  number: 218,
  folder: 'wordy',
  patientName: 'Winterfeld-Hohenberg^Maria Magdalena',
  patientId: 'PAT-2026-0004711',
  sex: 'F',
  birthDate: '19560229',
  date: '20260718',
  time: '181530',
  description: 'Words beside a picture',
};
/** An exam of the same patient, a year before, in the same frame of reference. */
const PRIOR: SampleStudyFacts = { ...FACTS, number: 219, folder: 'wordyPrior', date: '20250612' };
const MR = '1.2.840.10008.5.1.4.1.1.4';
const SIDE = 64;
const SLICES = 24;
/** Two series whose names differ at their end. */
const ENDS = ['TRACEW', 'ADC'] as const;

export const WORDY = {
  study: sampleUid(FACTS.number),
  series: ENDS.map((_, at) => sampleUid(FACTS.number, at + 1)),
  prior: sampleUid(PRIOR.number),
  priorSeries: ENDS.map((_, at) => sampleUid(PRIOR.number, at + 1)),
  /** Object of a series (from 0) at a slice (from 0) of its stack of b 50. */
  object: (series: number, slice: number) => sampleUid(FACTS.number, series + 1, slice + 1),
  priorObject: (series: number, slice: number) => sampleUid(PRIOR.number, series + 1, slice + 1),
  ends: ENDS,
} as const;

/** Axial slices of 5 mm, each at b 50 and at b 1000, lossy, from a hospital with a long name. */
export function writeWordy(folder: string): void {
  for (const facts of [FACTS, PRIOR]) writeStudy(folder, facts);
}

function writeStudy(folder: string, facts: SampleStudyFacts): void {
  for (const [at, end] of ENDS.entries())
    for (const [stack, bValue] of [50, 1000].entries())
      for (let slice = 0; slice < SLICES; slice++) {
        const [series, number] = [at + 1, stack * SLICES + slice + 1];
        const path = join(folder, samplePath(facts, series, number));
        const pixels = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE) * 8 + bValue / 2);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(
          path,
          encodeFile({
            ...describeInstance(
              facts,
              { number: series, modality: 'MR', description: `ep2d_diff_b50_1000_tra_p2 ${end}` },
              number,
              MR,
            ),
            ...describePlane(FACTS, {
              row: [1, 0, 0],
              column: [0, 1, 0],
              positionLps: [-157.5, -157.5, -134.6 + slice * 5.5],
              spacingMm: [5, 5],
              thicknessMm: 5.5,
            }),
            ...describeGrey16(SIDE, pixels),
            InstitutionName: 'University Hospital of the Northern District',
            LossyImageCompression: '01',
            LossyImageCompressionRatio: 19.5,
            LossyImageCompressionMethod: 'ISO_10918_1',
            DiffusionBValue: bValue,
            WindowCenter: 500,
            WindowWidth: 1000,
          }),
        );
      }
}
