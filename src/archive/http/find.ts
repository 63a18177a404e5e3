/**
 * A search for one byte pattern (Boyer-Moore-Horspool): looks at about one byte in `pattern.length`, since a scan of
 * every byte would cost more than the network. Returns the first index >= from, or -1; `to` is exclusive.
 */
export function createFinder(pattern: Uint8Array): (bytes: Uint8Array, from: number, to: number) => number {
  const length = pattern.length;
  const last = pattern[length - 1];
  const skip = new Uint32Array(256).fill(length);
  for (let i = 0; i < length - 1; i += 1) skip[pattern[i] ?? 0] = length - 1 - i;
  return (bytes, from, to) => {
    let end = from + length - 1;
    while (end < to) {
      const byte = bytes[end] ?? 0;
      if (byte === last) {
        let i = length - 2;
        while (i >= 0 && pattern[i] === bytes[end - length + 1 + i]) i -= 1;
        if (i < 0) return end - length + 1;
      }
      end += skip[byte] ?? length;
    }
    return -1;
  };
}
