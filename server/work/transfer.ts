/** Memory of the bytes in what goes to a thread or comes from it: it is handed over, not copied, so it must be theirs alone. */
export function transferOf(passed: unknown): ArrayBuffer[] {
  if (typeof passed !== 'object' || passed === null) return [];
  const all: unknown[] = Object.values(passed);
  const buffers = all.filter((value) => ArrayBuffer.isView(value)).map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
