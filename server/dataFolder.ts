import { constants } from 'node:fs';
import { access, mkdir, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder that is used where none is named; it may be made and filled without a question. */
export const USUAL_DATA = './data';

/** A folder of DICOM files, as the command line names it. */
export interface AskedFolder {
  readonly path: string;
  /** It was named; if not, it is the usual one. */
  readonly isNamed: boolean;
  /** `--create-data`: it may be made. */
  readonly create: boolean;
}

/** A folder that can be read, or the sentence why not. */
export type DataFolder =
  | {
      readonly ok: true;
      /** Absolute. */
      readonly path: string;
      /** It is our own: the usual one, or made just now. Samples go into no other unless they are asked for. */
      readonly isOurs: boolean;
      readonly isWritable: boolean;
    }
  | { readonly ok: false; readonly sentence: string };

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** A path as the shell would have read it: `--data=~/x` reaches a program unread. Absolute. */
export function toAbsolute(path: string, home = homedir()): string {
  return resolve(path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path);
}

const refuse = (sentence: string): DataFolder => ({ ok: false, sentence });

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOTDIR: (path) => `A part of ${path} is a file, not a folder: is --data spelt right?`,
  EACCES: (path) => `This user may not read ${path}. Allow it, or start as a user who may.`,
  EPERM: (path) => `This user may not read ${path}. Allow it, or start as a user who may.`,
  ELOOP: (path) => `${path} is a link that leads back to itself.`,
  ENAMETOOLONG: (path) => `${path} is longer than a path can be.`,
};
const reasonOf = (error: unknown, path: string): string =>
  REASONS[codeOf(error)]?.(path) ?? `${path} cannot be read (${codeOf(error) || String(error)}).`;

/** Makes the folder, where that was asked for. */
async function make(path: string): Promise<DataFolder> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const why = codeOf(error) === 'EROFS' ? 'its disk can only be read' : codeOf(error) || String(error);
    return refuse(`${path} could not be made (${why}).`);
  }
  return { ok: true, path, isOurs: true, isWritable: true };
}

/**
 * Looks at the folder that studies are to come from before anything is written: a misspelt one is refused and not made, a
 * file is none, and one that cannot be read is refused by its cause. One that cannot be written is served as it is.
 */
export async function openDataFolder(asked: AskedFolder): Promise<DataFolder> {
  const path = toAbsolute(asked.path);
  try {
    const found = await stat(path);
    if (!found.isDirectory()) {
      return refuse(`${path} is a file. --data names the folder that holds the files.`);
    }
    await readdir(path);
    await access(path, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return refuse(reasonOf(error, path));
    if (!asked.isNamed || asked.create) return make(path);
    return refuse(`There is no folder ${path}. Is --data spelt right? To have it made, add --create-data.`);
  }
  const isWritable = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  return { ok: true, path, isOurs: !asked.isNamed || path === resolve(USUAL_DATA), isWritable };
}
