import { test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasMesa } from '../scripts/machine.mjs';
import { startCompanion, type Companion } from './companion';
import { startFaultProxy, type FaultProxy } from './faultProxy';
import { createGuard, type Guard } from './guard';
import { forceWay } from './inspect';
import { CACHE, linkFolder, SAMPLES } from './machine';
import { writeMarked } from './marked';
import { Viewer } from './pages/viewer';
import { Worklist } from './pages/worklist';

interface WorkerParts {
  /** A companion with an embedded archive that holds the samples; nobody writes into it. */
  companion: Companion;
  /** A companion whose embedded archive holds the marked images (marked.ts) alone; nobody writes into it. */
  marked: Companion;
  /** A companion before the Orthanc of this run. */
  beforeOrthanc: Companion;
}

interface TestParts {
  guard: Guard;
  /** A fault proxy before the companion's page and archive. */
  faults: FaultProxy;
  worklist: Worklist;
  viewer: Viewer;
  /** A page of a second browser profile with the same screen. */
  colleague: Page;
  /** A fresh folder, removed after the test. */
  folder: string;
}

/** The Orthanc that globalSetup started. */
export const orthancUrl = (): string => {
  const url = process.env['E2E_ORTHANC'];
  if (!url) throw new Error('globalSetup started no Orthanc');
  return url;
};

/** So many times slower do pages compute: E2E_SLOW=6 makes a fast machine meet the races of a slow one. */
const SLOWER = Number(process.env['E2E_SLOW'] ?? 1);

async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

const freshFolder = (name: string) => mkdtempSync(join(CACHE, `${name}-`));

async function secondProfile(browser: Browser, like: Page, guard: Guard): Promise<BrowserContext> {
  const { isMobile, hasTouch } = base.info().project.use;
  const context = await browser.newContext({
    viewport: like.viewportSize(),
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    isMobile: isMobile ?? false,
    hasTouch: hasTouch ?? false,
  });
  await guard.watch(context);
  await forceWay(context);
  return context;
}

export const test = base.extend<TestParts, WorkerParts>({
  companion: [
    async ({}, use) => {
      const data = freshFolder('data');
      linkFolder(SAMPLES, data);
      const companion = await startCompanion({ data });
      await use(companion);
      await companion.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  marked: [
    async ({}, use) => {
      const data = freshFolder('marked');
      writeMarked(data);
      const companion = await startCompanion({ data, noSamples: true });
      await use(companion);
      await companion.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  beforeOrthanc: [
    async ({}, use) => {
      const companion = await startCompanion({ archive: `${orthancUrl()}/dicom-web` });
      await use(companion);
      await companion.stop();
    },
    { scope: 'worker' },
  ],
  guard: [
    async ({ context }, use, info) => {
      info.skip(
        info.project.name === 'llvmpipe' && !hasMesa(),
        'Mesa (libegl1, libgl1-mesa-dri) is not here',
      );
      const guard = createGuard();
      if (SLOWER > 1) context.on('page', (page) => void slowDown(page));
      await guard.watch(context);
      await forceWay(context);
      await use(guard);
      guard.check();
    },
    { auto: true },
  ],
  faults: async ({ companion }, use) => {
    const proxy = await startFaultProxy(companion.url);
    await use(proxy);
    await proxy.close();
  },
  folder: async ({}, use) => {
    const folder = freshFolder('folder');
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  worklist: async ({ page, companion }, use) => use(new Worklist(page, companion.url)),
  viewer: async ({ page, companion }, use) => use(new Viewer(page, companion.url)),
  colleague: async ({ browser, page, guard }, use) => {
    const context = await secondProfile(browser, page, guard);
    await use(await context.newPage());
    await context.close();
  },
});

export { expect } from '@playwright/test';
