import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeElement, encodeFile, type SampleDataset } from '../../server/samples/encode';
import {
  describeGrey16,
  describeInstance,
  describeStudy,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../server/samples/study';

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

const facts = (number: number, patientName: string, patientId: string): SampleStudyFacts => ({
  number,
  folder: `marked-${number}`,
  patientName,
  patientId,
  sex: 'O',
  birthDate: '19700101',
  date: '20260604',
  time: '141000',
  description: 'Marked images',
});

const ANNA = facts(203, 'Test^Anna', 'TEST-ANNA');
const BERT = facts(204, 'Test^Bert', 'TEST-BERT');
/** One study under two patients. */
const TWINS = [facts(205, 'Test^Dora', 'TEST-DORA'), facts(205, 'Test^Dirk', 'TEST-DIRK')] as const;

/** Images of two patients; each series is one image that says something of itself. */
export const MARKED = {
  anna: sampleUid(ANNA.number),
  bert: sampleUid(BERT.number),
  twins: sampleUid(TWINS[0].number),
  series: (study: 'anna' | 'bert', number: number) =>
    sampleUid(study === 'anna' ? ANNA.number : BERT.number, number),
  plain: 1,
  lossy: 2,
  side: 3,
  sideConflict: 4,
  /** Stored in Anna's study, but of somebody called Carla. */
  stranger: 5,
  mosaic: 6,
  /** A report: no pixels, nested sequences, private attributes. */
  report: 7,
} as const;

const SIDES: SampleDataset = { ImageLaterality: 'R', ViewPosition: 'MLO' };
const SAYS: Readonly<Record<number, SampleDataset>> = {
  [MARKED.plain]: {},
  [MARKED.lossy]: {
    LossyImageCompression: '01',
    LossyImageCompressionRatio: 12,
    LossyImageCompressionMethod: 'ISO_10918_1',
  },
  [MARKED.side]: { ...SIDES, PatientOrientation: ['P', 'FL'] },
  [MARKED.sideConflict]: { ...SIDES, PatientOrientation: ['P', 'FR'] },
  [MARKED.stranger]: { PatientName: 'Test^Carla', PatientBirthDate: '19800202' },
  [MARKED.mosaic]: { ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'MOSAIC'] },
};

function write(folder: string, study: SampleStudyFacts, number: number): void {
  const path = join(folder, samplePath(study, number, 1));
  mkdirSync(dirname(path), { recursive: true });
  const series = { number, modality: 'OT', description: `Marked ${number}` };
  const dataset = {
    ...describeInstance(study, series, 1, SECONDARY_CAPTURE),
    ...describeStudy(study),
    ...describeGrey16(32, new Uint16Array(32 * 32).fill(50)),
    ...(number === MARKED.side ? { ImagerPixelSpacing: [0.07, 0.07] } : { PixelSpacing: [1, 1] }),
    WindowCenter: 50,
    WindowWidth: 100,
    ...SAYS[number],
  };
  writeFileSync(path, encodeFile(dataset));
}

const code = (CodeValue: string, CodeMeaning: string): SampleDataset => ({
  CodeValue,
  CodingSchemeDesignator: 'DCM',
  CodeMeaning,
});

/** A Basic Text SR (PS3.3 A.35.1) with a block of private attributes (PS3.5 7.8.1). */
function writeReport(folder: string): void {
  const path = join(folder, samplePath(ANNA, MARKED.report, 1));
  mkdirSync(dirname(path), { recursive: true });
  const series = { number: MARKED.report, modality: 'SR', description: 'Report' };
  const whole = encodeFile({
    ...describeInstance(ANNA, series, 1, '1.2.840.10008.5.1.4.1.1.88.11'),
    ...describeStudy(ANNA),
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [code('121144', 'Document Title')],
    ContinuityOfContent: 'SEPARATE',
    ContentSequence: [
      {
        RelationshipType: 'CONTAINS',
        ValueType: 'TEXT',
        ConceptNameCodeSequence: [code('121071', 'Finding')],
        TextValue: 'Nothing to be seen',
      },
    ],
  });
  const secret = [
    encodeElement(0x00410010, 'LO', 'ISOCENTER TEST'),
    encodeElement(0x00411001, 'LO', 'a private value'),
  ];
  writeFileSync(path, Buffer.concat([whole, ...secret]));
}

export function writeMarked(folder: string): void {
  writeReport(folder);
  for (const number of Object.keys(SAYS)) write(folder, ANNA, Number(number));
  write(folder, BERT, MARKED.plain);
  for (const [at, twin] of TWINS.entries()) write(folder, twin, at + 1);
}
