import { Bits, type Codes, readCodes, u16 } from './jpegBits';
import { passSamples } from './jpegLossless';
import { segments } from './transferSyntax';

/** A component as the frame header says (ITU-T T.81 B.2.2): sampling factors, and the table it is quantised by. */
interface Component {
  readonly id: number;
  readonly h: number;
  readonly v: number;
  readonly quantisation: number;
}

interface Frame {
  /** SOF0 to SOF3, by the marker. */
  readonly process: number;
  /** Bits a sample. */
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: readonly Component[];
}

const [BASELINE, EXTENDED, LOSSLESS] = [0xc0, 0xc1, 0xc3] as const;
const BLOCK = 8;
const LAST_COEFFICIENT = 63;

function readFrame(bytes: Uint8Array, at: number, process: number): Frame {
  const components = Array.from({ length: bytes[at + 5] ?? 0 }, (_, one) => {
    const place = at + 6 + 3 * one;
    const factors = bytes[place + 1] ?? 0;
    return { id: bytes[place] ?? 0, h: factors >> 4, v: factors & 15, quantisation: bytes[place + 2] ?? 0 };
  });
  const [rows, columns] = [u16(bytes, at + 1), u16(bytes, at + 3)];
  return { process, precision: bytes[at] ?? 0, rows, columns, components };
}

/** By what the first coefficient is quantised, by table (DQT, B.2.4.1). */
function readSteps(bytes: Uint8Array, from: number, end: number, into: Map<number, number>): void {
  let at = from;
  while (at < end) {
    const head = bytes[at] ?? 0;
    const isWide = head > 15;
    into.set(head & 15, isWide ? u16(bytes, at + 1) : (bytes[at + 1] ?? 0));
    at += 1 + (isWide ? 128 : 64);
  }
}

interface Block {
  readonly component: number;
  readonly dc: Codes;
  readonly ac: Codes;
  /** The largest first coefficient that samples can have. */
  readonly most: number;
}

/** Passes a block of 64 coefficients (F.2.2): its first one as a difference; undefined where it is none. */
function passBlock(bits: Bits, { dc, ac }: Block): number | undefined {
  const length = bits.symbol(dc);
  if (length === undefined || length > 15) return undefined;
  const difference = bits.value(length);
  for (let at = 1; at <= LAST_COEFFICIENT; at += 1) {
    const symbol = bits.symbol(ac);
    if (symbol === undefined) return undefined;
    if (symbol === 0) break;
    at += symbol >> 4;
    // Behind the last coefficient, or a run without a coefficient that is not of 16 (F.1.2.2.1).
    if (at > LAST_COEFFICIENT || ((symbol & 15) === 0 && symbol !== 0xf0)) return undefined;
    bits.skip(symbol & 15);
  }
  return bits.missing === 0 ? difference : undefined;
}

interface Scan {
  /** Units that are coded together (MCU: A.2), in a line and in all, and the blocks in each. */
  readonly across: number;
  readonly units: number;
  readonly blocks: readonly Block[];
}

interface Tables {
  readonly codes: Map<number, Codes>;
  readonly steps: Map<number, number>;
}

