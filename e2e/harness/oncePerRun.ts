import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { E2E_CACHE } from './machine';

/**
 * A folder of what is dear to make and the same for every test of a run: the first worker that asks makes it, the next run
 * sweeps it away (globalSetup). Nobody writes into it or serves from it.
 */
export function oncePerRun(name: string, make: (folder: string) => void): string {
  const folder = join(E2E_CACHE, `data-${name}`);
  if (existsSync(folder)) return folder;
  const made = mkdtempSync(`${folder}-`);
  make(made);
  try {
    renameSync(made, folder);
  } catch {
    // Another worker was first, with the same.
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}
