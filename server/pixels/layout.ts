import type { FileHandle } from 'node:fs/promises';
import { HttpRefusal } from '../http/problem';
import { InflatedReader } from '../part10/inflate';
import { parseOpenFile, readBytes } from '../part10/readFile';
import { framesHeld } from '@/dicom/pixels/pixel';
import {
  formatOf,
  nativeRange,
  openStored,
  refuseOther,
  sliceBits,
  withImage,
  type OpenImage,
  type PixelFormat,
  type StoredFile,
} from './frames';
import { mapFragments } from './fragments';

/** Where the frames of a stored file lie in it, as far as that can be said without reading them. */
export type FrameLayout = {
  readonly format: PixelFormat;
  /** As stored. */
  readonly transferSyntax: string;
  /** How many frames are there, whatever is announced. */
  readonly held: number;
} & (
  | {
      readonly is: 'native';
      /** Of the pixel data element: where it begins, and how many bytes it says it has. */
      readonly offset: number;
      readonly length: number;
      readonly vr: string;
      readonly littleEndian: boolean;
    }
  | {
      readonly is: 'encapsulated';
      /** Offsets and lengths of the fragments, one after the other. */
      readonly fragments: Float64Array;
      /** The first fragment of each frame; -1 where a frame is not in the file. */
      readonly starts: Float64Array;
    }
  /** The pixels are in a deflated dataset: nothing of them lies anywhere in the file. */
  | {
      readonly is: 'deflated';
      /** Where the dataset begins in the file. */
      readonly deflatedFrom: number;
      /** Of the pixel data element in the inflated dataset; absent: of compressed frames, which are not read in passing. */
      readonly native?: { readonly offset: number; readonly length: number };
    }
);

/** A piece of a file. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

const shortened = (): HttpRefusal =>
  new HttpRefusal(500, 'The stored file is shorter than its header says; this frame is not in it.');

/** Reads where the frames of a file are. Refuses what holds no pixels, does not say where they are, or is another object. */
export async function layoutOf(row: StoredFile): Promise<FrameLayout> {
  const file = await openStored(row.path);
  try {
    const sizeBytes = (await file.stat()).size;
    const parsed = await parseOpenFile(file, sizeBytes, 'header');
    refuseOther(parsed, row);
    const { pixels, transferSyntax } = parsed;
    if (pixels === undefined) throw new HttpRefusal(404, 'This object holds no pixel data.');
    const format = formatOf(parsed, pixels.length);
    if (parsed.isInflated) {
      const { offset, length } = pixels;
      const deflatedFrom = parsed.deflatedFrom ?? 0;
      const native = length < 0 ? {} : { native: { offset, length } };
      const held = length < 0 ? format.frames : framesHeld(format, format.frames, length);
      return { format, transferSyntax, held, is: 'deflated', deflatedFrom, ...native };
    }
    if (pixels.length >= 0) {
      const { offset, length, vr } = pixels;
      const { littleEndian } = parsed;
      const held = framesHeld(format, format.frames, Math.max(0, Math.min(length, sizeBytes - offset)));
      return { format, transferSyntax, held, is: 'native', offset, length, vr, littleEndian };
    }
    const range = (offset: number, length: number) => readBytes(file, offset, length);
    const map = await mapFragments(parsed, pixels.offset, sizeBytes, format.frames, range);
    const fragments = Float64Array.from(map.fragments.flatMap(({ offset, length }) => [offset, length]));
    const held = map.starts.filter((start) => start >= 0).length;
    const starts = Float64Array.from(map.starts);
    return { format, transferSyntax, held, is: 'encapsulated', fragments, starts };
  } finally {
    await file.close();
  }
}

/** One frame of a deflated dataset, which must be inflated for it. */
export const inflatedFrame = (row: StoredFile, frame: number): Promise<Buffer> =>
  withImage(row, (image) => image.frame(frame));

/** How a frame is read from its file. */
export interface FramePlan {
  readonly lengthBytes: number;
  read(file: FileHandle): AsyncIterable<Uint8Array>;
}

const CHUNK = 1024 ** 2;

/** Bytes of ranges in pieces, none before it is asked for; `turn` brings each piece into its order. */
export async function* rangeChunks(
  file: FileHandle,
  ranges: readonly Range[],
  turn: (bytes: Buffer) => Uint8Array = (bytes) => bytes,
): AsyncGenerator<Uint8Array> {
  for (const { offset, length } of ranges) {
    for (let at = 0; at < length;) {
      const bytes = await readBytes(file, offset + at, Math.min(CHUNK, length - at));
      if (bytes.length === 0) throw shortened();
      at += bytes.length;
      yield turn(bytes);
    }
  }
}

