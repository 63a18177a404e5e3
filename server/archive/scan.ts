import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { NotPart10, type Parsed } from '../part10/parse';
import { parseFile } from '../part10/readFile';
import type { ArchiveIndex } from './archiveIndex';
import { readInstance, type StoredInstance } from './readInstance';
import { byStanding } from './standing';

/** Folder for objects still on their way in; emptied at every start. */
export const INCOMING = '.incoming';
/** How many files are read at a time. */
const PARALLEL = 8;

/** A file and what is the matter with it. */
export interface OddFile {
  readonly path: string;
  readonly reason: string;
}

/** What a folder held: objects indexed, and files that were not, or not whole, with the reason of each. */
export interface ScanReport {
  readonly instances: number;
  readonly skipped: readonly OddFile[];
  /** Indexed, though the file ends before its header or its pixels do. */
  readonly cut: readonly OddFile[];
}

/** Whether a place is a folder or below it; both without links in them. */
function isWithin(root: string, real: string): boolean {
  const way = relative(root, real);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A walk through a data folder: what was seen, and what becomes of links that lead out of it. */
interface Walk {
  /** The data folder itself, without links. */
  readonly root: string;
  readonly seen: Set<string>;
  readonly onOutside: (path: string) => void;
}

/**
 * All regular files below a folder in the order of their names; hidden ones are left out, links followed once. What a link
 * leads to outside the data folder was never put into the archive: anybody who may write one there could have it served.
 */
async function* filesBelow(folder: string, walk: Walk): AsyncGenerator<string> {
  const { root, seen, onOutside } = walk;
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) {
      const target = await realpath(path).catch(() => undefined);
      if (target === undefined) continue;
      if (!isWithin(root, target)) {
        onOutside(path);
        continue;
      }
    }
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (kind?.isDirectory()) yield* filesBelow(path, walk);
    else if (kind?.isFile()) yield path;
  }
}

/** What one file holds: an object, or the reason why not; and where it breaks off. */
interface ReadFile {
  readonly read: StoredInstance | string;
  readonly cut?: string;
}

/** Where a file breaks off, as far as its header and size tell; undefined = nowhere. */
function cutOf({ damage, pixels, bytes }: Parsed, sizeBytes: number): string | undefined {
  if (damage !== undefined) return damage;
  // Deflated ones are in memory whole.
  const endBytes = Math.max(sizeBytes, bytes.length);
  return pixels !== undefined && pixels.offset + pixels.length > endBytes
    ? 'the file ends inside its pixel data'
    : undefined;
}

async function readOne(path: string, nameInFolder: string): Promise<ReadFile> {
  try {
    const { parsed, sizeBytes, storedMs } = await parseFile(path);
    const cut = cutOf(parsed, sizeBytes);
    return {
      read: readInstance(parsed, { path, sizeBytes, storedMs, nameInFolder }),
      ...(cut === undefined ? {} : { cut }),
    };
  } catch (error) {
    if (error instanceof NotPart10) return { read: `no readable DICOM file: ${error.message}` };
    // One odd file never costs the others: whatever it does to the reader, it is counted and left.
    const isSystem = error instanceof Error && 'code' in error;
    return { read: isSystem ? `cannot be opened (${String(error.code)})` : 'damaged' };
  }
}

/** What of several files with the same UIDs is kept: what stands before, last by its name. */
const byKeeping = (a: StoredInstance, b: StoredInstance): number =>
  byStanding(a, b) || (a.path < b.path ? -1 : 1);

/**
 * Builds the index from the files of a folder: reading runs in parallel, and what is kept of files with the same UIDs does
 * not depend on which was read first.
 */
export async function scanFolder(index: ArchiveIndex, folder: string): Promise<ScanReport> {
  const skipped: OddFile[] = [];
  const cutFiles: OddFile[] = [];
  const before = index.instanceCount;
  const objects: { readonly read: StoredInstance; readonly path: string; readonly cut?: string }[] = [];
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    const read = await Promise.all(batch.map((path) => readOne(path, relative(folder, path))));
    for (const [at, { read: found, cut }] of read.entries()) {
      const path = relative(folder, batch[at] ?? '');
      if (typeof found === 'string') skipped.push({ path, reason: found });
      else objects.push({ read: found, path, ...(cut === undefined ? {} : { cut }) });
    }
    batch = [];
  };
  const onOutside = (path: string): void => {
    skipped.push({ path: relative(folder, path), reason: 'a link that leads out of the folder' });
  };
  const walk: Walk = { root: await realpath(folder), seen: new Set(), onOutside };
  for await (const path of filesBelow(folder, walk)) {
    batch.push(path);
    if (batch.length === PARALLEL) await flush();
  }
  await flush();
  for (const { read, path, cut } of objects.sort((a, b) => byKeeping(a.read, b.read))) {
    if (index.add(read) === 'known') skipped.push({ path, reason: 'another file has the same UIDs' });
    else if (cut !== undefined) cutFiles.push({ path, reason: cut });
  }
  const byPath = (a: OddFile, b: OddFile): number => (a.path < b.path ? -1 : 1);
  skipped.sort(byPath);
  cutFiles.sort(byPath);
  return { instances: index.instanceCount - before, skipped, cut: cutFiles };
}

/** Files named one by one in a report; of more only the reasons are counted. */
const NAMED = 50;

/** The report in words, a line each. */
export function tellScan({ skipped, cut }: ScanReport): string[] {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).join('; ');
  const list = (files: readonly OddFile[]) => [
    ...files.slice(0, NAMED).map(({ path, reason }) => `  ${path}: ${reason}`),
    ...(files.length > NAMED ? [`  and ${files.length - NAMED} more`] : []),
  ];
  return [
    ...(skipped.length > 0 ? [`${skipped.length} files were left out: ${reasons}.`, ...list(skipped)] : []),
    ...(cut.length > 0
      ? [`${cut.length} files are incomplete; what they hold is offered:`, ...list(cut)]
      : []),
  ];
}
