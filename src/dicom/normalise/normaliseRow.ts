import { toBase64 } from '@/dicom/dataset/base64';
import type { DicomElement, DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import { LIMITS } from '@/dicom/dataset/limits';
import { ROW_TAG } from '@/dicom/dataset/rowTags';
import { readNumberParts } from '@/dicom/values/decimal';
import { withMarks } from '@/dicom/values/directions';
import { valueOf } from '@/dicom/values/reading';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;

/** Texts of one line (PS3.5 6.2), of 64 characters at most. */
const LINES: ReadonlySet<string> = new Set(['AE', 'AS', 'CS', 'LO', 'SH']);

/** What could not be laid out is shown by its beginning, and by how many characters it has. */
const toLine = (value: string): string =>
  value.length > LIMITS.lineCharacters
    ? `${value.slice(0, LIMITS.lineCharacters)}… (${value.length})`
    : value;

/** A person name, which archives send as an object or as a plain text. */
function toName(value: unknown): JsonValue {
  if (typeof value === 'string') {
    const groups = value.split('=', GROUPS.length);
    return toName(Object.fromEntries(GROUPS.map((name, at) => [name, groups[at] || undefined])));
  }
  if (!isRecord(value)) return null;
  const groups = GROUPS.map((name) => [name, value[name]] as const).flatMap(([name, group]) =>
    typeof group === 'string' ? [[name, toLine(withMarks(group))] as const] : [],
  );
  return Object.fromEntries(groups) as JsonValue;
}

/** Value representations that gateways leave out and that decide how a value is read (PS3.6), by tag. */
const KNOWN_VR: Readonly<Record<string, string>> = {
  [ROW_TAG.ReferringPhysicianName]: 'PN',
  [ROW_TAG.PatientName]: 'PN',
  [ROW_TAG.PatientId]: 'LO',
  [ROW_TAG.SamplesPerPixel]: 'US',
  [ROW_TAG.PlanarConfiguration]: 'US',
  [ROW_TAG.NumberOfFrames]: 'IS',
  [ROW_TAG.Rows]: 'US',
  [ROW_TAG.Columns]: 'US',
  [ROW_TAG.BitsAllocated]: 'US',
  [ROW_TAG.BitsStored]: 'US',
  [ROW_TAG.HighBit]: 'US',
  [ROW_TAG.PixelRepresentation]: 'US',
  [ROW_TAG.PixelSpacing]: 'DS',
  [ROW_TAG.ImagePositionPatient]: 'DS',
  [ROW_TAG.ImageOrientationPatient]: 'DS',
  [ROW_TAG.WindowCenter]: 'DS',
  [ROW_TAG.WindowWidth]: 'DS',
  [ROW_TAG.RescaleIntercept]: 'DS',
  [ROW_TAG.RescaleSlope]: 'DS',
  '00281101': 'US',
  '00281102': 'US',
  '00281103': 'US',
  '00281201': 'OW',
  '00281202': 'OW',
  '00281203': 'OW',
};

const NUMERIC: ReadonlySet<string> = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'SV', 'UL', 'US', 'UV']);

function toValue(value: unknown, vr: string | undefined, depth: number): JsonValue {
  if (vr === 'PN') return toName(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    const shown = withMarks(value);
    return vr !== undefined && LINES.has(vr) ? toLine(shown) : shown;
  }
  if (!isRecord(value)) return null;
  if (vr === undefined && GROUPS.some((name) => typeof value[name] === 'string')) return toName(value);
  return toDataset(value, depth + 1);
}

const isNested = (value: unknown): boolean =>
  isRecord(value) && !GROUPS.some((name) => typeof value[name] === 'string');

/** Binary VRs by the array whose bytes they are; OV is left out: 64 bits are more than a JSON number holds. */
const BINARY: Readonly<Record<string, (numbers: readonly number[]) => ArrayBufferView>> = {
  OB: (numbers) => Uint8Array.from(numbers),
  UN: (numbers) => Uint8Array.from(numbers),
  OW: (numbers) => Uint16Array.from(numbers),
  OL: (numbers) => Uint32Array.from(numbers),
  OF: (numbers) => Float32Array.from(numbers),
  OD: (numbers) => Float64Array.from(numbers),
};

