import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import { ArchiveError } from '@/archive/contract/archiveError';
import { malformed } from '@/archive/http/faults';
import { asStored, frameByteLength, type PixelDescription } from '@/dicom/pixels/pixel';
import { jpegXlSize } from '@/dicom/pixels/jpegXl';
import { hasAllBlocks } from '@/dicom/pixels/jpegScan';
import { codestreamSize, isComplete, sniff, transferSyntax as nameOf } from '@/dicom/pixels/transferSyntax';
import { inflateFrame } from './inflateFrame';
import { rleRows } from './rle';
import { DEFLATED_FRAME, ENCAPSULATED_NATIVE, fits, isNative, processOf, RLE, syntaxOf } from './syntaxOf';

/** One frame as it came, with whatever said how it is encoded. */
export interface ReceivedFrame {
  readonly bytes: Uint8Array;
  /** Known for sure, from the file's own meta group. */
  readonly transferSyntax?: string;
  /** Content-Type of the body part. */
  readonly partType?: string | null;
  /** Content-Type of the whole answer. */
  readonly answerType?: string | null;
  /** How many frames its file holds, where the archive says so. */
  readonly held?: number | undefined;
}

/** A frame whose bytes are what the metadata describe. */
export interface SoundFrame {
  /** Native ones without pad byte. */
  readonly bytes: Uint8Array;
  readonly transferSyntax: string;
  readonly native: boolean;
}

/** The transfer syntax that a Content-Type names; Orthanc writes it inside the quotes of `type`. */
export function readTransferSyntax(contentType: string | null | undefined): string | undefined {
  return /transfer-syntax\s*=\s*"?\s*([\d.]+)/i.exec(contentType ?? '')?.[1];
}

