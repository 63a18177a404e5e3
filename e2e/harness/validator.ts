import { spawnSync } from 'node:child_process';
import { findValidator } from '../../scripts/machine.mjs';

const DCIODVFY = findValidator();
if (!DCIODVFY) process.stdout.write('not validated: dciodvfy (dicom3tools) is not installed\n');

/** What dciodvfy finds wrong with a file; nothing where it is not installed, which is said once. */
export function errorsOf(file: string): string[] {
  if (!DCIODVFY) return [];
  const { stdout, stderr } = spawnSync(DCIODVFY, [file], { encoding: 'latin1' });
  return `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('Error'));
}
