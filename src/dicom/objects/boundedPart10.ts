import { Inflate } from 'fflate';

/** `tooLarge`: more than was allowed, once inflated; `unreadable`: no Part 10 file, deeper than any, or not what it says. */
type Part10Fault = 'tooLarge' | 'unreadable';

const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
const DEFLATED = '1.2.840.10008.1.2.1.99';
const EXPLICIT_BIG = '1.2.840.10008.1.2.2';

/** Sequences within sequences: a Hanging Protocol has four (PS3.3 C.23). */
const MOST_DEPTH = 16;
/** Items of all sequences: what reads them is slow. */
const MOST_ITEMS = 20_000;
/** Bytes inflated at once: a thousand times as many come of them at most. */
const INFLATE_STEP = 1024;

const UNDEFINED = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
/** VRs whose length takes 4 bytes after 2 reserved ones, and the others (PS3.5 7.1.2). */
const LONG = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
const SHORT = new Set('AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));

const ascii = new TextDecoder('latin1');

/** Ends the reading of a file; never leaves this module. */
class Refused extends Error {
  readonly fault: Part10Fault;

  constructor(fault: Part10Fault) {
    super(fault);
    this.fault = fault;
  }
}

interface Element {
  readonly tag: number;
  readonly vr: string;
  readonly length: number;
  /** Of the first byte of the value. */
  readonly at: number;
}

/** Walks a dataset as its lengths say, and refuses what no honest writer makes. */
class Walk {
  /** Items that were walked through. */
  items = 0;
  private readonly view: DataView;
  private readonly isExplicit: boolean;
  private readonly isLittle: boolean;

  constructor(bytes: Uint8Array, syntax: string) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.isExplicit = syntax !== IMPLICIT_LITTLE;
    this.isLittle = syntax !== EXPLICIT_BIG;
  }

  /** Elements up to `end`, or to the end of an item without a length; gives what follows them. */
  elements(from: number, end: number, depth: number, isOpen = false): number {
    let at = from;
    while (at < end) {
      const element = this.read(at, end);
      if (isOpen && element.tag === ITEM_END) return element.at;
      at = this.value(element, end, depth);
    }
    if (isOpen) throw new Refused('unreadable');
    return at;
  }

  private value(element: Element, end: number, depth: number): number {
    const { vr, length, at } = element;
    const isSequence =
      vr === 'SQ' || length === UNDEFINED || ((vr === '' || vr === 'UN') && this.isItem(at, length));
    if (isSequence) return this.sequence(element, end, depth + 1);
    return at + length;
  }

  private sequence({ at: from, length }: Element, outer: number, depth: number): number {
    if (depth > MOST_DEPTH) throw new Refused('unreadable');
    const isOpen = length === UNDEFINED;
    const end = isOpen ? outer : from + length;
    let at = from;
    while (at < end) {
      const item = this.read(at, end);
      if (isOpen && item.tag === SEQUENCE_END) return item.at;
      if (item.tag !== ITEM) throw new Refused('unreadable');
      this.items += 1;
      if (this.items > MOST_ITEMS) throw new Refused('tooLarge');
      const isOpenItem = item.length === UNDEFINED;
      at = this.elements(item.at, isOpenItem ? end : item.at + item.length, depth, isOpenItem);
    }
    if (isOpen) throw new Refused('unreadable');
    return at;
  }

  private read(at: number, end: number): Element {
    const { view, isLittle } = this;
    if (at + 8 > end) throw new Refused('unreadable');
    const tag = view.getUint16(at, isLittle) * 0x10000 + view.getUint16(at + 2, isLittle);
    const vr =
      this.isExplicit && tag >>> 16 !== 0xfffe
        ? String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5))
        : '';
    const isLong = LONG.has(vr);
    if ((vr !== '' && !isLong && !SHORT.has(vr)) || (isLong && at + 12 > end))
      throw new Refused('unreadable');
    const head = isLong ? 12 : 8;
    const length =
      vr === '' || isLong ? view.getUint32(at + head - 4, isLittle) : view.getUint16(at + 6, isLittle);
    if (length !== UNDEFINED && at + head + length > end) throw new Refused('unreadable');
    return { tag, vr, length, at: at + head };
  }

  private isItem(at: number, length: number): boolean {
    const { view, isLittle } = this;
    return (
      length >= 8 && view.getUint16(at, isLittle) === 0xfffe && view.getUint16(at + 2, isLittle) === 0xe000
    );
  }
}

