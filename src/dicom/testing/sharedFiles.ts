import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instance } from '@/dicom/dataset/instance';
import { toInstance } from '@/dicom/normalise/normalise';
import { readPart10 } from './part10';

const ROOT = fileURLToPath(new URL('../../../../shared/dicom/', import.meta.url));

/** Whether the folder of real files stands beside the project; says so once where it does not. */
export const hasSharedFiles = existsSync(ROOT);
if (!hasSharedFiles) process.stdout.write('skipped: no folder ../shared/dicom with real files\n');

const PIXEL_DATA = '7FE00010';

/** The paths of all files below a folder of real files. */
export function sharedPaths(folder: string): string[] {
  const top = join(ROOT, folder);
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(top, name)).filter((path) => statSync(path).isFile());
}

/** All objects below a folder of real files, without pixels, by dcmjs; files it cannot read are left out. */
export function readSharedFiles(folder: string): Instance[] {
  return sharedPaths(folder).flatMap((path) => {
    try {
      return toInstance(readPart10(readFileSync(path), { untilTag: PIXEL_DATA, ignoreErrors: true })) ?? [];
    } catch {
      return [];
    }
  });
}
