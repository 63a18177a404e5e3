import type { DicomElement, DicomJson, JsonValue, PersonNameJson } from '@/dicom/dataset/dicomJson';
import { readDecimal, readInteger } from '@/dicom/values/decimal';
import { unpadded } from '@/dicom/values/reading';
import { decoderFor, type Decode } from './charset';
import { vrOf } from './dictionary';
import { elementText, type Dataset, type Element, type Parsed } from './parse';

/** Values of these VRs longer than this many bytes are named by BulkDataURI instead of standing in the JSON. */
export const BULK_BYTES = 1024;
const BINARY = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
/** Bytes per word of binary VRs, to bring Big Endian into the order of PS3.18 F.2.7. */
const WORD: Readonly<Record<string, number>> = { OW: 2, OF: 4, OL: 4, OD: 8, OV: 8 };
/** Lookup tables (palettes, modality, VOI and presentation LUTs): without them no pixel can be shown right. */
const INLINE = /^0028(120[1-4]|122[1-4]|3006)$/;
const UNSPLIT = new Set(['LT', 'ST', 'UT', 'UR']);

interface Context {
  readonly parsed: Parsed;
  readonly decode: Decode;
  readonly signed: boolean;
  /** Where a value is found again; undefined leaves large values out. */
  readonly bulkUri: ((path: string) => string) | undefined;
  readonly path: string;
}

const component = (text: string): string => text.trim().replace(/\^+$/, '');

function toPersonName(text: string): PersonNameJson | null {
  const [alphabetic = '', ideographic = '', phonetic = ''] = text.split('=').map(component);
  if (alphabetic === '' && ideographic === '' && phonetic === '') return null;
  return {
    ...(alphabetic === '' ? {} : { Alphabetic: alphabetic }),
    ...(ideographic === '' ? {} : { Ideographic: ideographic }),
    ...(phonetic === '' ? {} : { Phonetic: phonetic }),
  };
}

/** IS and DS as numbers where they are numbers, else as the text that stands there (PS3.18 F.2.3). */
function toNumber(text: string, vr: 'IS' | 'DS'): JsonValue {
  const reading = vr === 'IS' ? readInteger(text) : readDecimal(text);
  if (reading.kind === 'absent') return null;
  // A decimal comma is no number of the standard: who reads it decides, by how many parts there are.
  return reading.kind === 'value' && !text.includes(',') ? reading.value : text;
}

const toFloat = (value: number): JsonValue => {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'inf' : '-inf';
};
const toBig = (value: bigint): JsonValue =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value.toString();

type ReadOne = (bytes: Buffer, at: number, little: boolean) => JsonValue;
const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
/** Numbers of fixed size: bytes each, and how one is read. */
const FIXED: Readonly<Record<string, { readonly size: number; readonly read: ReadOne }>> = {
  US: { size: 2, read: (b, at, le) => (le ? b.readUInt16LE(at) : b.readUInt16BE(at)) },
  SS: { size: 2, read: (b, at, le) => (le ? b.readInt16LE(at) : b.readInt16BE(at)) },
  UL: { size: 4, read: (b, at, le) => (le ? b.readUInt32LE(at) : b.readUInt32BE(at)) },
  SL: { size: 4, read: (b, at, le) => (le ? b.readInt32LE(at) : b.readInt32BE(at)) },
  FL: { size: 4, read: (b, at, le) => toFloat(le ? b.readFloatLE(at) : b.readFloatBE(at)) },
  FD: { size: 8, read: (b, at, le) => toFloat(le ? b.readDoubleLE(at) : b.readDoubleBE(at)) },
  SV: { size: 8, read: (b, at, le) => toBig(le ? b.readBigInt64LE(at) : b.readBigInt64BE(at)) },
  UV: { size: 8, read: (b, at, le) => toBig(le ? b.readBigUInt64LE(at) : b.readBigUInt64BE(at)) },
  AT: {
    size: 4,
    read: (b, at, le) =>
      le
        ? hex(b.readUInt16LE(at)) + hex(b.readUInt16LE(at + 2))
        : hex(b.readUInt16BE(at)) + hex(b.readUInt16BE(at + 2)),
  },
};

/** A binary value in little-endian order, as PS3.18 F.2.7 and the octet-stream of 8.7.3.5 want it. */
export function littleEndianBytes(bytes: Buffer, vr: string, littleEndian: boolean): Buffer {
  const word = littleEndian ? 1 : (WORD[vr] ?? 1);
  if (word === 1) return bytes;
  const copy = Buffer.from(bytes);
  // What is left of a last word stays as it is.
  const words = copy.subarray(0, copy.length - (copy.length % word));
  if (word === 2) words.swap16();
  else if (word === 4) words.swap32();
  else words.swap64();
  return copy;
}

