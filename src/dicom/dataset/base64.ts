/** Bytes as base64, in pieces: one call for a whole table would be more arguments than a function may have. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** The bytes of a base64 text. Throws where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  return Uint8Array.from({ length: letters.length }, (_, at) => letters.charCodeAt(at));
}
