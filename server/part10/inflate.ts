import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { inflatedCap } from '@/dicom/dataset/limits';
import { NotPart10, type Parsed } from './parse';
import { readBytes } from './readFile';

/** Bytes inflated at a time: what of a deflated dataset is in memory at once. */
const CHUNK = 256 * 1024;

/** A file from an offset on. A stream of its own would close the file. */
async function* pieces(file: FileHandle, from: number): AsyncGenerator<Buffer> {
  for (let at = from; ;) {
    const bytes = await readBytes(file, at, CHUNK / 4);
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}

/** A deflated dataset (PS3.5 A.5), inflated as it is taken. Throws NotPart10 where it cannot be, or becomes too large. */
async function* inflated(file: FileHandle, from: number, sizeBytes: number): AsyncGenerator<Buffer> {
  const cap = inflatedCap(sizeBytes - from);
  const source = Readable.from(pieces(file, from));
  const inflating = createInflateRaw({ chunkSize: CHUNK });
  source.on('error', (error) => inflating.destroy(error));
  let total = 0;
  try {
    for await (const chunk of source.pipe(inflating) as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > cap) throw new RangeError('too large');
      yield chunk;
    }
  } catch (error) {
    throw new NotPart10('its deflated dataset cannot be inflated, or becomes too large', { cause: error });
  } finally {
    source.destroy();
    inflating.destroy();
  }
}

/** What offsets of a parsed deflated file count from: its dataset lies there in the file. */
type Deflated = Pick<Parsed, 'deflatedFrom'>;

/**
 * The bytes of a deflated file at an offset as `Parsed` has them, fewer where the dataset ends: no more is inflated than
 * up to there, and no more kept than these.
 */
export async function inflatedRange(
  file: FileHandle,
  { deflatedFrom: from = 0 }: Deflated,
  sizeBytes: number,
  offset: number,
  length: number,
): Promise<Buffer> {
  // Before memory is taken for it.
  if (offset - from + length > inflatedCap(sizeBytes - from)) return Buffer.alloc(0);
  const bytes = Buffer.allocUnsafe(length);
  let at = from;
  let filled = 0;
  for await (const chunk of inflated(file, from, sizeBytes)) {
    if (at + chunk.length > offset) filled += chunk.copy(bytes, filled, Math.max(0, offset - at));
    at += chunk.length;
    if (filled >= length) break;
  }
  return bytes.subarray(0, filled);
}

/** Where a deflated dataset ends, in offsets as `Parsed` has them; all of it is inflated, none kept. */
export async function inflatedEnd(
  file: FileHandle,
  { deflatedFrom: from = 0 }: Deflated,
  sizeBytes: number,
): Promise<number> {
  let at = from;
  for await (const chunk of inflated(file, from, sizeBytes)) at += chunk.length;
  return at;
}

/** A deflated dataset, inflated once for all that is taken of it from its beginning to its end, and as fast as it is taken. */
export class InflatedReader {
  private readonly chunks: AsyncGenerator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  /** Offset of what is held, as `Parsed` has them. */
  private at: number;

  constructor(file: FileHandle, { deflatedFrom: from = 0 }: Deflated, sizeBytes: number) {
    this.chunks = inflated(file, from, sizeBytes);
    this.at = from;
  }

  /** The bytes at an offset, fewer where the dataset ends. What lies before the last chunk has gone. */
  async *take(offset: number, length: number): AsyncGenerator<Buffer> {
    for (let next = offset; next < offset + length;) {
      const bytes = this.held.subarray(next - this.at, offset + length - this.at);
      next += bytes.length;
      if (bytes.length > 0) yield bytes;
      else if (!(await this.move())) return;
    }
  }

  async close(): Promise<void> {
    await this.chunks.return(undefined);
  }

  private async move(): Promise<boolean> {
    const { done, value } = await this.chunks.next();
    this.at += this.held.length;
    this.held = done === true ? Buffer.alloc(0) : value;
    return done !== true;
  }
}
