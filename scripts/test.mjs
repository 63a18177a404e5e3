// `npm test`: installs what is missing, then types, lint, format, unit tests, build, and the tests in a browser.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, ROOT } from './install.mjs';
import { ensureMachine } from './machine.mjs';

const RESULTS = join(ROOT, '.cache', 'e2e', 'results.json');

/** Runs a program, its output shown and kept. */
const run = (program, words) =>
  new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      output += chunk;
    });
    child.on('error', (error) => resolve({ status: 1, output: `${output}\n${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });

/** The last number before a word in vitest's line of tests, e.g. `Tests  1 failed | 41 passed (42)`. */
function unitCount(output, word) {
  const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
  const line = output.replace(ansi, '').match(/^\s*Tests\s.*$/m)?.[0] ?? '';
  return Number(line.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
}

/** Playwright's own counts: expected, unexpected, flaky, skipped. */
function browserStats() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')).stats;
  } catch {
    return undefined;
  }
}

function finish(passed, failed, skipped) {
  console.log(`tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(failed > 0 ? 1 : 0);
}

ensurePackages();
ensureMachine();
if (!existsSync(join(ROOT, '..', 'shared', 'dicom')))
  console.log(
    'No ../shared/dicom here: the tests that read its files are skipped; all others run on samples.',
  );

const check = await run('npm', ['run', '--silent', 'check']);
let passed = unitCount(check.output, 'passed');
let failed = unitCount(check.output, 'failed');
let skipped = unitCount(check.output, 'skipped');
if (check.status !== 0) {
  console.log('npm run check failed; the browser tests need its build and were not run.');
  finish(passed, Math.max(failed, 1), skipped);
}

mkdirSync(join(ROOT, '.cache', 'e2e'), { recursive: true });
rmSync(RESULTS, { force: true });
const browser = await run('npx', ['--no-install', 'playwright', 'test', ...process.argv.slice(2)]);
const stats = browserStats();
passed += stats ? stats.expected + stats.flaky : 0;
skipped += stats?.skipped ?? 0;
failed += stats?.unexpected ?? 1;
finish(passed, browser.status === 0 ? failed : Math.max(failed, 1), skipped);
