import start from '@cornerstonejs/codec-charls';
import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import { attribute } from '../../server/samples/keywords';
import { encodeDataset, encodeFileMeta, type SampleDataset } from '../../server/samples/encode';
import { encapsulate } from '../../server/testing/writeDicom';

/** Every value on these pages follows from a formula, so that a test knows the right picture without any decoder. */

export const JPEG_LS = '1.2.840.10008.1.2.4.80';

/** One object of the archive. */
export interface FixtureObject {
  readonly study: string;
  readonly series: string;
  readonly sop: string;
  readonly dataset: SampleDataset;
  readonly transferSyntax: string;
  /** Frames as stored, and as they are uncompressed. */
  readonly stored: readonly Buffer[];
  readonly native: readonly Buffer[];
  /** What the page must show of a frame: little-endian Float32 (grey, modality values) or RGB bytes. */
  readonly shown: readonly Buffer[];
  /** Eight-bit greys of a frame, as an archive may render it. */
  readonly rendered: readonly Buffer[];
  /** The whole Part 10 file. */
  readonly file: Buffer;
  /** The same with the other patient in it. */
  readonly foreignFile: Buffer;
}

const BASE = 151890774023408297330413287719502479360n;
const uid = (number: number): string => `2.25.${BASE + BigInt(number)}`;

export const HOSTILE_ROWS = 20;
export const HOSTILE_COLUMNS = 24;
const INTERCEPT = -1024;

/** Who is who. The second patient is there to be mixed up with the first. */
export const PATIENTS = [
  { PatientName: 'Hostile^Anna', PatientID: 'HOST-1', PatientBirthDate: '19610203', PatientSex: 'F' },
  { PatientName: 'Other^Bert', PatientID: 'HOST-2', PatientBirthDate: '19550607', PatientSex: 'M' },
] as const;

/** Studies and series by what they are for. */
export const UIDS = {
  study: uid(1_000),
  /** Of the other patient. */
  otherStudy: uid(2_000),
  /** Six grey slices of 16 bits, uncompressed. */
  ct: uid(1_100),
  /** Three grey slices of 16 bits, JPEG-LS. */
  jls: uid(1_200),
  /** One palette colour image; its tables are bulk data. */
  palette: uid(1_300),
  /** One object of five grey frames of 8 bits. */
  cine: uid(1_400),
  /** Six grey slices of the other patient: same sizes as `ct`, other values. */
  otherCt: uid(2_100),
} as const;

export const hostileSop = (series: string, number: number): string =>
  `2.25.${BigInt(series.slice('2.25.'.length)) + BigInt(number)}`;

const float32 = (values: readonly number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);

/** Stored value of a grey slice: no two rows, columns, slices or patients alike. */
export const stored = (patient: number, slice: number, row: number, column: number): number =>
  900 + 400 * patient + 97 * slice + 7 * row + ((3 * column * (slice + 1)) % 89);

const grid = <T>(rows: number, columns: number, at: (row: number, column: number) => T): T[] =>
  Array.from({ length: rows * columns }, (_, index) => at(Math.floor(index / columns), index % columns));

/** The upper 8 of 12 bits. */
const toGreys = (values: readonly number[]): Buffer =>
  Buffer.from(values.map((value) => Math.min(255, value >> 4)));

type Start = () => Promise<{
  JpegLSEncoder: new () => {
    getDecodedBuffer(frame: object): Uint8Array;
    setNearLossless(error: number): void;
    setInterleaveMode(mode: number): void;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  };
}>;

async function encodeJpegLs(native: Buffer, rows: number, columns: number): Promise<Buffer> {
  const { JpegLSEncoder } = await (start as unknown as Start)();
  const encoder = new JpegLSEncoder();
  const frame = { width: columns, height: rows, bitsPerSample: 16, componentCount: 1, isSigned: false };
  encoder.getDecodedBuffer(frame).set(native);
  encoder.setNearLossless(0);
  encoder.setInterleaveMode(0);
  encoder.encode();
  const bytes = Buffer.from(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
}

const common = (study: string, series: string, number: number, patient: number): SampleDataset => ({
  ...PATIENTS[patient],
  StudyInstanceUID: study,
  StudyDate: patient === 0 ? '20240105' : '20231111',
  StudyTime: '101112',
  StudyID: '1',
  AccessionNumber: `ACC-${patient + 1}`,
  ReferringPhysicianName: 'Sender^Rita',
  StudyDescription: patient === 0 ? 'Hostile study' : 'Other study',
  SeriesInstanceUID: series,
  SOPInstanceUID: hostileSop(series, number),
  InstanceNumber: number,
});

function finish(
  dataset: SampleDataset,
  transferSyntax: string,
  frames: Pick<FixtureObject, 'stored' | 'native' | 'shown' | 'rendered'>,
): FixtureObject {
  const text = (keyword: string) => String(dataset[keyword]);
  const isNative = transferSyntax === EXPLICIT_LITTLE_ENDIAN;
  const meta = encodeFileMeta(text('SOPClassUID'), text('SOPInstanceUID'), transferSyntax);
  const vr = dataset['BitsAllocated'] === 8 ? 'OB' : 'OW';
  const toFile = (data: SampleDataset) =>
    isNative
      ? Buffer.concat([meta, encodeDataset({ ...data, PixelData: Buffer.concat(frames.native) }, vr)])
      : Buffer.concat([
          meta,
          encodeDataset(data),
          Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]),
          encapsulate([Buffer.alloc(0), ...frames.stored]),
        ]);
  return {
    study: text('StudyInstanceUID'),
    series: text('SeriesInstanceUID'),
    sop: text('SOPInstanceUID'),
    dataset,
    transferSyntax,
    file: toFile(dataset),
    foreignFile: toFile({ ...dataset, ...PATIENTS[1] }),
    ...frames,
  };
}

