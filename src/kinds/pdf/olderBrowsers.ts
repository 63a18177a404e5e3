/** `ArrayBuffer.prototype.transferToFixedLength` as far as it is used here: the same bytes, cut or filled with zeros. */
function copyToLength(this: ArrayBuffer, lengthBytes: number = this.byteLength): ArrayBuffer {
  const copy = new ArrayBuffer(lengthBytes);
  new Uint8Array(copy).set(new Uint8Array(this, 0, Math.min(this.byteLength, lengthBytes)));
  return copy;
}

/**
 * Adds what the library's build for older browsers uses and does not bring: tablets of before 2024 (Safari 17.3, Firefox 121) lack it, and every
 * page with a font of its own stayed empty there. The buffer that is given up is left as it is, which nothing looks at.
 */
export function addWhatIsMissing(prototype: object = ArrayBuffer.prototype): void {
  if (!('transferToFixedLength' in prototype))
    Object.defineProperty(prototype, 'transferToFixedLength', {
      value: copyToLength,
      writable: true,
      configurable: true,
    });
}

addWhatIsMissing();
