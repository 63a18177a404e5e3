// `node scripts/benchNext.mjs`: the next study of the list by key, against its link in a fresh browser profile, in one run.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startBenchCompanion } from './benchTogether.mjs';
import { ensurePackages, ROOT } from './install.mjs';
import { CHROMIUM_SWITCHES, ensureMachine, findChromium } from './machine.mjs';
import { median } from './scrollProfile.mjs';

/** Of the time of a cold opening. */
const MOST_SHARE = 0.3;
const STEPS = 5;
const NEXT = 'Control+Shift+ArrowDown';

const shown = (page) => page.locator('[data-pane="0"][data-state="shown"]').waitFor({ timeout: 60_000 });

/** Milliseconds of the page's clock until its first pane shows an image of a study; looked at in each frame. */
const untilShown = (page, study) =>
  page.evaluate(
    (wanted) =>
      new Promise((done) => {
        const look = () => {
          const { state, sop } = document.querySelector('[data-pane="0"]')?.dataset ?? {};
          const isThere = location.hash.includes(`/${wanted}`) && state === 'shown' && sop;
          // The frame after has handed it to the screen.
          if (isThere) requestAnimationFrame(() => done(performance.now() - (window.pressedMs ?? 0)));
          else requestAnimationFrame(look);
        };
        look();
      }),
    study,
  );

/** Frames of studies that are here, as the page asks for them. */
function watchPixels(page) {
  const here = new Set();
  page.on('requestfinished', (request) => {
    const [, study] = /\/studies\/([\d.]+)\/series\/[\d.]+\/instances\/[\d.]+/.exec(request.url()) ?? [];
    if (study) here.add(study);
  });
  return here;
}

/** One run: the milliseconds of each step, and of a cold opening of the same study. */
export async function measureNext() {
  const { chromium } = await import('@playwright/test');
  const folder = mkdtempSync(join(tmpdir(), 'isocenter-next-'));
  const companion = await startBenchCompanion(folder, []);
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_SWITCHES,
  });
  const viewport = { width: 1440, height: 900 };
  try {
    const page = await (await browser.newContext({ viewport })).newPage();
    const here = watchPixels(page);
    await page.goto(`${companion.url}/`);
    const rows = page.getByTestId('study-row');
    await rows.first().waitFor();
    const list = await rows.evaluateAll((all) => all.map(({ dataset }) => dataset.study));
    await rows.first().dblclick();
    await shown(page);
    const steps = [];
    for (const study of list.slice(1, 1 + STEPS)) {
      const deadline = Date.now() + 20_000;
      while (!here.has(study) && Date.now() < deadline) await page.waitForTimeout(50);
      // Decoded, and the machine at rest.
      await page.waitForTimeout(1000);
      await page.evaluate(() =>
        addEventListener('keydown', ({ timeStamp }) => (window.pressedMs = timeStamp), { capture: true }),
      );
      const waiting = untilShown(page, study);
      await page.keyboard.press(NEXT);
      const stepMs = await waiting;
      const fresh = await (await browser.newContext({ viewport })).newPage();
      await fresh.goto(`${companion.url}/?StudyInstanceUIDs=${study}`, { waitUntil: 'commit' });
      const coldMs = await untilShown(fresh, study);
      await fresh.context().close();
      steps.push({ stepMs, coldMs, isHere: here.has(study) });
    }
    return steps;
  } finally {
    await browser.close();
    companion.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The row of the table, and whether it is as wanted. */
export function nextRow(steps) {
  const step = median(steps.map(({ stepMs }) => stepMs));
  const cold = median(steps.map(({ coldMs }) => coldMs));
  const share = median(steps.map(({ stepMs, coldMs }) => stepMs / coldMs));
  const text = `next study of the list by key, to its first picture, ${steps.length} steps: median ${Math.round(step)} ms, cold opening of the same studies ${Math.round(cold)} ms, ratio ${share.toFixed(2)}; target: <= ${MOST_SHARE.toFixed(2)}`;
  return { text, met: share <= MOST_SHARE };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensurePackages();
  ensureMachine();
  if (!existsSync(join(ROOT, 'build/server/main.js'))) {
    console.error('Nothing is built: npm run build && npm run build:server first.');
    process.exit(1);
  }
  const steps = await measureNext();
  for (const { stepMs, coldMs, isHere } of steps)
    console.log(
      `step ${Math.round(stepMs)} ms, cold ${Math.round(coldMs)} ms${isHere ? '' : ', not here before'}`,
    );
  const { text, met } = nextRow(steps);
  console.log(`${text}: ${met ? 'met' : 'not met'}`);
  process.exit(met ? 0 : 1);
}
