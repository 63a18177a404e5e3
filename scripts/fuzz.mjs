// `npm run fuzz -- --seed N`: mutated instances and frames through everything that reads them; exit 0 when nothing breaks.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensurePackages, ROOT } from './install.mjs';
import { TEST_SWITCHES, findChromium } from './machine.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    instances: { type: 'string', default: '2000' },
    frames: { type: 'string', default: '2000' },
    from: { type: 'string', default: '0' },
    hang: { type: 'string', default: '10' },
  },
});
const [seed, instances, frames, first] = [values.seed, values.instances, values.frames, values.from].map(
  Number,
);
const WORK = join(ROOT, '.cache', 'fuzz');
const PAGE = join(WORK, 'page');
/** No mutant may take longer, on a machine that does nothing else. */
const HANG_MS = 1000 * Number(values.hang);
/** A page is given up for a new one after so many frames: Cornerstone keeps what it was told of each. */
const BATCH = 250;

const faults = { crashes: [], hangs: [], unhandled: [], unnamed: [] };
const names = new Map();
const count = (name) => names.set(name, (names.get(name) ?? 0) + 1);

async function buildAll() {
  const { build } = await import('vite');
  const alias = { '@': join(ROOT, 'src') };
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias },
    build: { ssr: 'e2e/fuzz/instances.ts', outDir: join(WORK, 'node'), target: 'node20', emptyOutDir: true },
  });
  if (frames === 0) return;
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    root: join(ROOT, 'e2e', 'fuzz', 'page'),
    base: './',
    logLevel: 'error',
    publicDir: false,
    build: { outDir: PAGE, emptyOutDir: true, manifest: false },
  });
}

const node = (...words) =>
  spawn(process.execPath, [join(WORK, 'node', 'instances.js'), ROOT, ...words.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const ended = (child) =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));

/** Runs instances from `from` on until the end or a hang or crash; gives the number to go on with. */
async function runInstances(from) {
  const child = node(seed, from, first + instances);
  let next = from;
  let timer;
  let hung = false;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, HANG_MS);
  };
  const exit = ended(child);
  createInterface({ input: child.stdout }).on('line', (line) => {
    watch();
    const told = JSON.parse(line);
    if (told.unhandled) faults.unhandled.push(`instance ${next}: ${told.unhandled}`);
    if (told.case === undefined) return;
    next = told.case + 1;
    for (const name of told.names) count(`instance, ${name}`);
    for (const fault of told.faults)
      faults.unnamed.push(`instance ${told.case} (${told.base}, ${told.how}): ${fault}`);
  });
  const status = await exit;
  clearTimeout(timer);
  if (hung) faults.hangs.push(`instance ${next}`);
  else if (status !== 0) faults.crashes.push(`instance ${next}: ${status}`);
  return status === 0 && !hung ? first + instances : next + 1;
}

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

function servePage() {
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://here').pathname;
    const path = join(PAGE, name === '/' ? 'index.html' : name);
    if (!path.startsWith(PAGE) || !existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
    return response.end(readFileSync(path));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Runs frames `from` to `to` in a new page; gives the number to go on with. */
async function runFrames(browser, url, from, to) {
  const page = await browser.newPage();
  let next = from;
  let give;
  const over = new Promise((resolve) => (give = resolve));
  let timer;
  const watch = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => give('hang'), ms);
  };
  await page.exposeFunction('told', (told) => {
    // The page's own watchdog speaks up before this.
    watch(HANG_MS + 2_000);
    next = told.case + 1;
    if (told.ms > HANG_MS) faults.hangs.push(`frame ${told.case}: ${Math.round(told.ms)} ms`);
    if (told.name === undefined)
      faults.unnamed.push(`frame ${told.case} (${told.syntax}, ${told.base}, ${told.how}): ${told.fault}`);
    else count(`frame ${told.syntax.replace('1.2.840.10008.1.2', '')}, ${told.name}`);
  });
  await page.exposeFunction('unhandled', (what) => void faults.unhandled.push(`frame ${next}: ${what}`));
  page.on('crash', () => give('crash'));
  page.on('pageerror', (error) => faults.unhandled.push(`frame ${next}: ${error.message}`));
  await page.goto(url);
  await page.waitForFunction(() => window.runCases !== undefined, undefined, { timeout: 60_000 });
  watch(60_000);
  const work = page
    .evaluate(([a, b, c]) => window.runCases(a, b, c), [seed, from, to])
    .then(
      () => 'done',
      (error) => `crash: ${error.message}`,
    );
  const how = await Promise.race([work, over]);
  clearTimeout(timer);
  if (how === 'hang') faults.hangs.push(`frame ${next}`);
  else if (how !== 'done') faults.crashes.push(`frame ${next}: ${how}`);
  await Promise.race([page.close(), new Promise((resolve) => setTimeout(resolve, 5_000))]);
  return how === 'done' ? to : next + 1;
}

ensurePackages();
rmSync(WORK, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
const startMs = Date.now();
await buildAll();

for (let next = first; next < first + instances;) next = await runInstances(next);
const instancesMs = Date.now() - startMs;

if (frames > 0) {
  const { chromium } = await import('@playwright/test');
  const bases = node('bases', join(PAGE, 'bases.json'));
  if ((await ended(bases)) !== 0) throw new Error('there are no frames to mutate');
  const executablePath = findChromium();
  const server = await servePage();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: TEST_SWITCHES,
  });
  const url = `http://127.0.0.1:${server.address().port}/`;
  for (let next = first; next < first + frames;)
    next = await runFrames(browser, url, next, Math.min(next + BATCH, first + frames));
  await browser.close();
  server.close();
}

console.log(`Seed ${seed}: what became of ${instances} instances and ${frames} frames, by name`);
for (const [name, times] of [...names].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(times).padStart(6)}  ${name}`);
for (const [kind, list] of Object.entries(faults)) for (const each of list) console.log(`${kind}: ${each}`);
writeFileSync(
  join(WORK, 'report.json'),
  JSON.stringify({ seed, instances, frames, names: [...names], faults }, null, 1),
);
console.log(
  `fuzz: ${faults.crashes.length} crashes, ${faults.hangs.length} hangs over ${HANG_MS / 1000} s, ` +
    `${faults.unhandled.length} unhandled rejections, ${faults.unnamed.length} refusals without a name ` +
    `(instances ${Math.round(instancesMs / 1000)} s, in all ${Math.round((Date.now() - startMs) / 1000)} s)`,
);
process.exit(Object.values(faults).some((list) => list.length > 0) ? 1 : 0);
