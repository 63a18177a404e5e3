// Script per step of a scroll, by the CPU profile of the page: of Isocenter, and of what it is measured beside.
import { join } from 'node:path';
import { ROOT } from './install.mjs';
import { CHROMIUM_SWITCHES, findChromium } from './machine.mjs';

const SAMPLE_US = 200;
const STEPS = 200;
const SLICES = 400;
/** A viewer has so long to load them. */
const MOST_MS = 120_000;
/** How many steps make a page warm, and do not count. */
const WARM = 20;
const NO_SCRIPT = new Set(['(idle)', '(program)', '(root)']);

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
export const at = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
export const median = (values) => at(values, 0.5);

/**
 * Steps of one slice per animation frame, over the largest canvas; the moment at which each began. Backwards where `steps` is less than
 * none; to and fro over `stretch` slices.
 */
export const scroll = (page, steps, stretch = Math.abs(steps)) =>
  page.evaluate(
    async ([steps, stretch]) => {
      const area = (one) => one.clientWidth * one.clientHeight;
      const [canvas] = [...document.querySelectorAll('canvas')].sort((a, b) => area(b) - area(a));
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const [clientX, clientY] = [left + width / 2, top + height / 2];
      const element = document.elementFromPoint(clientX, clientY) ?? canvas;
      const place = { clientX, clientY, bubbles: true, cancelable: true, composed: true, view: window };
      const begun = [];
      for (let i = 0; i < Math.abs(steps); i++) {
        await new Promise((done) => requestAnimationFrame(done));
        begun.push(performance.now());
        // Cornerstone reads the old names too, and takes the direction from them.
        const way = Math.sign(steps) * (Math.floor(i / stretch) % 2 === 0 ? 1 : -1);
        const turned = { deltaY: 100 * way, wheelDeltaY: -120 * way, wheelDelta: -120 * way, deltaMode: 0 };
        element.dispatchEvent(new WheelEvent('wheel', { ...turned, ...place }));
      }
      await new Promise((done) => setTimeout(done, 500));
      return begun;
    },
    [steps, stretch],
  );

/** When the page's clock began, in microseconds of the profile's. */
export async function originUs(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'NavigationStart').value * 1e6;
}

/** Moments and lengths in microseconds of what ran as script. */
export function scriptSamples(profile) {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  let time = profile.startTime;
  return profile.samples.flatMap((id, i) => {
    time += profile.timeDeltas[i] ?? 0;
    return NO_SCRIPT.has(names.get(id)) ? [] : [[time, profile.timeDeltas[i + 1] ?? 0]];
  });
}

/** Milliseconds of script in each step, from its beginning to the next one's. */
export function scriptPerStep(profile, begun, origin) {
  const samples = scriptSamples(profile);
  const starts = begun.map((ms) => origin + ms * 1000);
  return starts.slice(0, -1).map((from, i) => {
    const inside = samples.filter(([time]) => time >= from && time < starts[i + 1]);
    return inside.reduce((sum, [, us]) => sum + us, 0) / 1000;
  });
}

/** A study of 400 slices in a page of its own, all of them here. `adapter`: how the viewer at `base` is driven; `before` runs before its first script. */
export async function openReady(browser, base, adapter, study, before) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  if (adapter.init) await page.addInitScript(adapter.init);
  if (before) await page.addInitScript(before);
  await page.goto(adapter.studyUrl(base, study), { waitUntil: 'commit' });
  const all = '{ all: (selector) => [...document.querySelectorAll(selector)] }';
  const isReady = `(() => { const B = ${all}; return (${adapter.allReady})(${SLICES}); })()`;
  // Before its code is there, a viewer's own names are not. Asked from outside: the page's policy forbids to evaluate text inside.
  const until = Date.now() + MOST_MS;
  while (!(await page.evaluate(`(() => { try { return ${isReady}; } catch { return false; } })()`))) {
    if (Date.now() > until) throw new Error(`not all ${SLICES} slices are here: ${base}`);
    await pause(100);
  }
  await pause(1500);
  return page;
}

/** Median of script per step over slices that are here, in milliseconds. `adapter`: how the viewer at `base` is driven. */
export async function measureStep(base, adapter, study) {
  const { chromium } = await import('@playwright/test');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_SWITCHES,
  });
  try {
    const page = await openReady(browser, base, adapter, study);
    await scroll(page, WARM);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Profiler.enable');
    await cdp.send('Performance.enable');
    await cdp.send('Profiler.setSamplingInterval', { interval: SAMPLE_US });
    const origin = await originUs(cdp);
    await cdp.send('Profiler.start');
    const begun = await scroll(page, STEPS);
    const { profile } = await cdp.send('Profiler.stop');
    return median(scriptPerStep(profile, begun, origin));
  } finally {
    await browser.close();
  }
}

/** How both viewers are driven, where the side-by-side scripts are. */
export async function adapters(bench) {
  const { ours } = await import(join(ROOT, 'e2e', 'bench', 'adapter.mjs'));
  const { ohif } = await import(join(bench, 'adapters.mjs'));
  return { ours, ohif };
}
