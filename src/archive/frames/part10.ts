import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import { Inflate } from 'fflate';
import { ArchiveError } from '@/archive/contract/archiveError';
import { malformed } from '@/archive/http/faults';
import { DOCUMENT } from '@/dicom/pixels/encapsulated';
import { inflatedCap, LIMITS } from '@/dicom/dataset/limits';
import { LUT_PLACES } from '@/dicom/normalise/lostLuts';
import { PICTURE_NUMBERS } from '@/dicom/normalise/lostNumbers';
import { PALETTE_DATA, PALETTE_DESCRIPTORS } from '@/dicom/transforms/palette';

/** Where a Part 10 file keeps its pixels, and whose they are. Texts are trimmed; absent = not in the file. */
export interface Part10 {
  readonly transferSyntax: string;
  readonly study: string | undefined;
  readonly series: string | undefined;
  readonly sop: string | undefined;
  /** Patient ID (0010,0020); undefined also where it is not plain ASCII, since the file's character set is not read. */
  readonly patientId: string | undefined;
  readonly rows: number | undefined;
  readonly columns: number | undefined;
  readonly samples: number | undefined;
  readonly bitsAllocated: number | undefined;
  readonly frames: number | undefined;
  /** Whether numbers in the dataset, pixels included, are big endian. */
  readonly bigEndian: boolean;
  /** Float or Double Float Pixel Data. */
  readonly float: boolean;
  readonly pixels: PixelData | undefined;
  /** Palette tables (PS3.3 C.7.9) and their descriptors by tag, as they stand in the file; and an encapsulated document. */
  readonly tables: ReadonlyMap<number, Uint8Array>;
  /** Numbers as texts (PICTURE_NUMBERS) by tag, as they stand in the file. */
  readonly numbers: ReadonlyMap<number, string>;
  /** Sequences that are tables of grey levels or may hold some, by tag; empty where they were not asked for. */
  readonly sequences: ReadonlyMap<number, readonly SequenceItem[]>;
}

/** An item of a sequence: its values by tag as they stand in the file, and those sequences in it that may hold tables. */
export interface SequenceItem {
  readonly values: ReadonlyMap<number, Uint8Array>;
  readonly sequences: ReadonlyMap<number, readonly SequenceItem[]>;
}

/** Pixel Data as it stands in the file: views on the file's own buffer. */
export type PixelData =
  | {
      readonly kind: 'native';
      readonly vr: string;
      /** Cut where the file ends, when it is shorter than its length says. */
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'encapsulated';
      /** Basic Offset Table (PS3.5 A.4), or the Extended one when that is given (PS3.3 C.7.6.3.1.8). */
      readonly offsets: readonly number[];
      readonly fragments: readonly Fragment[];
    };

/** One fragment of encapsulated Pixel Data. */
export interface Fragment {
  /** Of its item tag, from the first byte after the Basic Offset Table's item (PS3.5 A.4). */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';
export const DEFLATED = '1.2.840.10008.1.2.1.99';

/** VRs whose length takes 4 bytes after 2 reserved ones (PS3.5 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const UNDEFINED = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PIXEL_DATA = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010]);

interface Coding {
  readonly explicit: boolean;
  readonly little: boolean;
}

interface Element {
  /** Group and element, as one unsigned number. */
  readonly tag: number;
  readonly vr: string;
  readonly length: number;
  /** Of the first byte of the value. */
  readonly at: number;
}

const broken = (what: string) => malformed('Part 10 file', { what });
const ascii = new TextDecoder('latin1');

function readElement(view: DataView, at: number, coding: Coding): Element | undefined {
  if (at + 8 > view.byteLength) return undefined;
  const tag = ((view.getUint16(at, coding.little) << 16) | view.getUint16(at + 2, coding.little)) >>> 0;
  if (!coding.explicit || tag >>> 16 === 0xfffe)
    return { tag, vr: '', length: view.getUint32(at + 4, coding.little), at: at + 8 };
  const vr = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5));
  if (!LONG.has(vr)) return { tag, vr, length: view.getUint16(at + 6, coding.little), at: at + 8 };
  if (at + 12 > view.byteLength) return undefined;
  return { tag, vr, length: view.getUint32(at + 8, coding.little), at: at + 12 };
}

/** Where the element after a value begins. Sequences of undefined length are walked, never deeper than the limit. */
function skip(view: DataView, element: Element, coding: Coding, depth = 0): number {
  if (element.length !== UNDEFINED) return element.at + element.length;
  if (depth > LIMITS.nesting) throw broken('nesting');
  // UN of undefined length holds implicit little endian (PS3.5 6.2.2 note 2).
  const inner = element.vr === 'UN' ? { explicit: false, little: true } : coding;
  let at = element.at;
  for (;;) {
    const item = readElement(view, at, inner);
    if (item === undefined) throw broken('end of sequence');
    if (item.tag === SEQUENCE_END) return item.at;
    if (item.tag !== ITEM) throw broken('sequence item');
    at = item.length === UNDEFINED ? skipItem(view, item.at, inner, depth) : item.at + item.length;
  }
}