/** Bytes that an archive wrote as a list of numbers (Orthanc's plugin before 1.24); undefined when it is no such list. */
function toInline(vr: string | undefined, list: readonly unknown[]): string | undefined {
  const pack = vr !== undefined && Object.hasOwn(BINARY, vr) ? BINARY[vr] : undefined;
  if (pack === undefined || list.length === 0 || list.length > LIMITS.items) return undefined;
  const numbers = list.filter((value): value is number => typeof value === 'number');
  if (numbers.length !== list.length) return undefined;
  const { buffer, byteOffset, byteLength } = pack(numbers);
  return toBase64(new Uint8Array(buffer, byteOffset, byteLength));
}

/** Values in a list: one alone is a list of one, and numbers in one text with backslashes (PS3.5 6.2) are several. */
function toList(sent: unknown, vr: string | undefined): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(sent)
    ? sent
    : sent === undefined || sent === null
      ? []
      : [sent];
  const [first] = list;
  if (list.length === 1 && typeof first === 'string' && vr !== undefined && NUMERIC.has(vr))
    return first.split('\\');
  return list.slice(0, LIMITS.items + 1);
}

/** Texts of numbers as numbers, each part that can be read; what cannot stays as sent, for who says so. */
function toNumbers(list: readonly unknown[], tag: string, vr: string | undefined): readonly unknown[] {
  if (vr === undefined || !NUMERIC.has(vr) || !list.some((part) => typeof part === 'string')) return list;
  const whole = valueOf(readNumberParts(list, tag, vr));
  if (whole) return whole;
  return list.map((part) => {
    const isPlain = typeof part === 'string' && !part.includes(',');
    return (isPlain ? valueOf(readNumberParts([part], '', vr))?.[0] : undefined) ?? part;
  });
}

/** One attribute; a bare value in place of an element counts as its Value. */
function toElement(tag: string, sent: unknown, depth: number): DicomElement {
  const element = isRecord(sent) ? sent : { Value: sent };
  const { vr: sentVr, Value: sentValue, BulkDataURI: uri, InlineBinary: inline } = element;
  const vr = typeof sentVr === 'string' && sentVr !== '' ? sentVr.toUpperCase() : KNOWN_VR[tag];
  const list = toNumbers(toList(sentValue, vr), tag, vr);
  // Deeper than is read: it is there, and what it says is not.
  if (depth >= LIMITS.nesting && vr !== 'PN' && list.some(isNested)) return { vr: 'UN' };
  const bytes = typeof inline === 'string' ? inline : toInline(vr, list);
  const values =
    bytes === undefined ? list.slice(0, LIMITS.items).map((value: unknown) => toValue(value, vr, depth)) : [];
  const hasValues = values.some((value) => value !== null);
  return {
    ...(vr === undefined ? {} : { vr }),
    ...(hasValues ? { Value: values } : {}),
    ...(typeof uri === 'string' ? { BulkDataURI: uri } : {}),
    ...(bytes === undefined ? {} : { InlineBinary: bytes }),
  };
}

/**
 * By tag, what came last and what was made of it. Objects of a series say the same in most of their attributes: each such is put
 * right once, and kept once however many thousands there are.
 */
export class LikeBefore {
  private readonly last = new Map<string, { readonly sent: unknown; readonly element: DicomElement }>();

  /** What was made of the same, else what `make` makes of it now. */
  element(tag: string, sent: unknown, make: () => DicomElement): DicomElement {
    const before = this.last.get(tag);
    if (before && isSameJson(before.sent, sent)) return before.element;
    const element = make();
    this.last.set(tag, { sent, element });
    return element;
  }
}

/** Whether two values of JSON are the same, up to the order of what an object holds. */
function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((value, at) => isSameJson(value, other[at]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]));
}

function toDataset(
  sent: Readonly<Record<string, unknown>>,
  depth: number,
  likeBefore?: LikeBefore,
): DicomJson {
  const entries = Object.entries(sent)
    .filter(([tag]) => /^[\da-f]{8}$/i.test(tag))
    .map(([sentTag, element]) => {
      const tag = sentTag.toUpperCase();
      const make = () => toElement(tag, element, depth);
      return [tag, likeBefore ? likeBefore.element(tag, element, make) : make()] as const;
    });
  return Object.fromEntries(entries);
}

/**
 * Rows of a search, put right like datasets, with nothing added: absent stays absent. Any JSON is borne. `likeBefore`: shared with
 * the other objects of its series.
 */
export const normaliseRow = (sent: unknown, likeBefore?: LikeBefore): DicomJson =>
  isRecord(sent) ? toDataset(sent, 0, likeBefore) : {};
