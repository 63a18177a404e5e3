import { segments } from './transferSyntax';

/** A component as the frame header says (ITU-T T.81 B.2.2): sampling factors. */
interface Component {
  readonly id: number;
  readonly h: number;
  readonly v: number;
}

interface Frame {
  readonly rows: number;
  readonly columns: number;
  readonly components: readonly Component[];
}

/** By the next 16 bits: length of the code that they begin with, times 256, and its symbol; 0 where none begins so. */
type Codes = Uint16Array;

const BASELINE = 0xc0;
const EXTENDED = 0xc1;
const BLOCK = 8;
const LAST_COEFFICIENT = 63;
/** An encoder may lose its last byte, which it did not fill. */
const SLACK_BITS = 7;

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

function readFrame(bytes: Uint8Array, at: number): Frame {
  const components = Array.from({ length: bytes[at + 5] ?? 0 }, (_, one) => {
    const place = at + 6 + 3 * one;
    const factors = bytes[place + 1] ?? 0;
    return { id: bytes[place] ?? 0, h: factors >> 4, v: factors & 15 };
  });
  return { rows: u16(bytes, at + 1), columns: u16(bytes, at + 3), components };
}

/** Tables of a DHT segment (B.2.4.2; codes as in annex C) by class times 16 plus destination. */
function readCodes(bytes: Uint8Array, from: number, end: number, into: Map<number, Codes>): void {
  let at = from;
  while (at + 17 <= end) {
    const codes = new Uint16Array(65_536);
    into.set(bytes[at] ?? 0, codes);
    let symbol = at + 17;
    let place = 0;
    for (let length = 1; length <= 16; length += 1)
      for (let count = bytes[at + length] ?? 0; count > 0; count -= 1) {
        const next = place + (1 << (16 - length));
        codes.fill((length << 8) | (bytes[symbol] ?? 0), place, next);
        place = next;
        symbol += 1;
      }
    at = symbol;
  }
}

/** The coded bits of a scan, up to the next marker. */
class Bits {
  private readonly bytes: Uint8Array;
  private at: number;
  private held = 0;
  private count = 0;
  /** Bits taken that are not there. */
  missing = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** At least 16 bits, zeros behind the end. */
  private fill(): void {
    while (this.count <= 16) {
      const byte = this.bytes[this.at];
      const isEnd = byte === undefined || (byte === 0xff && this.bytes[this.at + 1] !== 0);
      this.held = ((this.held & 0xffff) << 8) | (isEnd ? 0 : byte);
      this.count += 8;
      if (isEnd) this.past += 8;
      else this.at += byte === 0xff ? 2 : 1;
    }
  }

  /** Bits held that are not of the file. */
  private past = 0;

  private drop(length: number): void {
    this.count -= length;
    this.missing = Math.max(this.missing, this.past - this.count);
  }

  /** The next symbol; undefined: no code begins so. */
  symbol(codes: Codes): number | undefined {
    this.fill();
    const code = codes[(this.held >> (this.count - 16)) & 0xffff] ?? 0;
    this.drop(code >> 8);
    return code === 0 ? undefined : code & 0xff;
  }

  skip(length: number): void {
    this.fill();
    this.drop(length);
  }

  /** The marker that comes next, and what stands behind it. What lies before it is passed over: encoders fill up. */
  marker(): { readonly marker: number; readonly end: number } {
    while (this.at < this.bytes.length) {
      const next = this.bytes[this.at + 1] ?? 0;
      if (this.bytes[this.at] === 0xff && next !== 0 && next !== 0xff) break;
      this.at += 1;
    }
    return { marker: this.bytes[this.at + 1] ?? 0, end: this.at + 2 };
  }

  /** Goes on behind a marker. */
  restart(end: number): void {
    this.at = end;
    this.held = 0;
    this.count = 0;
    this.past = 0;
    this.missing = 0;
  }
}