/** Bytes of a login page or an error in words. */
function looksLikeWords(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
  return /^(<!doctype|<html|<\?xml|\{")/i.test(start);
}

function verifyNative(bytes: Uint8Array, transferSyntax: string, pixel: PixelDescription): SoundFrame {
  const received = bytes.length;
  const expected = frameByteLength(asStored(pixel, received, 1));
  const padded = expected % 2 === 1 && received === expected + 1;
  if (received !== expected && !padded) {
    const rowBytes = expected / pixel.rows;
    throw malformed('frame', {
      what: 'bytes',
      expected,
      received,
      ...(received < expected
        ? { expectedRows: pixel.rows, receivedRows: Math.floor(received / rowBytes) }
        : {}),
    });
  }
  return { bytes: padded ? bytes.subarray(0, expected) : bytes, transferSyntax, native: true };
}

/** Real encoders leave up to 15 bytes of anything after the end marker (Siemens XA: 7). */
const MOST_TRAILING = 16;

/**
 * Whether a codestream has its end marker (FFD9, which stands nowhere else: T.81 B.1.1.5, ISO 15444-1 A.1) at its end or
 * little before.
 */
function hasEnd(bytes: Uint8Array): boolean {
  if (isComplete(bytes)) return true;
  for (let at = bytes.length - 2; at >= 2 && at > bytes.length - 2 - MOST_TRAILING; at -= 1)
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

function verifyRle(bytes: Uint8Array, pixel: PixelDescription): SoundFrame {
  const rows = rleRows(bytes, pixel);
  if (rows === undefined) throw malformed('frame', { what: 'RLE segments' });
  if (rows < pixel.rows)
    throw malformed('frame', { what: 'rows', expectedRows: pixel.rows, receivedRows: rows });
  return { bytes, transferSyntax: RLE, native: false };
}

/** JPEG XL has no end marker; its decoder, unlike others, refuses a stream that is cut off. */
function verifyJpegXl(bytes: Uint8Array, transferSyntax: string, pixel: PixelDescription): SoundFrame {
  const size = jpegXlSize(bytes);
  if (size === undefined) throw malformed('frame', { what: 'codestream', received: bytes.length });
  for (const what of ['rows', 'columns'] as const)
    if (pixel[what] !== size[what])
      throw malformed('frame', { what, expected: pixel[what], received: size[what] });
  // The codec here gives samples of other depths stretched to 16 bits and cut.
  if (size.precision !== 8 && size.precision !== 16)
    throw new ArchiveError('malformed', `frame: JPEG XL of ${size.precision ?? 'unknown'} bits`, {
      details: { what: 'codec', undecodable: 1 },
    });
  return { bytes, transferSyntax, native: false };
}

/**
 * The codec would not tell: OpenJPEG "decodes" nearly every damaged JPEG 2000 without a word (notes: 78 of 80). So the
 * codestream must be of the kind that was named, have its end, and the size that the metadata say.
 */
function verifyCodestream(bytes: Uint8Array, transferSyntax: string, pixel: PixelDescription): SoundFrame {
  const isAsNamed = fits(transferSyntax, bytes);
  if (isAsNamed !== true)
    throw malformed('frame', {
      // Of a syntax that nothing here knows, nothing can be said.
      what: isAsNamed === undefined ? 'transferSyntax' : 'mislabelled',
      expected: nameOf(transferSyntax)?.name ?? transferSyntax,
      received: syntaxOf(bytes) ?? 'none',
      ...(isAsNamed === undefined ? { undecodable: 1 } : {}),
    });
  if (transferSyntax === RLE) return verifyRle(bytes, pixel);
  if (sniff(bytes) === 'jxl') return verifyJpegXl(bytes, transferSyntax, pixel);
  const size = codestreamSize(bytes);
  if (size === undefined) throw malformed('frame', { what: 'codestream', received: bytes.length });
  if (!hasEnd(bytes)) throw malformed('frame', { what: 'end of codestream', received: bytes.length });
  for (const [what, expected, received] of [
    ['rows', pixel.rows, size.rows],
    ['columns', pixel.columns, size.columns],
    ['samples', pixel.samples, size.components],
  ] as const)
    if (expected !== received) throw malformed('frame', { what, expected, received });
  // Encoders write the stored or the allocated depth; more than allocated has no place to go.
  if (size.precision > pixel.bitsAllocated)
    throw malformed('frame', { what: 'bits', expected: pixel.bitsAllocated, received: size.precision });
  const process = processOf(transferSyntax, bytes);
  // Decoders say little of what is missing in the middle, and nothing of what is too much.
  if (sniff(bytes) === 'jpeg' && !hasAllBlocks(bytes))
    throw malformed('frame', { what: 'blocks', received: bytes.length });
  return { bytes, transferSyntax: process, native: false };
}

/**
 * The frame acceptance test: the named transfer syntax (part header, then answer header), or that of the bytes
 * themselves, must fit the bytes, and the bytes the metadata. Pure; throws `malformed` with what was expected.
 */
export function verifyFrame(received: ReceivedFrame, pixel: PixelDescription): SoundFrame {
  const { bytes } = received;
  if (bytes.length === 0)
    throw malformed('frame', { what: 'bytes', expected: frameByteLength(pixel), received: 0 });
  const named =
    received.transferSyntax ??
    readTransferSyntax(received.partType) ??
    readTransferSyntax(received.answerType);
  if (bytes.length !== frameByteLength(pixel) && looksLikeWords(bytes))
    throw malformed('frame', { what: 'contentType', expected: 'pixels', received: 'text' });
  if (named === undefined) {
    const found = syntaxOf(bytes);
    if (found === undefined) return verifyNative(bytes, EXPLICIT_LITTLE_ENDIAN, pixel);
    // Nobody says that this is what is stored: fewer bits are a picture made of it.
    const precision = codestreamSize(bytes)?.precision;
    if (precision !== undefined && precision < pixel.bitsStored)
      throw malformed('frame', { what: 'bits', expected: pixel.bitsStored, received: precision });
    return verifyCodestream(bytes, found, pixel);
  }
  if (named === DEFLATED_FRAME)
    return verifyNative(inflateFrame(bytes, frameByteLength(pixel)), named, pixel);
  return isNative(named) || named === ENCAPSULATED_NATIVE
    ? verifyNative(bytes, named, pixel)
    : verifyCodestream(bytes, named, pixel);
}
