/** A segment ends on an even byte (PS3.5 G.3.1): one byte behind its last run is the pad. */
const MOST_PAD = 1;

/** Expands one PackBits segment (PS3.5 G.3.1) into `length` bytes. Throws RangeError when it holds fewer, or more. */
function expand(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let from = 0;
  let to = 0;
  while (from < bytes.length && to < length) {
    const control = ((bytes[from] ?? 0) << 24) >> 24;
    from += 1;
    if (control >= 0) {
      const run = bytes.subarray(from, from + control + 1);
      if (to + run.length <= length) out.set(run, to);
      to += run.length;
      from += control + 1;
    } else if (control !== -128) {
      out.fill(bytes[from] ?? 0, to, Math.min(to + 1 - control, length));
      to += 1 - control;
      from += 1;
    }
  }
  if (to < length) throw new RangeError(`an RLE segment holds ${to} of ${length} bytes`);
  if (to > length || bytes.length - from > MOST_PAD)
    throw new RangeError(`an RLE segment holds more than ${length} bytes`);
  return out;
}

/**
 * Decodes an RLE frame (PS3.5 G) to little-endian native bytes of any depth, colour by plane (Planar Configuration 1).
 * Segments hold the most significant byte of each sample first. Throws RangeError when they are not one per byte, or
 * hold fewer bytes than pixels or more.
 */
export function decodeRle(
  frame: Uint8Array,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const count = frame.length < 64 ? 0 : view.getUint32(0, true);
  if (count !== samples * bytesPerSample)
    throw new RangeError('an RLE frame has an unexpected number of segments');
  const out = new Uint8Array(pixels * samples * bytesPerSample);
  for (let segment = 0; segment < count; segment += 1) {
    const start = view.getUint32(4 + segment * 4, true);
    const end = segment + 1 < count ? view.getUint32(8 + segment * 4, true) : frame.length;
    const plane = expand(frame.subarray(start, end), pixels);
    const base = Math.floor(segment / bytesPerSample) * pixels * bytesPerSample;
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    if (bytesPerSample === 1) out.set(plane, base);
    else for (let at = 0; at < pixels; at += 1) out[base + at * bytesPerSample + byte] = plane[at] ?? 0;
  }
  return out;
}
