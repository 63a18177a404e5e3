import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import { attribute } from './keywords';

/** A value of one attribute. Several values are an array; sequences are arrays of datasets. */
export type Value = string | number | Uint8Array | readonly (string | number)[] | readonly SampleDataset[];
/** A dataset by attribute keyword (PS3.6). */
export interface SampleDataset {
  readonly [keyword: string]: Value;
}

/** VRs with a 32-bit length field (PS3.5 7.1.2). */
const LONG = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'SQ', 'UC', 'UN', 'UR', 'UT']);
const BINARY = {
  US: [2, 'writeUInt16LE'],
  SS: [2, 'writeInt16LE'],
  UL: [4, 'writeUInt32LE'],
  SL: [4, 'writeInt32LE'],
  FL: [4, 'writeFloatLE'],
  FD: [8, 'writeDoubleLE'],
} as const;

const isBinary = (vr: string): vr is keyof typeof BINARY => vr in BINARY;
const isDataset = (value: unknown): value is SampleDataset =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value);

/** A decimal string of at most 16 characters (PS3.5 6.2, DS). */
export const decimalText = (value: number): string => {
  for (let digits = 12; digits > 0; digits -= 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  throw new Error(`${value} does not fit a decimalText string`);
};

const tagBytes = (tag: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(tag >>> 16, 0);
  bytes.writeUInt16LE(tag & 0xffff, 2);
  return bytes;
};

const encodeText = (vr: string, values: readonly unknown[]): Buffer => {
  const text = values
    .map((value) => (typeof value === 'number' && vr === 'DS' ? decimalText(value) : String(value)))
    .join('\\');
  const bytes = Buffer.from(text, 'ascii');
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
};

const encodeItem = (item: SampleDataset): Buffer => {
  const body = encodeDataset(item);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(0xfffe, 0);
  head.writeUInt16LE(0xe000, 2);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
};

/** The bytes of one value, padded to an even length (PS3.5 7.1.1). */
const encodeValue = (vr: string, value: Value): Uint8Array => {
  if (value instanceof Uint8Array)
    return value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (vr === 'SQ') return Buffer.concat(values.filter((item) => isDataset(item)).map(encodeItem));
  if (vr === 'AT') return Buffer.concat(values.map((tag) => tagBytes(Number(tag))));
  if (!isBinary(vr)) return encodeText(vr, values);
  const [size, write] = BINARY[vr];
  const bytes = Buffer.alloc(size * values.length);
  values.forEach((number, index) => bytes[write](Number(number), index * size));
  return bytes;
};

/** Header and value of one element in Explicit VR Little Endian (PS3.5 7.1.2). */
export const encodeElement = (tag: number, vr: string, value: Value): Buffer => {
  const bytes = encodeValue(vr, value);
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  tagBytes(tag).copy(head);
  head.write(vr, 4, 'ascii');
  if (LONG.has(vr)) head.writeUInt32LE(bytes.length, 8);
  else if (bytes.length > 0xffff) throw new Error(`${vr} value of ${bytes.length} bytes is too long`);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
};

/** Header and value of one element in Implicit VR Little Endian (PS3.5 7.1.3). */
export const encodeImplicitElement = (tag: number, vr: string, value: Value): Buffer => {
  const bytes = encodeValue(vr, value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([tagBytes(tag), length, bytes]);
};

/** A dataset in Explicit VR Little Endian, elements in tag order. */
export function encodeDataset(dataset: SampleDataset, pixelVr: 'OB' | 'OW' = 'OW'): Buffer {
  return Buffer.concat(
    Object.entries(dataset)
      .map(([keyword, value]) => ({ keyword, value, ...attribute(keyword) }))
      .sort((one, other) => one.tag - other.tag)
      .map(({ keyword, tag, vr, value }) =>
        encodeElement(tag, keyword === 'PixelData' ? pixelVr : vr, value),
      ),
  );
}

/** Preamble, prefix and File Meta Information (PS3.10 7.1). */
export const encodeFileMeta = (sopClass: string, sop: string, transferSyntax: string): Buffer => {
  const body = encodeDataset({
    FileMetaInformationVersion: Uint8Array.of(0, 1),
    MediaStorageSOPClassUID: sopClass,
    MediaStorageSOPInstanceUID: sop,
    TransferSyntaxUID: transferSyntax,
    ImplementationClassUID: '2.25.208446858340299680337554868996635885568',
    ImplementationVersionName: 'ISOCENTER_SAMPLE',
  });
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM', 'ascii'),
    encodeElement(0x00020000, 'UL', body.length),
    body,
  ]);
};

/** A whole Part 10 file in Explicit VR Little Endian. The dataset names its SOP class and instance. */
export const encodeFile = (dataset: SampleDataset): Buffer => {
  const { SOPClassUID: sopClass, SOPInstanceUID: sop } = dataset;
  if (typeof sopClass !== 'string' || typeof sop !== 'string')
    throw new Error('A Part 10 file needs SOPClassUID and SOPInstanceUID');
  return Buffer.concat([
    encodeFileMeta(sopClass, sop, EXPLICIT_LITTLE_ENDIAN),
    encodeDataset(dataset, dataset['BitsAllocated'] === 8 ? 'OB' : 'OW'),
  ]);
};
