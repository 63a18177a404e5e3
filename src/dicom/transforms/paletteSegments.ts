/** A table's bytes, little endian, as entries of 8 or 16 bits. */
export function wordsOf(bytes: Uint8Array, bits: 8 | 16): Uint16Array {
  if (bits === 8) return Uint16Array.from(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: bytes.length >> 1 }, (_, at) => view.getUint16(at * 2, true));
}

/** Why segments make no table; inside this file only. */
class Wrong extends Error {}

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

/** Reads segments of one width into a table; throws Wrong where they do not make one of exactly `count` entries. */
class Expansion {
  private readonly words: Uint16Array;
  private readonly bytesPerWord: 1 | 2;
  private readonly table: Uint16Array;
  private length = 0;

  constructor(bytes: Uint8Array, count: number, bits: 8 | 16) {
    this.words = wordsOf(bytes, bits);
    this.bytesPerWord = bits === 8 ? 1 : 2;
    this.table = new Uint16Array(count);
  }

  run(): Uint16Array {
    let at = 0;
    while (this.length < this.table.length) at = this.segment(at, true);
    // Values of odd length are padded with one byte (PS3.5 7.1); anything else is more than the table has room for.
    const rest = this.words.subarray(at);
    if (rest.length > 1 || (rest.length === 1 && (this.bytesPerWord === 2 || rest[0] !== 0)))
      throw new Wrong();
    return this.table;
  }

  /** Expands the segment at a word, and gives the place of the next. */
  private segment(at: number, mayCopy: boolean): number {
    const [code, length] = [this.word(at), this.word(at + 1)];
    // Each segment adds at least one entry, so that every expansion ends.
    if (length === 0) throw new Wrong();
    if (code === DISCRETE) return this.discrete(at + 2, length);
    if (code === LINEAR) return this.linear(at + 2, length);
    // Segments that are copied hold no copies: one of itself would have no end (PS3.3 C.7.9.2.3).
    if (code !== INDIRECT || !mayCopy) throw new Wrong();
    return this.indirect(at + 2, length);
  }

  private discrete(at: number, count: number): number {
    for (let i = 0; i < count; i++) this.push(this.word(at + i));
    return at + count;
  }

  /** A line from the entry before to its own end, which is its last (PS3.3 C.7.9.2.2). */
  private linear(at: number, count: number): number {
    const from = this.length > 0 ? this.table[this.length - 1] : undefined;
    if (from === undefined) throw new Wrong();
    const to = this.word(at);
    for (let i = 1; i <= count; i++) this.push(Math.round(from + ((to - from) * i) / count));
    return at + 1;
  }

  /** Segments from an earlier place, given in bytes as 32 bits, least significant word or byte first. */
  private indirect(at: number, count: number): number {
    const [words, bits] = this.bytesPerWord === 1 ? [4, 8] : [2, 16];
    let offset = 0;
    for (let i = 0; i < words; i++) offset += this.word(at + i) * 2 ** (bits * i);
    if (offset % this.bytesPerWord !== 0) throw new Wrong();
    let from = offset / this.bytesPerWord;
    for (let i = 0; i < count; i++) from = this.segment(from, false);
    return at + words;
  }

  private word(at: number): number {
    const word = this.words[at];
    if (word === undefined) throw new Wrong();
    return word;
  }

  private push(entry: number): void {
    if (this.length === this.table.length) throw new Wrong();
    this.table[this.length] = entry;
    this.length += 1;
  }
}

/**
 * The whole table of a segmented palette (PS3.3 C.7.9.2): discrete, linear and indirect segments, of 8- or 16-bit words.
 * The descriptor's third value tells which; files whose words are of the other width are read too, where only that makes a
 * table of the length they state. Ends for any bytes: a wrong code, a place beyond the end, a copy of a copy, and more or
 * fewer entries than `count` (1 to 65536) give 'segments'.
 */
export function expandSegments(
  bytes: Uint8Array | undefined,
  count: number,
  bits: number,
): Uint16Array | 'segments' {
  if (!bytes) return 'segments';
  for (const width of bits === 8 ? ([8, 16] as const) : ([16, 8] as const))
    try {
      return new Expansion(bytes, count, width).run();
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
    }
  return 'segments';
}
