/** Hands bytes to the person as a file; the browser asks where to put them, or keeps them where it keeps such. */
export function offerFile(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the bytes by then; some take their time to ask where to put them.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
