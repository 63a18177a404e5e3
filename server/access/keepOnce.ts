import { readFileSync } from 'node:fs';
import { createFile } from '../state/wholeFile';

/**
 * A secret in a file of its own, made by the first who needs it. Where two start at once both get the same: a whole
 * file takes the name or finds it taken, so nobody reads half a key.
 */
export async function keepOnce(path: string, make: () => Promise<string>): Promise<string> {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  createFile(path, await make());
  return readFileSync(path, 'utf8');
}
