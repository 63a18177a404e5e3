import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeFile } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

const FACTS: SampleStudyFacts = {
  number: 203,
  folder: 'many-series',
  patientName: 'Test^Many^Series',
  // As long as some sites make them.
  patientId: 'HOSPITAL-NORTH-2026-000-417-992-A',
  sex: 'F',
  birthDate: '19610512',
  date: '20260711',
  time: '081500',
  description: 'Spine and head, everything',
};
export const MANY = {
  study: sampleUid(FACTS.number),
  patientId: FACTS.patientId,
  accession: 'ACC-2026-0711-NEURO-88'.slice(0, 16),
  /** Series Number, from 1. */
  series: (number: number) => sampleUid(FACTS.number, number),
  count: 30,
};
const MR = '1.2.840.10008.5.1.4.1.1.4';
const CT = '1.2.840.10008.5.1.4.1.1.2';

/** Every tenth series is a CT; the seventeenth is of the cervical spine; rows and columns differ from square to a strip. */
const describe = (number: number) => ({
  modality: number % 10 === 0 ? 'CT' : 'MR',
  description: number === 17 ? 'T2 TSE sagittal Halswirbelsäule' : `Part ${number} axial`,
});

/** Writes a study of thirty series of one image each, of every shape. */
export function writeManySeries(folder: string): void {
  for (let number = 1; number <= MANY.count; number++) {
    const { modality, description } = describe(number);
    const path = join(folder, samplePath(FACTS, number, 1));
    mkdirSync(dirname(path), { recursive: true });
    const size = 64;
    const rows = number % 3 === 0 ? 16 : size;
    const columns = number % 3 === 1 ? 16 : size;
    writeFileSync(
      path,
      encodeFile({
        ...describeInstance(FACTS, { number, modality, description }, 1, modality === 'CT' ? CT : MR),
        ...describeGrey16(size, new Uint16Array(rows * columns).fill(60)),
        Rows: rows,
        Columns: columns,
        AccessionNumber: MANY.accession,
        PixelSpacing: [1, 1],
        WindowCenter: 50,
        WindowWidth: 100,
      }),
    );
  }
}
