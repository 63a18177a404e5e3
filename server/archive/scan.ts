import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NotPart10 } from '../part10/parse';
import { parseFile } from '../part10/readFile';
import type { ArchiveIndex } from './archiveIndex';
import { readInstance } from './readInstance';

/** Folder for objects still on their way in; emptied at every start. */
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

/** Reads one file into the index; the answer is the reason why not, or undefined. */
async function scanFile(index: ArchiveIndex, path: string): Promise<string | undefined> {
  try {
    const { parsed, sizeBytes } = await parseFile(path);
    const instance = readInstance(parsed, path, sizeBytes);
    if (typeof instance === 'string') return instance;
    return index.add(instance) === 'known' ? 'another file has the same UIDs' : undefined;
  } catch (error) {
    if (error instanceof NotPart10) return 'no readable DICOM file';
    // One odd file never costs the others: whatever it does to the reader, it is counted and left.
    return error instanceof Error && 'code' in error ? 'cannot be opened' : 'damaged';
  }
}

/** Builds the index from the files of a folder. Reading runs in parallel, adding in the order of file names. */
export async function scanFolder(index: ArchiveIndex, folder: string): Promise<ScanReport> {
  const skipped = new Map<string, number>();
  const before = index.instanceCount;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    for (const reason of await Promise.all(batch.map((path) => scanFile(index, path)))) {
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