/** How often the tag of an item stands in bytes, be it as a tag or in a value. */
function countItemTags(bytes: Uint8Array, isLittle: boolean): number {
  const [a, b, c, d] = isLittle ? [0xfe, 0xff, 0x00, 0xe0] : [0xff, 0xfe, 0xe0, 0x00];
  let count = 0;
  for (let at = bytes.indexOf(a); at >= 0; at = bytes.indexOf(a, at + 1))
    if (bytes[at + 1] === b && bytes[at + 2] === c && bytes[at + 3] === d) count += 1;
  return count;
}

/** A dataset inflated (PS3.5 A.5), as long as it is not more than `mostBytes`. */
function inflate(bytes: Uint8Array, mostBytes: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((piece) => {
    length += piece.length;
    if (length > mostBytes) throw new Refused('tooLarge');
    pieces.push(piece);
  });
  for (let at = 0; at < bytes.length; at += INFLATE_STEP)
    stream.push(bytes.subarray(at, at + INFLATE_STEP), at + INFLATE_STEP >= bytes.length);
  return joined(pieces, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The transfer syntax, and where the dataset begins (PS3.10 7.1). */
function readMeta(bytes: Uint8Array): { readonly syntax: string; readonly start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isMarked = bytes.length >= 144 && ascii.decode(bytes.subarray(128, 138)) === 'DICM\u0002\0\0\0UL';
  const start = isMarked ? 144 + view.getUint32(140, true) : Number.POSITIVE_INFINITY;
  if (start > bytes.length) throw new Refused('unreadable');
  for (let at = 144; at + 8 <= start;) {
    const isLong = LONG.has(ascii.decode(bytes.subarray(at + 4, at + 6)));
    if (isLong && at + 12 > start) break;
    const from = at + (isLong ? 12 : 8);
    const end = from + (isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true));
    if (end > start) break;
    if (view.getUint32(at, true) === 0x00100002)
      return { syntax: ascii.decode(bytes.subarray(from, end)).replace(/[\0 ]+$/, ''), start };
    at = end;
  }
  throw new Refused('unreadable');
}

/** A file of nothing but a transfer syntax and a dataset. */
function fileOf(syntax: string, dataset: Uint8Array): Uint8Array<ArrayBuffer> {
  const uid = syntax.length % 2 === 0 ? syntax : `${syntax}\0`;
  const head = new Uint8Array(144 + 8 + uid.length);
  const view = new DataView(head.buffer);
  const write = (text: string, at: number) => head.set(new TextEncoder().encode(text), at);
  write('DICM\u0002\0\0\0UL\u0004\0', 128);
  view.setUint32(140, 8 + uid.length, true);
  write('\u0002\0\u0010\0UI', 144);
  view.setUint16(150, uid.length, true);
  write(uid, 152);
  return joined([head, dataset], head.length + dataset.length);
}

/**
 * A Part 10 file (PS3.10 7) of anybody's for a reader that bounds nothing: inflated, of at most `mostBytes` and some levels of sequences,
 * with a dataset that is as its lengths say and hides no items in values. Of the meta group it keeps the transfer syntax alone. Takes no
 * more time and memory than `mostBytes` are worth; never throws.
 */
export function boundedPart10(bytes: Uint8Array, mostBytes: number): Uint8Array<ArrayBuffer> | Part10Fault {
  if (bytes.length > mostBytes) return 'tooLarge';
  try {
    const { syntax: told, start } = readMeta(bytes);
    const raw = bytes.subarray(start);
    const dataset = told === DEFLATED ? inflate(raw, mostBytes) : raw;
    const syntax = told === IMPLICIT_LITTLE || told === EXPLICIT_BIG ? told : EXPLICIT_LITTLE;
    const walk = new Walk(dataset, syntax);
    walk.elements(0, dataset.length, 0);
    // A reader that takes a value for a sequence would find what was not looked through here.
    return countItemTags(dataset, syntax !== EXPLICIT_BIG) === walk.items
      ? fileOf(syntax, dataset)
      : 'unreadable';
  } catch (error) {
    return error instanceof Refused ? error.fault : 'unreadable';
  }
}
