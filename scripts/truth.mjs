// `npm run truth -- [FOLDER]`: every frame of every image below a folder, through the page, against independent decoders.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ensurePackages, ROOT } from './install.mjs';
import { ensureMachine, ensureTools, hasPydicom, PYDICOM } from './machine.mjs';

const WORK = join(ROOT, '.cache', 'truth');
const folder = resolve(process.argv[2] ?? join(ROOT, '..', 'shared', 'dicom'));

/** The reference decoders: none of them is the project's or Cornerstone's. */
const TOOLS = {
  dcmdjpeg: 'dcmtk',
  gdcmconv: 'libgdcm-tools',
  opj_decompress: 'libopenjp2-tools',
  djxl: 'libjxl-tools',
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
ensurePackages();
ensureMachine();
ensureTools(TOOLS, hasPydicom() ? [] : PYDICOM);

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
step('the page', 'npx', ['--no-install', 'playwright', 'test', '-c', 'truth.config.ts'], {
  TRUTH_WORK: WORK,
});

const read = (name) => JSON.parse(readFileSync(join(WORK, `${name}.json`), 'utf8'));
const embedded = read('embedded');
const embeddedOf = new Map(embedded.lines.map((line) => [line.file.path, line]));
const byPath = (name) => new Map(read(name).lines.map((line) => [line.file.path, line]));
const orthanc = byPath('orthanc');
/** The same by WebGL2. */
const byGl = { embedded: byPath('embedded-gl'), orthanc: byPath('orthanc-gl') };

/** "10/10 exact", "10/10 ±1.00" or what stands in the way. */
function verdict(line) {
  if (!line) return 'not asked';
  const of = line.file.frames ?? 1;
  const shown = `${line.same}/${of}`;
  if (line.same === of) return line.most > 0 ? `${shown} ±${line.most.toPrecision(3)}` : `${shown} exact`;
  if (line.seen > line.same) return `${shown} WRONG by ${Number(line.most).toPrecision(3)}`;
  return `${shown} ${line.because ?? 'not shown'}`;
}

/** What the canvas differs by from DCMTK's rendering, in grey levels: by canvas 2D and by WebGL2, from either archive. */
const linesOf = ({ file: { path } }) =>
  [embeddedOf.get(path), orthanc.get(path), byGl.embedded.get(path), byGl.orthanc.get(path)].filter(
    (line) => line?.canvas !== undefined,
  );
const canvas = (line) => [...new Set(linesOf(line).map(({ canvas }) => `±${canvas}`))].join(', ');

const isRight = (line) => line !== undefined && line.same === (line.file.frames ?? 1);
const isWrong = (line) => line !== undefined && line.seen > line.same;
const inOrder = embedded.lines.toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1));

console.log('\n| file | transfer syntax | embedded archive | canvas | Orthanc |\n|---|---|---|---|---|');
for (const line of inOrder) {
  const name = relative(folder, line.file.path);
  const cells = [name, line.file.syntax, verdict(line), canvas(line), verdict(orthanc.get(line.file.path))];
  console.log(
    `| ${cells.map((cell) => String(cell).replaceAll('|', '/').replaceAll('\n', ' ')).join(' | ')} |`,
  );
}
const unread = embedded.others.filter(({ kind }) => kind === 'undecoded');
if (unread.length > 0) console.log('\nImages without a reference (the reference decoders refuse them):');
for (const { path, because } of unread) console.log(`- ${relative(folder, path)}: ${because}`);

for (const [name, lines] of [
  ['embedded archive', embedded.lines],
  ['Orthanc', [...orthanc.values()]],
  ['embedded archive, by WebGL2', [...byGl.embedded.values()]],
  ['Orthanc, by WebGL2', [...byGl.orthanc.values()]],
]) {
  const right = lines.filter(isRight).length;
  const wrong = lines.filter(isWrong).length;
  console.log(
    `${name}: ${right} of ${lines.length} files right (${((100 * right) / lines.length).toFixed(1)} %), ${wrong} WRONG, ${lines.length - right - wrong} not shown`,
  );
}
const drawn = embedded.lines.flatMap(linesOf);
const drawnRight = drawn.filter((line) => line.canvas <= 1);
console.log(
  `canvas beside DCMTK's rendering: ${drawnRight.length} of ${drawn.length} within 1 grey level, by canvas 2D and WebGL2, from both archives (square pixels, lossless, no padding)`,
);
process.exit(
  [...embedded.lines, ...byGl.embedded.values()].every(isRight) && drawnRight.length === drawn.length ? 0 : 1,
);
