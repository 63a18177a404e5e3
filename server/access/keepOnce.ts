import { readFileSync } from 'node:fs';
import { createFile } from '../state/wholeFile';

/** A secret that lies in its place and is none: half a file, another's, nothing. */
export class DamagedSecret extends Error {
  constructor(path: string, cause: unknown) {
    super(
      `${path} is damaged. Put it back from a copy, or remove it and start again: a new one is made, and who is signed in or inside a link then comes in anew.`,
      { cause },
    );
    this.name = 'DamagedSecret';
  }
}

/**
 * A secret in a file of its own, made by the first who needs it. Where two start at once both get the same: a whole
 * file takes the name or finds it taken, so nobody reads half a key. Throws DamagedSecret where `read` throws.
 */
export async function keepOnce<T>(
  path: string,
  make: () => Promise<string>,
  read: (text: string) => T | Promise<T>,
): Promise<T> {
  const text = await textIn(path, make);
  try {
    return await read(text);
  } catch (error) {
    throw new DamagedSecret(path, error);
  }
}

async function textIn(path: string, make: () => Promise<string>): Promise<string> {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  createFile(path, await make());
  return readFileSync(path, 'utf8');
}
