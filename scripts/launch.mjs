import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, ROOT } from './install.mjs';

/** What each build is made from; `marker` is there when it succeeded. */
const BUILDS = {
  page: {
    sources: [
      'src',
      'public',
      'bundling',
      'index.html',
      'vite.config.ts',
      'package-lock.json',
      'tsconfig.json',
    ],
    marker: 'dist/index.html',
    config: [],
  },
  server: {
    sources: ['server', 'src/dicom', 'vite.server.config.ts', 'package-lock.json', 'tsconfig.json'],
    marker: 'build/server/main.js',
    config: ['--config', 'vite.server.config.ts'],
  },
};

/** All files below a path, in the order of their names; tests are no part of a build. */
function filesBelow(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
    .filter((file) => !/\.test\.tsx?$/.test(file));
}

/** A hash over names and contents: a fresh clone has new times but the same sources. */
function fingerprint(sources) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const file of sources.flatMap(filesBelow)) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function ensureBuild(name) {
  const { sources, marker, config } = BUILDS[name];
  const stamps = join(ROOT, 'build', 'stamps');
  const stamp = join(stamps, name);
  const wanted = fingerprint(sources);
  const present = existsSync(join(ROOT, marker)) && existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (present === wanted) return;
  console.log(`Building the ${name} ...`);
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error', ...config], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (built.status !== 0) {
    console.error(`The ${name} could not be built; what is wrong stands above.`);
    process.exit(1);
  }
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Installs and builds what is missing or stale, then runs the companion server with these arguments. */
export function launch(words, { page }) {
  ensurePackages();
  ensureBuild('server');
  // Help and refused options need no page.
  if (page && !words.includes('--help') && !words.includes('-h')) ensureBuild('page');
  const server = spawn(process.execPath, [join(ROOT, 'build', 'server', 'main.js'), ...words], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
  server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
}
