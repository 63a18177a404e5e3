// The scenario `large` of the bench: 5,000 slices in one series beside 400, in one run; OHIF has nothing to set beside it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_SWITCHES, findChromium } from './machine.mjs';
import { ROOT } from './install.mjs';
import { openPlain } from './plainBrowser.mjs';
import { median, pause } from './scrollProfile.mjs';

/** Made by gen_data.py of the bench, and by largeSeries.py. */
const SMALL = { study: '2.25.144.400.1', series: '2.25.144.400.1.1', slices: 400 };
const LARGE = { study: '2.25.144.5000.1', series: '2.25.144.5000.1.1', slices: 5000 };
const MANY = { study: '2.25.144.60.1', series: 60 };
/** Memory is read so long after the first image, and again after the scroll. */
const REST_MS = 30_000;
const WHEELS = 600;
/** Shares of the slice bar. */
const JUMPS = [1, 0.5, 0.1, 0.75];
const MOST_MS = 60_000;

/** PSS of a browser and all its processes: pages that they share count once. */
function treePssMB(profile) {
  const parents = new Map();
  const mine = new Set();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      parents.set(pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${profile}`)) mine.add(pid);
    } catch {
      // It ended while it was looked at.
    }
  for (let before = -1; before !== mine.size;) {
    before = mine.size;
    for (const [pid, parent] of parents) if (mine.has(parent)) mine.add(pid);
  }
  let kB = 0;
  for (const pid of mine)
    try {
      kB += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended while it was looked at.
    }
  return kB / 1024;
}

/** The bench's own eyes in a page (../shared/bench/page.js). */
const eyes = () =>
  `window.__benchCfg = { firstImage: true };\n${readFileSync(join(ROOT, '..', 'shared', 'bench', 'page.js'), 'utf8')}`;

const newProfile = () => mkdtempSync(join(tmpdir(), 'bench-large-'));
const remove = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Puts the hand on the slice bar at a share of its length; milliseconds until the picture of the slice there is on the screen. */
async function jump(page, share, slices) {
  const { x, y, begun } = await page.evaluate((share) => {
    window.__jump = undefined;
    addEventListener('pointerdown', ({ timeStamp }) => (window.__jump = timeStamp), {
      capture: true,
      once: true,
    });
    const bar = document.querySelector('[role=slider]');
    const { left, top, width, height } = bar.querySelector('[data-rail]').getBoundingClientRect();
    const y = top + Math.min(height - 1, Math.max(0, height * share));
    return { x: left + width / 2, y, begun: bar.getAttribute('aria-valuenow') };
  }, share);
  await page.move(x, y);
  await page.click(x, y);
  // Looked at in each frame of the page, so that the time does not hang on who asks.
  return page.evaluate(
    (begun, slices, mostMs) =>
      new Promise((done, failed) => {
        const begunMs = performance.now();
        const look = () => {
          const place = document.querySelector('[role=slider]')?.getAttribute('aria-valuenow');
          const { state, sop } = document.querySelector('[data-pane="0"]')?.dataset ?? {};
          // Display order is from the feet to the head, and so the other way round.
          const isThere = Number(sop?.split('.').at(-1)) + Number(place) === slices + 1;
          if (place !== begun && state === 'shown' && isThere) done(performance.now() - window.__jump);
          else if (performance.now() - begunMs > mostMs) failed(new Error('the slice did not come'));
          else requestAnimationFrame(look);
        };
        look();
      }),
    begun,
    slices,
    MOST_MS,
  );
}

/** Opens a series, waits, scrolls and jumps through it. */
async function measure(base, { study, slices }) {
  const folder = newProfile();
  const { chromium } = await import('@playwright/test');
  const program = findChromium() ?? chromium.executablePath();
  const page = await openPlain({ program, folder, switches: CHROMIUM_SWITCHES, before: eyes() });
  try {
    await page.goto(`${base}/?StudyInstanceUIDs=${study}`);
    const firstMs = await page.until(MOST_MS, () => window.__bench?.marks.firstImage);
    await pause(REST_MS);
    const restMB = treePssMB(folder);
    await page.move(...(await page.evaluate(() => window.__bench.centre())));
    await page.evaluate((wheels) => window.__bench.scrollRaf(wheels, 1, false).then(() => true), WHEELS);
    const jumpsMs = [];
    for (const share of JUMPS) jumpsMs.push(await jump(page, share, slices));
    await pause(5000);
    return { firstMs, restMB, jumpsMs, scrolledMB: treePssMB(folder) };
  } finally {
    await page.close();
    remove(folder);
  }
}

/** A study of many series in a fresh profile, and what it asked for until its first image. */
async function openMany(base) {
  const { chromium } = await import('@playwright/test');
  const folder = newProfile();
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(folder, {
    ...(executablePath ? { executablePath } : {}),
    headless: true,
    args: CHROMIUM_SWITCHES,
    viewport: { width: 1440, height: 900 },
  });
  const close = async () => {
    await context.close().catch(() => undefined);
    remove(folder);
  };
  try {
    const page = await context.newPage();
    const urls = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.addInitScript(eyes());
    await page.goto(`${base}/?StudyInstanceUIDs=${MANY.study}`, { waitUntil: 'commit' });
    const first = await page.waitForFunction(() => window.__bench?.marks.firstImage, undefined, {
      timeout: MOST_MS,
      polling: 20,
    });
    return { page, urls: [...urls], firstMs: await first.jsonValue(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A study of many series: requests before its first image, and the pictures of those of its list that are in sight. */
async function measureMany(base) {
  const opened = await openMany(base);
  try {
    const dicomweb = opened.urls.filter((url) => url.includes('/dicom-web/')).length;
    const { page } = opened;
    const tiles = page.getByTestId('series-thumb');
    await page.waitForFunction(
      () => {
        const inSight = [...document.querySelectorAll('[data-testid=series-thumb]')].filter((tile) => {
          const { top, bottom } = tile.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        });
        return inSight.length > 0 && inSight.every((tile) => tile.querySelector('img'));
      },
      undefined,
      { timeout: MOST_MS, polling: 20 },
    );
    const thumbnailsMs = await page.evaluate(() => performance.now());
    return { firstMs: opened.firstMs, dicomweb, thumbnailsMs, listed: await tiles.count() };
  } finally {
    await opened.close();
  }
}

/** Each once; figures of several runs are put together by `largeRows`. */
export async function measureLarge(base) {
  return {
    small: await measure(base, SMALL),
    large: await measure(base, LARGE),
    many: await measureMany(base),
  };
}

/** The rows of the table, from several runs, and what else was seen, with no target. */
export function largeRows(runs) {
  const of = (pick) => median(runs.map(pick));
  const [smallMs, largeMs] = [of(({ small }) => small.firstMs), of(({ large }) => large.firstMs)];
  const [smallMB, largeMB] = [of(({ small }) => small.restMB), of(({ large }) => large.restMB)];
  const [before, after] = [of(({ small }) => small.scrolledMB), of(({ large }) => large.scrolledMB)];
  const manyMs = of(({ many }) => many.firstMs);
  const row = (what, large, small, ratio, target) => {
    const isMet = ratio <= target;
    const met = isMet ? 'yes' : '**no**';
    return {
      isMet,
      line: `| ${what} | ${large} | ${small} | ${ratio.toFixed(2)} | ≤ ${target.toFixed(2)} | ${met} |`,
    };
  };
  const inSeconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const inMB = (mb) => `${Math.round(mb)} MB`;
  const first = 'study link to first image, cold';
  const later = `memory ${REST_MS / 1000} s later (PSS of the browser)`;
  const scrolled = `the same, ${WHEELS} notches and ${JUMPS.length} jumps later`;
  const rows = [
    row(first, inSeconds(largeMs), inSeconds(smallMs), largeMs / smallMs, 1.5),
    row(later, inMB(largeMB), inMB(smallMB), largeMB / smallMB, 1.2),
    row(scrolled, inMB(after), inMB(before), after / before, 1.2),
  ];
  const jumps = runs.flatMap(({ large }) => large.jumpsMs).sort((a, b) => a - b);
  return {
    isMet: rows.every(({ isMet }) => isMet),
    text: [
      '| | 5,000 slices | 400 slices | ratio | target | met |',
      '|---|---:|---:|---:|---:|---|',
      ...rows.map(({ line }) => line),
      '',
      `A jump by the slice bar to a slice that is not here: ${Math.round(median(jumps))} ms to its picture, ` +
        `${Math.round(jumps.at(-1))} ms at most.`,
      `${MANY.series} series of 40: first image after ${inSeconds(manyMs)}, ` +
        `${of(({ many }) => many.dicomweb)} DICOMweb requests before it; pictures of the list after ` +
        `${inSeconds(of(({ many }) => many.thumbnailsMs))}.`,
    ].join('\n'),
  };
}

/** Sends the large studies to Orthanc, unless they are there. */
export async function ensureLarge(orthanc, sendAll) {
  for (const [study, count] of [
    [LARGE.study, LARGE.slices],
    [MANY.study, MANY.series * 40],
  ]) {
    const found = await fetch(`${orthanc}/tools/find`, {
      method: 'POST',
      body: JSON.stringify({ Level: 'Instance', Query: { StudyInstanceUID: study } }),
    });
    if ((await found.json()).length < count) return sendAll();
  }
}