function toTexts(bytes: Buffer, vr: string, decode: Decode): JsonValue[] {
  const isText = vr === 'PN' || vr === 'LO' || vr === 'SH' || vr === 'UC' || UNSPLIT.has(vr);
  const text = (isText ? decode(bytes, vr === 'PN') : bytes.toString('latin1')).replace(/[\0 ]+$/, '');
  if (text === '') return [];
  if (UNSPLIT.has(vr)) return [text];
  const parts = text.split('\\');
  if (vr === 'PN') return parts.map(toPersonName);
  if (vr === 'IS' || vr === 'DS') return parts.map((part) => toNumber(unpadded(part), vr));
  return parts.map((part) => part.replaceAll('\0', '').trim() || null);
}

/** The VR written out: context-dependent ones decided, UN of attributes that the dictionary knows made known. */
function effectiveVr(element: Element, context: Context): string {
  const vr = element.vr === 'UN' ? (vrOf(element.tag) ?? 'UN') : element.vr;
  if (vr === 'SQ' && element.items === undefined) return 'UN';
  if (vr === 'xs') return context.signed ? 'SS' : 'US';
  return vr;
}

function toElement(element: Element, context: Context): DicomElement | undefined {
  const vr = effectiveVr(element, context);
  if (element.items !== undefined) {
    const items = element.items.map((item, index) =>
      toDataset(item, { ...context, path: `${context.path}${element.tag}/${index + 1}/` }),
    );
    return items.length === 0 ? { vr: 'SQ' } : { vr: 'SQ', Value: items };
  }
  if (element.length === 0) return { vr };
  const uri = context.bulkUri?.(`${context.path}${element.tag}`);
  if (element.length < 0) return uri === undefined ? undefined : { vr, BulkDataURI: uri };
  const bytes = context.parsed.bytes.subarray(element.offset, element.offset + element.length);
  if (BINARY.has(vr)) {
    if (element.length > BULK_BYTES && !INLINE.test(element.tag)) {
      return uri === undefined ? undefined : { vr, BulkDataURI: uri };
    }
    const ordered = littleEndianBytes(bytes, vr, context.parsed.littleEndian);
    return { vr, InlineBinary: ordered.toString('base64') };
  }
  const fixed = FIXED[vr];
  if (fixed !== undefined) {
    const values: JsonValue[] = [];
    for (let at = 0; at + fixed.size <= bytes.length; at += fixed.size) {
      values.push(fixed.read(bytes, at, context.parsed.littleEndian));
    }
    return values.length === 0 ? { vr } : { vr, Value: values };
  }
  const values = toTexts(bytes, vr, context.decode);
  return values.every((value) => value === null) ? { vr } : { vr, Value: values };
}

function contextOf(dataset: Dataset, outer: Context): Context {
  const terms = dataset.get('00080005');
  const representation = dataset.get('00280103');
  return {
    ...outer,
    ...(terms === undefined ? {} : { decode: decoderFor(elementText(outer.parsed, terms).split('\\')) }),
    ...(representation === undefined || representation.length < 2
      ? {}
      : { signed: outer.parsed.bytes[representation.offset + (outer.parsed.littleEndian ? 0 : 1)] === 1 }),
  };
}

function toDataset(dataset: Dataset, outer: Context): DicomJson {
  const context = contextOf(dataset, outer);
  const json: Record<string, DicomElement> = {};
  for (const [tag, element] of dataset) {
    // Group lengths are retired and would be wrong in JSON; the text is UTF-8 whatever the file said.
    if (tag.endsWith('0000') || tag.startsWith('FFF')) continue;
    if (tag === '00080005') {
      json[tag] = { vr: 'CS', Value: ['ISO_IR 192'] };
      continue;
    }
    const converted = toElement(element, context);
    if (converted !== undefined) json[tag] = converted;
  }
  return json;
}

const rootContext = (parsed: Parsed, bulkUri?: (path: string) => string): Context => ({
  parsed,
  decode: decoderFor([]),
  signed: false,
  bulkUri,
  path: '',
});

/**
 * The whole dataset up to the pixels in the DICOM JSON Model (PS3.18 F.2), in UTF-8.
 * @param bulkUri gives the address of a large value from its path: tags and item numbers from 1, joined by `/`.
 */
export function toDicomJson(parsed: Parsed, bulkUri: (path: string) => string): DicomJson {
  const json: Record<string, DicomElement> = { ...toDataset(parsed.dataset, rootContext(parsed, bulkUri)) };
  json['00080005'] = { vr: 'CS', Value: ['ISO_IR 192'] };
  json['00083002'] = { vr: 'UI', Value: [parsed.transferSyntax] };
  const pixels = parsed.pixels;
  if (pixels !== undefined) {
    const vr = pixels.vr === 'UN' ? 'OW' : pixels.vr;
    json[pixels.tag] = { vr, BulkDataURI: bulkUri(pixels.tag) };
  }
  return Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Chosen top-level attributes in the DICOM JSON Model; large binary values are left out. */
export function pickJson(parsed: Parsed, tags: readonly string[]): DicomJson {
  const context = contextOf(parsed.dataset, rootContext(parsed));
  const json: Record<string, DicomElement> = {};
  for (const tag of tags) {
    const element = parsed.dataset.get(tag);
    const converted = element === undefined ? undefined : toElement(element, context);
    if (converted !== undefined) json[tag] = converted;
  }
  return json;
}
