// `npm run bench -- --contours`: what 20 contours of 300 points cost in a step of a scroll.
import { ensurePackages } from './install.mjs';
import { CHROMIUM_SWITCHES, ensureMachine, findChromium } from './machine.mjs';
import { build, makeSeries, SAMPLE_US, SLICES, startProfiled, STUDY } from './profile.mjs';
import { at, median, originUs, pause, scriptPerStep, scroll } from './scrollProfile.mjs';

const CONTOURS = 20;
const POINTS = 300;
const RADIUS_PX = 150;
/** So far to either side of the circle, in turn: a contour keeps each of its points. */
const TOOTH_PX = 4;
const STEPS = 200;
/** What they may cost, median. */
const MOST_MS = 1;

/** Draws one contour by hand around the middle of the pane. */
async function draw(page, cdp) {
  const box = await page.locator('[data-picture="0"]').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const way = Array.from({ length: POINTS }, (_, i) => {
    const away = RADIUS_PX + (i % 2 === 0 ? TOOTH_PX : -TOOTH_PX);
    const angle = (2 * Math.PI * i) / POINTS;
    return { x: x + away * Math.cos(angle), y: y + away * Math.sin(angle) };
  });
  const send = (type, point) =>
    cdp.send('Input.dispatchMouseEvent', { type, button: 'left', buttons: 1, clickCount: 1, ...point });
  await send('mousePressed', way[0]);
  await Promise.all(way.map((point) => send('mouseMoved', point)));
  await send('mouseReleased', way.at(-1));
}

const measured = (page) =>
  page.evaluate(() => window.isocenter.measurements().map(({ pointsPx }) => pointsPx.length));

/** Steps over the slices that are drawn on, to and fro. */
async function steps(page, cdp) {
  await pause(1000);
  await scroll(page, 2 * (CONTOURS - 1), CONTOURS - 1);
  const origin = await originUs(cdp);
  await cdp.send('Profiler.start');
  const begun = await scroll(page, STEPS - (STEPS % (2 * (CONTOURS - 1))), CONTOURS - 1);
  const { profile } = await cdp.send('Profiler.stop');
  return scriptPerStep(profile, begun, origin);
}

/** Opens a page, draws a contour on each of the first slices, and profiles steps over them. */
async function measure(browser, base, isDrawn) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => console.error(error));
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Profiler.enable');
  await cdp.send('Performance.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: SAMPLE_US });
  await page.goto(`${base}/?StudyInstanceUIDs=${STUDY}`, { waitUntil: 'commit' });
  await page.locator('[data-pane="0"][data-state="shown"]').waitFor({ timeout: 120_000 });
  await page.locator(`[data-testid="series-thumb"][data-loaded="${SLICES}/${SLICES}"]`).waitFor();
  if (isDrawn) {
    // Freehand contours: a mouse keeps its tool.
    await page.keyboard.press('q');
    for (let i = 0; i < CONTOURS; i++) {
      if (i > 0) await scroll(page, 1);
      await draw(page, cdp);
    }
    const points = await measured(page);
    const least = Math.min(...points);
    if (points.length !== CONTOURS || least < 0.95 * POINTS)
      throw new Error(`drawn were ${points.length} contours of ${least} points or more`);
    await scroll(page, 1 - CONTOURS);
  }
  const perStep = await steps(page, cdp);
  await page.close();
  return perStep;
}

/** Prints both; whether what is drawn keeps to the bound. */
export async function profileContours({ isBuilt }) {
  ensurePackages();
  ensureMachine();
  makeSeries();
  if (!isBuilt) build();
  const { chromium } = await import('@playwright/test');
  const companion = await startProfiled();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_SWITCHES,
  });
  try {
    const none = await measure(browser, companion.url, false);
    const each = await measure(browser, companion.url, true);
    const tell = (what, steps) =>
      console.log(
        `${what}: ${median(steps).toFixed(2)} ms of script per step (median), ${at(steps, 0.95).toFixed(2)} ms (95th percentile)`,
      );
    tell('nothing drawn', none);
    tell(`a contour of ${POINTS} points on each of ${CONTOURS} slices`, each);
    return median(each) - median(none) <= MOST_MS;
  } finally {
    await browser.close();
    companion.stop();
  }
}
