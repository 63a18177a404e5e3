/** By the next 16 bits: length of the code that they begin with, times 256, and its symbol; 0 where none begins so. */
export type Codes = Uint16Array;

/** Two bytes, the higher first (ITU-T T.81 B.1.1.1). */
export const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Tables of a DHT segment (B.2.4.2; codes as in annex C) by class times 16 plus destination. */
export function readCodes(bytes: Uint8Array, from: number, end: number, into: Map<number, Codes>): void {
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

/** Bytes that an encoder may leave behind its last code. Real ones leave one. */
const MOST_FILL = 3;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** The coded bits of a scan, up to the next marker. */
export class Bits {
  private readonly bytes: Uint8Array;
  private at: number;
  private held = 0;
  private count = 0;
  /** Bits held that are not of the file. */
  private past = 0;
  /** Restart markers passed. */
  private restarts = 0;
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

  private drop(length: number): void {
    this.count -= length;
    if (this.past > this.count) this.missing = Math.max(this.missing, this.past - this.count);
  }

  /** The next symbol; undefined: no code begins so. */
  symbol(codes: Codes): number | undefined {
    this.fill();
    const code = codes[(this.held >> (this.count - 16)) & 0xffff] ?? 0;
    this.drop(code >> 8);
    return code === 0 ? undefined : code & 0xff;
  }

  /** The value that so many bits stand for, at most 16 (RECEIVE and EXTEND, F.2.2.1). */
  value(length: number): number {
    if (length === 0) return 0;
    this.fill();
    const bits = (this.held >> (this.count - length)) & ((1 << length) - 1);
    this.drop(length);
    return bits < 1 << (length - 1) ? bits - (1 << length) + 1 : bits;
  }

  skip(length: number): void {
    this.fill();
    this.drop(length);
  }

  /** The marker that comes next, and what stands behind it. */
  marker(): { readonly marker: number; readonly end: number } {
    while (this.at < this.bytes.length) {
      const next = this.bytes[this.at + 1] ?? 0;
      if (this.bytes[this.at] === 0xff && next !== 0 && next !== 0xff) break;
      this.at += 1;
    }
    return { marker: this.bytes[this.at + 1] ?? 0, end: this.at + 2 };
  }

  /**
   * Whether nothing is left before the next marker but what encoders fill up with: bits of 1 to a whole byte (F.1.2.3), and a few bytes
   * that are all bits of 0 or all of 1. Codes that went astray leave anything.
   */
  isUsedUp(): boolean {
    const real = Math.max(0, this.count - this.past);
    const pad = (1 << (real & 7)) - 1;
    if (((this.held >> (this.count - (real & 7))) & pad) !== pad) return false;
    const bytes: number[] = [];
    for (let left = real & ~7; left > 0; left -= 8)
      bytes.push((this.held >> (this.count - real + left - 8)) & 0xff);
    const from = this.at;
    const end = this.marker().end - 2;
    for (let at = from; at < end; at += 1) {
      const byte = this.bytes[at] ?? 0;
      bytes.push(byte);
      if (byte === 0xff && this.bytes[at + 1] === 0) at += 1;
    }
    return (
      bytes.length <= MOST_FILL && bytes.every((byte) => byte === bytes[0] && (byte === 0 || byte === 0xff))
    );
  }

  /** Whether the scan ends here: a restart marker may stand behind the last interval, but nothing coded behind that (B.2.1). */
  isEnd(): boolean {
    const { marker, end } = this.marker();
    return !isRestart(marker) || this.bytes[end] === 0xff;
  }

  /** Goes on behind the next marker: whether it is a restart marker, and the one whose turn it is (E.1.4). */
  restart(): boolean {
    const { marker, end } = this.marker();
    const isNext = isRestart(marker) && (marker & 7) === (this.restarts & 7);
    this.restarts += 1;
    this.at = end;
    this.held = 0;
    this.count = 0;
    this.past = 0;
    this.missing = 0;
    return isNext;
  }
}
