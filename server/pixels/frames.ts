import type { FileHandle } from 'node:fs/promises';
import type { InstanceRow } from '../archive/readInstance';
import { HttpRefusal } from '../http/problem';
import { littleEndianBytes, pickJson } from '../part10/json';
import { inflatedRange } from '../part10/inflate';
import { headerCheckOf, type Parsed } from '../part10/parse';
import { number, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { asStored, frameBits } from '@/dicom/pixels/pixel';
import { EXPLICIT_LITTLE_ENDIAN, transferSyntax } from '@/dicom/pixels/transferSyntax';
import { openOwn } from '../part10/openOwn';
import { parseOpenFile, readBytes } from '../part10/readFile';
import { mapFragments, type FragmentMap } from './fragments';

/** What describes the pixels of an image (PS3.3 C.7.6.3). */
export interface PixelFormat {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly photometric: string;
  readonly planar: boolean;
  readonly frames: number;
}

/** The attributes that describe pixels. */
export const FORMAT = [
  '00280002',
  '00280004',
  '00280006',
  '00280008',
  '00280010',
  '00280011',
  '00280100',
  '00280101',
  '00280103',
];

/** Reads the image pixel module; what is absent gets the value that does least harm. */
export function readFormat(json: DicomJson): PixelFormat {
  const bitsAllocated = number(json, '00280100') ?? 0;
  return {
    rows: number(json, '00280010') ?? 0,
    columns: number(json, '00280011') ?? 0,
    samples: number(json, '00280002') ?? 1,
    bitsAllocated,
    bitsStored: number(json, '00280101') ?? bitsAllocated,
    signed: number(json, '00280103') === 1,
    photometric: text(json, '00280004')?.toUpperCase() ?? 'MONOCHROME2',
    planar: number(json, '00280006') === 1,
    frames: Math.max(1, number(json, '00280008') ?? 1),
  };
}

/** The format that the pixel data of so many bytes bear out; negative where they are encapsulated. */
export function formatOf(parsed: Parsed, lengthBytes: number): PixelFormat {
  const format = readFormat(pickJson(parsed, FORMAT));
  return asStored(format, lengthBytes, format.frames);
}

/** An opened image: its frames can be read one by one. */
export interface OpenImage {
  readonly file: FileHandle;
  readonly sizeBytes: number;
  readonly parsed: Parsed;
  readonly format: PixelFormat;
  readonly encapsulated: boolean;
  /** Of the bytes that `frame` gives. */
  readonly transferSyntax: string;
  /** The bytes of one frame, from 1. */
  frame(frame: number): Promise<Buffer>;
}

/**
 * What uncompressed pixels are sent as: turned into Explicit VR Little Endian where the standard says how they lie in the file. A private
 * transfer syntax says that to nobody else (one vendor's has big endian pixels in a little endian dataset): they keep its name.
 */
export const nativeSyntax = (stored: string): string =>
  transferSyntax(stored) === undefined ? stored : EXPLICIT_LITTLE_ENDIAN;

/** Bits `from` to `from + count` of a packed 1-bit image, moved so that the first is bit 0 (PS3.5 8.2). */
export function sliceBits(bytes: Buffer, fromBit: number, countBits: number): Buffer {
  const shift = fromBit % 8;
  const start = Math.floor(fromBit / 8);
  const length = Math.ceil(countBits / 8);
  const out = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) {
    const low = bytes[start + at] ?? 0;
    const high = bytes[start + at + 1] ?? 0;
    out[at] = ((low >> shift) | (high << (8 - shift))) & 0xff;
  }
  const spare = length * 8 - countBits;
  if (spare > 0) out[length - 1] = (out[length - 1] ?? 0) & (0xff >> spare);
  return out;
}

const shortened = (): HttpRefusal =>
  new HttpRefusal(500, 'The stored file is shorter than its header says; this frame is not in it.');

/** Bytes of the pixel data element, from the file or from the inflated dataset. */
type ReadRange = (offset: number, length: number) => Promise<Buffer>;

/** Where one native frame lies in its file. */
export interface NativeRange {
  /** The bytes to read: whole words, as big endian swaps them. */
  readonly range: { readonly offset: number; readonly length: number };
  /** Bytes of the frame before that stand before this one's in `range`, once that is turned. */
  readonly skipBytes: number;
  /** Bits of others that stand before the frame in its first byte. */
  readonly shiftBits: number;
  readonly bits: number;
  /** Brings bytes of `range` into little endian. */
  readonly turn: (bytes: Buffer) => Buffer;
}

/**
 * Where a frame, from 1, lies in a pixel data element. Big endian swaps the words of OW whatever the pixels are (PS3.5 8.2),
 * so frames of 8 bits and fewer begin and end inside words where their length is odd, and the last byte of such an object
 * stands behind the pad. Refuses what is not in the element.
 */
