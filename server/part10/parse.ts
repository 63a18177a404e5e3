import { crc32 } from 'node:zlib';
import { inflatedCap, LIMITS } from '@/dicom/dataset/limits';
import { inflateHeader, parseDeflatedHeader, tooLarge } from './deflatedHeader';
import { vrOf } from './dictionary';
import { NeedMoreBytes, NotPart10 } from './unreadable';

export { NeedMoreBytes, NotPart10 };

/** One data element: where its value lies in `Parsed.bytes`. */
export interface Element {
  /** Eight upper-case hexadecimal digits. */
  readonly tag: string;
  /** As written, or from the dictionary in Implicit VR; `xs` = US or SS, `UN` when unknown. */
  readonly vr: string;
  readonly offset: number;
  /** Bytes of the value; -1 = undefined length (encapsulated pixel data). */
  readonly length: number;
  readonly items?: readonly Dataset[];
}
export type Dataset = ReadonlyMap<string, Element>;

/** A Part 10 file up to its pixel data. */
export interface Parsed {
  /** What offsets point into: the file's bytes, or header plus inflated dataset for deflated files. */
  readonly bytes: Buffer;
  readonly transferSyntax: string;
  readonly littleEndian: boolean;
  readonly meta: Dataset;
  readonly dataset: Dataset;
  /** The first of Float, Double Float and Pixel Data at top level; its value is not read. */
  readonly pixels: Element | undefined;
  /** Whether the file is a dataset alone, without preamble and file meta group (Implicit VR Little Endian). */
  readonly bare: boolean;
  /** Whether the dataset was deflated: `bytes` is then no part of the file. */
  readonly isInflated: boolean;
  /** Where in such a file its deflated dataset begins. */
  readonly deflatedFrom?: number;
  /** Tags that the dataset holds more than once: the first is taken, other readers may take the last (PS3.5 7.1 forbids it). */
  readonly repeated: ReadonlySet<string>;
  /** What was wrong with the rest, when reading ended before the end of the dataset. */
  readonly damage: string | undefined;
}

/**
 * Whether a deflated dataset is inflated to its end or as far as its header goes; of a guest, neither deflated nor bare nor
 * endless ones are looked into.
 */
export type Wants = 'header' | 'whole' | 'guest';

