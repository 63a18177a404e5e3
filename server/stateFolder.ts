import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** What writes there says so itself, each in its own way: the record of a full disk may be missing, the keys may be there. */
const SAID_LATER: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT']);

/** Makes one folder after the other: Node's recursive way never ends below what is no disk, as /proc. */
async function make(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    const above = dirname(path);
    if (codeOf(error) !== 'ENOENT' || above === path) throw error;
    // Below a folder that is there it is not a missing one that hinders.
    if (await stat(above).catch(() => undefined)) throw error;
    await make(above);
    await mkdir(path, { mode: 0o700 });
  }
}

/** Whether files can be made in it: some that look like folders of a disk are none. */
async function tryOut(path: string): Promise<void> {
  try {
    await rmdir(await mkdtemp(join(path, '.isocenter-')));
  } catch (error) {
    if (!SAID_LATER.has(codeOf(error))) throw error;
  }
}

/**
 * Looks at the folder of shares, keys and the audit file before anything is read or written there, and makes it where it is
 * missing, for its owner alone. What is wrong with it, as a sentence; undefined: nothing.
 */
export async function whyNoStateFolder(asked: string): Promise<string | undefined> {
  const path = resolve(asked);
  try {
    await make(path);
    if (!(await stat(path)).isDirectory())
      return `${path} is a file. --state names the folder that keeps shares, keys and the audit file.`;
    await tryOut(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTDIR') return `A part of ${path} is a file, not a folder: is --state spelt right?`;
    if (code === 'EACCES' || code === 'EPERM')
      return `This user may not make or read ${path}. Allow it, or name another folder with --state.`;
    return `${path} can keep nothing (${code || String(error)}): name another folder with --state.`;
  }
  return undefined;
}
