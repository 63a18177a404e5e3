import { isPalette, type PixelDescription } from '@/dicom/pixels/pixel';
import { codestreamSize, transferSyntax, unsignedCodestream } from '@/dicom/pixels/transferSyntax';
import type { DecodeTask } from './decodedColour';

/** What a codec is given in place of a frame, and by how much its samples are too high then. */
export interface CodecInput {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly levelShift: number;
}

/** A frame as Cornerstone's codecs decode it without loss: its JPEG 2000 and HTJ2K cut signed samples of 8 bits at 0. */
export const codecInput = (bytes: Uint8Array<ArrayBuffer>): CodecInput =>
  unsignedCodestream(bytes) ?? { bytes, levelShift: 0 };

/**
 * The Pixel Representation that the codecs are told. The sign is made here (`toValues`), so bytes are bytes to them: the loader
 * reads signed JPEG Lossless as 16 bits, whatever it holds.
 */
export const codecRepresentation = ({ signed, bitsAllocated }: PixelDescription): 0 | 1 =>
  signed && bitsAllocated > 8 ? 1 : 0;

/**
 * How the pixels are read here, for a worker that takes for granted what files leave out. A palette's samples are wanted as stored; and grey
 * ones whole: of signed samples the loader keeps the lowest Bits Stored, wherever High Bit is, and loses overlays above them.
 */
export const codecFrame = (pixel: PixelDescription) => ({
  samplesPerPixel: pixel.samples,
  photometricInterpretation: isPalette(pixel) ? 'MONOCHROME2' : pixel.photometric,
  planarConfiguration: pixel.planar ? 1 : 0,
  rows: pixel.rows,
  columns: pixel.columns,
  bitsAllocated: pixel.bitsAllocated,
  bitsStored: pixel.samples === 1 ? pixel.bitsAllocated : pixel.bitsStored,
  pixelRepresentation: codecRepresentation(pixel),
});

/**
 * The pixels as they are read from what a codec gives: without overlays in bits that are not in the codestream, which hold zeros or the
 * sign there, or that a lossy one does not keep bit by bit.
 */
export function withCarriedOverlays(
  pixel: PixelDescription,
  { transferSyntax: syntax, bytes }: { readonly transferSyntax: string; readonly bytes: Uint8Array },
): PixelDescription {
  const { overlayBits, ...others } = pixel;
  if (overlayBits === undefined) return pixel;
  const isExact = transferSyntax(syntax)?.lossy === false;
  const depth = isExact ? (codestreamSize(bytes)?.precision ?? 0) : 0;
  const carried = overlayBits.filter((bit) => bit < depth);
  return carried.length === 0 ? others : { ...others, overlayBits: carried };
}

const HTJ2K_LOSSY = '1.2.840.10008.1.2.4.203';

/**
 * A decoded frame whose samples stay within the depth of their codestream. Of an irreversible HTJ2K codestream of unsigned samples, 10 bits
 * and deeper, the codec cuts them one too high: 4096 of 12 bits, of which the lowest 12 are 0, black in the midst of white.
 */
export function withinDepth<Frame>(decoded: Frame, { transferSyntax, pixelData }: DecodeTask): Frame {
  const precision = transferSyntax === HTJ2K_LOSSY ? codestreamSize(pixelData)?.precision : undefined;
  const samples = (decoded as { readonly pixelData: unknown }).pixelData;
  if (precision === undefined || !(samples instanceof Uint16Array)) return decoded;
  const most = 2 ** precision - 1;
  if (!samples.some((sample) => sample > most)) return decoded;
  return { ...decoded, pixelData: samples.map((sample) => Math.min(sample, most)) };
}

/** Decoded samples as native bytes of the allocated depth: codecs give 8 bits where the stream has no more. */
export function nativeBytes(
  samples: ArrayLike<number>,
  bitsAllocated: number,
  levelShift: number,
): Uint8Array<ArrayBuffer> {
  const Words = bitsAllocated <= 8 ? Uint8Array : bitsAllocated === 16 ? Uint16Array : Uint32Array;
  const words = Words.from(samples);
  // Below 0 it goes on from the top: the two's complement of the allocated depth.
  if (levelShift !== 0) for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) - levelShift;
  return new Uint8Array(words.buffer);
}