const IMPLICIT = '1.2.840.10008.1.2';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const DEFLATED = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95']);
const SHORT_HEADER = new Set('AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));
const LONG_HEADER = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
const UNDEFINED = 0xffffffff;
const PIXELS = new Set(['7FE00008', '7FE00009', '7FE00010']);

interface Coding {
  readonly explicit: boolean;
  readonly little: boolean;
}
interface Header {
  readonly tag: string;
  readonly vr: string;
  readonly length: number;
  readonly offset: number;
}

class Reader {
  readonly bytes: Buffer;
  readonly complete: boolean;
  position: number;
  private headers = 0;

  /** Whether nothing may stand there twice, and less in all: what a guest sends. */
  readonly isStrict: boolean;

  constructor(bytes: Buffer, position: number, complete: boolean, isStrict = false) {
    this.isStrict = isStrict;
    this.bytes = bytes;
    this.position = position;
    this.complete = complete;
  }

  /** Throws when fewer than `count` bytes are left. */
  need(count: number, what: string): void {
    if (this.position + count <= this.bytes.length) return;
    if (!this.complete) throw new NeedMoreBytes(what);
    throw new RangeError(`the file ends inside ${what}`);
  }
  /** Counts a header; throws where there are more than any real object has. */
  count(): void {
    this.headers += 1;
    if (this.headers > (this.isStrict ? LIMITS.guestElements : LIMITS.elements))
      throw new RangeError('there are too many elements');
  }
  u16(at: number, little: boolean): number {
    return little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }
  u32(at: number, little: boolean): number {
    return little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }
  tag(little: boolean): string {
    this.need(8, 'an element header');
    const value = this.u16(this.position, little) * 0x10000 + this.u16(this.position + 2, little);
    return value.toString(16).toUpperCase().padStart(8, '0');
  }
}

const vrAt = (reader: Reader, at: number): string => reader.bytes.toString('latin1', at, at + 2);

function readHeader(reader: Reader, { explicit, little }: Coding): Header {
  const tag = reader.tag(little);
  reader.count();
  const at = reader.position;
  const vr = vrAt(reader, at + 4);
  const isItem = tag.startsWith('FFFE');
  if (!explicit || isItem || !/^[A-Z]{2}$/.test(vr)) {
    return { tag, vr: isItem ? '' : (vrOf(tag) ?? 'UN'), length: reader.u32(at + 4, little), offset: at + 8 };
  }
  if (SHORT_HEADER.has(vr)) return { tag, vr, length: reader.u16(at + 6, little), offset: at + 8 };
  reader.need(12, `the header of (${tag})`);
  return {
    tag,
    vr: LONG_HEADER.has(vr) ? vr : 'UN',
    length: reader.u32(at + 8, little),
    offset: at + 12,
  };
}

/** Some writers put explicit items into sequences of VR UN, which are implicit by PS3.5 6.2.2: look. */
function codingOfItem(reader: Reader, coding: Coding): Coding {
  if (coding.explicit || reader.position + 6 > reader.bytes.length) return coding;
  const vr = vrAt(reader, reader.position + 4);
  return SHORT_HEADER.has(vr) || LONG_HEADER.has(vr) ? { ...coding, explicit: true } : coding;
}

function readItems(reader: Reader, end: number | undefined, coding: Coding, depth: number): Dataset[] {
  const items: Dataset[] = [];
  while (end === undefined || reader.position < end) {
    const header = readHeader(reader, coding);
    if (header.tag === 'FFFEE0DD') {
      reader.position = header.offset;
      break;
    }
    if (header.tag !== 'FFFEE000') throw new RangeError(`(${header.tag}) stands where an item should begin`);
    if (items.length >= LIMITS.items) throw new RangeError('a sequence has too many items');
    reader.position = header.offset;
    const itemEnd = header.length === UNDEFINED ? undefined : header.offset + header.length;
    items.push(readDataset(reader, itemEnd, codingOfItem(reader, coding), depth).elements);
    if (itemEnd !== undefined) reader.position = itemEnd;
  }
  return items;
}

/** Steps over the fragments of a value of undefined length that is no sequence (an icon's compressed pixels). */
function skipFragments(reader: Reader, coding: Coding): void {
  for (;;) {
    const header = readHeader(reader, coding);
    reader.position = header.offset;
    if (header.tag !== 'FFFEE000') break;
    reader.need(header.length, 'a fragment');
    reader.position += header.length;
  }
}

/**
 * Steps over a sequence that is nested deeper than is read, however deep it goes on: what of it says its length by that, what has an end
 * by counting beginnings and ends.
 */
function skipSequence(reader: Reader, end: number | undefined, coding: Coding): void {
  if (reader.isStrict) throw new RangeError('sequences are nested too deeply');
  if (end !== undefined) {
    reader.position = end;
    return;
  }
  const open = [coding];
  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    const { tag, vr, length, offset } = readHeader(reader, inner);
    reader.position = offset;
    if (tag === 'FFFEE0DD') open.pop();
    else if (tag === 'FFFEE000') open[open.length - 1] = codingOfItem(reader, inner);
    else if (tag === 'FFFEE00D') continue;
    else if (length === UNDEFINED) open.push(vr === 'UN' ? { ...inner, explicit: false } : inner);
    if (length === UNDEFINED) continue;
    reader.need(length, `(${tag})`);
    reader.position += length;
  }
}

function looksLikeItems(reader: Reader, header: Header, little: boolean): boolean {
  if (header.length < 8 || header.offset + 4 > reader.bytes.length) return false;
  return reader.u16(header.offset, little) === 0xfffe && reader.u16(header.offset + 2, little) === 0xe000;
}

const isSequenceAt = (reader: Reader, header: Header, coding: Coding): boolean =>
  header.vr === 'SQ' ||
  (header.vr === 'UN' &&
    (header.length === UNDEFINED || (!coding.explicit && looksLikeItems(reader, header, coding.little))));

