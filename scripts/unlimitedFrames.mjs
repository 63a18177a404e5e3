// What the bench's rows of scrolling are where no display limits them: Chromium draws the next frame as soon as the last one is done, and
// not 60 times a second. Both viewers alike, by the bench's own eyes in the page (../shared/bench/page.js).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHROMIUM_SWITCHES, findChromium } from './machine.mjs';
import { openReady, pause } from './scrollProfile.mjs';

const SWITCHES = [...CHROMIUM_SWITCHES, '--disable-frame-rate-limit', '--disable-gpu-vsync'];
const SLICES = 400;
const WHEELS = 180;
/** Wheel events a second. */
const RATE = 60;
/** Nothing was drawn for so long: the scroll is over. */
const QUIET_MS = 600;

/** Real wheel events at a rate; resolves when the page has answered all. */
async function turnWheel(cdp, [x, y]) {
  const fromMs = Date.now();
  const sent = [];
  for (let i = 0; i < WHEELS; i++) {
    const earlyMs = fromMs + (i * 1000) / RATE - Date.now();
    if (earlyMs > 1) await pause(earlyMs);
    const event = { type: 'mouseWheel', x, y, deltaX: 0, deltaY: 100 };
    sent.push(cdp.send('Input.dispatchMouseEvent', event));
  }
  await Promise.all(sent);
}

/**
 * Pictures a second of a scroll through 400 slices that are here, one for each frame of the page, and the 95th percentile from a wheel
 * event to the picture that follows it, at 60 a second. `adapter`: how the viewer at `base` is driven.
 */
export async function measureUnlimited(base, adapter, study, bench) {
  const { chromium } = await import('@playwright/test');
  const executablePath = findChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: SWITCHES });
  try {
    const eyes = `window.__benchCfg = {};\n${readFileSync(join(bench, 'page.js'), 'utf8')}`;
    const page = await openReady(browser, base, adapter, study, eyes);
    const centre = await page.evaluate(() => window.__bench.centre());
    await page.mouse.move(...centre);
    await pause(300);
    const scrolled = await page.evaluate((steps) => window.__bench.scrollRaf(steps, 1, true), SLICES - 1);
    await page.evaluate((steps) => window.__bench.scrollRaf(steps, -1, false), SLICES - 1);
    const cdp = await page.context().newCDPSession(page);
    await page.evaluate(() => void (window.__track = window.__bench.track(true)));
    await turnWheel(cdp, centre);
    await page.evaluate((quietMs) => window.__bench.quiet(quietMs), QUIET_MS);
    const turned = await page.evaluate(() => window.__track.stop());
    return {
      'free.fps': scrolled.fps,
      'free.distinct': scrolled.uniqueImages - 1,
      'free.wheelP95': turned.latP95,
    };
  } finally {
    await browser.close();
  }
}