/** Whether a block of 64 coefficients is there (F.2.2). */
function passBlock(bits: Bits, dc: Codes, ac: Codes): boolean {
  const length = bits.symbol(dc);
  if (length === undefined) return false;
  bits.skip(length);
  for (let at = 1; at <= LAST_COEFFICIENT; at += 1) {
    const symbol = bits.symbol(ac);
    if (symbol === undefined) return false;
    if (symbol === 0) break;
    at += symbol >> 4;
    bits.skip(symbol & 15);
  }
  return bits.missing <= SLACK_BITS;
}

interface Scan {
  /** Units that are coded together (MCU: A.2), how many of them, and the tables of each block in one. */
  readonly units: number;
  readonly blocks: readonly { readonly dc: Codes; readonly ac: Codes }[];
}

function readScan(bytes: Uint8Array, at: number, frame: Frame, tables: Map<number, Codes>): Scan | undefined {
  const count = bytes[at] ?? 0;
  const blocks: { dc: Codes; ac: Codes }[] = [];
  const most = {
    h: Math.max(...frame.components.map(({ h }) => h)),
    v: Math.max(...frame.components.map(({ v }) => v)),
  };
  if (!(most.h > 0 && most.v > 0)) return undefined;
  let units = Math.ceil(frame.columns / (BLOCK * most.h)) * Math.ceil(frame.rows / (BLOCK * most.v));
  for (let one = 0; one < count; one += 1) {
    const component = frame.components.find(({ id }) => id === bytes[at + 1 + 2 * one]);
    const chosen = bytes[at + 2 + 2 * one] ?? 0;
    const [dc, ac] = [tables.get(chosen >> 4), tables.get(16 + (chosen & 15))];
    if (!component || !dc || !ac) return undefined;
    const { h, v } = component;
    if (count === 1)
      units =
        Math.ceil(Math.ceil((frame.columns * h) / most.h) / BLOCK) *
        Math.ceil(Math.ceil((frame.rows * v) / most.v) / BLOCK);
    const inUnit = count === 1 ? 1 : h * v;
    for (let block = 0; block < inUnit; block += 1) blocks.push({ dc, ac });
  }
  return { units, blocks };
}

/** Whether all units of a scan are there. */
function passScan(bits: Bits, { units, blocks }: Scan, interval: number): boolean {
  for (let unit = 0; unit < units; unit += 1) {
    if (interval > 0 && unit > 0 && unit % interval === 0) {
      const { marker, end } = bits.marker();
      if (marker < 0xd0 || marker > 0xd7) return false;
      bits.restart(end);
    }
    for (const { dc, ac } of blocks) if (!passBlock(bits, dc, ac)) return false;
  }
  return true;
}

/**
 * Whether a sequential JPEG by Huffman codes (ITU-T T.81, processes of SOF0 and SOF1) has all the blocks of its picture: decoders fill up what
 * is missing, and browsers say nothing of it. Codes are followed, no values are made. True as well for what is coded otherwise.
 */
export function hasAllBlocks(bytes: Uint8Array): boolean {
  const tables = new Map<number, Codes>();
  const scanned = new Set<number>();
  let frame: Frame | undefined;
  let interval = 0;
  let start = 0;
  while (start < bytes.length) {
    let next: number | undefined;
    for (const { marker, at, end } of segments(bytes, start)) {
      if (marker === BASELINE || marker === EXTENDED) frame = readFrame(bytes, at);
      if (marker === 0xc4) readCodes(bytes, at, end, tables);
      if (marker === 0xdd) interval = u16(bytes, at);
      if (marker !== 0xda) continue;
      // Coded otherwise: those who decode it say what they lack.
      if (!frame) return true;
      const scan = readScan(bytes, at, frame, tables);
      const bits = new Bits(bytes, end);
      if (!scan || !passScan(bits, scan, interval)) return false;
      for (let one = 0; one < (bytes[at] ?? 0); one += 1) scanned.add(bytes[at + 1 + 2 * one] ?? 0);
      next = bits.marker().end - 2;
    }
    if (next === undefined) break;
    start = next;
  }
  return !frame || frame.components.every(({ id }) => scanned.has(id));
}
