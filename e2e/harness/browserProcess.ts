import { chromium, type BrowserContext } from '@playwright/test';
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_SWITCHES, findChromium } from '../../scripts/machine.mjs';
import { until } from './machine';

/** A browser of our own over a profile that outlives it. */
export interface BrowserProcess {
  readonly context: BrowserContext;
  /** Ends all its processes as a power cut would. */
  kill(): Promise<void>;
}

/**
 * Starts a browser over a profile folder; the profile is what it left there.
 *
 * @param switches beside those of every test.
 */
export async function startBrowser(
  profile: string,
  switches: readonly string[] = [],
): Promise<BrowserProcess> {
  const program = findChromium() ?? chromium.executablePath();
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const words = [
    ...TEST_SWITCHES,
    ...switches,
    '--headless=new',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    '--window-size=1440,900',
    'about:blank',
  ];
  // In a group of its own, so that all its processes can be ended at once.
  const child = spawn(program, words, { stdio: 'ignore', detached: true });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const address = () => {
    const [port] = readFileSync(portFile, 'utf8').split('\n');
    return `http://127.0.0.1:${port}`;
  };
  await until('the browser listens', async () => (await fetch(`${address()}/json/version`)).ok, 60_000);
  const browser = await chromium.connectOverCDP(address());
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no profile');
  return {
    context,
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await exit;
      await browser.close().catch(() => undefined);
    },
  };
}
