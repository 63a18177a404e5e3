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

const SIDE = 64;
const CLASS: Readonly<Record<string, string>> = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  DX: '1.2.840.10008.5.1.4.1.1.1.1',
};

/** An examination of one image. */
export interface Exam {
  readonly number: number;
  readonly date: string;
  readonly modality: 'CT' | 'MR' | 'DX';
  readonly description: string;
  readonly grey: number;
  /** Absent: the object does not say it. */
  readonly issuer?: string;
  readonly name?: string;
  readonly accession?: string;
}

/** Writes it into a folder; the result is its Study Instance UID. */
export function writeExam(folder: string, exam: Exam): string {
  const { number, date, modality, description, grey, issuer, name = 'Test^Anna', accession } = exam;
  const facts: SampleStudyFacts = {
    ...{ number, folder: `exam-${number}`, patientName: name, patientId: '17', sex: 'F' },
    ...{ birthDate: '19700101', date, time: '090000', description },
  };
  const path = join(folder, samplePath(facts, 1, 1));
  mkdirSync(dirname(path), { recursive: true });
  const dataset = {
    ...describeInstance(facts, { number: 1, modality, description: 'Series' }, 1, CLASS[modality] ?? ''),
    ...describePlane(facts, {
      row: [1, 0, 0],
      column: [0, 1, 0],
      positionLps: [0, 0, 0],
      spacingMm: [1, 1],
      thicknessMm: 5,
    }),
    ...describeGrey16(SIDE, new Uint16Array(SIDE * SIDE).fill(grey)),
    ...(issuer === undefined ? {} : { IssuerOfPatientID: issuer }),
    ...(accession === undefined ? {} : { AccessionNumber: accession }),
    WindowCenter: 128,
    WindowWidth: 256,
  };
  writeFileSync(path, encodeFile(dataset));
  return sampleUid(number);
}

/** Studies of one patient in two archives, among those of others who bear the same number. */
export function writePriors(here: string, there: string) {
  const NORTH = { issuer: 'NORTH' };
  return {
    now: writeExam(here, {
      number: 150,
      date: '20260601',
      modality: 'CT',
      description: 'CT chest',
      grey: 60,
      ...NORTH,
    }),
    months: writeExam(here, {
      number: 151,
      date: '20251001',
      modality: 'CT',
      description: 'CT Thorax',
      grey: 120,
      ...NORTH,
    }),
    film: writeExam(here, {
      number: 152,
      date: '20260301',
      modality: 'DX',
      description: 'Chest PA',
      grey: 140,
      ...NORTH,
    }),
    knee: writeExam(here, {
      number: 153,
      date: '20260501',
      modality: 'MR',
      description: 'MR knee',
      grey: 160,
      ...NORTH,
    }),
    /** The same number of another issuer: another person. */
    stranger: writeExam(here, {
      ...{ number: 154, date: '20260501', modality: 'CT', description: 'CT chest', grey: 180 },
      ...{ issuer: 'SOUTH', name: 'Other^Olga' },
    }),
    /** ID and issuer agree, the name does not. */
    berta: writeExam(here, {
      ...{
        number: 155,
        date: '20260401',
        modality: 'CT',
        description: 'CT chest',
        grey: 200,
        name: 'Test^Berta',
      },
      ...NORTH,
    }),
    years: writeExam(here, {
      number: 156,
      date: '20230601',
      modality: 'CT',
      description: 'CT chest',
      grey: 220,
      ...NORTH,
    }),
    /** In the second archive, whose objects say no issuer. */
    elsewhere: writeExam(there, {
      number: 160,
      date: '20260101',
      modality: 'CT',
      description: 'CT chest',
      grey: 240,
    }),
    strangerElsewhere: writeExam(there, {
      ...{ number: 161, date: '20260501', modality: 'CT', description: 'CT chest', grey: 100 },
      ...{ issuer: 'SOUTH', name: 'Other^Olga' },
    }),
  };
}
