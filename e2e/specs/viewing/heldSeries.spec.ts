import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { watchBlocks, writeBlocks } from '../../harness/blocks';
import { startCompanion } from '../../harness/companion';
import { startFaultProxy } from '../../harness/faultProxy';
import { follows, seen } from '../../fixtures/earlyBlocks';
import { expect, test } from '../../fixtures/fixtures';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { cube } from '../../material/phantom';

test.use({ samples: 'short' });

const SLICES = 60;
const FEW = 12;
const early = (page: Page) => page.locator('[data-pane="0"] canvas[data-layer="early"]');
const drawnEarly = (page: Page) =>
  early(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().split(',')[1]);

test('another series chosen before the engine is shown before it, and the first comes back', async ({
  page,
  companion,
}) => {
  const { study, seriesAsStored } = await cube(companion.dicomWeb);
  const viewer = new Viewer(page, companion.url);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await viewer.openStudy(study);
  await asked;
  await viewer.shown();
  const series = async () => (await inspect.view(page)).panes[0]?.series ?? '';
  const pictures = new Map<string, string | undefined>();
  const first = await series();
  pictures.set(first, await drawnEarly(page));
  await page.keyboard.press('Control+ArrowDown');
  await expect.poll(series).not.toBe(first);
  const second = await series();
  expect(seriesAsStored.map((one) => one.series)).toContain(second);
  await viewer.shown();
  await expect(early(page)).toBeVisible();
  await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(second);
  await expect.poll(() => drawnEarly(page)).not.toBe(pictures.get(first));
  pictures.set(second, await drawnEarly(page));
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await inspect.panes(page))[0]?.index).toBe(1);
  await viewer.shown();
  await page.keyboard.press('Control+ArrowUp');
  await expect.poll(series).toBe(first);
  await viewer.shown();
  await expect(early(page)).toBeVisible();
  await expect.poll(() => drawnEarly(page)).toBe(pictures.get(first));
  const requests: string[] = [];
  page.on('request', (request) => void requests.push(request.url()));
  await page.keyboard.press('Control+ArrowDown');
  await viewer.shown();
  await expect.poll(() => drawnEarly(page)).toBe(pictures.get(second));
  // What stood there before is not asked for again.
  expect(requests.filter((url) => url.includes(second))).toEqual([]);
  engine.release();
  await expect(early(page)).toHaveCount(0);
  const after = await viewer.still();
  expect(after.toString('base64') === pictures.get(second), 'the same picture').toBe(true);
  expect(await series()).toBe(second);
});

test('without the engine for good the picture still follows the hand, and nothing moves it', async ({
  page,
  folder,
}) => {
  const { study } = writeBlocks(join(folder, 'blocks'), SLICES);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await watchBlocks(page);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await viewer.openStudy(study);
  await asked;
  await follows(page, { told: 0 });
  const place = () => early(page).boundingBox();
  const before = await place();
  engine.lose();
  const notice = page.getByRole('alert').filter({ hasText: en['viewer.noEngine'] });
  await expect(notice).toBeVisible();
  expect(await place()).toEqual(before);
  await test.step('in a smaller window the scale bar is as long as before', async () => {
    const whole = page.viewportSize();
    await page.setViewportSize({ width: 1000, height: 560 });
    await expect.poll(async () => (await place())?.height).toBeLessThan(before?.height ?? 0);
    await expect(async () => {
      const now = await place();
      // A pixel is a millimetre.
      const scale = Math.min(now?.width ?? 0, now?.height ?? 0) / 96;
      const bar = viewer.pane().getByRole('img', { name: /^Scale / });
      const [, length, unit] = /([\d.]+) ([cm]m)/.exec((await bar.textContent()) ?? '') ?? [];
      const lengthMm = Number(length) * (unit === 'cm' ? 10 : 1);
      expect((await bar.locator('i').boundingBox())?.width).toBeCloseTo(lengthMm * scale, 0);
    }).toPass({ timeout: 15_000 });
    await follows(page);
    if (whole) await page.setViewportSize(whole);
    await expect.poll(place).toEqual(before);
  });
  if (!before) throw new Error('no picture');
  const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
  await test.step('windows, turns, zoom', async () => {
    await page.mouse.move(x, y);
    await page.mouse.down({ button: 'right' });
    await page.mouse.move(x + 40, y + 25, { steps: 3 });
    await page.mouse.up({ button: 'right' });
    expect((await inspect.view(page)).panes[0]?.window?.width).toBeGreaterThan(900);
    await follows(page);
    for (const key of ['x', 'r', 'f', '2', '8']) {
      await page.keyboard.press(key);
      await follows(page);
    }
    await page.keyboard.press('0');
    await follows(page);
  });
  await test.step('scrolling by wheel, keys and slice bar', async () => {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 300);
    await follows(page, { told: 3, asked: 3 });
    await page.keyboard.press('End');
    await follows(page, { told: SLICES - 1 });
    const bar = await viewer.pane().getByRole('slider').boundingBox();
    if (!bar) throw new Error('no slice bar');
    await page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 4);
    expect((await seen(page))?.asked).toBeLessThan(SLICES / 2);
    await follows(page);
  });
  await test.step('what needs the engine is off, and says why', async () => {
    for (const name of [en['tool.length'], en['action.play']])
      await expect(
        page.getByRole('toolbar').getByRole('button', { name, exact: true }),
      ).toHaveAccessibleDescription(en['viewer.noEngine.off']);
    const view = await inspect.view(page);
    for (const key of ['l', 'Space', 'Control+z', 'Delete', 'Control+s']) await page.keyboard.press(key);
    expect(await inspect.view(page)).toEqual(view);
    await follows(page);
  });
  expect((await page.evaluate(() => window.blocksLog)).lies).toEqual([]);
  await companion.stop();
});

