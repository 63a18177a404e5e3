import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instance } from '@/dicom/instance';
import { toInstance } from '@/dicom/normalise';

/** As far as it is used here; the package brings no types. */
interface Dcmjs {
  readonly log: { setLevel(level: string): void };
  readonly data: {
    readonly DicomMessage: {
      readFile(file: ArrayBuffer, options: Record<string, unknown>): { readonly dict: unknown };
    };
  };
}
const dcmjs: Dcmjs = createRequire(import.meta.url)('dcmjs');
dcmjs.log.setLevel('silent');

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
    const bytes = readFileSync(path);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    try {
      const { dict } = dcmjs.data.DicomMessage.readFile(buffer, { untilTag: PIXEL_DATA, ignoreErrors: true });
      return toInstance(JSON.parse(JSON.stringify(dict))) ?? [];
    } catch {
      return [];
    }
  });
}
