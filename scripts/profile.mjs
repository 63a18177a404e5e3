// `npm run bench -- --profile`: where the main thread's time goes, by module and function, in a cold opening and in a step of a scroll.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { ensurePackages, ROOT } from './install.mjs';
import { CHROMIUM_SWITCHES, ensureMachine, findChromium } from './machine.mjs';
import { at, median, originUs, pause, scriptPerStep, scroll } from './scrollProfile.mjs';

const BENCH = join(ROOT, '..', 'shared', 'bench');
const DATA = join(ROOT, '.cache', 'bench', 'ct400');
/** A product of its own, not minified, so that functions have their names. */
const PRODUCT = join(ROOT, '.cache', 'profile');
export const STUDY = '2.25.144.400.1';
export const SLICES = 400;
const STEPS = 200;
const WHEELS = 180;
export const SAMPLE_US = 200;
const TOP = 22;

/** Fills a folder with the series that the bench measures. */
const WRITE_SERIES = `
import os, sys
sys.path.insert(0, sys.argv[1])
import gen_data
for i, blob in enumerate(gen_data.gen_ct400()):
    open(os.path.join(sys.argv[2], '%03d.dcm' % i), 'wb').write(blob)
`;

function run(what, program, words) {
  const { status } = spawnSync(program, words, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  console.error(`The profile stopped: ${what} failed.`);
  process.exit(1);
}

export function build() {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const out = join(PRODUCT, 'dist');
  run('the build of the page', process.execPath, [
    ...[vite, 'build', '--logLevel', 'error', '--minify', 'false', '--sourcemap'],
    ...['--outDir', out, '--emptyOutDir'],
  ]);
  run('the build of the companion', process.execPath, [
    ...[vite, 'build', '--logLevel', 'error', '--config', 'vite.server.config.ts'],
  ]);
  rmSync(join(PRODUCT, 'build'), { recursive: true, force: true });
  cpSync(join(ROOT, 'build', 'server'), join(PRODUCT, 'build', 'server'), { recursive: true });
}

export function makeSeries() {
  if (existsSync(DATA) && readdirSync(DATA).filter((name) => name.endsWith('.dcm')).length >= SLICES) return;
  mkdirSync(DATA, { recursive: true });
  run('making the series', '/usr/bin/python3', ['-c', WRITE_SERIES, BENCH, DATA]);
}

export async function startProfiled() {
  const words = ['--port', '0', '--host', '127.0.0.1', '--data', DATA, '--no-samples', '--inspect'];
  const main = join(PRODUCT, 'build', 'server', 'main.js');
  const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  for (;;) {
    const [, url] = /Isocenter is at (\S+?)\/?\s/.exec(printed) ?? [];
    if (url) return { url, stop: () => child.kill() };
    if (child.exitCode !== null) throw new Error(`the companion ended: ${printed}`);
    await pause(100);
  }
}

/** Which module a place of a built file comes from. */
function moduleFinder() {
  const maps = new Map();
  const read = (url) => {
    const path = join(PRODUCT, 'dist', `${new URL(url).pathname}.map`);
    return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
  };
  return ({ url, lineNumber, columnNumber }) => {
    if (!/^https?:/.test(url)) return '(browser)';
    if (!maps.has(url)) maps.set(url, read(url));
    const { originalSource } = maps.get(url)?.findEntry(lineNumber, columnNumber) ?? {};
    return originalSource?.replace(/^(.*node_modules\/|(\.\.\/)+)/, '') ?? new URL(url).pathname;
  };
}

const NO_SCRIPT = new Set(['(idle)', '(program)', '(root)']);

/** Self time of a CPU profile in ms by function, and total time by function of our own modules. */
function summarise(profile, moduleOf) {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((one) => [one, id])));
  const names = new Map();
  const nameOf = ({ id, callFrame }) => {
    if (!names.has(id)) names.set(id, `${callFrame.functionName || '(anonymous)'}  ${moduleOf(callFrame)}`);
    return names.get(id);
  };
  const self = new Map();
  const total = new Map();
  const modules = new Map();
  const add = (map, key, ms) => map.set(key, (map.get(key) ?? 0) + ms);
  profile.samples.forEach((id, i) => {
    const us = profile.timeDeltas[i + 1] ?? 0;
    const node = nodes.get(id);
    if (!node || NO_SCRIPT.has(node.callFrame.functionName)) return;
    add(self, nameOf(node), us / 1000);
    const { functionName } = node.callFrame;
    const isGc = functionName === '(garbage collector)';
    add(modules, isGc ? functionName : moduleOf(node.callFrame), us / 1000);
    const seen = new Set();
    for (let up = id; up !== undefined; up = parents.get(up)) {
      const one = nodes.get(up);
      if (!one || NO_SCRIPT.has(one.callFrame.functionName)) continue;
      const name = nameOf(one);
      if (!seen.has(name)) add(total, name, us / 1000);
      seen.add(name);
    }
  });
  return { self, total, modules };
}

