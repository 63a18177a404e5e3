import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { forceWay, inspect } from './inspect';
import { Viewer } from './pages/viewer';
import { ctPhantom } from './phantom';

/** Canvas pixels per CSS pixel of the picture of the first pane. */
const painted = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLCanvasElement>('[data-picture="0"] canvas')];
    const [largest] = all.sort((a, b) => b.clientWidth - a.clientWidth);
    const width = document.querySelector('[data-picture="0"]')?.clientWidth ?? 0;
    return (largest?.width ?? 0) / width;
  });

test('a pane that comes to a screen of another density is painted as if it had been opened there', async ({
  page,
  browser,
  viewer,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  const link = `#/view/main/${found.study}`;
  const size = { width: 1440, height: 900 };
  await page.goto(`${companion.url}/${link}`);
  await viewer.shown();
  await viewer.still();
  const before = await inspect.view(page);
  expect(await painted(page)).toBeCloseTo(1, 2);

  const screen = await page.context().newCDPSession(page);
  for (const density of [2, 1.5, 1]) {
    await screen.send('Emulation.setDeviceMetricsOverride', {
      ...size,
      deviceScaleFactor: density,
      mobile: false,
    });
    // Chromium tells of an emulated density only when something else makes it look at its media queries again.
    const value = density === 1.5 ? '' : 'reduce';
    await screen.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-reduced-motion', value }],
    });
    await expect.poll(() => painted(page)).toBeCloseTo(density, 2);
    const there = await browser.newContext({ viewport: size, deviceScaleFactor: density, locale: 'en-GB' });
    await forceWay(there);
    const other = new Viewer(await there.newPage(), companion.url);
    await other.page.goto(`${companion.url}/${link}`);
    await other.shown();
    const wanted = await other.still();
    await expect.poll(async () => (await viewer.canvas()).equals(wanted)).toBe(true);
    await there.close();
  }
  // It is the same view all along.
  expect(await inspect.view(page)).toEqual(before);
});
