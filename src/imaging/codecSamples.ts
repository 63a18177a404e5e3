import type { PixelDescription } from '@/dicom/pixel';
import { unsignedCodestream } from '@/dicom/transferSyntax';

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