test('pixels that are refused for want of a sign-in are said to be, before the engine', async ({
  page,
  folder,
}) => {
  const { study, sops } = writeBlocks(join(folder, 'blocks'), SLICES);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const faults = await startFaultProxy(companion.url);
  faults.rule({
    path: new RegExp(`/series/[\\d.]+(\\?.*)?$|/instances/${sops[0]}(/frames.*|/rendered.*)?$`),
    fault: { kind: 'status', status: 401 },
  });
  const viewer = new Viewer(page, faults.url);
  await watchBlocks(page);
  const asked = (await holdEngine(page)).asked();
  await page.goto(`${faults.url}/?StudyInstanceUIDs=${study}`);
  await asked;
  await expect(viewer.pane()).toHaveAttribute('data-state', 'refused');
  await expect(viewer.pane()).toContainText(en['fault.unauthorised']);
  // Also when the series is described.
  await expect(viewer.pane().getByRole('alert')).toContainText(`${SLICES}`);
  faults.clear();
  await viewer.pane().getByRole('button', { name: en['common.retry'] }).click();
  await follows(page, { told: 0 });
  await faults.close();
  await companion.stop();
});

test('a drawing that waits is seen under the hand and said to wait at once; the picture still follows, and it lies on its pixels', async ({
  page,
  folder,
}) => {
  const { study } = writeBlocks(join(folder, 'blocks'), SLICES);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await watchBlocks(page);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await viewer.openStudy(study);
  await asked;
  await follows(page, { told: 0 });
  const box = await early(page).boundingBox();
  if (!box) throw new Error('no picture');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const scale = Math.min(box.width, box.height) / 96;
  await page.keyboard.press('l');
  // From pixel 40, 44 to 60, 44.
  const at = (column: number, row: number) =>
    [x + (column + 0.5 - 48) * scale, y + (row + 0.5 - 48) * scale] as const;
  await page.mouse.move(...at(40, 44));
  await page.mouse.down();
  await page.mouse.move(...at(60, 44), { steps: 4 });
  const ink = viewer.pane().locator('[data-layer="ink"] polyline');
  await expect(ink).toHaveCount(1);
  await page.mouse.up();
  await expect(viewer.pane()).toContainText(en['state.engineLate']);
  const drawn = await ink.boundingBox();
  expect(drawn?.width).toBeCloseTo(20 * scale, -1);
  await test.step('what leaves the image there is done at once', async () => {
    await page.mouse.move(x, y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await expect.poll(async () => (await inspect.view(page)).panes[0]?.zoom).toBeGreaterThan(1);
    await follows(page);
    // It goes with its pixels.
    const { zoom = 1 } = (await inspect.view(page)).panes[0] ?? {};
    await expect.poll(async () => (await ink.boundingBox())?.width).toBeGreaterThan(20 * scale * zoom * 0.95);
    await page.keyboard.press('x');
    await page.keyboard.press('r');
    await follows(page);
    expect((await inspect.view(page)).panes[0]).toMatchObject({ inverted: true, rotationDeg: 90 });
  });
  await test.step('another image waits, since the drawing is of this one', async () => {
    await page.mouse.wheel(0, 300);
    await expect(viewer.pane()).toContainText(en['state.engineLate.behind']);
    await follows(page, { told: 0, asked: 0 });
  });
  engine.release();
  await expect.poll(() => inspect.measurements(page)).toHaveLength(1);
  await expect.poll(async () => (await inspect.panes(page))[0]?.index).toBe(3);
  const [length] = await inspect.measurements(page);
  for (const [point, column] of [
    [length?.pointsPx?.[0], 40],
    [length?.pointsPx?.[1], 60],
  ] as const) {
    expect(Math.abs((point?.[0] ?? 0) - column)).toBeLessThan(0.6);
    expect(Math.abs((point?.[1] ?? 0) - 44)).toBeLessThan(0.6);
  }
  await expect(ink).toHaveCount(0);
  await companion.stop();
});

test('an archive that describes objects one by one is waited for with a count', async ({ page, folder }) => {
  // So few that no image of it is described before the others.
  const { study } = writeBlocks(join(folder, 'blocks'), FEW);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const faults = await startFaultProxy(companion.url);
  faults.rule({ path: /\/series\/[\d.]+\/metadata/, fault: { kind: 'status', status: 404 } });
  const viewer = new Viewer(page, faults.url);
  // One comes when it is let go.
  const held: (() => void)[] = [];
  await page.route(/\/instances\/[\d.]+\/metadata/, async (route) => {
    await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  await page.goto(`${faults.url}/?StudyInstanceUIDs=${study}`);
  for (let described = 1; described <= FEW; described++) {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    held.shift()?.();
    if (described < FEW)
      await expect(viewer.pane().getByRole('status')).toContainText(
        `${described} of ${FEW} images described`,
      );
  }
  await viewer.shown();
  await faults.close();
  await companion.stop();
});