function readScan(bytes: Uint8Array, at: number, frame: Frame, { codes, steps }: Tables): Scan | undefined {
  const count = bytes[at] ?? 0;
  const blocks: Block[] = [];
  const most = {
    h: Math.max(...frame.components.map(({ h }) => h)),
    v: Math.max(...frame.components.map(({ v }) => v)),
  };
  if (!(most.h > 0 && most.v > 0)) return undefined;
  const side = frame.process === LOSSLESS ? 1 : BLOCK;
  let across = Math.ceil(frame.columns / (side * most.h));
  let down = Math.ceil(frame.rows / (side * most.v));
  for (let one = 0; one < count; one += 1) {
    const index = frame.components.findIndex(({ id }) => id === bytes[at + 1 + 2 * one]);
    const component = frame.components[index];
    const chosen = bytes[at + 2 + 2 * one] ?? 0;
    const dc = codes.get(chosen >> 4);
    // Lossless has no tables of the second class (B.2.3).
    const ac = frame.process === LOSSLESS ? dc : codes.get(16 + (chosen & 15));
    if (!component || !dc || !ac) return undefined;
    const { h, v } = component;
    if (count === 1) {
      across = Math.ceil(Math.ceil((frame.columns * h) / most.h) / side);
      down = Math.ceil(Math.ceil((frame.rows * v) / most.v) / side);
    }
    // Of samples that are all the least, half the range below zero: 8 times as much (A.3.3), and what rounding adds.
    const step = steps.get(component.quantisation) ?? 1;
    const largest = 2 ** (frame.precision + 2) / Math.max(1, step) + 1;
    const inUnit = count === 1 ? 1 : h * v;
    for (let block = 0; block < inUnit; block += 1) blocks.push({ component: index, dc, ac, most: largest });
  }
  return { across, units: across * down, blocks };
}

/** Whether all units of a scan are there, and nothing else. */
function passScan(bits: Bits, { units, blocks }: Scan, interval: number): boolean {
  const first = new Int32Array(256);
  for (let unit = 0; unit < units; unit += 1) {
    if (interval > 0 && unit > 0 && unit % interval === 0) {
      if (!bits.isUsedUp() || !bits.restart()) return false;
      first.fill(0);
    }
    for (const block of blocks) {
      const difference = passBlock(bits, block);
      if (difference === undefined) return false;
      const value = (first[block.component] ?? 0) + difference;
      if (Math.abs(value) > block.most) return false;
      first[block.component] = value;
    }
  }
  return bits.isUsedUp() && bits.isEnd();
}

/**
 * Whether a sequential or lossless JPEG by Huffman codes (ITU-T T.81, processes of SOF0, SOF1 and SOF3) has all of its picture and is
 * undamaged as far as its codes tell: decoders fill up what is missing and leave what is too much, most of them without a word. Codes
 * are followed to the last one, which must end where the marker behind it stands, and values must be such as samples can have. True as
 * well for what is coded otherwise.
 */
export function hasAllBlocks(bytes: Uint8Array): boolean {
  const tables: Tables = { codes: new Map(), steps: new Map() };
  const scanned = new Set<number>();
  let frame: Frame | undefined;
  let interval = 0;
  let start = 0;
  while (start < bytes.length) {
    let next: number | undefined;
    for (const { marker, at, end } of segments(bytes, start)) {
      if (marker === BASELINE || marker === EXTENDED || marker === LOSSLESS)
        frame = readFrame(bytes, at, marker);
      if (marker === 0xc4) readCodes(bytes, at, end, tables.codes);
      if (marker === 0xdb) readSteps(bytes, at, end, tables.steps);
      if (marker === 0xdd) interval = u16(bytes, at);
      if (marker !== 0xda) continue;
      // Coded otherwise: those who decode it say what they lack.
      if (!frame) return true;
      const scan = readScan(bytes, at, frame, tables);
      const bits = new Bits(bytes, end);
      if (!scan) return false;
      const pass =
        frame.process === LOSSLESS
          ? passSamples(bits, {
              codes: scan.blocks.map(({ dc }) => dc),
              columns: scan.across,
              rows: scan.units / scan.across,
              interval,
              predictor: bytes[end - 3] ?? 0,
              precision: frame.precision - ((bytes[end - 1] ?? 0) & 15),
              isPlain: frame.components.every(({ h, v }) => h === 1 && v === 1) || scan.blocks.length === 1,
            })
          : passScan(bits, scan, interval);
      if (!pass) return false;
      for (let one = 0; one < (bytes[at] ?? 0); one += 1) scanned.add(bytes[at + 1 + 2 * one] ?? 0);
      next = bits.marker().end - 2;
    }
    if (next === undefined) break;
    start = next;
  }
  return !frame || frame.components.every(({ id }) => scanned.has(id));
}
