import { malformed } from '@/archive/http/faults';
import type { Fragment, Part10, PixelData } from './part10';

/** Swaps the bytes of every number in place: big endian to little endian, and back. */
export function swapBytes(bytes: Uint8Array, width: 2 | 4 | 8): void {
  for (let i = 0; i + width <= bytes.length; i += width) bytes.subarray(i, i + width).reverse();
}

/** Swaps 16-bit words; a plain loop, since frames are large. */
export function swapWords(bytes: Uint8Array): void {
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const low = bytes[i] ?? 0;
    bytes[i] = bytes[i + 1] ?? 0;
    bytes[i + 1] = low;
  }
}

function join(fragments: readonly Fragment[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(fragments.reduce((sum, each) => sum + each.bytes.length, 0));
  let at = 0;
  for (const { bytes } of fragments) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}

/** The header of RLE: so many segments, the first of them behind it (PS3.5 G.5). */
const startsRle = ({ bytes }: Fragment): boolean =>
  [1, 2, 3, 5, 6, 7].every((at) => bytes[at] === 0) && bytes[4] === 64 && (bytes[0] ?? 0) - 1 < 15;

/** SOI of JPEG and JPEG-LS, SOC of JPEG 2000, the box of JP2, or the header of RLE. */
const startsCodestream = (fragment: Fragment): boolean => startsRle(fragment) || startsPicture(fragment);

const startsPicture = ({ bytes }: Fragment): boolean =>
  (bytes[0] === 0xff && (bytes[1] === 0xd8 || bytes[1] === 0x4f)) ||
  (bytes[0] === 0 && bytes[3] === 0x0c && bytes[4] === 0x6a && bytes[5] === 0x50);

/**
 * Index of the first fragment of each frame that the file holds, perhaps more or fewer than it announces; undefined when
 * they cannot be told apart for sure.
 */
function firstFragments(
  { offsets, fragments }: PixelData & { kind: 'encapsulated' },
  frames: number,
): readonly number[] | undefined {
  if (fragments.length <= frames) return fragments.map((_, i) => i);
  const indexOf = new Map(fragments.map(({ offset }, i) => [offset, i]));
  const byTable = offsets.map((offset) => indexOf.get(offset) ?? -1);
  const rising = byTable.every((index, i) => index > (byTable[i - 1] ?? -1));
  if (byTable.length >= frames && rising && byTable[0] === 0) return byTable;
  const byMark = fragments.flatMap((each, i) => (startsCodestream(each) ? [i] : []));
  if (byMark.length >= frames && byMark[0] === 0) return byMark;
  return frames === 1 ? [0] : undefined;
}

/** How many frames a file holds that announces so many; as many where that cannot be told. */
export function heldBy(file: Part10, frames: number, countOf: (lengthBytes: number) => number): number {
  const { pixels } = file;
  if (pixels === undefined) return frames;
  if (pixels.kind === 'native') return countOf(pixels.bytes.length);
  return firstFragments(pixels, frames)?.length ?? frames;
}

function encapsulatedFrame(
  pixels: PixelData & { kind: 'encapsulated' },
  frame: number,
  frames: number,
): Uint8Array<ArrayBuffer> {
  const firsts = firstFragments(pixels, frames);
  if (firsts?.[frame - 1] === undefined)
    throw malformed('frame', { what: 'fragments', expected: frames, received: pixels.fragments.length });
  return join(pixels.fragments.slice(firsts[frame - 1], firsts[frame]));
}

/** How many bits of a 1-bit image: frames follow each other without padding (PS3.5 8.1.1), so most begin inside a byte. */
function bitsFrom(bytes: Uint8Array, shift: number, bits: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(Math.ceil(bits / 8));
  for (let i = 0; i < out.length; i += 1)
    out[i] = ((bytes[i] ?? 0) >> shift) | ((bytes[i + 1] ?? 0) << (8 - shift));
  const rest = bits & 7;
  if (rest !== 0) out[out.length - 1] = (out.at(-1) ?? 0) & ((1 << rest) - 1);
  return out;
}

/** Width of what big endian swaps: OW holds 16-bit words whatever the pixels are (PS3.5 8.2). */
function wordBytes(vr: string, bitsAllocated: number): 1 | 2 | 4 | 8 {
  if (vr === 'OB') return 1;
  if (bitsAllocated <= 16) return 2;
  return bitsAllocated === 64 ? 8 : 4;
}

/**
 * Bytes `start` to `end` of big-endian words, in little endian. Frames of 8 bits and fewer begin and end inside words where
 * their length is odd, and the last byte of such an object stands behind the pad: whole words are swapped, then it is cut.
 */
function swapped(bytes: Uint8Array, start: number, end: number, width: 1 | 2 | 4 | 8): Uint8Array {
  const from = start - (start % width);
  const words = bytes.slice(from, Math.ceil(end / width) * width);
  if (width === 2) swapWords(words);
  else if (width !== 1) swapBytes(words, width);
  return words.subarray(start - from, end - from);
}

/**
 * One frame (from 1) of a Part 10 file: native ones little endian whatever the file is (perhaps a view on the file),
 * and shorter than `frameBytes` where the file ends early; encapsulated ones with their fragments joined (PS3.5 A.4).
 */
export function frameOf(
  file: Part10,
  frame: number,
  size: { frameBytes: number; frames: number; bitsAllocated: number; bitsPerFrame: number },
): Uint8Array {
  const { pixels } = file;
  const isEmpty = pixels?.kind === 'native' ? pixels.bytes.length === 0 : pixels?.fragments.length === 0;
  if (pixels === undefined || isEmpty) throw malformed('frame', { what: 'pixels' });
  if (pixels.kind === 'encapsulated') return encapsulatedFrame(pixels, frame, size.frames);
  const isBits = size.bitsAllocated === 1;
  const bits = isBits ? size.bitsPerFrame : size.frameBytes * 8;
  const startBit = (frame - 1) * bits;
  const [start, end] = [Math.floor(startBit / 8), Math.ceil((startBit + bits) / 8)];
  const bytes = file.bigEndian
    ? swapped(pixels.bytes, start, end, wordBytes(pixels.vr, size.bitsAllocated))
    : pixels.bytes.subarray(start, end);
  return isBits ? bitsFrom(bytes, startBit % 8, bits) : bytes;
}
