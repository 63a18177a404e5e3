import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync, type Stats } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';

/** What lies at a path of the archive is not the file that was found there. */
export class NotOurs extends Error {
  readonly code = 'NOT_OURS';
  constructor() {
    super('what lies there now is no file of this folder');
    this.name = 'NotOurs';
  }
}

/** No link as the last part, and no waiting for who writes into a pipe. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const isSame = (opened: Stats, here: Stats, real: string, path: string): boolean =>
  opened.isFile() && real === path && opened.dev === here.dev && opened.ino === here.ino;

/**
 * Opens a file of the data folder for reading, by the path without links that it was found at. Whoever may write there could
 * have put a link in the place of the file, or of a folder above it, since: what was opened must be what lies at that very path.
 * Throws NotOurs, or what the file system says.
 */
export async function openOwn(path: string): Promise<FileHandle> {
  const file = await open(path, FLAGS);
  try {
    const [opened, here, real] = await Promise.all([file.stat(), lstat(path), realpath(path)]);
    if (!isSame(opened, here, real, path)) throw new NotOurs();
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Looks at such a file without opening it: its size, and when it was written. Throws as openOwn does. */
export async function lookAtOwn(path: string): Promise<Stats> {
  const [here, real] = await Promise.all([lstat(path), realpath(path)]);
  if (!isSame(here, here, real, path)) throw new NotOurs();
  return here;
}

/** The same as openOwn at once, for a thread; the descriptor is the caller's to close. */
export function openOwnNow(path: string): number {
  const file = openSync(path, FLAGS);
  try {
    if (!isSame(fstatSync(file), lstatSync(path), realpathSync.native(path), path)) throw new NotOurs();
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
