import { Inflate } from 'fflate';
import { malformed } from '@/archive/http/faults';

/**
 * The native bytes of a deflated frame (PS3.5 A.4.13: RFC 1951, without a head). Stops as soon as there is more than a
 * frame. Throws `malformed` for what is not deflated.
 */
export function inflateFrame(bytes: Uint8Array, frameBytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(frameBytes + 2);
  let length = 0;
  const stream = new Inflate((piece) => {
    if (length + piece.length > whole.length)
      throw malformed('frame', { what: 'bytes', expected: frameBytes, received: length + piece.length });
    whole.set(piece, length);
    length += piece.length;
  });
  try {
    // In pieces: a small bomb is noticed before it has become large.
    for (let at = 0; at < bytes.length; at += 1024)
      stream.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
  } catch (error) {
    // A frame of odd length is padded with a byte that is no more of the stream.
    if (length !== frameBytes)
      throw error instanceof Error && error.name === 'ArchiveError'
        ? error
        : malformed('frame', { what: 'codestream', received: bytes.length });
  }
  return whole.subarray(0, length);
}
