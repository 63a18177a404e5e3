import type { Page } from '@playwright/test';
import { ctPhantom } from '../../material/phantom';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { offTurned } from '../../harness/pictures';

test.use({ samples: 'short' });

const pane = async (page: Page) => (await inspect.view(page)).panes[0];

const shownSop = async (page: Page) => (await inspect.panes(page))[0]?.sopUid;

test('wheel, keys and cine move through the series, every image as its own', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(found.study);
  await viewer.loaded(viewer.thumbOf(found.series));
  await test.step('wheel, keys and Home, End move through the series', async () => {
    const at = () => viewer.slice.innerText();
    await page.keyboard.press('Home');
    await expect.poll(at).toMatch(new RegExp(`^1\\s*/\\s*${found.sops.length}`));
    const first = await inspect.pixels(page, 0);
    const { x, y } = await viewer.middleOf();
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 100);
    await expect.poll(at).toMatch(/^2\s*\//);
    await page.keyboard.press('ArrowDown');
    await expect.poll(at).toMatch(/^3\s*\//);
    await page.keyboard.press('End');
    await expect.poll(at).toMatch(new RegExp(`^${found.sops.length}\\s*/`));
    await expect.poll(async () => (await inspect.pixels(page, 0))?.sha256).not.toBe(first?.sha256);
  });
  await test.step('every image of a series is shown as its own', async () => {
    await page.keyboard.press('Home');
    // Ascending or descending along z: every image once, in order, at its own place.
    await expect.poll(async () => found.sops.indexOf((await shownSop(page)) ?? '')).not.toBe(-1);
    const order = (await shownSop(page)) === found.sops[0] ? found.sops : found.sops.toReversed();
    for (const [i, sop] of order.entries()) {
      await expect
        .poll(() => shownSop(page), { intervals: [10, 20, 50], message: `place ${i + 1}` })
        .toBe(sop);
      await expect(viewer.slice).toHaveText(new RegExp(`^${i + 1}\\s*/`));
      await page.keyboard.press('ArrowDown');
    }
  });
  await test.step('cine plays and stops', async () => {
    const at = () => viewer.slice.innerText();
    await page.keyboard.press('Home');
    await expect.poll(at).toMatch(/^1\s*\//);
    const before = await at();
    await page.keyboard.press('Space');
    await expect.poll(at).not.toBe(before);
    await page.keyboard.press('Space');
    await expect(viewer.button(/^Play/)).toBeVisible();
    const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    // What was asked for before it stopped is painted.
    for (let i = 0; i < 3; i++) await frame();
    const stopped = await at();
    for (let i = 0; i < 30; i++) await frame();
    expect(await at()).toBe(stopped);
  });
});

test('presets, drags, inversion and a hidden identity are seen, and taken back', async ({
  page,
  browser,
  viewer,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(found.study);
  await test.step('one key hides identity', async () => {
    const family = found.patient.split('^')[0] ?? '';
    await expect(viewer.pane()).toContainText(new RegExp(family, 'i'));
    await page.keyboard.press('t');
    await expect(viewer.pane()).not.toContainText(new RegExp(family, 'i'));
    await page.keyboard.press('t');
  });
  await test.step('presets set the window, the picture follows', async () => {
    const before = await viewer.still();
    await viewer.preset(/lung/i);
    await expect.poll(async () => (await pane(page))?.window?.width).toBeGreaterThan(1000);
    const lung = await viewer.still();
    expect(await offTurned(browser, lung, before, { quarters: 0, mirrored: false })).toBeGreaterThan(2);
    await viewer.preset(/as stored/i);
    await expect.poll(async () => (await pane(page))?.window).toBeUndefined();
    expect(
      await offTurned(browser, await viewer.still(), before, { quarters: 0, mirrored: false }),
    ).toBeLessThan(1);
  });
  await test.step('invert turns light to dark and back', async () => {
    const asStored = await viewer.still();
    await page.keyboard.press('x');
    await expect.poll(async () => (await pane(page))?.inverted).toBe(true);
    await expect.poll(async () => (await viewer.canvas()).equals(asStored)).toBe(false);
    await page.keyboard.press('x');
    await expect.poll(async () => (await pane(page))?.inverted).toBeUndefined();
    await expect.poll(async () => (await viewer.canvas()).equals(asStored)).toBe(true);
  });
  await test.step('dragging with the window tool changes the window, with pan and zoom the place', async () => {
    await viewer.tool('window').click();
    await viewer.drag(await viewer.fromMiddle(0, 0), await viewer.fromMiddle(80, 40));
    await expect.poll(async () => (await pane(page))?.window).toBeDefined();
    await viewer.tool('zoom').click();
    await viewer.drag(await viewer.fromMiddle(0, 0), await viewer.fromMiddle(0, -80));
    await expect.poll(async () => (await pane(page))?.zoom ?? 1).not.toBe(1);
    await viewer.tool('pan').click();
    await viewer.drag(await viewer.fromMiddle(0, 0), await viewer.fromMiddle(60, 0));
    await expect.poll(async () => (await pane(page))?.centre?.[0] ?? 0.5).toBeLessThan(0.5);
    await page.keyboard.press('0');
    await expect.poll(async () => (await pane(page))?.zoom).toBeUndefined();
  });
});

test('panes: a grid of two by two, a series dragged into one', async ({ page, viewer, companion }) => {
  const found = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(found.study);
  await viewer.grid(2, 2);
  await expect.poll(async () => (await inspect.view(page)).grid).toEqual({ rows: 2, columns: 2 });
  await viewer.thumbOf(found.series).dragTo(viewer.pane(3));
  await expect.poll(async () => (await inspect.panes(page))[3]?.seriesUid).toBe(found.series);
  await viewer.shown(3);
  expect((await inspect.view(page)).active).toBe(3);
  // The keys are the picture's now, not those of the list that it was taken from.
  await expect(viewer.pane(3)).toBeFocused();
  const index = async () => (await inspect.panes(page))[3]?.index ?? -1;
  const before = await index();
  await page.keyboard.press('ArrowDown');
  await expect.poll(index).toBe(before + 1);
  await viewer.grid(1, 1);
  await expect.poll(async () => (await inspect.view(page)).panes.length).toBe(1);
});

test('a browser without any WebGL shows pictures all the same', async ({ page, viewer, companion }) => {
  await page.addInitScript(() => {
    for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas]) {
      const asBefore = Reflect.get(prototype, 'getContext') as (...words: unknown[]) => unknown;
      Reflect.set(prototype, 'getContext', function (this: unknown, ...words: unknown[]) {
        return /webgl/.test(String(words[0])) ? null : asBefore.apply(this, words);
      });
    }
  });
  const ct = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(ct.study);
  await viewer.grid(2, 2);
  await viewer.thumbOf(ct.series).dragTo(viewer.pane(3));
  await viewer.shown(3);
  expect((await inspect.pixels(page, 3))?.sha256).toMatch(/^[0-9a-f]{64}$/);
});
