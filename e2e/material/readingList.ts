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

const CT = '1.2.840.10008.5.1.4.1.1.2';
/** Pixels a side. */
const SIDE = 512;
const IMAGES = 2;

/** One study of a list to be read: a patient of its own, whose pictures are of one grey that no neighbour has. */
export interface Listed {
  readonly study: string;
  readonly series: string;
  readonly name: string;
  /** On the screen, 0..255. */
  readonly grey: number;
}

/** Greys that are told apart although a picture is enlarged: far from black, and from those before and after. */
const greyOf = (at: number): number => 40 + ((at * 67) % 200);

/** Of every second study it is that of the one before it, and more: no address may take one for the other. */
const studyUidOf = (at: number): string =>
  at % 2 === 0 ? sampleUid(100 + at) : `${sampleUid(100 + at - 1)}.${at}`;

const factsOf = (at: number): SampleStudyFacts => ({
  number: 100 + at,
  folder: `reading-${at}`,
  patientName: `Reading^Patient${String(at).padStart(2, '0')}`,
  patientId: `READ-${at}`,
  sex: 'O',
  birthDate: `19${50 + (at % 50)}0101`,
  date: '20260601',
  // Newest first is the order of the list.
  time: `${String(20 - Math.floor(at / 60)).padStart(2, '0')}${String(59 - (at % 60)).padStart(2, '0')}00`,
  description: `Reading ${at}`,
});

/** Writes so many studies of two images; in the order of the list. */
export function writeReadingList(folder: string, count: number): readonly Listed[] {
  return Array.from({ length: count }, (_, at) => {
    const facts = factsOf(at);
    const grey = greyOf(at);
    for (let image = 1; image <= IMAGES; image++) {
      const path = join(folder, samplePath(facts, 1, image));
      mkdirSync(dirname(path), { recursive: true });
      const dataset = {
        ...describeInstance(facts, { number: 1, modality: 'CT', description: 'Grey' }, image, CT),
        ...describePlane(facts, {
          row: [1, 0, 0],
          column: [0, 1, 0],
          positionLps: [0, 0, image * 5],
          spacingMm: [1, 1],
          thicknessMm: 5,
        }),
        ...describeGrey16(SIDE, new Uint16Array(SIDE * SIDE).fill(grey)),
        StudyInstanceUID: studyUidOf(at),
        WindowCenter: 128,
        WindowWidth: 256,
      };
      writeFileSync(path, encodeFile(dataset));
    }
    const { number, patientName } = facts;
    return {
      study: studyUidOf(at),
      series: sampleUid(number, 1),
      name: patientName.replace('^', ', '),
      grey,
    };
  });
}