function readValue(reader: Reader, header: Header, coding: Coding, depth: number): Element {
  const { tag, vr, offset } = header;
  const undefinedLength = header.length === UNDEFINED;
  const isSequence = isSequenceAt(reader, header, coding);
  reader.position = offset;
  if (isSequence && header.length !== 0) {
    if (!undefinedLength) reader.need(header.length, `(${tag})`);
    const inner = vr === 'UN' ? { explicit: false, little: coding.little } : coding;
    const end = undefinedLength ? undefined : offset + header.length;
    if (depth >= LIMITS.nestingStored) {
      skipSequence(reader, end, inner);
      return { tag, vr: 'UN', offset, length: reader.position - offset };
    }
    const items = readItems(reader, end, inner, depth + 1);
    if (end !== undefined) reader.position = end;
    return { tag, vr: 'SQ', offset, length: reader.position - offset, items };
  }
  if (undefinedLength) {
    skipFragments(reader, coding);
    return { tag, vr, offset, length: -1 };
  }
  reader.need(header.length, `(${tag})`);
  reader.position = offset + header.length;
  return { tag, vr, offset, length: header.length, ...(isSequence ? { items: [] } : {}) };
}

interface Read {
  readonly elements: Map<string, Element>;
  readonly pixels: Element | undefined;
  readonly repeated: ReadonlySet<string>;
  readonly damage: string | undefined;
}

/** More elements that stand there twice are no dataset: zeros without end, inflated out of nothing. */
const MOST_REPEATS = 1_000;

/** Bytes of a value that are there. */
const restOf = ({ bytes }: Reader, { offset, length }: Header): number =>
  Math.max(0, Math.min(length, bytes.length - offset));

function readDataset(reader: Reader, end: number | undefined, coding: Coding, depth: number): Read {
  const elements = new Map<string, Element>();
  const repeated = new Set<string>();
  let repeats = 0;
  const limit = end ?? reader.bytes.length;
  let last: Header | undefined;
  try {
    while (reader.position < limit || (end === undefined && !reader.complete)) {
      const header = readHeader(reader, coding);
      if (header.tag === 'FFFEE00D' && depth > 0) {
        reader.position = header.offset;
        break;
      }
      if (depth === 0 && PIXELS.has(header.tag)) {
        const length = header.length === UNDEFINED ? -1 : header.length;
        return { elements, pixels: { ...header, length }, repeated, damage: undefined };
      }
      last = header;
      const element = readValue(reader, header, coding, depth);
      last = undefined;
      // The first of two elements with one tag wins: PS3.5 7.1 forbids the second.
      if (!elements.has(element.tag)) elements.set(element.tag, element);
      else if (reader.isStrict) throw new RangeError(`(${element.tag}) stands there twice`);
      else if (depth === 0) repeated.add(element.tag);
      if (repeated.has(element.tag)) repeats += 1;
      if (repeats > MOST_REPEATS) throw new RangeError('elements stand there again and again');
    }
  } catch (error) {
    // What was read up to the damage still tells which object this is.
    if (depth > 0 || !(error instanceof RangeError)) throw error;
    // A sequence that breaks off is there, as bytes: left out, a report would be an empty one.
    if (last && !elements.has(last.tag) && isSequenceAt(reader, last, coding))
      elements.set(last.tag, { tag: last.tag, vr: 'UN', offset: last.offset, length: restOf(reader, last) });
    return { elements, pixels: undefined, repeated, damage: error.message };
  }
  return { elements, pixels: undefined, repeated, damage: undefined };
}

function readMeta(reader: Reader): Map<string, Element> {
  const elements = new Map<string, Element>();
  const coding = { explicit: true, little: true };
  while (reader.position + 8 <= reader.bytes.length) {
    const header = readHeader(reader, coding);
    if (!header.tag.startsWith('0002')) break;
    if (reader.isStrict && elements.has(header.tag))
      throw new RangeError(`(${header.tag}) stands there twice`);
    elements.set(header.tag, readValue(reader, header, coding, 0));
  }
  return elements;
}

const uidText = (bytes: Buffer, element: Element | undefined): string =>
  element === undefined
    ? ''
    : bytes.toString('latin1', element.offset, element.offset + element.length).replace(/[\0 ]+$/, '');

/**
 * Reads a Part 10 file (PS3.10 7) up to its pixel data. dicom-parser is not used for it: it misreads elements of
 * VR OV, SV and UV (the Extended Offset Table) and drops private sequences of Implicit VR.
 * @param complete whether `bytes` is the whole file; if not, NeedMoreBytes is thrown when it ends too early.
 */
