/** Bits of a JPEG XL codestream, the lowest of a byte first (ISO/IEC 18181-1 4.2). */
class Bits {
  private readonly bytes: Uint8Array;
  private at: number;

  constructor(bytes: Uint8Array, atByte: number) {
    this.bytes = bytes;
    this.at = atByte * 8;
  }

  /** Past the end, zeros are read: a size of what was cut off there does not fit any picture. */
  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.at++)
      value += (((this.bytes[this.at >> 3] ?? 0) >> (this.at & 7)) & 1) * 2 ** i;
    return value;
  }
}

/** Bits of a side length, by the selector before it (ISO/IEC 18181-1 D.2). */
const SIDE_BITS = [9, 13, 18, 30] as const;
const side = (bits: Bits, isSmall: boolean): number =>
  isSmall ? (bits.take(5) + 1) * 8 : bits.take(SIDE_BITS[bits.take(2)] ?? 9) + 1;

/** Columns for rows, by the ratio that stands between them; 0 = columns are written out (ISO/IEC 18181-1 table D.1). */
const RATIOS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];

/** Where the codestream begins: at once, or in a box `jxlc` or the first `jxlp` of a file (ISO/IEC 18181-2 9). */
function codestreamStart(bytes: Uint8Array): number | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0x0a) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 16 <= bytes.length;) {
    const length = view.getUint32(at);
    const kind = view.getUint32(at + 4);
    const head = length === 1 ? 16 : 8;
    if (kind === 0x6a786c63) return at + head; // jxlc
    if (kind === 0x6a786c70) return at + head + 4; // jxlp: a counter goes before.
    const size = length === 1 ? Number(view.getBigUint64(at + 8)) : length;
    if (size < head) return undefined;
    at += size;
  }
  return undefined;
}

/** Bits a sample, by the selector before it; the last is written out (ISO/IEC 18181-1 D.3.4). */
const DEPTHS = [8, 10, 12] as const;

/** Bits a sample of the metadata after the size; undefined where they stand behind what no still picture needs. */
function depth(bits: Bits): number | undefined {
  if (bits.take(1) === 1) return 8; // All as by default.
  const isExtra = bits.take(1) === 1;
  // Orientation, then whether an intrinsic size, a preview, an animation follow.
  if (isExtra && bits.take(6) >= 8) return undefined;
  const isFloat = bits.take(1) === 1;
  return isFloat ? undefined : (DEPTHS[bits.take(2)] ?? bits.take(6) + 1);
}

/** What a JPEG XL frame says of itself; undefined when it is none. `precision` is in bits a sample. */
export function jpegXlSize(
  bytes: Uint8Array,
): { rows: number; columns: number; precision: number | undefined } | undefined {
  const start = codestreamStart(bytes);
  if (start === undefined || bytes[start] !== 0xff || bytes[start + 1] !== 0x0a) return undefined;
  const bits = new Bits(bytes, start + 2);
  const isSmall = bits.take(1) === 1;
  const rows = side(bits, isSmall);
  const [times, of] = RATIOS[bits.take(3)] ?? [0, 1];
  const columns = times === 0 ? side(bits, isSmall) : Math.floor((rows * times) / of);
  return { rows, columns, precision: depth(bits) };
}
