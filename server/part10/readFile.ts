import { closeSync, fstatSync, readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { openOwn, openOwnNow } from './openOwn';
import { NeedMoreBytes, NotPart10, parsePart10, type Parsed, type Wants } from './parse';

/** How much of a file is read at first, and then, while its header has not ended: nearly all end in the first. */
const STEPS = [64 * 1024, 1024 ** 2, 32 * 1024 ** 2];
/** No header is read beyond this: an element that claims more is damage, not data. */
const MAX_HEADER = 512 * 1024 ** 2;

/** Reads `length` bytes at `offset`, fewer where the file ends. */
export async function readBytes(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled === length ? bytes : bytes.subarray(0, filled);
}

/** Parses the header of an open file, reading no more of it than needed. Throws NotPart10. */
export async function parseOpenFile(
  file: FileHandle,
  sizeBytes: number,
  wants: Wants = 'whole',
): Promise<Parsed> {
  for (const step of STEPS) {
    const bytes = await readBytes(file, 0, Math.min(step, sizeBytes));
    try {
      return parsePart10(bytes, step >= sizeBytes, wants);
    } catch (error) {
      if (!(error instanceof NeedMoreBytes)) throw error;
    }
  }
  return parsePart10(await readBytes(file, 0, Math.min(sizeBytes, MAX_HEADER)), true, wants);
}

/** Parses the header of a file of the archive (openOwn); with its size, and when it was written. Throws NotPart10, or what the file system says. */
export async function parseFile(
  path: string,
  wants: Wants = 'whole',
): Promise<{ parsed: Parsed; sizeBytes: number; storedMs: number }> {
  const file = await openOwn(path);
  try {
    const { size: sizeBytes, mtimeMs } = await file.stat();
    const storedMs = Math.round(mtimeMs);
    return { parsed: await parseOpenFile(file, sizeBytes, wants), sizeBytes, storedMs };
  } finally {
    await file.close();
  }
}

/**
 * The same at once, for a thread that reads file after file: a tenth of what waiting four times for each costs. What it gives may
 * lie in `scratch`, which holds until that is used again. Throws NotPart10, or what the file system says.
 */
export function parseFileNow(path: string, wants: Wants, scratch: Buffer): Parsed {
  const file = openOwnNow(path);
  try {
    const sizeBytes = fstatSync(file).size;
    for (const step of [scratch.length, ...STEPS.slice(1), MAX_HEADER]) {
      const length = Math.min(step, sizeBytes);
      const bytes = length <= scratch.length ? scratch : Buffer.allocUnsafe(length);
      let filled = 0;
      for (let read = -1; filled < length && read !== 0; filled += read)
        read = readSync(file, bytes, filled, length - filled, filled);
      try {
        return parsePart10(bytes.subarray(0, filled), step >= sizeBytes || step === MAX_HEADER, wants);
      } catch (error) {
        if (!(error instanceof NeedMoreBytes)) throw error;
      }
    }
    throw new NotPart10('its header has no end');
  } finally {
    closeSync(file);
  }
}
