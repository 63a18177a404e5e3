import { malformed } from './faults';

/** A byte store that grows by doubling, up to a bound against hostile or broken answers. */
export class ByteStore {
  private readonly capBytes: number;
  private bytes: Uint8Array<ArrayBuffer>;
  private filled = 0;

  constructor(capacity: number, capBytes: number) {
    this.capBytes = capBytes;
    this.bytes = new Uint8Array(Math.max(16, capacity));
  }

  get length(): number {
    return this.filled;
  }

  /** Throws `malformed` beyond the bound. */
  add(piece: Uint8Array): void {
    const length = this.filled + piece.length;
    if (length > this.capBytes) throw malformed('multipart', { what: 'partBytes', cap: this.capBytes });
    if (length > this.bytes.length) {
      const bigger = new Uint8Array(Math.min(this.capBytes, Math.max(this.bytes.length * 2, length)));
      bigger.set(this.all());
      this.bytes = bigger;
    }
    this.bytes.set(piece, this.filled);
    this.filled = length;
  }

  /** What is in it, until more is added. */
  all(): Uint8Array {
    return this.bytes.subarray(0, this.filled);
  }

  /** The first `count` bytes, in a buffer of their own. */
  take(count: number): Uint8Array<ArrayBuffer> {
    return count === this.bytes.length ? this.bytes : this.bytes.slice(0, count);
  }
}
