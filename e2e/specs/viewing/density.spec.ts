import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { forceWay, inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** Canvas pixels per CSS pixel of the picture of the first pane. */
const painted = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLCanvasElement>('[data-picture="0"] canvas')];
    const [largest] = all.sort((a, b) => b.clientWidth - a.clientWidth);
    const width = document.querySelector('[data-picture="0"]')?.clientWidth ?? 0;
    return (largest?.width ?? 0) / width;
  });

test('a pane that comes to a screen of another density is painted as if it had been opened there @both-ways', async ({
  page,
  browser,
  viewer,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  const link = `#/view/main/${found.study}`;
  const size = { width: 1240, height: 480 };
  await page.setViewportSize(size);
  await page.goto(`${companion.url}/${link}`);
  await viewer.shown();
  await viewer.still();
  const before = await inspect.view(page);
  await expect.poll(() => painted(page)).toBeCloseTo(1, 2);

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

test('a device too slow for its dense screen paints fewer pixels while pictures move, and all when they rest', async ({
  browser,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  const there = await browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 });
  await forceWay(there);
  const page = await there.newPage();
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(found.study);
  await viewer.loaded(viewer.thumbOf(found.series));
  // In a small pane: a picture that is enlarged has fewer pixels than the screen anyway.
  await viewer.grid(3, 3);
  await expect.poll(() => painted(page)).toBeCloseTo(2, 1);
  const whole = await painted(page);
  expect(whole).toBeCloseTo(2, 2);
  const first = await viewer.still();
  /** Turns the wheel by a notch a frame; how dense each picture was painted. */
  const scroll = (notches: number, way: 1 | -1) =>
    page.evaluate(
      async ([count, way]) => {
        const canvas = document.querySelector<HTMLCanvasElement>(
          '[data-picture="0"] canvas:not(.cornerstone-canvas)',
        );
        if (!canvas) throw new Error('no picture');
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const [clientX, clientY] = [left + width / 2, top + height / 2];
        const event = { deltaY: 100 * way, clientX, clientY, bubbles: true, cancelable: true };
        const densities: number[] = [];
        for (let at = 0; at < count; at++) {
          canvas.dispatchEvent(new WheelEvent('wheel', event));
          await new Promise((done) => requestAnimationFrame(done));
          densities.push(canvas.width / width);
        }
        return densities;
      },
      [notches, way] as const,
    );
  // Every picture of more pixels than CSS pixels takes a while.
  await page.evaluate(() => {
    const draw = CanvasRenderingContext2D.prototype.drawImage as (...words: unknown[]) => void;
    Object.assign(CanvasRenderingContext2D.prototype, {
      drawImage(this: CanvasRenderingContext2D, ...words: unknown[]) {
        const { canvas } = this;
        const isDense = canvas.isConnected && canvas.width > 1.5 * canvas.getBoundingClientRect().width;
        for (const end = performance.now() + (isDense ? 150 : 0); performance.now() < end;);
        draw.apply(this, words);
      },
    });
  });
  const down = await scroll(12, 1);
  expect(down.slice(0, 5).every((density) => density > 1.9)).toBe(true);
  expect(down.at(-1)).toBeCloseTo(1, 2);
  await expect.poll(() => painted(page)).toBe(whole);
  expect((await viewer.still()).equals(first)).toBe(false);
  const up = await scroll(12, -1);
  expect(up.at(-1)).toBeCloseTo(1, 2);
  await expect.poll(() => painted(page)).toBe(whole);
  expect((await viewer.still()).equals(first)).toBe(true);
  await there.close();
});