async function slice(
  study: string,
  series: string,
  patient: number,
  index: number,
  isCompressed: boolean,
): Promise<FixtureObject> {
  const values = grid(HOSTILE_ROWS, HOSTILE_COLUMNS, (row, column) =>
    stored(patient, index + (isCompressed ? 10 : 0), row, column),
  );
  const native = Buffer.from(Uint16Array.from(values).buffer);
  const frame = isCompressed ? await encodeJpegLs(native, HOSTILE_ROWS, HOSTILE_COLUMNS) : native;
  return finish(
    {
      ...common(study, series, index + 1, patient),
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      Modality: 'CT',
      SeriesNumber: isCompressed ? 2 : 1,
      SeriesDescription: isCompressed ? 'Compressed' : 'Slices',
      ImagePositionPatient: [-60, -50, 5 * index],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      FrameOfReferenceUID: uid(10 + patient),
      PixelSpacing: [5, 5],
      SliceThickness: 5,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: HOSTILE_ROWS,
      Columns: HOSTILE_COLUMNS,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 0,
      WindowCenter: 200,
      WindowWidth: 1200,
      RescaleIntercept: INTERCEPT,
      RescaleSlope: 1,
      RescaleType: 'HU',
    },
    isCompressed ? JPEG_LS : EXPLICIT_LITTLE_ENDIAN,
    {
      stored: [frame],
      native: [native],
      shown: [float32(values.map((value) => value + INTERCEPT))],
      rendered: [toGreys(values)],
    },
  );
}

/** Entry of a palette table, 16 bits: what is shown is the upper byte. */
const tableEntry = (channel: number, index: number): number =>
  ((255 - index * (channel + 1)) & 255) * 256 + ((index * 31) & 255);

function palette(): FixtureObject {
  const [rows, columns] = [12, 16];
  const values = grid(rows, columns, (row, column) => (row * 16 + column * 5) & 255);
  const native = Buffer.from(values);
  const table = (channel: number) =>
    new Uint8Array(Uint16Array.from({ length: 256 }, (_, index) => tableEntry(channel, index)).buffer);
  const rgb = Buffer.from(
    values.flatMap((value) => [0, 1, 2].map((channel) => tableEntry(channel, value) >> 8)),
  );
  return finish(
    {
      ...common(UIDS.study, UIDS.palette, 1, 0),
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
      Modality: 'US',
      SeriesNumber: 3,
      SeriesDescription: 'Palette',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'PALETTE COLOR',
      Rows: rows,
      Columns: columns,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      RedPaletteColorLookupTableDescriptor: [256, 0, 16],
      GreenPaletteColorLookupTableDescriptor: [256, 0, 16],
      BluePaletteColorLookupTableDescriptor: [256, 0, 16],
      RedPaletteColorLookupTableData: table(0),
      GreenPaletteColorLookupTableData: table(1),
      BluePaletteColorLookupTableData: table(2),
    },
    EXPLICIT_LITTLE_ENDIAN,
    { stored: [native], native: [native], shown: [rgb], rendered: [native] },
  );
}

function cine(): FixtureObject {
  const [rows, columns, frames] = [14, 10, 5];
  const all = Array.from({ length: frames }, (_, frame) =>
    grid(rows, columns, (row, column) => (frame * 40 + row * 11 + column * 3) & 255),
  );
  const native = all.map((values) => Buffer.from(values));
  return finish(
    {
      ...common(UIDS.study, UIDS.cine, 1, 0),
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1',
      Modality: 'US',
      SeriesNumber: 4,
      SeriesDescription: 'Cine',
      NumberOfFrames: frames,
      FrameTime: 40,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: rows,
      Columns: columns,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
    },
    EXPLICIT_LITTLE_ENDIAN,
    { stored: native, native, shown: all.map(float32), rendered: native },
  );
}

/** All objects, in the order of series and numbers. */
export async function makeObjects(): Promise<readonly FixtureObject[]> {
  const many = (count: number, make: (index: number) => Promise<FixtureObject>) =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  return [
    ...(await many(6, (index) => slice(UIDS.study, UIDS.ct, 0, index, false))),
    ...(await many(3, (index) => slice(UIDS.study, UIDS.jls, 0, index, true))),
    palette(),
    cine(),
    ...(await many(6, (index) => slice(UIDS.otherStudy, UIDS.otherCt, 1, index, false))),
  ];
}

/** Tag of a keyword as the DICOM JSON Model writes it. */
export const tagOfKeyword = (keyword: string): string =>
  attribute(keyword).tag.toString(16).toUpperCase().padStart(8, '0');

/** More studies for lists, without objects: 24 of two patients, CT, MR and US in turn, one a month back from 2023-12. */
export function listedStudies(): readonly SampleDataset[] {
  return Array.from({ length: 24 }, (_, index) => ({
    ...PATIENTS[index % 2],
    StudyInstanceUID: uid(10_000 + index * 100),
    StudyDate: `${2023 - Math.floor(index / 12)}${String(12 - (index % 12)).padStart(2, '0')}15`,
    StudyTime: '080000',
    AccessionNumber: `LIST-${index + 1}`,
    ReferringPhysicianName: 'Sender^Rita',
    StudyDescription: `Listed ${index + 1}`,
    ModalitiesInStudy: [(['CT', 'MR', 'US'] as const)[index % 3] ?? 'CT'],
    NumberOfStudyRelatedSeries: 1,
    NumberOfStudyRelatedInstances: 10,
  }));
}
