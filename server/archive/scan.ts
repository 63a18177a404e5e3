import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NotPart10 } from '../part10/parse';
import { parseFile } from '../part10/readFile';
import type { ArchiveIndex } from './archiveIndex';
import { readInstance, type StoredInstance } from './readInstance';

/** Folder for objects still on their way in; emptied at every start.
 */
export const INCOMING = '.incoming';
/** How many files are read at a time. */
const PARALLEL = 8;

/** What a folder held: objects indexed, and files that were not, by reason. */
export interface ScanReport {
  readonly instances: number;
  readonly skipped: ReadonlyMap<string, number>;
}

/** All regular files below a folder in the order of their names; hidden ones are left out, links followed once. */
async function* filesBelow(folder: string, seen = new Set<string>()): AsyncGenerator<string> {
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (kind?.isDirectory()) yield* filesBelow(path, seen);
    else if (kind?.isFile()) yield path;
  }
}

/** What one file holds: an object, or the reason why not. */
async function readOne(path: string): Promise<StoredInstance | string> {
  try {
    const { parsed, sizeBytes } = await parseFile(path);
    return readInstance(parsed, path, sizeBytes);
  } catch (error) {
    if (error instanceof NotPart10) return 'no readable DICOM file';
    // One odd file never costs the others: whatever it does to the reader, it is counted and left.
    return error instanceof Error && 'code' in error ? 'cannot be opened' : 'damaged';
  }
}

/** Adds what a file held to the index; the answer is the reason why not, or undefined. */
function addTo(index: ArchiveIndex, read: StoredInstance | string): string | undefined {
  if (typeof read === 'string') return read;
  return index.add(read) === 'known' ? 'another file has the same UIDs' : undefined;
}

/**
 * Builds the index from the files of a folder. Reading runs in parallel, adding in the order of file
 * names: the first object of a series speaks for it, and must be the same one at every start.
 */
export async function scanFolder(index: ArchiveIndex, folder: string): Promise<ScanReport> {
  const skipped = new Map<string, number>();
  const before = index.instanceCount;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    for (const read of await Promise.all(batch.map(readOne))) {
      const reason = addTo(index, read);
      if (reason !== undefined) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    }
    batch = [];
  };
  for await (const path of filesBelow(folder)) {
    batch.push(path);
    if (batch.length === PARALLEL) await flush();
  }
  await flush();
  return { instances: index.instanceCount - before, skipped };
}
