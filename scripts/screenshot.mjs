// `npm run screenshot`: docs/screenshot.png of the worklist and the viewer with the sample studies, for the README.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages, ROOT } from './install.mjs';
import { CHROMIUM_SWITCHES, findChromium } from './machine.mjs';

/** The study shown in the viewer: the CT phantom with its rods and inserts. */
const PATIENT_ID = 'SAMPLE-CT';
const SIZE = { width: 1440, height: 900 };

ensurePackages();
const main = join(ROOT, 'build', 'server', 'main.js');
if (!existsSync(main)) {
  console.error('Nothing is built: npm run build && npm run build:server first.');
  process.exit(1);
}
const { chromium } = await import('@playwright/test');

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const studiesOf = async (url) => {
  try {
    const answer = await fetch(`${url}/dicom-web/studies`, { headers: { accept: 'application/dicom+json' } });
    return answer.status === 200 ? await answer.json() : [];
  } catch {
    return [];
  }
};

const data = mkdtempSync(join(tmpdir(), 'isocenter-screenshot-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const words = [
  main,
  '--port',
  String(port),
  '--host',
  '127.0.0.1',
  '--inspect',
  '--data',
  join(data, 'data'),
];
words.push('--create-data');
const companion = spawn(process.execPath, words, { stdio: 'ignore' });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_SWITCHES });
try {
  let studies = [];
  const end = Date.now() + 180_000;
  while (studies.length < 8 && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    studies = await studiesOf(url);
  }
  const study = studies.find((row) => row['00100020']?.Value?.[0] === PATIENT_ID)?.['0020000D'].Value[0];
  if (!study) throw new Error('the samples hold no CT phantom');

  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'dark', locale: 'en-GB' });
  await page.goto(`${url}/`);
  await page.getByTestId('study-row').first().waitFor();
  await page.getByTestId('study-row').nth(1).hover();
  await page.waitForLoadState('networkidle');
  const worklist = await page.screenshot();

  await page.goto(`${url}/?StudyInstanceUIDs=${study}`);
  await page.locator('[data-pane="0"][data-state="shown"]').waitFor({ timeout: 60_000 });
  await page.waitForFunction(() =>
    /^(\d+)\/\1$/.test(document.querySelector('[data-testid=series-thumb]')?.dataset.loaded ?? ''),
  );
  const count = await page.getByTestId('slice').first().innerText();
  const middle = Math.floor(Number(count.split('/')[1]) / 2);
  await page.keyboard.press('Home');
  for (let i = 0; i < middle; i++) await page.keyboard.press('ArrowDown');
  const box = await page.locator('[data-pane="0"]').boundingBox();
  const at = (x, y) => [box.x + box.width * x, box.y + box.height * y];
  const draw = async (key, from, to) => {
    await page.keyboard.press(key);
    await page.mouse.move(...at(...from));
    await page.mouse.down();
    await page.mouse.move(...at(...to), { steps: 6 });
    await page.mouse.up();
  };
  await draw('l', [0.42, 0.39], [0.58, 0.39]);
  await draw('e', [0.24, 0.58], [0.29, 0.66]);
  await page.keyboard.press('w');
  await page.mouse.move(...at(0.98, 0.98));
  await page.waitForTimeout(500);
  const viewer = await page.screenshot();

  // Both pictures one above the other, drawn by the browser itself.
  const both = await browser.newPage({ viewport: { width: SIZE.width, height: 2 * SIZE.height + 24 } });
  const image = (png) => `<img style="display:block" src="data:image/png;base64,${png.toString('base64')}">`;
  await both.setContent(
    `<body style="margin:0;background:#232932">${image(viewer)}<div style="height:24px"></div>${image(worklist)}`,
  );
  mkdirSync(join(ROOT, 'docs'), { recursive: true });
  await both.screenshot({ path: join(ROOT, 'docs', 'screenshot.png') });
  console.log('docs/screenshot.png');
} finally {
  await browser.close();
  companion.kill();
  rmSync(data, { recursive: true, force: true });
}
