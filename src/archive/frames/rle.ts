import type { PixelDescription } from '@/dicom/pixels/pixel';

const u32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)) >>>
  0;

/** A segment ends on an even byte (PS3.5 G.3.1): one byte behind its last run is the pad. */
const MOST_PAD = 1;

/** Bytes that a PackBits segment expands to (PS3.5 G.3.2), counted, not decoded; undefined where it holds more than `expected`. */
function expandedBytes(bytes: Uint8Array, from: number, to: number, expected: number): number | undefined {
  let count = 0;
  let at = from;
  while (at < to && count < expected) {
    const control = bytes[at] ?? 0;
    if (control === 128) at += 1;
    else if (control < 128) {
      if (at + 1 + control >= to) return count + Math.max(0, to - at - 1);
      count += control + 1;
      at += control + 2;
    } else {
      if (at + 1 >= to) return count;
      count += 257 - control;
      at += 2;
    }
  }
  return count > expected || to - at > MOST_PAD ? undefined : count;
}

/**
 * Rows that an RLE frame holds (PS3.5 annex G), the least over its segments: RLE has no end marker, so a frame that
 * was cut shows only here. Undefined when its segments are not one per byte of each sample, or one holds more than its plane: a length
 * in it is wrong, and all behind it is out of place.
 */
export function rleRows(bytes: Uint8Array, pixel: PixelDescription): number | undefined {
  const segments = u32(bytes, 0);
  if (segments !== pixel.samples * (pixel.bitsAllocated / 8)) return undefined;
  const expected = pixel.rows * pixel.columns;
  let least = expected;
  for (let i = 0; i < segments; i += 1) {
    const from = u32(bytes, 4 + i * 4);
    const to = i + 1 < segments ? u32(bytes, 8 + i * 4) : bytes.length;
    const count = expandedBytes(bytes, from, Math.min(to, bytes.length), expected);
    if (count === undefined) return undefined;
    least = Math.min(least, count);
  }
  return Math.floor(least / pixel.columns);
}
