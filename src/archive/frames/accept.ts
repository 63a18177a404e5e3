import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import type { VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { malformed } from '@/archive/http/faults';
import { isDirectColour, toRgb } from '@/dicom/pixels/colour';
import { sayRgb } from '@/dicom/pixels/jpegColour';
import { toValues } from '@/dicom/pixels/nativeValues';
import {
  asStored,
  frameByteLength,
  framesHeld,
  isGrey,
  isPalette,
  type PixelDescription,
} from '@/dicom/pixels/pixel';
import { type Digest, digest } from './digest';
import { decodeRle } from '@/dicom/pixels/rle';
import { otherId } from '@/dicom/patient/samePatient';
import { frameOf, heldBy } from './frameBytes';
import { wantedKey } from './missing';
import { DEFLATED, EXPLICIT_BIG, type Part10 } from './part10';
import { DEFLATED_FRAME, ENCAPSULATED_NATIVE, RLE } from './syntaxOf';
import { type ReceivedFrame, type SoundFrame, verifyFrame } from './verify';
import { pixelOf, rescaleOf, type Wanted } from './wanted';

/** A frame that passed, with what a later cross-check needs. */
export interface Accepted {
  readonly frame: VerifiedFrame;
  /** Whether the bytes came in a file that names its object. */
  readonly named: boolean;
  /** Of the bytes that passed; only when asked for. */
  readonly digest?: Digest;
}

/** How much of a file may live on with its only frame; more is not worth saving a copy. */
const SPARE_BYTES = 64 * 1024;

/** Bytes that may be changed and transferred: alone in their buffer, but perhaps for the small head of a file. */
function own(bytes: Uint8Array, shared: boolean): Uint8Array<ArrayBuffer> {
  const spare = bytes.buffer.byteLength - bytes.byteLength;
  return (shared || spare > SPARE_BYTES ? bytes.slice() : bytes) as Uint8Array<ArrayBuffer>;
}

const UNPACKED: ReadonlySet<string> = new Set([EXPLICIT_BIG, DEFLATED, DEFLATED_FRAME, ENCAPSULATED_NATIVE]);

/** How decoders must read the bytes: what was big endian or deflated has become explicit little endian here. */
const decodable = (transferSyntax: string): string =>
  UNPACKED.has(transferSyntax) ? EXPLICIT_LITTLE_ENDIAN : transferSyntax;

/** Native bytes: of uncompressed frames, and of RLE, which Cornerstone gets wrong above 8 bits a sample. */
function expanded(
  { native, bytes, transferSyntax }: SoundFrame,
  pixel: PixelDescription,
): { bytes: Uint8Array; pixel: PixelDescription } | undefined {
  if (native) return { bytes, pixel: asStored(pixel, bytes.length, 1) };
  const isReadHere = isGrey(pixel) || isPalette(pixel) || isDirectColour(pixel);
  if (transferSyntax !== RLE || !isReadHere) return undefined;
  const { rows, columns, samples, bitsAllocated } = pixel;
  return {
    bytes: decodeRle(bytes, rows * columns, samples, bitsAllocated / 8),
    // Its segments are whole planes (PS3.5 G.2), whatever is said of pairs.
    pixel: { ...pixel, planar: true, photometric: pixel.photometric.replace(/_422$/, '') },
  };
}

/** Native bytes as they are drawn: grey values, places in a palette, or RGB; undefined for what the codecs have to make a picture of. */
function readyToShow(
  bytes: Uint8Array,
  pixel: PixelDescription,
  shared: boolean,
  { slope, intercept }: { slope: number; intercept: number },
) {
  if (isDirectColour(pixel)) return { form: 'rgb', bytes: toRgb(bytes, pixel) } as const;
  // Cornerstone would show other colour spaces (YBR_PARTIAL_420) as if they were RGB.
  if (pixel.samples > 1)
    throw new ArchiveError('malformed', `frame: colour as ${pixel.photometric}`, {
      details: { what: 'codec' },
    });
  if (isPalette(pixel)) {
    const unscaled = { slope: 1, intercept: 0 };
    return { form: 'values', ...toValues(own(bytes, shared), pixel, unscaled), ...unscaled } as const;
  }
  if (!isGrey(pixel)) return undefined;
  // Whole numbers of 64 bits stand in no image object of the standard: nothing is damaged, it is not read.
  if (pixel.bitsAllocated === 64 && pixel.isFloat !== true)
    throw malformed('frame', { what: 'attribute', attribute: 'BitsAllocated', received: '64' });
  const values = toValues(own(bytes, shared), pixel, { slope, intercept });
  return { form: 'values', ...values, slope, intercept } as const;
}

function accept(
  sound: SoundFrame,
  pixel: PixelDescription,
  wanted: Wanted,
  frame: number,
  on: { named: boolean; shared: boolean; withDigest: boolean; held: number | undefined },
): Accepted {
  const { native, transferSyntax } = sound;
  const { held } = on;
  const counted = held === undefined || held === wanted.frames ? {} : { held };
  const key = { ...wantedKey(wanted, frame), ...counted };
  const summed = on.withDigest ? { digest: digest(native ? 'native' : transferSyntax, sound.bytes) } : {};
  try {
    const open = expanded(sound, pixel);
    const ready = open && readyToShow(open.bytes, open.pixel, on.shared && native, rescaleOf(wanted, frame));
    if (ready) return { frame: { ...key, ...ready, transferSyntax }, named: on.named, ...summed };
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError('malformed', 'frame: its values cannot be read', {
      details: { what: 'values', bits: pixel.bitsAllocated },
      cause: error,
    });
  }
  const stored = own(sound.bytes, true);
  const bytes = pixel.photometric === 'RGB' ? sayRgb(stored) : stored;
  const encoded = { form: 'encoded', bytes, transferSyntax: decodable(transferSyntax) } as const;
  return { frame: { ...key, ...encoded }, named: on.named, ...summed };
}

/** A frame that came alone. Throws `malformed` unless its bytes are what the metadata describe. */
export function acceptFrame(received: ReceivedFrame, wanted: Wanted, frame: number): Accepted {
  const pixel = pixelOf(wanted);
  const sound = verifyFrame(received, pixel);
  const { held } = received;
  return accept(sound, pixel, wanted, frame, { named: false, shared: false, withDigest: true, held });
}

/** Refuses a file that says it is another object, part of another series, or of another patient. */
function checkIdentity(file: Part10, wanted: Wanted): void {
  for (const level of ['sop', 'series', 'study'] as const) {
    const received = file[level];
    if (received === wanted[level]) continue;
    if (received === undefined) throw malformed('instance', { what: level });
    throw new ArchiveError('wrong-object', `instance: another ${level} came`, {
      details: { what: level, expected: wanted[level], received },
    });
  }
  const { patientId } = file;
  if (otherId(patientId, wanted.patientId))
    // Without the IDs: errors hold no patient data.
    throw new ArchiveError('wrong-object', 'instance: of another patient', { details: { what: 'patient' } });
}

/** Refuses a file whose image is not the one that the metadata describe. */
function checkSize(file: Part10, pixel: PixelDescription, frames: number): void {
  const expected = { rows: pixel.rows, columns: pixel.columns, samples: pixel.samples, frames };
  const received = {
    rows: file.rows,
    columns: file.columns,
    samples: file.samples ?? 1,
    frames: file.frames ?? 1,
  };
  for (const what of ['rows', 'columns', 'samples', 'frames'] as const)
    if (received[what] !== expected[what])
      throw malformed('instance', { what, expected: expected[what], received: received[what] ?? 'none' });
}

/** One frame (from 1) of a whole instance, whose bytes may be used up. Throws `wrong-object` or `malformed`. */
export function acceptFile(file: Part10, wanted: Wanted, frame: number, withDigest = false): Accepted {
  checkIdentity(file, wanted);
  // The archive's metadata need not say that the numbers are floats; the file's tag does.
  const pixel = file.float ? { ...pixelOf(wanted), isFloat: true } : pixelOf(wanted);
  checkSize(file, pixel, wanted.frames);
  const stored =
    file.pixels?.kind === 'native' ? asStored(pixel, file.pixels.bytes.length, wanted.frames) : pixel;
  const bytes = frameOf(file, frame, {
    frameBytes: frameByteLength(stored),
    frames: wanted.frames,
    bitsAllocated: pixel.bitsAllocated,
    bitsPerFrame: pixel.rows * pixel.columns * pixel.samples,
  });
  const sound = verifyFrame({ bytes, transferSyntax: file.transferSyntax }, pixel);
  const held = heldBy(file, wanted.frames, (length) => framesHeld(stored, wanted.frames, length));
  return accept(sound, pixel, wanted, frame, { named: true, shared: wanted.frames > 1, withDigest, held });
}
