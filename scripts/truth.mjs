// `npm run truth -- [FOLDER] [RUN ...]`: every frame of every image below a folder, through the page, against independent decoders.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensurePackages, ROOT } from './install.mjs';
import { ensureMachine, ensureTools, hasPillow, hasPydicom, PILLOW, PYDICOM } from './machine.mjs';
import { report, RUNS } from './truth/report.mjs';

const WORK = join(ROOT, '.cache', 'truth');
const [given, ...wished] = process.argv.slice(2);
const folder = resolve(given ?? join(ROOT, '..', 'shared', 'dicom'));
const runs = wished.length > 0 ? wished : Object.keys(RUNS);

/** The reference decoders: none of them is the project's. OpenJPH, Cornerstone's for HTJ2K too, is here the second beside OpenJPEG. */
const TOOLS = {
  dcmdjpeg: 'dcmtk',
  gdcmconv: 'libgdcm-tools',
  opj_decompress: 'libopenjp2-tools',
  djxl: 'libjxl-tools',
  ojph_expand: 'openjph-tools',
};

function step(what, program, words, env = {}) {
  const { status } = spawnSync(program, words, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) return;
  console.error(`npm run truth stopped: ${what} failed.`);
  process.exit(1);
}

if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}.`);
  process.exit(1);
}
const unknown = runs.find((name) => !(name in RUNS));
if (unknown) {
  console.error(`There is no run ${unknown}: ${Object.keys(RUNS).join(', ')}.`);
  process.exit(1);
}
ensurePackages();
ensureMachine();
ensureTools(TOOLS, [...(hasPydicom() ? [] : PYDICOM), ...(hasPillow() ? [] : PILLOW)]);

rmSync(WORK, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
step('the build', 'npm', ['run', '--silent', 'build']);
step('the build of the companion', 'npm', ['run', '--silent', 'build:server']);
console.log(`Decoding ${folder} with DCMTK, GDCM, OpenJPEG, libjxl and pydicom ...`);
step('the reference', '/usr/bin/python3', [
  join(ROOT, 'scripts', 'truth', 'reference.py'),
  folder,
  join(WORK, 'reference'),
]);
step(
  'the page',
  'npx',
  ['--no-install', 'playwright', 'test', '-c', 'truth.config.ts', '-g', `(${runs.join('|')}): every frame`],
  { TRUTH_WORK: WORK },
);

process.exit(report(WORK, folder, runs) ? 0 : 1);
