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

const FACTS: SampleStudyFacts = {
  number: 205,
  folder: 'thousands',
  patientName: 'Test^Thousands',
  patientId: 'TEST-THOUSANDS',
  sex: 'O',
  birthDate: '19700101',
  date: '20260605',
  time: '141000',
  description: 'Thousands of slices',
};
const MR = '1.2.840.10008.5.1.4.1.1.4';
const SIDE = 16;

export const THOUSANDS = {
  study: sampleUid(FACTS.number),
  /** Of two slices. */
  small: sampleUid(FACTS.number, 1),
  large: sampleUid(FACTS.number, 2),
  count: 5000,
  /** Of the slice at a place, from 0, of the large series or of another. */
  sopAt: (place: number, of = sampleUid(FACTS.number, 2)) =>
    sampleUid(FACTS.number, of === sampleUid(FACTS.number, 1) ? 1 : 2, place + 1),
};

/** Writes a study of a series of two and one of 5,000 slices, without windows: half of each is 0, half its place, from 1. */
export function writeThousands(folder: string): void {
  for (const [number, count] of [
    [1, 2],
    [2, THOUSANDS.count],
  ] as const)
    for (let place = 1; place <= count; place++) {
      const path = join(folder, samplePath(FACTS, number, place));
      mkdirSync(dirname(path), { recursive: true });
      const pixels = Uint16Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE < SIDE / 2 ? 0 : place));
      writeFileSync(
        path,
        encodeFile({
          ...describeInstance(FACTS, { number, modality: 'MR', description: `Series ${number}` }, place, MR),
          ...describePlane(FACTS, {
            ...{ row: [1, 0, 0], column: [0, 1, 0] },
            ...{ positionLps: [-8, -8, place], spacingMm: [1, 1], thicknessMm: 1 },
          }),
          ...describeGrey16(SIDE, pixels),
        }),
      );
    }
}