function skipItem(view: DataView, from: number, coding: Coding, depth: number): number {
  let at = from;
  for (;;) {
    const element = readElement(view, at, coding);
    if (element === undefined) throw broken('end of item');
    if (element.tag === ITEM_END) return element.at;
    at = skip(view, element, coding, depth + 1);
  }
}

/** The items of a sequence; of one that is cut short, those that came whole. */
function readItems(
  bytes: Uint8Array,
  view: DataView,
  sequence: Element,
  coding: Coding,
  depth = 0,
): readonly SequenceItem[] {
  if (depth > LIMITS.nesting) throw broken('nesting');
  const inner = sequence.vr === 'UN' ? { explicit: false, little: true } : coding;
  const endOf = ({ at, length }: Element) => (length === UNDEFINED ? bytes.length : at + length);
  const found: SequenceItem[] = [];
  for (let at = sequence.at; at < endOf(sequence);) {
    const item = readElement(view, at, inner);
    if (item?.tag !== ITEM) return found;
    const values = new Map<number, Uint8Array>();
    const sequences = new Map<number, readonly SequenceItem[]>();
    at = item.at;
    while (at < endOf(item)) {
      const element = readElement(view, at, inner);
      if (element === undefined) return found;
      at = skip(view, element, inner, 1);
      if (element.tag === ITEM_END) break;
      if (at > bytes.length) return found;
      if (LUTS.has(element.tag))
        sequences.set(element.tag, readItems(bytes, view, element, inner, depth + 1));
      else if (element.length !== UNDEFINED) values.set(element.tag, bytes.subarray(element.at, at));
    }
    found.push({ values, sequences });
  }
  return found;
}

function readFragments(bytes: Uint8Array, view: DataView, from: number): Fragment[] {
  const little: Coding = { explicit: true, little: true };
  const fragments: Fragment[] = [];
  let at = from;
  let start = 0;
  for (;;) {
    const item = readElement(view, at, little);
    if (item === undefined || item.tag === SEQUENCE_END) return fragments;
    if (item.tag !== ITEM || item.length === UNDEFINED) throw broken('fragment');
    if (fragments.length === 0) start = at;
    const end = Math.min(bytes.length, item.at + item.length);
    fragments.push({ offset: at - start, bytes: bytes.subarray(item.at, end) });
    if (fragments.length === 1) start = item.at + item.length;
    at = item.at + item.length;
  }
}

function readOffsets(table: Uint8Array): number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: table.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
}

function readLongOffsets(view: DataView, element: Element): number[] {
  const count = Math.min(element.length, view.byteLength - element.at) >> 3;
  return Array.from({ length: count }, (_, i) => Number(view.getBigUint64(element.at + i * 8, true)));
}

function readPixels(
  bytes: Uint8Array,
  view: DataView,
  element: Element,
  extended: readonly number[],
): PixelData {
  if (element.length !== UNDEFINED)
    return { kind: 'native', vr: element.vr, bytes: bytes.subarray(element.at, element.at + element.length) };
  const [table, ...fragments] = readFragments(bytes, view, element.at);
  const offsets = extended.length > 0 ? extended : readOffsets(table?.bytes ?? new Uint8Array(0));
  return { kind: 'encapsulated', offsets, fragments };
}

interface Collected {
  texts: Map<number, string>;
  integers: Map<number, number>;
  tables: Map<number, Uint8Array>;
  numbers: Map<number, string>;
  /** Absent: not asked for. */
  sequences?: Map<number, readonly SequenceItem[]>;
  pixels: PixelData | undefined;
  float: boolean;
}

const TEXTS = new Set([0x00020010, 0x00080018, 0x00100020, 0x0020000d, 0x0020000e, 0x00280008]);
const TABLES = new Set(
  [...PALETTE_DESCRIPTORS, ...PALETTE_DATA, DOCUMENT].map((tag) => Number.parseInt(tag, 16)),
);
const NUMBERS = new Set(PICTURE_NUMBERS.map((tag) => Number.parseInt(tag, 16)));
const LUTS = new Set(LUT_PLACES.map((tag) => Number.parseInt(tag, 16)));
const INTEGERS = new Set([0x00280002, 0x00280010, 0x00280011, 0x00280100]);

