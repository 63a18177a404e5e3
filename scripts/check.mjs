// `npm run check`: what reads the source beside what builds it, then the unit tests on all cores.
import { spawn } from 'node:child_process';
import { ROOT } from './install.mjs';

/** Each keeps about one core busy: one after the other they would leave the second of two idle. */
const BESIDE_EACH_OTHER = ['check:source', 'check:builds'];
/** A process for every core; alone, since tests have deadlines. */
const UNIT_TESTS = 'check:units';

/** Runs a script of package.json, whose words come whole when it ends; its status. */
const run = (script) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: ROOT,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
    child.on('error', ({ message }) => said.push(Buffer.from(`${message}\n`)));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      if (status !== 0) console.error(`npm run ${script} failed`);
      resolve(status ?? 1);
    });
  });

const statuses = await Promise.all(BESIDE_EACH_OTHER.map(run));
process.exitCode = Math.max(...statuses) || (await run(UNIT_TESTS));
