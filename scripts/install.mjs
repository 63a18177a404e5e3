import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A lock file's packages by folder, or undefined when there is none. */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds exactly what package-lock.json names (optional packages of other systems aside). */
export function packagesAreCurrent(root = ROOT) {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  // npm writes what it installed into this file; it is gone when an installation was cut short.
  const present = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([folder, { version, optional }]) =>
      folder === '' || (present[folder] ? present[folder].version === version : optional === true),
  );
}

/** Runs `npm ci` when packages are missing or stale; ends the process with a sentence when that fails. */
export function ensurePackages(root = ROOT) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Isocenter needs Node 20.19 or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
  if (packagesAreCurrent(root)) return;
  console.log('Installing packages (npm ci) ...');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error('The packages could not be installed: npm ci failed. Is the package registry reachable?');
  process.exit(1);
}
