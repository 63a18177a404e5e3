import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { NotWritten, REAL_DISK, writeAll, type Disk } from './disk';

/** Has the disk keep the names in a folder. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const draftOf = (path: string): string => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return `${path}.${randomBytes(6).toString('hex')}`;
};

/**
 * Replaces a file as a whole: written beside its place and on the disk before it takes the name, so that the old one or the
 * new one is there, also when the power goes. Rejects with NotWritten.
 */
export async function replaceFile(path: string, text: string, disk: Disk = REAL_DISK): Promise<void> {
  const draft = draftOf(path);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeAll(disk, file, Buffer.from(text));
      await disk.sync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw new NotWritten(path, error);
  }
}

/** Makes a file that is not there yet, unless somebody else was first. At once, for it is needed at the start. Throws NotWritten. */
export function createFile(path: string, text: string, disk: Disk = REAL_DISK): void {
  const draft = draftOf(path);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeAll(disk, file, Buffer.from(text));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(draft, path);
    syncFolder(dirname(path));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      throw new NotWritten(path, error);
  } finally {
    rmSync(draft, { force: true });
  }
}