/** Reads elements from `from` until `stop` says so or the pixels have come. */
function walk(
  bytes: Uint8Array,
  from: number,
  coding: Coding,
  into: Collected,
  stop: (tag: number) => boolean,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let extended: number[] = [];
  let at = from;
  for (;;) {
    const element = readElement(view, at, coding);
    if (element === undefined || stop(element.tag)) return at;
    const { tag, length } = element;
    if (PIXEL_DATA.has(tag)) {
      into.pixels = readPixels(bytes, view, element, extended);
      into.float = tag !== 0x7fe00010;
      return bytes.length;
    }
    const within = length !== UNDEFINED && element.at + length <= bytes.length;
    if (within && TEXTS.has(tag))
      into.texts.set(
        tag,
        ascii
          .decode(bytes.subarray(element.at, element.at + Math.min(length, 256)))
          .replace(/[\0\s]+$/, '')
          .trim(),
      );
    if (within && length >= 2 && INTEGERS.has(tag))
      into.integers.set(tag, view.getUint16(element.at, coding.little));
    if (within && NUMBERS.has(tag))
      into.numbers.set(tag, ascii.decode(bytes.subarray(element.at, element.at + length)));
    if (within && TABLES.has(tag)) into.tables.set(tag, bytes.subarray(element.at, element.at + length));
    if (LUTS.has(tag)) into.sequences?.set(tag, readItems(bytes, view, element, coding));
    if (within && tag === 0x7fe00001) extended = readLongOffsets(view, element);
    at = skip(view, element, coding);
  }
}

/**
 * For files without meta group, which archives hold too: a VR after the first tag means explicit. Whether the guess was
 * right, the walk to identity and pixels shows.
 */
function guessSyntax(file: Uint8Array, at: number): string {
  const [group, vr] = [file[at], ascii.decode(file.subarray(at + 4, at + 6))];
  if (group !== 8 || file[at + 1] !== 0) throw broken('transfer syntax');
  return /^[A-Z]{2}$/.test(vr) ? EXPLICIT_LITTLE_ENDIAN : IMPLICIT_LITTLE;
}

/** How much is inflated between two looks at how much it has become. */
const INFLATE_STEP = 64 * 1024;

/**
 * Inflates a dataset (PS3.5 A.5). Not by DecompressionStream: Chromium's refuses the byte that pads a file to even length.
 */
function inflate(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  const cap = inflatedCap(bytes.length);
  let length = 0;
  const stream = new Inflate((piece) => {
    length += piece.length;
    if (length > cap) throw broken('inflated size');
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < bytes.length; at += INFLATE_STEP)
      stream.push(bytes.subarray(at, at + INFLATE_STEP), at + INFLATE_STEP >= bytes.length);
  } catch (cause) {
    throw cause instanceof ArchiveError ? cause : broken('deflated dataset');
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * Reads a Part 10 file (PS3.10 7.1) as far as its pixels need: transfer syntax, identity, size, Pixel Data. Nothing is
 * decoded; a deflated dataset is inflated. `withSequences`: with those that may hold tables of grey levels. Throws `malformed` where the structure breaks before the pixels.
 */
export async function readPart10(
  file: Uint8Array,
  { withSequences = false }: { readonly withSequences?: boolean } = {},
): Promise<Part10> {
  const marked = ascii.decode(file.subarray(128, 132)) === 'DICM';
  const into: Collected = {
    texts: new Map(),
    integers: new Map(),
    tables: new Map(),
    numbers: new Map(),
    ...(withSequences ? { sequences: new Map() } : {}),
    pixels: undefined,
    float: false,
  };
  const meta: Coding = { explicit: true, little: true };
  const start = walk(file, marked ? 132 : 0, meta, into, (tag) => tag >>> 16 !== 2);
  const transferSyntax = into.texts.get(0x00020010) || guessSyntax(file, start);
  const coding = {
    explicit: transferSyntax !== IMPLICIT_LITTLE,
    little: transferSyntax !== EXPLICIT_BIG,
  };
  const deflated = transferSyntax === DEFLATED;
  const body = deflated ? inflate(file.subarray(start)) : file;
  walk(body, deflated ? 0 : start, coding, into, () => false);
  const frames = Number(into.texts.get(0x00280008));
  const patientId = into.texts.get(0x00100020) ?? '';
  return {
    transferSyntax,
    study: into.texts.get(0x0020000d),
    series: into.texts.get(0x0020000e),
    sop: into.texts.get(0x00080018),
    patientId: /^[\x20-\x7e]+$/.test(patientId) ? patientId : undefined,
    rows: into.integers.get(0x00280010),
    columns: into.integers.get(0x00280011),
    samples: into.integers.get(0x00280002),
    bitsAllocated: into.integers.get(0x00280100),
    frames: Number.isInteger(frames) && frames > 0 ? frames : undefined,
    bigEndian: !coding.little,
    float: into.float,
    pixels: into.pixels,
    tables: into.tables,
    numbers: into.numbers,
    sequences: into.sequences ?? new Map<number, readonly SequenceItem[]>(),
  };
}
