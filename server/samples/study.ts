import type { SampleDataset } from './encode';

/** One file of the samples: where it goes below the samples folder, and its bytes. */
export interface SampleFile {
  /** Relative path with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a sample study says about itself. Numbers are fixed for ever: they make its UIDs. */
export interface SampleStudyFacts {
  /** From 1 to 255, unique among the samples. */
  readonly number: number;
  /** Its folder below the samples folder. */
  readonly folder: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly sex: 'F' | 'M' | 'O';
  /** DICOM DA. */
  readonly birthDate: string;
  readonly date: string;
  /** DICOM TM. */
  readonly time: string;
  readonly description: string;
}

/** A sample study, and its files made one at a time so that only one is in memory. */
export interface SampleStudy extends SampleStudyFacts {
  files(): Iterable<SampleFile>;
}

export interface SampleSeriesFacts {
  /** From 1 to 255, unique in the study. */
  readonly number: number;
  readonly modality: string;
  readonly description: string;
}

type Vector = readonly [x: number, y: number, z: number];

/** Where an image lies in the patient. */
export interface SamplePlane {
  /** Direction of growing column index, a unit vector in LPS. */
  readonly row: Vector;
  /** Direction of growing row index, a unit vector in LPS. */
  readonly column: Vector;
  /** Centre of the first pixel, LPS mm. */
  readonly positionLps: Vector;
  /** Distance of rows, then of columns, mm. */
  readonly spacingMm: readonly [rows: number, columns: number];
  readonly thicknessMm: number;
}

/** A random UUID as a number, its last 32 bits cleared; those count studies, series and instances (PS3.5 B.2). */
const UID_BASE = 208446858340299680337554868996635885568n;

/** The UID of a study, of a series of it or of an instance of that; the same on every machine and every day. */
export const sampleUid = (study: number, series = 0, instance = 0): string =>
  `2.25.${UID_BASE + BigInt(study * 2 ** 24 + series * 2 ** 16 + instance)}`;

/** Frame of Reference UID shared by a study's series that were made in one sitting. */
export const frameOfReferenceUid = (study: number): string => sampleUid(study, 0, 1);

/** Patient and General Study modules (PS3.3 C.7.1.1, C.7.2.1). */
export const describeStudy = (study: SampleStudyFacts): SampleDataset => ({
  PatientName: study.patientName,
  PatientID: study.patientId,
  PatientBirthDate: study.birthDate,
  PatientSex: study.sex,
  StudyInstanceUID: sampleUid(study.number),
  StudyDate: study.date,
  StudyTime: study.time,
  StudyID: String(study.number),
  AccessionNumber: `SAMPLE-${String(study.number).padStart(4, '0')}`,
  ReferringPhysicianName: 'Sample^Referrer',
  StudyDescription: study.description,
});

/** Study, General Series, General Equipment and SOP Common modules of one instance (PS3.3 C.7.3.1, C.7.5.1, C.12.1). */
export const describeInstance = (
  study: SampleStudyFacts,
  series: SampleSeriesFacts,
  instance: number,
  sopClass: string,
): SampleDataset => ({
  ...describeStudy(study),
  Modality: series.modality,
  SeriesInstanceUID: sampleUid(study.number, series.number),
  SeriesNumber: series.number,
  SeriesDescription: series.description,
  SeriesDate: study.date,
  SeriesTime: study.time,
  ContentDate: study.date,
  ContentTime: study.time,
  AcquisitionDate: study.date,
  AcquisitionTime: study.time,
  Manufacturer: 'Isocenter samples',
  ManufacturerModelName: 'Phantom generator',
  SOPClassUID: sopClass,
  SOPInstanceUID: sampleUid(study.number, series.number, instance),
  InstanceNumber: instance,
  BurnedInAnnotation: 'NO',
});

/** Image Plane and Frame of Reference modules (PS3.3 C.7.6.2, C.7.4.1). */
export const describePlane = (study: SampleStudyFacts, plane: SamplePlane): SampleDataset => ({
  FrameOfReferenceUID: frameOfReferenceUid(study.number),
  PositionReferenceIndicator: '',
  ImageOrientationPatient: [...plane.row, ...plane.column],
  ImagePositionPatient: plane.positionLps,
  PixelSpacing: plane.spacingMm,
  SliceThickness: plane.thicknessMm,
});

/** Image Pixel module of a grey image of 16 bits a pixel, all of them used (PS3.3 C.7.6.3). */
export const describeGrey16 = (columns: number, pixels: Int16Array | Uint16Array): SampleDataset => ({
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: pixels.length / columns,
  Columns: columns,
  BitsAllocated: 16,
  BitsStored: 16,
  HighBit: 15,
  PixelRepresentation: pixels instanceof Int16Array ? 1 : 0,
  PixelData: toLittleEndian(pixels),
});

/** Image Pixel module of an image of 8 bits a sample: 1 sample is grey, 3 are RGB, colour by pixel (PS3.3 C.7.6.3). */
export const describeBytes = (
  image: { readonly columns: number; readonly rows: number; readonly samples: 1 | 3 },
  pixels: Uint8Array,
): SampleDataset => ({
  SamplesPerPixel: image.samples,
  PhotometricInterpretation: image.samples === 3 ? 'RGB' : 'MONOCHROME2',
  ...(image.samples === 3 ? { PlanarConfiguration: 0 } : {}),
  Rows: image.rows,
  Columns: image.columns,
  BitsAllocated: 8,
  BitsStored: 8,
  HighBit: 7,
  PixelRepresentation: 0,
  PixelData: pixels,
});

/** Node runs on little-endian machines almost always; where it does not, the bytes are swapped. */
const toLittleEndian = (pixels: Int16Array | Uint16Array): Uint8Array => {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? bytes : Buffer.from(bytes).swap16();
};

/** Path of an instance below the samples folder. */
export const samplePath = (study: SampleStudyFacts, series: number, instance: number): string =>
  `${study.folder}/${String(series).padStart(2, '0')}/${String(instance).padStart(4, '0')}.dcm`;