function print(title, map, divide) {
  console.log(`\n  ${title}`);
  const rows = [...map].sort(([, a], [, b]) => b - a).slice(0, TOP);
  for (const [name, ms] of rows)
    console.log(`  ${(ms / divide).toFixed(divide > 1 ? 3 : 1).padStart(9)}  ${name}`);
}

const report = ({ self, total, modules }, divide) => {
  print('by module, ms', modules, divide);
  print('by function, without what it calls, ms', self, divide);
  print('by function, with what it calls, ms', total, divide);
};

/** Watches which picture the pane has, frame by frame, and how long after the oldest wheel event it changed. */
const watchWheel = (page) =>
  page.evaluate(() => {
    const pane = document.querySelector('[data-pane="0"]');
    const noted = { latencies: [], frames: 0, isOn: true };
    window.noted = noted;
    let oldest = 0;
    let { sop } = pane.dataset;
    addEventListener('wheel', (event) => (oldest ||= event.timeStamp), { capture: true, passive: true });
    const frame = () => {
      noted.frames++;
      if (pane.dataset.sop !== sop) {
        ({ sop } = pane.dataset);
        if (oldest) noted.latencies.push(performance.now() - oldest);
        oldest = 0;
      }
      if (noted.isOn) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

/** Real wheel events at 60 a second for three seconds; ms from the oldest one without an answer to the next other picture. */
async function wheel60(page, cdp) {
  const box = await page.locator('[data-picture="0"]').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await watchWheel(page);
  const from = Date.now();
  const sent = [];
  for (let i = 0; i < WHEELS; i++) {
    const early = from + (i * 1000) / 60 - Date.now();
    if (early > 1) await pause(early);
    const event = { type: 'mouseWheel', x, y, deltaX: 0, deltaY: -100 };
    sent.push(cdp.send('Input.dispatchMouseEvent', event));
  }
  await Promise.all(sent);
  await pause(500);
  const took = Date.now() - from - 500;
  const { latencies, frames } = await page.evaluate(() => {
    window.noted.isOn = false;
    return window.noted;
  });
  return { latencies, frames, took };
}

export async function profile({ isBuilt }) {
  ensurePackages();
  ensureMachine();
  makeSeries();
  if (!isBuilt) build();
  const { chromium } = await import('@playwright/test');
  const companion = await startProfiled();
  const executablePath = findChromium();
  const args = CHROMIUM_SWITCHES;
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => console.error(error));
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Profiler.enable');
    await cdp.send('Performance.enable');
    await cdp.send('Profiler.setSamplingInterval', { interval: SAMPLE_US });
    const profiled = async (work) => {
      await cdp.send('Profiler.start');
      const value = await work();
      const { profile } = await cdp.send('Profiler.stop');
      return [value, profile];
    };
    const moduleOf = moduleFinder();

    const [, opening] = await profiled(async () => {
      await page.goto(`${companion.url}/?StudyInstanceUIDs=${STUDY}`, { waitUntil: 'commit' });
      await page.locator('[data-pane="0"][data-state="shown"]').waitFor({ timeout: 120_000 });
    });
    const cold = summarise(opening, moduleOf);
    const coldMs = [...cold.self.values()].reduce((sum, ms) => sum + ms, 0);
    console.log(`\nCold opening, link to first image: ${coldMs.toFixed(0)} ms of script`);
    report(cold, 1);

    await page.locator(`[data-testid="series-thumb"][data-loaded="${SLICES}/${SLICES}"]`).waitFor();
    await pause(1500);
    await scroll(page, 20);
    const origin = await originUs(cdp);
    const [begun, stepping] = await profiled(() => scroll(page, STEPS));
    const steps = summarise(stepping, moduleOf);
    const perStep = scriptPerStep(stepping, begun, origin);
    const gaps = begun.slice(1).map((ms, i) => ms - begun[i]);
    console.log(
      `\nScroll of ${STEPS} slices that are here: script per step ${median(perStep).toFixed(2)} ms (median), ` +
        `${at(perStep, 0.95).toFixed(2)} ms (95th percentile); a step every ${median(gaps).toFixed(1)} ms (median)`,
    );
    report(steps, STEPS);

    const { latencies, frames, took } = await wheel60(page, cdp);
    console.log(
      `\n60 wheel events a second: ${latencies.length} pictures in ${frames} frames, ${took} ms; ` +
        `wheel to picture ${median(latencies).toFixed(1)} ms (median), ${at(latencies, 0.95).toFixed(1)} ms (95th percentile)`,
    );
  } finally {
    await browser.close();
    companion.stop();
  }
}