/** The bytes behind those that are skipped. */
async function* cut(
  pieces: AsyncIterable<Uint8Array>,
  skipBytes: number,
  lengthBytes: number,
): AsyncGenerator<Uint8Array> {
  let skip = skipBytes;
  let left = lengthBytes;
  for await (const piece of pieces) {
    const part = piece.subarray(skip, skip + left);
    skip = Math.max(0, skip - piece.length);
    left -= part.length;
    if (part.length > 0) yield part;
  }
}

function nativePlan(layout: FrameLayout & { is: 'native' }, frame: number, sizeBytes: number): FramePlan {
  const { format, littleEndian } = layout;
  const { range, skipBytes, shiftBits, bits, turn } = nativeRange(format, layout, littleEndian, frame);
  if (range.offset + range.length > sizeBytes) throw shortened();
  const lengthBytes = Math.ceil(bits / 8);
  if (bits % 8 !== 0) {
    async function* sliced(file: FileHandle): AsyncGenerator<Uint8Array> {
      const bytes = turn(await readBytes(file, range.offset, range.length));
      yield sliceBits(bytes, skipBytes * 8 + shiftBits, bits);
    }
    return { lengthBytes, read: sliced };
  }
  return { lengthBytes, read: (file) => cut(rangeChunks(file, [range], turn), skipBytes, lengthBytes) };
}

/**
 * How a frame of a deflated dataset is read in passing, by who takes them in ascending order. Deflated datasets are little endian
 * (PS3.5 A.5).
 */
export function planInflated(
  format: PixelFormat,
  native: Range,
  frame: number,
): { readonly lengthBytes: number; readonly read: (from: InflatedReader) => AsyncIterable<Uint8Array> } {
  const { range, bits, shiftBits } = nativeRange(format, { ...native, vr: 'OW' }, true, frame);
  async function* read(from: InflatedReader): AsyncGenerator<Uint8Array> {
    if (bits % 8 === 0) {
      yield* from.take(range.offset, range.length);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of from.take(range.offset, range.length)) chunks.push(chunk);
    yield sliceBits(Buffer.concat(chunks), shiftBits, bits);
  }
  return { lengthBytes: Math.ceil(bits / 8), read };
}

/** How one frame, from 1, is read; its length is known before it is. Refuses a frame that is not in the file. */
export function planFrame(
  layout: Exclude<FrameLayout, { is: 'deflated' }>,
  frame: number,
  sizeBytes: number,
): FramePlan {
  if (layout.is === 'native') return nativePlan(layout, frame, sizeBytes);
  const { starts, fragments } = layout;
  const count = fragments.length / 2;
  const first = starts[frame - 1] ?? -1;
  const next = frame < starts.length ? (starts[frame] ?? count) : count;
  if (first < 0 || first >= count) throw shortened();
  const ranges: Range[] = [];
  for (let at = first; at < (next < 0 ? count : next); at += 1)
    ranges.push({ offset: fragments[at * 2] ?? 0, length: fragments[at * 2 + 1] ?? 0 });
  const lengthBytes = ranges.reduce((sum, { length }) => sum + length, 0);
  return { lengthBytes, read: (file) => rangeChunks(file, ranges) };
}

/** A frame that is not compressed, as it lies or is inflated: in pieces, none before it is asked for. */
export async function* nativePieces(image: OpenImage, frame: number): AsyncGenerator<Uint8Array> {
  const { file, sizeBytes, parsed, format } = image;
  const { pixels, littleEndian } = parsed;
  if (pixels === undefined || pixels.length < 0) throw new RangeError('the frames are compressed');
  if (!parsed.isInflated) {
    const { transferSyntax } = image;
    const layout = {
      format,
      transferSyntax,
      held: format.frames,
      is: 'native',
      littleEndian,
      ...pixels,
    } as const;
    yield* nativePlan(layout, frame, sizeBytes).read(file);
    return;
  }
  const reader = new InflatedReader(file, parsed, sizeBytes);
  try {
    yield* planInflated(format, pixels, frame).read(reader);
  } finally {
    await reader.close();
  }
}
