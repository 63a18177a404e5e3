import { NotPart10, type Parsed } from '../part10/parse';
import { inflatedRange } from '../part10/inflate';
import { openOwn } from '../part10/openOwn';
import { parseFile } from '../part10/readFile';
import type { ArchiveIndex } from './archiveIndex';
import { DICOMDIR_REASON, readInstance, type StoredInstance } from './readInstance';
import { byStanding } from './standing';
import { cannotOpen, filesBelow, type FoundFile } from './walk';

/** Folder for objects still on their way in; emptied at every start. */
export const INCOMING = '.incoming';
/** How many files are read at a time. */
const PARALLEL = 8;

/**
 * What of deflated files is inflated in one scan, to see whether they end early: all pixels of a folder of ordinary ones. Beyond,
 * their frames say it when they are asked for: a gigabyte of files of zeros would be inflated for minutes.
 */
const INFLATED_BYTES = 512 * 1024 ** 2;

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

/** What one file holds: an object, or the reason why not; and where it breaks off. */
interface ReadFile {
  readonly read: StoredInstance | string;
  readonly cut?: string;
}

/** Where a file breaks off, as far as its header and size tell; undefined = nowhere. */
async function cutOf(
  path: string,
  parsed: Parsed,
  sizeBytes: number,
  budget: Budget,
): Promise<string | undefined> {
  const { damage, pixels, isInflated } = parsed;
  if (damage !== undefined) return damage;
  if (pixels === undefined || pixels.length < 0) return undefined;
  const endBytes = pixels.offset + pixels.length;
  const isCut = isInflated ? await isInflatedCut(path, parsed, sizeBytes, budget) : endBytes > sizeBytes;
  return isCut ? 'the file ends inside its pixel data' : undefined;
}

/** Bytes that may still be inflated. */
interface Budget {
  leftBytes: number;
}

/** The same of a deflated file, as far as the budget goes: its pixels are inflated in passing. */
async function isInflatedCut(
  path: string,
  parsed: Parsed,
  sizeBytes: number,
  budget: Budget,
): Promise<boolean> {
  const { offset, length } = parsed.pixels ?? { offset: 0, length: 0 };
  if (length === 0 || offset + length > budget.leftBytes) return false;
  budget.leftBytes -= offset + length;
  const file = await openOwn(path);
  try {
    return (await inflatedRange(file, parsed, sizeBytes, offset + length - 1, 1)).length === 0;
  } catch (error) {
    if (error instanceof NotPart10) return true;
    throw error;
  } finally {
    await file.close();
  }
}

async function readOne({ path, name: nameInFolder }: FoundFile, budget: Budget): Promise<ReadFile> {
  try {
    const { parsed, sizeBytes, storedMs } = await parseFile(path, 'header');
    const cut = await cutOf(path, parsed, sizeBytes, budget);
    const read = readInstance(parsed, { path, sizeBytes, storedMs, nameInFolder });
    if (cut === undefined) return { read };
    // What breaks off before its UIDs lacks them for that reason.
    return typeof read === 'string' && read !== DICOMDIR_REASON ? { read: `${cut}: ${read}` } : { read, cut };
  } catch (error) {
    if (error instanceof NotPart10) return { read: `no readable DICOM file: ${error.message}` };
    // One odd file never costs the others: whatever it does to the reader, it is counted and left.
    const isSystem = error instanceof Error && 'code' in error;
    return { read: isSystem ? cannotOpen(error, nameInFolder) : 'damaged' };
  }
}

/** What of several files with the same UIDs is kept: what stands before, last by its name. */
const byKeeping = (a: StoredInstance, b: StoredInstance): number =>
  byStanding(a, b) || (a.path < b.path ? -1 : 1);

/**
 * Builds the index from the files of a folder: reading runs in parallel, and what is kept of files with the same UIDs does
 * not depend on which was read first.
 * @param onRead is told, again and again, how many files were read so far.
 */
export async function scanFolder(
  index: ArchiveIndex,
  folder: string,
  onRead: (files: number) => void = () => undefined,
): Promise<ScanReport> {
  const skipped: OddFile[] = [];
  const cutFiles: OddFile[] = [];
  const before = index.instanceCount;
  const objects: { readonly read: StoredInstance; readonly path: string; readonly cut?: string }[] = [];
  const budget: Budget = { leftBytes: INFLATED_BYTES };
  let batch: FoundFile[] = [];
  let files = 0;
  const flush = async (): Promise<void> => {
    const read = await Promise.all(batch.map((file) => readOne(file, budget)));
    files += batch.length;
    onRead(files);
    for (const [at, { read: found, cut }] of read.entries()) {
      const path = batch[at]?.name ?? '';
      if (typeof found === 'string') skipped.push({ path, reason: found });
      else objects.push({ read: found, path, ...(cut === undefined ? {} : { cut }) });
    }
    batch = [];
  };
  const onLeftOut = (path: string, reason: string): void => {
    skipped.push({ path, reason });
  };
  for await (const file of filesBelow(folder, onLeftOut)) {
    batch.push(file);
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