export function nativeRange(
  format: PixelFormat,
  pixels: { readonly offset: number; readonly length: number; readonly vr: string },
  littleEndian: boolean,
  frame: number,
): NativeRange {
  const bits = frameBits(format);
  if (bits <= 0) throw new HttpRefusal(500, 'The stored file does not say how large its frames are.');
  const from = bits * (frame - 1);
  const firstByte = Math.floor(from / 8);
  const endByte = Math.ceil((from + bits) / 8);
  // Checked before anything is read or allocated: 65535 x 65535 in 900 bytes is a file that exists.
  if (endByte > pixels.length) throw shortened();
  const words = format.bitsAllocated > 8 ? { 16: 'OW', 32: 'OL', 64: 'OD' }[format.bitsAllocated] : undefined;
  const vr = words ?? pixels.vr;
  const isPairs = !littleEndian && vr === 'OW';
  const first = isPairs ? firstByte - (firstByte % 2) : firstByte;
  const end = isPairs ? Math.min(endByte + (endByte % 2), pixels.length) : endByte;
  return {
    range: { offset: pixels.offset + first, length: end - first },
    skipBytes: firstByte - first,
    shiftBits: from - firstByte * 8,
    bits,
    turn: (bytes) => littleEndianBytes(bytes, vr, littleEndian),
  };
}

async function nativeFrame(
  format: PixelFormat,
  parsed: Parsed,
  read: ReadRange,
  frame: number,
): Promise<Buffer> {
  if (parsed.pixels === undefined)
    throw new HttpRefusal(500, 'The stored file does not say how large its frames are.');
  const { range, skipBytes, shiftBits, bits, turn } = nativeRange(
    format,
    parsed.pixels,
    parsed.littleEndian,
    frame,
  );
  const stored = await read(range.offset, range.length);
  if (stored.length < range.length) throw shortened();
  const bytes = turn(stored);
  return bits % 8 === 0
    ? bytes.subarray(skipBytes, skipBytes + bits / 8)
    : sliceBits(bytes, skipBytes * 8 + shiftBits, bits);
}

/** A file, and the check of the header that it had when it was found (parse.ts). */
export type StoredFile = Pick<InstanceRow, 'path' | 'headerCheck'>;

/** Refuses a file that has another header by now: its pixels are not those of the object that is named. */
export function refuseOther(parsed: Parsed, { headerCheck }: Pick<StoredFile, 'headerCheck'>): void {
  if (headerCheckOf(parsed) !== headerCheck)
    throw new HttpRefusal(
      410,
      'The stored file is not the one any more that was found when the server started, so nothing of it is shown. Start the server again to have the folder read anew.',
    );
}

/** Runs `use` on an opened image and closes its file. */
export async function withImage<T>(row: StoredFile, use: (image: OpenImage) => Promise<T>): Promise<T> {
  const file = await openStored(row.path);
  try {
    return await use(await openImage(file, row));
  } finally {
    await file.close();
  }
}

/** Opens a stored file; one that has gone is a sentence, not a crash. */
export async function openStored(path: string): Promise<FileHandle> {
  try {
    return await openOwn(path);
  } catch (error) {
    throw new HttpRefusal(
      410,
      `The stored file cannot be opened any more (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}).`,
    );
  }
}

async function openImage(file: FileHandle, row: StoredFile): Promise<OpenImage> {
  const sizeBytes = (await file.stat()).size;
  const header = await parseOpenFile(file, sizeBytes, 'header');
  refuseOther(header, row);
  // Fragments in a deflated dataset are looked for in all of it.
  const parsed =
    header.isInflated && (header.pixels?.length ?? 0) < 0 ? await parseOpenFile(file, sizeBytes) : header;
  const pixels = parsed.pixels;
  if (pixels === undefined) throw new HttpRefusal(404, 'This object holds no pixel data.');
  const format = formatOf(parsed, pixels.length);
  const { isInflated } = parsed;
  const range: ReadRange = async (offset, length) =>
    isInflated
      ? pixels.length < 0
        ? parsed.bytes.subarray(offset, offset + length)
        : inflatedRange(file, parsed, sizeBytes, offset, length)
      : readBytes(file, offset, length);
  const encapsulated = pixels.length < 0;
  let map: FragmentMap | undefined;
  return {
    file,
    sizeBytes,
    parsed,
    format,
    encapsulated,
    transferSyntax: encapsulated ? parsed.transferSyntax : nativeSyntax(parsed.transferSyntax),
    frame: async (frame) => {
      if (!encapsulated) return nativeFrame(format, parsed, range, frame);
      map ??= await mapFragments(
        parsed,
        pixels.offset,
        isInflated ? parsed.bytes.length : sizeBytes,
        format.frames,
        range,
      );
      return map.read(frame);
    },
  };
}