export function parsePart10(bytes: Buffer, complete: boolean, wants: Wants = 'whole'): Parsed {
  const isGuest = wants === 'guest';
  if (bytes.length < 132 || bytes.toString('latin1', 128, 132) !== 'DICM') {
    if (isGuest) throw new NotPart10('it does not begin as a DICOM file does (PS3.10 7.1)');
    return parseBare(bytes, complete);
  }
  const reader = new Reader(bytes, 132, complete, isGuest);
  let meta: Map<string, Element>;
  try {
    meta = readMeta(reader);
  } catch (error) {
    if (error instanceof RangeError) throw new NotPart10(error.message, { cause: error });
    throw error;
  }
  const transferSyntax = uidText(bytes, meta.get('00020010'));
  if (transferSyntax === '') throw new NotPart10('it does not name its transfer syntax');
  if (DEFLATED.has(transferSyntax) && isGuest) throw new NotPart10('its dataset is deflated');
  if (DEFLATED.has(transferSyntax)) return parseDeflated(reader, meta, transferSyntax, wants);
  const coding = { explicit: transferSyntax !== IMPLICIT, little: transferSyntax !== BIG_ENDIAN };
  const { elements, pixels, repeated, damage } = readDataset(reader, undefined, coding, 0);
  return {
    bytes,
    transferSyntax,
    littleEndian: coding.little,
    meta,
    bare: false,
    isInflated: false,
    dataset: elements,
    pixels,
    repeated,
    damage,
  };
}

/** Old archives hold datasets without preamble and meta group; group 0008 first and a SOP Instance UID tell them. */
function parseBare(bytes: Buffer, complete: boolean): Parsed {
  if (bytes.length === 0) throw new NotPart10('it is empty');
  const refusal = new NotPart10('it does not begin as a DICOM file does (PS3.10 7.1)');
  if (bytes.length < 16 || bytes.readUInt16LE(0) !== 8 || bytes.readUInt32LE(4) > 0xffff) throw refusal;
  const coding = { explicit: false, little: true };
  const read = readDataset(new Reader(bytes, 0, complete), undefined, coding, 0);
  if (!read.elements.has('00080018') || !read.elements.has('00080016')) throw refusal;
  const { elements, pixels, repeated, damage } = read;
  const common = {
    bytes,
    transferSyntax: IMPLICIT,
    littleEndian: true,
    meta: new Map(),
    bare: true,
    isInflated: false,
  };
  return { ...common, dataset: elements, pixels, repeated, damage };
}

function parseDeflated(reader: Reader, meta: Dataset, transferSyntax: string, wants: Wants): Parsed {
  if (!reader.complete && wants === 'whole') throw new NeedMoreBytes('a deflated dataset');
  const start = reader.position;
  const deflated = reader.bytes.subarray(start);
  const parse = (inflated: Buffer, isAll: boolean): Parsed => {
    const bytes = Buffer.concat([reader.bytes.subarray(0, start), inflated]);
    const coding = { explicit: true, little: true };
    const { elements, ...read } = readDataset(new Reader(bytes, start, isAll), undefined, coding, 0);
    return {
      ...read,
      bytes,
      dataset: elements,
      transferSyntax,
      littleEndian: true,
      meta,
      bare: false,
      isInflated: true,
      deflatedFrom: start,
    };
  };
  if (wants === 'header') return parseDeflatedHeader(deflated, reader.complete, parse);
  const inflated = inflateHeader(
    deflated,
    Math.min(inflatedCap(deflated.length), LIMITS.inflatedWholeBytes),
    true,
  );
  if (inflated === undefined) throw tooLarge('dataset');
  return parse(inflated, true);
}

/** How much of a header tells whether it is still the same. */
const CHECKED_BYTES = 1024 ** 2;

/** A check of a header as it was read (CRC-32): a file that has another one by now is another object. */
export const headerCheckOf = ({ bytes, pixels }: Parsed): number =>
  crc32(bytes.subarray(0, Math.min(pixels?.offset ?? bytes.length, CHECKED_BYTES)));

/** The text of an element without padding, read as Latin-1: for UIDs, codes and numbers. */
export const elementText = (parsed: Parsed, element: Element | undefined): string =>
  element === undefined || element.length < 0
    ? ''
    : parsed.bytes
        .toString('latin1', element.offset, element.offset + element.length)
        .replace(/[\0 ]+$/, '')
        .trim();
